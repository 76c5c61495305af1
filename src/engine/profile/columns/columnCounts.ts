import type { Dataset, DatasetColumn } from '../../data/dataset';
import { queryAggregates } from '../queryBatch';
import { finiteValue, isFloatingStorage, isNumericStorage, isPresent } from '../sqlExpressions';

/** Counts and extremes of the finite values of a column that is read as numbers. */
export interface NumericCounts {
  /** Present and finite values. */
  readonly finite: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Compensated sum; exact for integers. `null` when it overflows or there is no value. */
  readonly sum: number | null;
  readonly zeros: number;
  readonly negatives: number;
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
 * Counts, extremes and sums of all columns, in one scan of the relation (several for thousands of columns).
 *
 * Sums of doubles are compensated (Kahan); sums of integers are exact before they become a double.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function countColumns(
  dataset: Dataset,
  signal?: AbortSignal,
): Promise<ColumnCounts[]> {
  const plans = dataset.columns.map((column) => ({ column, aggregates: aggregatesOf(column) }));
  const all = ['count(*)', ...plans.flatMap((plan) => plan.aggregates)];
  const values = await queryAggregates(dataset, dataset.relation, all, signal);
  const rows = values[0] ?? 0;
  let next = 1;
  return plans.map(({ column, aggregates }) => {
    const own = values.slice(next, next + aggregates.length);
    next += aggregates.length;
    return {
      column,
      rows,
      present: own[0] ?? 0,
      numeric: readsAsNumbers(column) ? toNumeric(own) : null,
    };
  });
}

function aggregatesOf(column: DatasetColumn): string[] {
  const present = `count_if(${isPresent(column)})`;
  if (!readsAsNumbers(column)) return [present];
  const value = finiteValue(column);
  const integral = isNumericStorage(column.storageType) && !isFloatingStorage(column.storageType);
  return [
    present,
    `count(${value})`,
    `min(${value})`,
    `max(${value})`,
    integral ? `CAST(sum(${column.sql}) AS DOUBLE)` : `fsum(${value})`,
    `count_if(${value} = 0)`,
    `count_if(${value} < 0)`,
    ...['> 0', '< 0'].map((side) =>
      isFloatingStorage(column.storageType)
        ? `count_if(isinf(${column.sql}) AND ${column.sql} ${side})`
        : '0',
    ),
  ];
}

function toNumeric(own: readonly (number | null)[]): NumericCounts {
  return {
    finite: own[1] ?? 0,
    min: own[2] ?? null,
    max: own[3] ?? null,
    sum: own[4] ?? null,
    zeros: own[5] ?? 0,
    negatives: own[6] ?? 0,
    infinite: (own[7] ?? 0) + (own[8] ?? 0),
    infiniteKinds: Math.sign(own[7] ?? 0) + Math.sign(own[8] ?? 0),
  };
}
