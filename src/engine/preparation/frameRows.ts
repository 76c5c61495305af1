import type { AppendedColumn, DuckDBSession } from '../data/duckdb';
import type { StorageType } from '../data/dataset';
import { quoted } from './sqlNames';

/** A table as rows of plain JavaScript values, in the way danfojs keeps one. */
export interface FrameRows {
  readonly columns: readonly string[];
  /** danfojs's names: `float32` (its doubles go by that name), `int32`, `string`, `boolean`. */
  readonly dtypes: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const expressions: Readonly<Record<StorageType, (column: string) => string>> = {
  BIGINT: (column) => `CAST(${column} AS DOUBLE)`,
  DOUBLE: (column) => column,
  VARCHAR: (column) => column,
  BOOLEAN: (column) => column,
  DATE: (column) => `strftime(${column}, '%Y-%m-%d')`,
  TIMESTAMP: (column) =>
    `rtrim(rtrim(strftime(${column}, '%Y-%m-%dT%H:%M:%S.%f'), '0'), '.') || 'Z'`,
};

/**
 * Reads a table for danfojs. Numbers are JavaScript numbers, exact because whole numbers are within ±2^53, with NaN where a
 * value is missing; texts and booleans have `null` there. Dates are ISO 8601 texts: `2024-01-31`, `2024-01-31T08:00:00Z`.
 * Numbers beyond 2^53 and nested values are texts already.
 */
export async function readFrameRows(
  session: DuckDBSession,
  relation: string,
  columns: readonly { readonly name: string; readonly storageType: StorageType }[],
  signal?: AbortSignal,
): Promise<FrameRows> {
  const list = columns.map(({ name, storageType }) => expressions[storageType](quoted(name)));
  const values = await session.columns(`SELECT ${list.join(', ')} FROM ${relation}`, signal);
  const filled = values.map((column, j) => {
    const numeric = isNumeric(columns[j]!.storageType);
    return numeric ? column.map((value) => value ?? Number.NaN) : column;
  });
  const count = values[0]?.length ?? 0;
  return {
    columns: columns.map(({ name }) => name),
    dtypes: columns.map(({ storageType }, j) => danfoType(storageType, filled[j]!)),
    rows: Array.from({ length: count }, (_, i) => filled.map((column) => column[i])),
  };
}

function isNumeric(storageType: StorageType): boolean {
  return storageType === 'BIGINT' || storageType === 'DOUBLE';
}

const int32Limit = 2 ** 31;

function danfoType(storageType: StorageType, values: readonly unknown[]): string {
  if (storageType === 'BOOLEAN') return 'boolean';
  if (!isNumeric(storageType)) return 'string';
  const small = (value: unknown): boolean =>
    Number.isInteger(value) && Math.abs(value as number) < int32Limit;
  return storageType === 'BIGINT' && values.every(small) ? 'int32' : 'float32';
}

/** A column to append, and what it becomes in the end. */
export interface FrameColumn {
  readonly name: string;
  readonly appended: AppendedColumn;
  /** Cast to this afterwards. */
  readonly storage: StorageType;
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const isoTimestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/;

/**
 * A column of a danfojs frame as a column of a table, by its values: booleans are BOOLEAN; numbers BIGINT when all are whole
 * and within ±2^53, else DOUBLE; `Date`s TIMESTAMP; texts DATE or TIMESTAMP when all are ISO 8601 as {@link readFrameRows}
 * writes them, else VARCHAR. NaN, `null` and `undefined` are missing. What is mixed becomes text, and so do integers beyond
 * 2^53 given as bigint; objects become JSON.
 */
export function frameColumn(name: string, values: readonly unknown[]): FrameColumn {
  const present = values.filter((value) => !isMissing(value));
  const all = (type: string): boolean => present.every((value) => typeof value === type);
  if (present.length > 0 && all('boolean')) {
    const booleans = values.map((value) => (isMissing(value) ? null : (value as boolean)));
    return { name, appended: { type: 'BOOLEAN', values: booleans }, storage: 'BOOLEAN' };
  }
  if (all('number')) {
    const numbers = values.map((value) => (isMissing(value) ? null : (value as number)));
    const whole = present.length > 0 && present.every(Number.isSafeInteger);
    return {
      name,
      appended: { type: 'DOUBLE', values: numbers },
      storage: whole ? 'BIGINT' : 'DOUBLE',
    };
  }
  const texts = values.map((value) => (isMissing(value) ? null : textOf(value)));
  return { name, appended: { type: 'VARCHAR', values: texts }, storage: textStorage(present) };
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function textStorage(present: readonly unknown[]): StorageType {
  const every = (pattern: RegExp): boolean =>
    present.every(
      (value) =>
        typeof value === 'string' && pattern.test(value) && !Number.isNaN(Date.parse(value)),
    );
  if (present.every((value) => value instanceof Date)) return 'TIMESTAMP';
  if (every(isoDate)) return 'DATE';
  return every(isoTimestamp) ? 'TIMESTAMP' : 'VARCHAR';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return String(value);
  }
  return JSON.stringify(value);
}

/**
 * Puts columns into a new table and gives the query that shows them in their final types.
 *
 * @throws {CuvetteError} OUT_OF_MEMORY; DISK_FULL.
 */
export async function createFrameTable(
  session: DuckDBSession,
  table: string,
  columns: readonly FrameColumn[],
): Promise<string> {
  const types = columns.map(({ appended }, j) => `c${j} ${appended.type}`);
  await session.run(`CREATE TABLE ${table} (${types.join(', ')})`);
  await session.append(
    table,
    columns.map(({ appended }) => appended),
  );
  const list = columns.map(
    ({ name, storage }, j) => `CAST(c${j} AS ${storage}) AS ${quoted(name)}`,
  );
  return `SELECT ${list.join(', ')} FROM ${table}`;
}
