import { throwIfCancelled } from '../../protocol';
import type { Dataset, SqlRow } from '../data/dataset';
import { chunks } from './sqlExpressions';

/** Cells that the branches of one UNION ALL may sort or hash at the same time: bounds the memory of a query. */
const cellsPerQuery = 8_000_000;
/** Branches of one UNION ALL at most: bounds the planning time of a query. */
const branchesPerQuery = 48;

/**
 * Runs one SELECT per item as the branches of few UNION ALL queries, so that small data costs few round trips and big data
 * few gigabytes. Every branch must give the same columns; a column named `k` holds the item's position in `items`.
 *
 * @param dataset the opened data set
 * @param items what to ask about, one branch each
 * @param select the branch of an item; it must select the given `k` under the name `k`
 * @param signal cancels the queries
 * @param weight columns that one branch sorts or hashes, default 1
 * @returns the rows of each item, in the order of `items`
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function queryEach<T>(
  dataset: Dataset,
  items: readonly T[],
  select: (item: T, k: number) => string,
  signal?: AbortSignal,
  weight = 1,
): Promise<SqlRow[][]> {
  const answers: SqlRow[][] = items.map(() => []);
  const affordable = Math.floor(cellsPerQuery / Math.max(1, dataset.info.sampledRows * weight));
  const size = Math.min(branchesPerQuery, Math.max(1, affordable));
  const numbered = items.map((item, k) => ({ item, k }));
  for (const part of chunks(numbered, size)) {
    throwIfCancelled(signal);
    const sql = part.map(({ item, k }) => `(${select(item, k)})`).join(' UNION ALL ');
    for (const row of await dataset.query(sql, signal)) answers[row['k'] as number]!.push(row);
  }
  return answers;
}

/**
 * Evaluates many aggregates over the same rows in as few scans as possible.
 *
 * @param dataset the opened data set
 * @param from what stands after FROM, once per scan
 * @param aggregates SQL expressions
 * @param signal cancels the queries
 * @returns one value per aggregate, in order; `null` where the value does not exist
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function queryAggregates(
  dataset: Dataset,
  from: string,
  aggregates: readonly string[],
  signal?: AbortSignal,
): Promise<(number | null)[]> {
  const values: (number | null)[] = [];
  for (const part of chunks(aggregates, 600)) {
    throwIfCancelled(signal);
    const list = part.map((aggregate, i) => `${aggregate} AS a${i}`).join(', ');
    const [row] = await dataset.query(`SELECT ${list} FROM ${from}`, signal);
    part.forEach((_, i) => {
      const value = row?.[`a${i}`];
      values.push(typeof value === 'number' && Number.isFinite(value) ? value : null);
    });
  }
  return values;
}
