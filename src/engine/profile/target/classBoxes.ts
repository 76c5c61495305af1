import type { ClassBox } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { sqlLiteral } from '../../data/sqlText';
import { groupedMean, groupSummaries } from '../../statistics/groupedValues';
import { quantile } from '../../statistics/quantile';
import { sortedGroups } from '../../statistics/sortedGroups';
import { queryEach } from '../queryBatch';
import { isShort, type ReadingOptions } from '../shortTable';
import { countOf, numberOf, presentValue, textOf } from '../sqlExpressions';
import { mapGroupedRows, type GroupedRows, type GroupRequest } from './groupedRows';

/** A number whose distribution is wanted within groups of rows. */
export interface BoxRequest extends GroupRequest {
  /** Groups in the order wanted; the most frequent ones when `null`. */
  readonly groups: readonly string[] | null;
}

/** Groups that get a box when none are named. */
const groupsShown = 20;
/** Minimum, quartiles, maximum. */
const quarters = [0, 1, 2, 3, 4] as const;

/**
 * Five-number summary and mean of numbers within groups, exact (type-7 quantiles).
 *
 * **Missing values:** rows without value or group are left out; a named group without rows has a box of `null`.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function classBoxes(
  dataset: Dataset,
  requests: readonly BoxRequest[],
  options: ReadingOptions = {},
): Promise<ClassBox[][]> {
  if (!isShort(dataset, options)) return boxesBySql(dataset, requests, options);
  const boxes = await mapGroupedRows(
    dataset,
    requests,
    (rows, index) => boxesOfRows(rows, requests[index]!.groups),
    options.signal,
  );
  // Groups too many to be held are counted by the SQL engine, which hands over the most frequent ones.
  const left = requests.filter((_, index) => boxes[index] === null);
  const others = (await boxesBySql(dataset, left, options)).values();
  return boxes.map((own) => own ?? others.next().value ?? []);
}

function boxesOfRows(
  { values, groups: { labels, codes } }: GroupedRows,
  named: readonly string[] | null,
): ClassBox[] {
  const sorted = sortedGroups(values, codes, labels.length);
  const centre = groupedMean(values, codes);
  const summaries = groupSummaries(values, codes, labels.length, centre);
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  return (named ?? mostFrequent(labels, sorted)).map((label) => {
    const code = codeOf.get(label) ?? -1;
    const own = sorted[code] ?? new Float64Array();
    const [min = null, q1 = null, median = null, q3 = null, max = null] = quarters.map((quarter) =>
      quantile(own, quarter / 4),
    );
    const mean = own.length === 0 ? null : finiteOrNull(centre + summaries[code]!.mean);
    return { class: label, count: own.length, min, q1, median, q3, max, mean };
  });
}

function mostFrequent(labels: readonly string[], sorted: readonly Float64Array[]): string[] {
  return labels
    .map((label, code) => ({ label, count: sorted[code]!.length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, groupsShown)
    .map(({ label }) => label);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

async function boxesBySql(
  dataset: Dataset,
  requests: readonly BoxRequest[],
  { signal }: ReadingOptions,
): Promise<ClassBox[][]> {
  const counted = await queryEach(
    dataset,
    requests,
    ({ value, group }, k) => `SELECT ${k} AS k, CAST(g AS VARCHAR) AS g, n, mean
      FROM (SELECT g, count(*) AS n, favg(v) AS mean FROM (SELECT ${presentValue(group)} AS g, ${value} AS v
        FROM ${dataset.relation}) WHERE g IS NOT NULL AND v IS NOT NULL GROUP BY g
        ORDER BY n DESC, g LIMIT 200)`,
    signal,
  );
  const plans = requests.flatMap(({ value, group, groups }, r) => {
    const found = new Map(counted[r]!.map((row) => [textOf(row, 'g') ?? '', row]));
    const wanted = groups ?? [...found.keys()].slice(0, groupsShown);
    return wanted.map((label) => {
      const row = found.get(label);
      return { r, label, value, group, count: countOf(row, 'n'), mean: numberOf(row, 'mean') };
    });
  });
  // One sort per group: it spills to disk under a memory limit, where a quantile aggregate would hold every value.
  const ordered = await queryEach(
    dataset,
    plans,
    ({ label, value, group, count }, k) => `SELECT ${k} AS k, list(v ORDER BY rn) AS picked
      FROM (SELECT v, row_number() OVER (ORDER BY v) AS rn FROM (SELECT ${value} AS v FROM ${dataset.relation}
        WHERE ${presentValue(group)} = ${labelLiteral(label, group)}) WHERE v IS NOT NULL)
      WHERE rn IN (${positionsOf(count).join(', ')})`,
    signal,
  );
  const boxes: ClassBox[][] = requests.map(() => []);
  plans.forEach(({ r, label, count, mean }, i) => {
    const picked = (ordered[i]![0]?.['picked'] ?? []) as readonly number[];
    const at = new Map(positionsOf(count).map((position, j) => [position, picked[j]!]));
    const [min = null, q1 = null, median = null, q3 = null, max = null] = quarters.map((quarter) =>
      quartile(at, quarter, count),
    );
    boxes[r]!.push({ class: label, count, min, q1, median, q3, max, mean });
  });
  return boxes;
}

/** Position, counted from 1, of the value below a type-7 quartile of `count` values, and the share of the way to the next. */
function placeOf(
  quarter: number,
  count: number,
): { readonly below: number; readonly share: number } {
  const position = ((count - 1) * quarter) / 4;
  const below = Math.floor(position);
  return { below: below + 1, share: position - below };
}

/** Positions of the values that the five numbers lie between, ascending. */
function positionsOf(count: number): number[] {
  const positions = quarters.flatMap((quarter) => {
    const { below } = placeOf(quarter, count);
    return [below, Math.min(below + 1, count)];
  });
  return [...new Set(positions)].sort((a, b) => a - b);
}

function quartile(at: ReadonlyMap<number, number>, quarter: number, count: number): number | null {
  if (count === 0) return null;
  const { below, share } = placeOf(quarter, count);
  return interpolate(at.get(below)!, at.get(Math.min(below + 1, count))!, share);
}

/** Between two values, from the nearer end as numpy does, so that equal neighbours give exactly their value. */
export function interpolate(low: number, high: number, share: number): number {
  const step = high - low;
  return share < 0.5 ? low + step * share : high - step * (1 - share);
}

/** A label of `column`, as {@link presentValue} casts it to text, back in the column's own type. */
export function labelLiteral(label: string, column: DatasetColumn): string {
  return `CAST(${sqlLiteral(label)} AS ${column.storageType})`;
}
