import { throwIfCancelled } from '../../protocol';
import type { Dataset } from '../data/dataset';
import { chunks } from './sqlExpressions';

/** How columns are read; the default serves everywhere but in tests. */
export interface ReadingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Rows of tables that are read many columns at once and computed here; longer ones are left to the SQL engine. */
  readonly shortRows?: number;
}

/** Of a shorter table, a query for each column would cost more than what it computes. */
const usualShortRows = 200_000;
const cellsAtOnce = 2 ** 22;
/** Columns of one query at most: planning takes longer than linear in them. */
const columnsAtOnce = 128;

/** Whether a table is short enough to be read many columns at once. */
export function isShort(dataset: Dataset, { shortRows = usualShortRows }: ReadingOptions): boolean {
  return dataset.info.sampledRows <= shortRows;
}

/** `items` cut into runs whose columns of a short table can be held in memory together: at most 32 MB. */
export function columnBlocks<T>(dataset: Dataset, items: readonly T[]): T[][] {
  const room = Math.floor(cellsAtOnce / Math.max(1, dataset.info.sampledRows));
  return chunks(items, Math.min(columnsAtOnce, Math.max(1, room)));
}

/** An expression and where its values go, one per row of the relation. */
interface Reader {
  /** SQL without NULL, of type DOUBLE for a Float64Array, INTEGER for an Int32Array. */
  readonly expression: string;
  readonly target: Float64Array | Int32Array;
}

/**
 * Evaluates expressions over every row, in the order of the relation, in one scan.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function readInto(
  dataset: Dataset,
  readers: readonly Reader[],
  signal?: AbortSignal,
): Promise<void> {
  throwIfCancelled(signal);
  if (readers.length === 0) return;
  const list = readers.map(({ expression }, k) => `${expression} AS v${k}`).join(', ');
  let filled = 0;
  await dataset.scan(
    `SELECT ${list} FROM ${dataset.relation}`,
    (chunk) => {
      readers.forEach(({ target }, k) => chunk.copyNumbers(k, target, filled));
      filled += chunk.rows;
    },
    signal,
  );
}

/**
 * Reads numbers of a short table, in one scan.
 *
 * @param dataset the opened data set
 * @param values SQL of type DOUBLE, no more than a block of {@link columnBlocks}
 * @param signal cancels the scan
 * @returns one array per expression, NaN where it is NULL
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function readNumbers(
  dataset: Dataset,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<Float64Array[]> {
  const columns = values.map(() => new Float64Array(dataset.info.sampledRows));
  const readers = values.map((value, k) => ({
    expression: `coalesce(${value}, 'nan'::DOUBLE)`,
    target: columns[k]!,
  }));
  await readInto(dataset, readers, signal);
  return columns;
}

/**
 * The rows of several expressions below one another, as what stands after FROM: `k` is an expression's position, `v` its value.
 * One plan groups all columns by `k`, where a query for each would cost a plan each.
 *
 * @param dataset the opened data set
 * @param values SQL expressions of one type
 * @param more further SQL, repeated for each of them, with its name (`x AS y`)
 */
export function stackedRows(dataset: Dataset, values: readonly string[], more = ''): string {
  const positions = values.map((_, k) => k).join(', ');
  const others = more === '' ? '' : `, ${more}`;
  return `(SELECT unnest([${positions}]) AS k, unnest([${values.join(', ')}]) AS v${others} FROM ${dataset.relation})`;
}
