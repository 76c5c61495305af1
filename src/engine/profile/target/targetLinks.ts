import type { TargetInfo } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { cramersV } from '../../statistics/cramersV';
import type { KruskalWallisResult } from '../../statistics/kruskalWallis';
import { crossCounts, mostCells } from './contingency';
import { isCategorical } from '../relations/correlations';
import { correlationFromSums, type Correlation } from '../relations/correlationSums';
import { kruskalWallisOf } from './groupRanks';
import { queryEach } from '../queryBatch';
import { finiteValue, numberOf, presentValue } from '../sqlExpressions';

/** Levels of a column against the classes of the target. */
export interface LevelTable {
  /** Levels in their own order (numbers by size, texts by code point). */
  readonly levels: readonly string[];
  /** Shape (levels, classes), classes in the order of `TargetInfo.classes`. */
  readonly counts: readonly (readonly number[])[];
}

/** What ties a column to the target, by the kinds of both. */
export type TargetLink =
  | { readonly kind: 'table'; readonly table: LevelTable; readonly cramersV: number | null }
  | { readonly kind: 'ranks'; readonly result: KruskalWallisResult }
  | { readonly kind: 'correlation'; readonly spearman: Correlation }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Measures every column against the target: a contingency table for categories and classes, rank sums for a number and classes
 * (or categories and a numeric target), Spearman's ρ for two numbers. Columns of other types get the reason why not.
 *
 * **Missing values:** rows where the column or the target is missing are left out.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function linkToTarget(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  target: DatasetColumn,
  info: TargetInfo,
  signal?: AbortSignal,
): Promise<TargetLink[]> {
  const isNumber = info.task === 'regression';
  const links = new Map<DatasetColumn, TargetLink>();
  const numbers = columns.filter((column) => column !== target && column.type === 'numeric');
  const categories = columns.filter((column) => column !== target && isCategorical(column.type));

  if (isNumber) {
    const correlations = await spearmanWith(dataset, numbers, target, signal);
    numbers.forEach((column, i) =>
      links.set(column, { kind: 'correlation', spearman: correlations[i]! }),
    );
    const groups = categories.map((column) => ({
      value: finiteValue(target),
      group: presentValue(column),
    }));
    const results = await kruskalWallisOf(dataset, groups, signal);
    categories.forEach((column, i) => links.set(column, { kind: 'ranks', result: results[i]! }));
  } else {
    const groups = numbers.map((column) => ({
      value: finiteValue(column),
      group: presentValue(target),
    }));
    const results = await kruskalWallisOf(dataset, groups, signal);
    numbers.forEach((column, i) => links.set(column, { kind: 'ranks', result: results[i]! }));
    const tables = await crossCounts(
      dataset,
      categories.map((column) => [column, target] as const),
      signal,
    );
    const classes = info.classes.map(({ value }) => value);
    categories.forEach((column, i) => {
      const cross = tables[i];
      if (!cross) {
        const reason = `Too many levels: more than ${mostCells} combinations with the target.`;
        links.set(column, { kind: 'none', reason });
        return;
      }
      const order = classes.map((label) => cross.columns.indexOf(label));
      const counts = cross.counts.map((row) => order.map((at) => row[at] ?? 0));
      links.set(column, {
        kind: 'table',
        table: { levels: cross.rows, counts },
        cramersV: cramersV(counts),
      });
    });
  }
  return columns.map(
    (column) => links.get(column) ?? { kind: 'none', reason: whyNot(column, target) },
  );
}

function whyNot(column: DatasetColumn, target: DatasetColumn): string {
  if (column === target) return 'This is the target.';
  switch (column.type) {
    case 'text':
      return 'Free text: nothing to compare before it is turned into features.';
    case 'dateTime':
      return 'Dates and times: derive year, month, weekday or age first.';
    case 'identifier':
      return 'An identifier: (nearly) every row has its own value.';
    case 'constant':
      return 'Constant: it cannot depend on anything.';
    case 'nested':
      return 'Lists and structs: take the fields that matter out first.';
    case 'numeric':
    case 'ordinal':
    case 'categorical':
    case 'boolean':
      return 'Not measured.';
  }
}

/** Spearman's ρ of each column with a numeric target: Pearson's r of midranks over the rows where both are present. */
async function spearmanWith(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  target: DatasetColumn,
  signal: AbortSignal | undefined,
): Promise<Correlation[]> {
  const middle = (dataset.info.sampledRows + 1) / 2;
  const rank = (name: string): string =>
    `((rank() OVER (ORDER BY ${name}) + count(*) OVER (ORDER BY ${name})) / 2.0::DOUBLE - ${middle})`;
  const answers = await queryEach(
    dataset,
    columns,
    (column, k) => `SELECT ${k} AS k, count(*) AS n, fsum(x) AS x, fsum(y) AS y, fsum(x * x) AS xx,
        fsum(y * y) AS yy, fsum(x * y) AS xy FROM (SELECT ${rank('a')} AS x, ${rank('b')} AS y
        FROM (SELECT ${finiteValue(column)} AS a, ${finiteValue(target)} AS b FROM ${dataset.relation})
        WHERE a IS NOT NULL AND b IS NOT NULL)`,
    signal,
    3,
  );
  return answers.map(([row]) => {
    const sum = (name: string): number => numberOf(row, name) ?? 0;
    return correlationFromSums({
      n: sum('n'), x: sum('x'), y: sum('y'), xx: sum('xx'), yy: sum('yy'), xy: sum('xy'),
    }); // prettier-ignore
  });
}
