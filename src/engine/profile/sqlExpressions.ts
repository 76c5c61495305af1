import type { DatasetColumn, SqlRow } from '../data/dataset';

/** Whether values of this storage type are numbers to the SQL engine. */
export function isNumericStorage(storageType: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|REAL|DECIMAL.*)$/.test(storageType);
}

/** Whether the storage type can hold NaN and infinities. */
export function isFloatingStorage(storageType: string): boolean {
  return /^(FLOAT|DOUBLE|REAL)$/.test(storageType);
}

/**
 * The column as a DOUBLE, NULL where the value is missing, not a number or not finite. A column that a person declared
 * numeric although it is stored as text is read cell by cell; what does not parse is NULL.
 */
export function finiteValue(column: DatasetColumn): string {
  const { sql, storageType } = column;
  if (storageType === 'BOOLEAN') return `CAST(${sql} AS DOUBLE)`;
  if (!isNumericStorage(storageType)) {
    return `CASE WHEN isfinite(TRY_CAST(${sql} AS DOUBLE)) THEN TRY_CAST(${sql} AS DOUBLE) END`;
  }
  if (!isFloatingStorage(storageType)) return `CAST(${sql} AS DOUBLE)`;
  return `CASE WHEN isfinite(${sql}) THEN CAST(${sql} AS DOUBLE) END`;
}

/** A condition that is true where the column has a value: not NULL and, for floating storage, not NaN. */
export function isPresent(column: DatasetColumn): string {
  if (isFloatingStorage(column.storageType)) {
    return `(${column.sql} IS NOT NULL AND NOT isnan(${column.sql}))`;
  }
  return `${column.sql} IS NOT NULL`;
}

/** The column in its own type, NULL where {@link isPresent} is false. Cheap to group by. */
export function presentValue(column: DatasetColumn): string {
  if (!isFloatingStorage(column.storageType)) return column.sql;
  return `CASE WHEN NOT isnan(${column.sql}) THEN ${column.sql} END`;
}

/** A double as a SQL literal that reads back to the same double. A plain `0.1` would be a DECIMAL. */
export function doubleLiteral(value: number): string {
  return value < 0 ? `(${value.toExponential()})` : value.toExponential();
}

/** The number under `name`, or `null`. Infinities and NaN become `null`. */
export function numberOf(row: SqlRow | undefined, name: string): number | null {
  const value = row?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The count under `name`; 0 where the aggregate ran over no rows. */
export function countOf(row: SqlRow | undefined, name: string): number {
  return numberOf(row, name) ?? 0;
}

/** The text under `name`, or `null`. */
export function textOf(row: SqlRow | undefined, name: string): string | null {
  const value = row?.[name];
  return typeof value === 'string' ? value : null;
}

/** `items` cut into runs of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size)
    parts.push(items.slice(start, start + size));
  return parts;
}
