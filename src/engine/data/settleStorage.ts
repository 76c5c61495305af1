import type { ColumnType, DataIssue } from '../../protocol';
import { aggregateColumns, numberFacts } from './columnFacts';
import type { StorageType } from './dataset';
import type { DuckDBSession } from './duckdb';
import type { LoadedColumn, LoadedTable } from './loadedTable';
import { isNestedType } from './nestedType';
import { settleTexts } from './settleTexts';
import { bigIntegerNote, type Change, type Changes, type ValueRange } from './storageChange';

/** A column whose storage is settled. */
export interface SettledColumn {
  readonly name: string;
  readonly sql: string;
  readonly storage: StorageType;
  readonly wanted: ColumnType | undefined;
  /** Number of values and their ends, where settling the storage has shown them; `null` elsewhere. */
  readonly range: ValueRange | null;
  /** What a person should know about how its values were read, e.g. the date format; a clause for the type's reason. */
  readonly note: string | null;
  /** Declared type of lists, maps and structs, whose storage is their JSON text; `null` elsewhere. */
  readonly nested: string | null;
  /** Of a date made of text: its format for `strptime`, or `ISO 8601`; `null` elsewhere. */
  readonly dateFormat: string | null;
}

/** The columns of a table whose storage is settled, and what had to be said about their values. */
export interface SettledTable {
  readonly columns: readonly SettledColumn[];
  readonly issues: readonly DataIssue[];
}

/**
 * Brings every column of a loaded table to one of the {@link StorageType}s, decided on all rows: whole numbers within ±2^53
 * become BIGINT; texts that are all numbers or all dates of one format become such; integers beyond 2^53 and nested
 * values become text; texts that mean "missing", and NaN, become NULL. What a person said about a column wins; values
 * that do not fit it become NULL with an issue.
 */
export async function settleStorage(
  session: DuckDBSession,
  loaded: LoadedTable,
  signal?: AbortSignal,
): Promise<SettledTable> {
  const { table, columns } = loaded;
  const changes = new Map<string, Change>();
  for (const group of [numbers, integers, settleTexts]) {
    for (const [sql, change] of await group(session, loaded, signal)) changes.set(sql, change);
  }
  for (const column of columns) {
    if (!changes.has(column.sql)) changes.set(column.sql, otherStorage(column));
  }
  await applyChanges(session, table, columns, changes, signal);
  return {
    columns: columns.map(({ name, sql, wanted }) => {
      const { storage, note, range, dateFormat, nested } = changes.get(sql)!;
      return {
        name,
        sql,
        storage,
        wanted,
        note: note ?? null,
        range: range ?? null,
        nested: nested ?? null,
        dateFormat: dateFormat ?? null,
      };
    }),
    issues: columns.flatMap(({ sql }) => changes.get(sql)!.issues ?? []),
  };
}

async function numbers(
  session: DuckDBSession,
  loaded: LoadedTable,
  signal?: AbortSignal,
): Promise<Changes> {
  const columns = loaded.columns.filter(({ storage }) =>
    /^(DOUBLE|FLOAT|DECIMAL.*)$/.test(storage),
  );
  const asDouble = ({ storage, sql }: LoadedColumn): string =>
    storage === 'DOUBLE' ? sql : `CAST(${sql} AS DOUBLE)`;
  const unknown = columns.filter(({ facts }) => facts === undefined);
  const found = await numberFacts(
    session,
    loaded.table,
    unknown.map((column) => ({ sql: asDouble(column), fractional: false })),
    signal,
  );
  return columns.map((column) => {
    const facts = column.facts ?? found[unknown.indexOf(column)]!;
    const { count, nan, fractional, largest } = facts;
    const number = asDouble(column);
    const value = nan ? `CASE WHEN isnan(${number}) THEN NULL ELSE ${number} END` : number;
    const range = nan ? {} : { range: facts };
    if (column.wanted === 'text') {
      return [column.sql, { storage: 'VARCHAR', expression: `CAST(${value} AS VARCHAR)` }];
    }
    if (count > 0 && !fractional && largest < 2 ** 53) {
      return [column.sql, { storage: 'BIGINT', expression: `CAST(${value} AS BIGINT)`, ...range }];
    }
    const expression = value === column.sql ? null : value;
    return [column.sql, { storage: 'DOUBLE', expression, ...range }];
  });
}

