import { throwIfCancelled } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { chunks } from '../sqlExpressions';

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

/** Limits of {@link orderColumns}; the defaults serve everywhere but in tests. */
export interface OrderOptions {
  readonly signal?: AbortSignal | undefined;
  /** Values of a column that are held in memory; more are left in a table of the SQL engine. Default 2^24, 128 MB. */
  readonly inMemory?: number;
  /** Rows of tables that are read many columns at once and sorted here. Default 200,000. */
  readonly shortRows?: number;
}

const mostInMemory = 2 ** 24;
/** Of a shorter table, a query for each column would cost more than its sort. */
const usualShortRows = 200_000;
const cellsAtOnce = 2 ** 22;
const columnsAtOnce = 128;
/** Columns of long tables that are ordered at the same time: one is looked at while the next is sorted. */
const side = 2;

/**
 * Puts columns in order, so that everything a profile says about their order is a matter of looking up: quantiles, ends,
 * distinct values, bins of any kind. Long columns are sorted by the SQL engine, which spills to disk under its memory limit.
 *
 * @param dataset the opened data set
 * @param requests the values
 * @param use what to do with each; the values are let go afterwards
 * @returns what `use` gave, in the order of the requests
 * @throws {CuvetteError} CANCELLED when the signal is aborted; OUT_OF_MEMORY and DISK_FULL from the SQL engine.
 */
export async function orderColumns<Result>(
  dataset: Dataset,
  requests: readonly OrderRequest[],
  use: (ordered: OrderedColumn, index: number) => Promise<Result>,
  options: OrderOptions = {},
): Promise<Result[]> {
  const results: Result[] = [];
  if (dataset.info.sampledRows <= (options.shortRows ?? usualShortRows)) {
    const room = Math.floor(cellsAtOnce / Math.max(1, dataset.info.sampledRows));
    const indexed = requests.map((request, index) => ({ request, index }));
    for (const part of chunks(indexed, Math.min(columnsAtOnce, Math.max(1, room)))) {
      const ordered = await shortColumns(
        dataset,
        part.map(({ request }) => request),
        options.signal,
      );
      for (const [k, { index }] of part.entries()) results[index] = await use(ordered[k]!, index);
    }
    return results;
  }
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < requests.length) {
      const index = next++;
      const own = (ordered: OrderedColumn): Promise<Result> => use(ordered, index);
      results[index] = await withOrderedColumn(dataset, requests[index]!, own, options);
    }
  };
  await allSettledOrThrow(Array.from({ length: side }, work));
  return results;
}

/** Waits for all, so that nothing runs on when one has failed. */
async function allSettledOrThrow(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function shortColumns(
  dataset: Dataset,
  requests: readonly OrderRequest[],
  signal: AbortSignal | undefined,
): Promise<OrderedColumn[]> {
  const columns = requests.map(() => new Float64Array(dataset.info.sampledRows));
  const list = requests.map(({ value }, k) => `coalesce(${value}, 'nan') AS v${k}`).join(', ');
  let filled = 0;
  await dataset.scan(
    `SELECT ${list} FROM ${dataset.relation}`,
    (chunk) => {
      columns.forEach((values, k) => chunk.copyNumbers(k, values, filled));
      filled += chunk.rows;
    },
    signal,
  );
  // NaN stands for what is missing, and is sorted to the end.
  return columns.map((values, k) => inArray(values.sort().subarray(0, requests[k]!.count)));
}

async function withOrderedColumn<Result>(
  dataset: Dataset,
  request: OrderRequest,
  use: (ordered: OrderedColumn) => Promise<Result>,
  { signal, inMemory = mostInMemory }: OrderOptions,
): Promise<Result> {
  const { count, distinctAtMost = Infinity } = request;
  if (Math.min(count, distinctAtMost) > inMemory) return useTable(dataset, request, use, signal);
  const grouped = distinctAtMost < count / 4;
  return use(await (grouped ? groupedValues : sortedValues)(dataset, request, signal));
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
  return inArray(values);
}

/** Ascending values. */
function inArray(values: Float64Array): OrderedColumn {
  const count = values.length;
  let distinct = count === 0 ? 0 : 1;
  for (let i = 1; i < count; i++) if (values[i] !== values[i - 1]) distinct++;
  return {
    count,
    distinct,
    at: (positions) => Promise.resolve(positions.map((position) => values[position]!)),
    below: (thresholds) => Promise.resolve(thresholds.map((own) => firstFrom(values, own))),
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
