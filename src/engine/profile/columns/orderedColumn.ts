import { throwIfCancelled } from '../../../protocol';
import type { Dataset } from '../../data/dataset';

/** The finite values of a column in ascending order, wherever they are kept. */
export interface OrderedColumn {
  /** Values, repeats included. */
  readonly count: number;
  readonly distinct: number;
  /** The values at these 0-based positions. */
  at(positions: readonly number[]): Promise<number[]>;
  /** How many values are smaller than each of these. */
  below(thresholds: readonly number[]): Promise<number[]>;
}

/** What to put in order. */
export interface OrderRequest {
  /** SQL expression of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  /** Number of rows that are not NULL. */
  readonly count: number;
  /** How many different values there can be at most, where that is known: few are grouped rather than sorted. */
  readonly distinctAtMost?: number;
}

/** Values that are held in memory: 128 MB for a column. More are left in a table of the SQL engine. */
const mostInMemory = 2 ** 24;

/**
 * Orders the values of a column, by one sort of the SQL engine, which spills to disk under its memory limit. Everything that a
 * profile says about the order of values is then a matter of looking up: quantiles, ends, distinct values, bins of any kind.
 *
 * @param dataset the opened data set
 * @param request the values
 * @param use what to do with them; they are let go afterwards
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted; OUT_OF_MEMORY and DISK_FULL from the SQL engine.
 */
export async function withOrderedColumn<Result>(
  dataset: Dataset,
  request: OrderRequest,
  use: (ordered: OrderedColumn) => Promise<Result>,
  { signal, inMemory = mostInMemory }: { signal?: AbortSignal | undefined; inMemory?: number } = {},
): Promise<Result> {
  const { count, distinctAtMost = Infinity } = request;
  const grouped = distinctAtMost < count / 4;
  if (Math.min(count, distinctAtMost) <= inMemory) {
    const ordered = grouped
      ? await groupedValues(dataset, request, signal)
      : await sortedValues(dataset, request, signal);
    return use(ordered);
  }
  return useTable(dataset, request, use, signal);
}

async function sortedValues(
  dataset: Dataset,
  { value, count }: OrderRequest,
  signal: AbortSignal | undefined,
): Promise<OrderedColumn> {
  const values = new Float64Array(count);
  let filled = 0;
  await dataset.scan(
    `SELECT v FROM (SELECT ${value} AS v FROM ${dataset.relation}) WHERE v IS NOT NULL ORDER BY v`,
    (chunk) => {
      chunk.copyNumbers(0, values, filled);
      filled += chunk.rows;
    },
    signal,
  );
  let distinct = count === 0 ? 0 : 1;
  for (let i = 1; i < count; i++) if (values[i] !== values[i - 1]) distinct++;
  return {
    count,
    distinct,
    at: (positions) => Promise.resolve(positions.map((position) => values[position]!)),
    below: (thresholds) =>
      Promise.resolve(thresholds.map((threshold) => firstFrom(values, threshold))),
  };
}

async function groupedValues(
  dataset: Dataset,
  { value, count, distinctAtMost = 0 }: OrderRequest,
  signal: AbortSignal | undefined,
): Promise<OrderedColumn> {
  const room = Math.min(count, distinctAtMost);
  const values = new Float64Array(room);
  const counts = new Float64Array(room);
  let distinct = 0;
  await dataset.scan(
    `SELECT v, CAST(count(*) AS DOUBLE) AS n FROM (SELECT ${value} AS v FROM ${dataset.relation})
      WHERE v IS NOT NULL GROUP BY v ORDER BY v`,
    (chunk) => {
      chunk.copyNumbers(0, values, distinct);
      chunk.copyNumbers(1, counts, distinct);
      distinct += chunk.rows;
    },
    signal,
  );
  const used = values.subarray(0, distinct);
  /** Values up to and including each of the distinct ones. */
  const ends = counts.subarray(0, distinct);
  for (let i = 1; i < distinct; i++) ends[i]! += ends[i - 1]!;
  return {
    count,
    distinct,
    at: (positions) =>
      Promise.resolve(positions.map((position) => used[firstFrom(ends, position + 1)]!)),
    below: (thresholds) =>
      Promise.resolve(
        thresholds.map((threshold) => {
          const first = firstFrom(used, threshold);
          return first === 0 ? 0 : ends[first - 1]!;
        }),
      ),
  };
}

/** Position of the first of ascending `values` that is at least `threshold`; their number when there is none. */
function firstFrom(values: Float64Array, threshold: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

let tables = 0;

async function useTable<Result>(
  dataset: Dataset,
  { value, count }: OrderRequest,
  use: (ordered: OrderedColumn) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const table = `ordered_${tables++}`;
  const ordered = `SELECT v FROM (SELECT ${value} AS v FROM ${dataset.relation}) WHERE v IS NOT NULL ORDER BY v`;
  await dataset.query(`CREATE TABLE ${table} AS ${ordered}`, signal);
  const at = async (positions: readonly number[]): Promise<number[]> => {
    throwIfCancelled(signal);
    const wanted = [...new Set(positions)];
    if (wanted.length === 0) return [];
    const rows = await dataset.query(
      `SELECT CAST(rowid AS DOUBLE) AS position, v FROM ${table} WHERE rowid IN (${wanted.join(', ')})`,
      signal,
    );
    const found = new Map(rows.map((row) => [row['position'], row['v'] as number]));
    return positions.map((position) => found.get(position)!);
  };
  try {
    const [row] = await dataset.query(`SELECT count(DISTINCT v) AS n FROM ${table}`, signal);
    const below = (thresholds: readonly number[]): Promise<number[]> =>
      searchAll(thresholds, count, at);
    return await use({ count, distinct: Number(row?.['n']), at, below });
  } finally {
    await dataset.query(`DROP TABLE ${table}`);
  }
}

/** The binary searches of {@link firstFrom} for many thresholds at once, in values that are looked up step by step. */
async function searchAll(
  thresholds: readonly number[],
  count: number,
  at: (positions: readonly number[]) => Promise<number[]>,
): Promise<number[]> {
  const searches = thresholds.map((threshold) => ({ threshold, low: 0, high: count }));
  for (;;) {
    const open = searches.filter(({ low, high }) => low < high);
    if (open.length === 0) return searches.map(({ low }) => low);
    const middles = open.map(({ low, high }) => Math.floor((low + high) / 2));
    const values = await at(middles);
    open.forEach((search, k) => {
      if (values[k]! < search.threshold) search.low = middles[k]! + 1;
      else search.high = middles[k]!;
    });
  }
}
