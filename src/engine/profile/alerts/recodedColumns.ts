import type { ColumnProfile } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { countOf, isPresent } from '../sqlExpressions';

/** Levels up to which two columns are compared: the pairs that occur are counted. */
const mostLevels = 10_000;
const mostPairs = 48;

/**
 * Groups of columns that hold the same values under other names (`M`/`F` and `male`/`female`, a code and its label): as many
 * levels, and each level of one only ever beside one level of the other. Only columns whose counts of levels are equal, level by
 * level, are compared in the SQL engine.
 *
 * @param dataset the opened data set
 * @param columns described columns
 * @param equal groups of columns that are equal anyway, which are left out
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findRecodedColumns(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  equal: readonly (readonly string[])[],
  signal?: AbortSignal,
): Promise<string[][]> {
  const copies = new Set(equal.flatMap((names) => names.slice(1)));
  const alike = new Map<string, ColumnProfile[]>();
  for (const column of columns) {
    const { type, distinct, categorical, missing, name } = column;
    const comparable = type === 'categorical' || type === 'ordinal' || type === 'boolean';
    if (!comparable || copies.has(name) || categorical === undefined) continue;
    if (distinct.count < 2 || distinct.count > mostLevels) continue;
    const counts = categorical.top.map(({ count }) => count);
    const key = JSON.stringify([distinct.count, missing.count, counts, categorical.other]);
    alike.set(key, [...(alike.get(key) ?? []), column]);
  }
  const pairs = [...alike.values()]
    .flatMap(([first, ...others]) => others.map((other) => ({ first: first!, other })))
    .slice(0, mostPairs);
  const answers = await queryEach(
    dataset,
    pairs,
    ({ first, other }, k) => {
      const [a, b] = [dataset.columns[first.index]!, dataset.columns[other.index]!];
      return `SELECT ${k} AS k, count(*) AS n FROM (SELECT DISTINCT ${a.sql}, ${b.sql} FROM ${dataset.relation}
        WHERE ${isPresent(a)} OR ${isPresent(b)})`;
    },
    signal,
    2,
  );
  const groups = new Map<string, string[]>();
  pairs.forEach(({ first, other }, i) => {
    if (countOf(answers[i]![0], 'n') !== first.distinct.count) return;
    groups.set(first.name, [...(groups.get(first.name) ?? [first.name]), other.name]);
  });
  return [...groups.values()];
}
