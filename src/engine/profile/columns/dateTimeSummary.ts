import type { DateTimeSummary } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { binEdges, binIndex, chooseBins } from './histogram';
import { queryEach } from '../queryBatch';
import { countOf, numberOf } from '../sqlExpressions';

const gapCount = 5;
const secondsPerDay = 86_400;

/** Dates are counted in whole days, everything else in seconds. */
function unitOf({ storageType }: DatasetColumn): number {
  return storageType === 'DATE' ? secondsPerDay : 1;
}

/** What the profile computes of a date/time column. */
export interface DateTimeDescription {
  readonly summary: DateTimeSummary;
  readonly distinct: number;
}

/**
 * Range, gaps and histogram of date/time columns. A gap is a stretch between two neighbouring distinct values; the five
 * widest are given. Texts are ISO 8601, in UTC; a column of dates gives dates, a column of times of day gives times.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeDateTimes(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  signal?: AbortSignal,
): Promise<DateTimeDescription[]> {
  const ranges = await queryEach(
    dataset,
    columns,
    (column, k) =>
      `SELECT ${k} AS k, min(s) AS lo, max(s) AS hi, count(s) AS n, count(DISTINCT s) AS d FROM ${instantsOf(dataset, column)}`,
    signal,
  );
  const bins = ranges.map(([row], i) => {
    const min = numberOf(row, 'lo');
    const max = numberOf(row, 'hi');
    if (min === null || max === null) return null;
    const quarter = (max - min) / 4;
    const evidence = { count: countOf(row, 'n'), min, max, q1: min + quarter, q3: max - quarter };
    return chooseBins({ ...evidence, integral: unitOf(columns[i]!) > 1 });
  });
  const counted = await queryEach(
    dataset,
    columns,
    (column, k) => {
      const index = bins[k] ? binIndex('s', bins[k]) : '0';
      return `SELECT ${k} AS k, CAST(${index} AS DOUBLE) AS b, count(*) AS n
        FROM ${instantsOf(dataset, column)} WHERE s IS NOT NULL GROUP BY 2`;
    },
    signal,
  );
  const gaps = await queryEach(
    dataset,
    columns,
    (column, k) => `SELECT ${k} AS k, f, t FROM (SELECT lag(s) OVER (ORDER BY s) AS f, s AS t
        FROM (SELECT DISTINCT s FROM ${instantsOf(dataset, column)} WHERE s IS NOT NULL))
      WHERE f IS NOT NULL ORDER BY t - f DESC, f LIMIT ${gapCount}`,
    signal,
  );
  return columns.map((column, i) => {
    const min = numberOf(ranges[i]![0], 'lo');
    const max = numberOf(ranges[i]![0], 'hi');
    const own = bins[i];
    if (min === null || max === null || !own) return { summary: empty, distinct: 0 };
    const unit = unitOf(column);
    const text = (value: number): string => isoText(value * unit, column.storageType);
    // The edges of whole days lie between two of them; the bin begins with the later one.
    const edgeText = (edge: number): string => text(unit > 1 ? Math.ceil(edge) : edge);
    const counts = Array.from({ length: own.count }, () => 0);
    for (const row of counted[i]!) counts[countOf(row, 'b')]! += countOf(row, 'n');
    const summary = {
      min: text(min),
      max: text(max),
      spanDays: ((max - min) * unit) / secondsPerDay,
      gaps: gaps[i]!.map((row) => {
        const [from, to] = [countOf(row, 'f'), countOf(row, 't')];
        return { from: text(from), to: text(to), days: ((to - from) * unit) / secondsPerDay };
      }),
      histogram: { edges: binEdges(own, max).map(edgeText), counts },
    };
    return { summary, distinct: countOf(ranges[i]![0], 'd') };
  });
}

const empty: DateTimeSummary = {
  min: null,
  max: null,
  spanDays: null,
  gaps: [],
  histogram: null,
  reasons: { min: 'The column has no value.', max: 'The column has no value.' },
};

/** A subquery with the column as seconds (dates: days) since 1970, or since midnight, under the name `s`. */
function instantsOf(dataset: Dataset, column: DatasetColumn): string {
  const { sql, storageType } = column;
  const time = storageType.startsWith('TIME') && !storageType.startsWith('TIMESTAMP');
  const instant = time ? sql : `TRY_CAST(${sql} AS TIMESTAMP)`;
  return `(SELECT CASE WHEN isfinite(e) THEN e / ${unitOf(column)} END AS s FROM
    (SELECT CAST(epoch(${instant}) AS DOUBLE) AS e FROM ${dataset.relation}))`;
}

function isoText(seconds: number, storageType: string): string {
  const milliseconds = Math.round(seconds * 1000);
  if (Math.abs(milliseconds) > 8.64e15) return `${seconds} s after 1970-01-01`;
  const text = new Date(milliseconds).toISOString().replace(/\.000Z$/, 'Z');
  if (storageType === 'DATE') return text.replace(/T.*$/, '');
  if (storageType.startsWith('TIME') && !storageType.startsWith('TIMESTAMP')) {
    return text.replace(/^.*T/, '').replace(/Z$/, '');
  }
  return text.replace(/Z$/, '');
}