const integerStorage = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;

async function integers(
  session: DuckDBSession,
  loaded: LoadedTable,
  signal?: AbortSignal,
): Promise<Changes> {
  const columns = loaded.columns.filter(({ storage }) => integerStorage.test(storage));
  const rows = await aggregateColumns(
    session,
    loaded.table,
    columns,
    ({ sql }) => ({ beyond: `count_if(${sql} > 9007199254740992 OR ${sql} < -9007199254740992)` }),
    signal,
  );
  return columns.map(({ sql, storage, wanted }, k) => {
    if (wanted === 'text')
      return [sql, { storage: 'VARCHAR', expression: `CAST(${sql} AS VARCHAR)` }];
    if (Number(rows[k]!['beyond']) === 0) {
      return [
        sql,
        { storage: 'BIGINT', expression: storage === 'BIGINT' ? null : `CAST(${sql} AS BIGINT)` },
      ];
    }
    if (wanted === 'numeric')
      return [sql, { storage: 'DOUBLE', expression: `CAST(${sql} AS DOUBLE)` }];
    return [
      sql,
      { storage: 'VARCHAR', expression: `CAST(${sql} AS VARCHAR)`, note: bigIntegerNote },
    ];
  });
}

/** Storage types that need no look at the values. */
function otherStorage({ sql, storage, wanted }: LoadedColumn): Change {
  const text = (expression: string): Change => ({ storage: 'VARCHAR', expression });
  if (wanted === 'text') return text(`CAST(${sql} AS VARCHAR)`);
  if (storage === 'BOOLEAN' || storage === 'DATE' || storage === 'TIMESTAMP') {
    return { storage, expression: null };
  }
  if (storage.startsWith('TIMESTAMP WITH TIME ZONE')) {
    return { storage: 'TIMESTAMP', expression: `${sql} AT TIME ZONE 'UTC'` };
  }
  if (storage.startsWith('TIMESTAMP')) {
    return { storage: 'TIMESTAMP', expression: `CAST(${sql} AS TIMESTAMP)` };
  }
  if (storage === 'JSON') return text(`${sql} ->> '$'`);
  if (isNestedType(storage)) {
    const kept = wanted === undefined || wanted === 'nested';
    return {
      ...text(`CAST(to_json(${sql}) AS VARCHAR)`),
      ...(kept ? { nested: storage } : {}),
    };
  }
  return text(`CAST(${sql} AS VARCHAR)`);
}

/** Changing one column rewrites only that column; many at once are cheaper in one new table. */
const changedOneByOne = 32;

async function applyChanges(
  session: DuckDBSession,
  table: string,
  columns: readonly LoadedColumn[],
  changes: ReadonlyMap<string, Change>,
  signal?: AbortSignal,
): Promise<void> {
  const changed = columns.filter(({ sql }) => changes.get(sql)!.expression !== null);
  if (changed.length > changedOneByOne) {
    const list = columns.map(({ sql }) => `${changes.get(sql)!.expression ?? sql} AS ${sql}`);
    await session.run(`CREATE TABLE settled AS SELECT ${list.join(', ')} FROM ${table}`, signal);
    await session.run(`DROP TABLE ${table}`, signal);
    await session.run(`ALTER TABLE settled RENAME TO ${table}`, signal);
    return;
  }
  for (const { sql } of changed) {
    const { storage, expression } = changes.get(sql)!;
    await session.run(
      `ALTER TABLE ${table} ALTER ${sql} TYPE ${storage} USING ${expression}`,
      signal,
    );
  }
}
