import type { ColumnProfile, DatasetFormat } from '../../../protocol';
import { sqlLiteral } from '../../data/sqlText';
import { isFloatingStorage, isNumericStorage } from '../sqlExpressions';

type StoredColumn = Pick<ColumnProfile, 'name' | 'storageType'>;

/** A column's name as it is written in SQL against the file. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A number as a SQL literal that a person can read and that is exactly this double when it is compared with one: DuckDB takes
 * `0.1` for a decimal, which becomes the nearest double for up to 15 digits; other doubles are written with an exponent.
 */
export function numberLiteral(value: number): string {
  const text = String(value);
  const digits = text.replace(/[^\d]/g, '').replace(/^0+/, '').length;
  const plain = !text.includes('e') && digits <= 15;
  return plain ? text : value.toExponential();
}

/** A label (the text of a value) as a literal of the column's own type. */
export function labelLiteral(
  { storageType }: Pick<StoredColumn, 'storageType'>,
  label: string,
): string {
  if (isNumericStorage(storageType)) return numberLiteral(Number(label));
  return storageType === 'BOOLEAN' ? label : sqlLiteral(label);
}

/** A condition for rows where the column is one of the labels; `labels` must not be empty. */
export function isOneOf(column: StoredColumn, labels: readonly string[]): string {
  const literals = labels.map((label) => labelLiteral(column, label));
  const name = identifier(column.name);
  return literals.length === 1
    ? `${name} = ${literals[0]!}`
    : `${name} IN (${literals.join(', ')})`;
}

/** A condition for rows where the column is missing. Typed formats may hold NaN beside NULL. */
export function isMissing(column: StoredColumn, format: DatasetFormat): string {
  const name = identifier(column.name);
  const mayBeNaN = format === 'parquet' && isFloatingStorage(column.storageType);
  return mayBeNaN ? `(${name} IS NULL OR isnan(${name}))` : `${name} IS NULL`;
}

/** The query that shows the rows of a condition. */
export function rowsWhere(condition: string): string {
  return `SELECT * FROM {table} WHERE ${condition}`;
}
