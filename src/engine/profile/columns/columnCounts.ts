import type { Dataset, DatasetColumn } from '../../data/dataset';
import { queryAggregates } from '../queryBatch';
import { finiteValue, isFloatingStorage, isNumericStorage } from '../sqlExpressions';

/** Counts and extremes of the finite values of a column that is read as numbers. */
export interface NumericCounts {
  /** Present and finite values. */
  readonly finite: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Compensated sum; exact for integers. `null` when it overflows or there is no value. */
  readonly sum: number | null;
  readonly infinite: number;
  /** How many of ∞ and −∞ occur: 0, 1 or 2. */
  readonly infiniteKinds: number;
}

/** What the first scan tells about a column. */
export interface ColumnCounts {
  readonly column: DatasetColumn;
  readonly rows: number;
  /** Rows with a value: neither NULL nor NaN. */
  readonly present: number;
  /** Set for columns that {@link readsAsNumbers}. */
  readonly numeric: NumericCounts | null;
}

/**
 * The column's finite values as a DOUBLE: the bare column where the counts say that all are finite, which the SQL engine can
 * skip through. Doubles hold no NaN once a file is opened: settling the storage makes them NULL.
 */
export function countedValue({ column, numeric }: ColumnCounts): string {
  const bare = column.storageType === 'DOUBLE' && numeric?.infinite === 0;
  return bare ? column.sql : finiteValue(column);
}

/** Whether the profile looks at the column's values as quantities: numeric and ordinal columns, and numbered identifiers. */
export function readsAsNumbers(column: DatasetColumn): boolean {
  if (column.type === 'numeric') return true;
  const mayBe =
    column.type === 'ordinal' || column.type === 'identifier' || column.type === 'constant';
  return mayBe && isNumericStorage(column.storageType);
}

/**
 * Counts, extremes and sums of all columns, in one scan of the relation (several for thousands of columns); columns with
 * infinities are looked at once more.
 *
 * Sums of doubles are compensated (Kahan); sums of integers are exact before they become a double.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function countColumns(
  dataset: Dataset,
  signal?: AbortSignal,
): Promise<ColumnCounts[]> {
  const [rows = 0, ...values] = await queryAggregates(
    dataset,
    dataset.relation,
    ['count(*)', ...dataset.columns.flatMap((column) => aggregatesOf(column))],
    signal,
  );
  let next = 0;
  const counted = dataset.columns.map((column) => {
    const own = values.slice(next, (next += aggregatesOf(column).length));
    const numeric = readsAsNumbers(column) ? toNumeric(own) : null;
    return { column, rows: rows ?? 0, present: own[0] ?? 0, numeric };
  });
  const odd = counted.filter(
    ({ column, numeric }) =>
      numeric !== null && isFloatingStorage(column.storageType) && !hasEnds(numeric),
  );
  const finite = await countFinite(
    dataset,
    odd.map(({ column }) => column),
    signal,
  );
  return counted.map((counts) => {
    const at = odd.indexOf(counts);
    return at === -1 ? counts : { ...counts, numeric: finite[at]! };
  });
}

function aggregatesOf(column: DatasetColumn): string[] {
  const { sql, storageType } = column;
  const present = `count(${sql})`;
  if (!readsAsNumbers(column)) return [present];
  if (isFloatingStorage(storageType)) {
    return [present, present, `min(${sql})`, `max(${sql})`, `fsum(${sql})`];
  }
  const value = finiteValue(column);
  const sum = isNumericStorage(storageType) ? `CAST(sum(${sql}) AS DOUBLE)` : `fsum(${value})`;
  return [present, `count(${value})`, `min(${value})`, `max(${value})`, sum];
}

function toNumeric([, finite, min = null, max = null, sum = null]: readonly (
  number | null
)[]): NumericCounts {
  return { finite: finite ?? 0, min, max, sum, infinite: 0, infiniteKinds: 0 };
}

/** Infinite ends, and sums beyond the range of a double, arrive as `null`. */
function hasEnds({ finite, min, max, sum }: NumericCounts): boolean {
  return finite === 0 || (min !== null && max !== null && sum !== null);
}

async function countFinite(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  signal: AbortSignal | undefined,
): Promise<NumericCounts[]> {
  const aggregates = columns.flatMap((column) => {
    const value = finiteValue(column);
    const infinite = ['> 0', '< 0'].map(
      (side) => `count_if(isinf(${column.sql}) AND ${column.sql} ${side})`,
    );
    return [`count(${value})`, `min(${value})`, `max(${value})`, `fsum(${value})`, ...infinite];
  });
  const values = await queryAggregates(dataset, dataset.relation, aggregates, signal);
  return columns.map((_, i) => {
    const [finite, min = null, max = null, sum = null, above, below] = values.slice(
      6 * i,
      6 * i + 6,
    );
    return {
      finite: finite ?? 0,
      min,
      max,
      sum,
      infinite: (above ?? 0) + (below ?? 0),
      infiniteKinds: Math.sign(above ?? 0) + Math.sign(below ?? 0),
    };
  });
}
