import type { Dataset } from '../../data/dataset';
import { queryAggregates } from '../queryBatch';
import { mapInTurns } from '../relations/mapInTurns';
import { createNumberSums } from '../relations/numberSums';
import { pairsOf } from '../relations/pairsOf';
import { columnBlocks, readNumbers } from '../shortTable';

/** Sums over the rows that are complete in all of some columns. */
export interface ProductSums {
  readonly n: number;
  /** Σx per column. */
  readonly first: readonly number[];
  /** Σx² per column. */
  readonly second: readonly number[];
  /** Σxy per pair, in the order of `pairsOf`. */
  readonly products: readonly number[];
}

/** Rows whose products are added before the process may answer others. */
const blockRows = 4096;

/**
 * {@link ProductSums} of a short table, read many columns at once and held together.
 *
 * **Missing values:** rows with a missing value in any of the columns are left out.
 *
 * @param dataset the opened data set; see `isShort`
 * @param values SQL of type DOUBLE, scaled to [−1, 1]
 * @param signal cancels the queries and the sums
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function productSumsOfRows(
  dataset: Dataset,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<ProductSums> {
  const columns: Float64Array[] = [];
  for (const block of columnBlocks(dataset, values)) {
    columns.push(...(await readNumbers(dataset, block, signal)));
  }
  const n = keepComplete(columns);
  const sums = createNumberSums(columns.length);
  const present = columns.map(() => null);
  const starts = Array.from({ length: Math.ceil(n / blockRows) }, (_, b) => b * blockRows);
  const addRows = (from: number): void => {
    const rows = Math.min(blockRows, n - from);
    const deviations = columns.map((column) => column.subarray(from, from + rows));
    sums.add({ rows, deviations, present });
  };
  await mapInTurns(starts, (blockRows * columns.length ** 2) / 2, addRows, signal);
  const used = columns.map((column) => column.subarray(0, n));
  return {
    n,
    first: used.map((column) => column.reduce((sum, value) => sum + value, 0)),
    second: used.map((column) => column.reduce((sum, value) => sum + value * value, 0)),
    products: pairsOf(columns.length).map(([i, j]) => sums.pair(i, j).xy),
  };
}

/** Moves the rows without NaN to the front, in all columns alike; returns how many they are. */
function keepComplete(columns: readonly Float64Array[]): number {
  const rows = columns[0]?.length ?? 0;
  const missing = new Uint8Array(rows);
  for (const column of columns) {
    for (let i = 0; i < rows; i++) if (Number.isNaN(column[i])) missing[i] = 1;
  }
  for (const column of columns) {
    let kept = 0;
    for (let i = 0; i < rows; i++) if (missing[i] === 0) column[kept++] = column[i]!;
  }
  return rows - missing.reduce((count, own) => count + own, 0);
}

/**
 * {@link ProductSums} computed by the SQL engine, with compensated sums.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function productSumsBySql(
  dataset: Dataset,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<ProductSums> {
  const p = values.length;
  const inner = values.map((value, i) => `${value} AS z${i}`).join(', ');
  const complete = values.map((_, i) => `z${i} IS NOT NULL`).join(' AND ');
  const sums = await queryAggregates(
    dataset,
    `(SELECT * FROM (SELECT ${inner} FROM ${dataset.relation}) WHERE ${complete})`,
    [
      'count(*)',
      ...values.map((_, i) => `fsum(z${i})`),
      ...values.map((_, i) => `fsum(z${i} * z${i})`),
      ...pairsOf(p).map(([i, j]) => `fsum(z${i} * z${j})`),
    ],
    signal,
  );
  const [n, ...others] = sums.map((sum) => sum ?? 0) as [number, ...number[]];
  return {
    n,
    first: others.slice(0, p),
    second: others.slice(p, 2 * p),
    products: others.slice(2 * p),
  };
}
