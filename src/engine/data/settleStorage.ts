import { type ColumnType, type DataIssue, throwIfCancelled } from '../../protocol';
import { aggregateColumns, numberFacts, type NumberFacts } from './columnFacts';
import type { StorageType } from './dataset';
import { chooseDateFormat, dateExpression } from './dateColumns';
import type { DuckDBSession } from './duckdb';
import type { LoadedColumn, LoadedTable } from './loadedTable';
import { sqlList } from './sqlText';

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
}

/** How many values a column of numbers has, and from where to where. */
export type ValueRange = Pick<NumberFacts, 'count' | 'lowest' | 'highest'>;

/** The columns of a table whose storage is settled, and what had to be said about their values. */
export interface SettledTable {
  readonly columns: readonly SettledColumn[];
  readonly issues: readonly DataIssue[];
}

/** How one column changes. */
interface Change {
  readonly storage: StorageType;
  /** The new value; `null` when it stays as it is. */
  readonly expression: string | null;
  readonly note?: string;
  readonly range?: ValueRange;
  readonly issues?: readonly DataIssue[];
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
  for (const group of [numbers, integers, texts]) {
    for (const [sql, change] of await group(session, loaded, signal)) changes.set(sql, change);
  }
  for (const column of columns) {
    if (!changes.has(column.sql)) changes.set(column.sql, otherStorage(column));
  }
  await applyChanges(session, table, columns, changes, signal);
  return {
    columns: columns.map(({ name, sql, wanted }) => {
      const { storage, note, range } = changes.get(sql)!;
      return { name, sql, storage, wanted, note: note ?? null, range: range ?? null };
    }),
    issues: columns.flatMap(({ sql }) => changes.get(sql)!.issues ?? []),
  };
}

type Changes = Promise<readonly (readonly [string, Change])[]>;

async function numbers(session: DuckDBSession, loaded: LoadedTable, signal?: AbortSignal): Changes {
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
): Changes {
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

const bigIntegerNote = 'its integers are beyond 2^53 and are kept as text so that no digit is lost';

async function texts(session: DuckDBSession, loaded: LoadedTable, signal?: AbortSignal): Changes {
  const columns = loaded.columns.filter(({ storage }) => storage === 'VARCHAR');
  const value = presentText(loaded.missingValues);
  const facts = await aggregateColumns(
    session,
    loaded.table,
    columns,
    (column) => {
      const text = value(column.sql);
      const number = numberExpression(text, loaded.decimal);
      const asked = column.mayBeNumeric || column.wanted === 'numeric';
      return {
        ...(loaded.missingValues.length === 0
          ? {}
          : { missing: missingCount(column.sql, loaded.missingValues) }),
        ...(asked ? numericAggregates(column.sql, text, number) : {}),
      };
    },
    signal,
  );
  const changes: (readonly [string, Change])[] = [];
  for (const [k, column] of columns.entries()) {
    throwIfCancelled(signal);
    const missing = Number(facts[k]!['missing'] ?? 0);
    const text = missing > 0 ? value(column.sql) : column.sql;
    const asNumber = numericChange(
      column,
      facts[k]!,
      numberExpression(text, loaded.decimal),
      loaded,
    );
    const change = asNumber ?? (await dateChange(session, loaded, column, text, signal)) ?? {};
    const kept = { storage: 'VARCHAR' as const, expression: missing > 0 ? text : null };
    changes.push([column.sql, { ...kept, ...change }]);
  }
  return changes;
}

function missingCount(sql: string, missingValues: readonly string[]): string {
  const longest = Math.max(...missingValues.map((text) => Buffer.byteLength(text)));
  return `count_if(strlen(${sql}) <= ${longest} AND ${sql} IN ${inList(missingValues)})`;
}

function presentText(missingValues: readonly string[]): (sql: string) => string {
  if (missingValues.length === 0) return (sql) => sql;
  return (sql) => `CASE WHEN ${sql} IN ${inList(missingValues)} THEN NULL ELSE ${sql} END`;
}

const inList = (texts: readonly string[]): string => sqlList(texts).replace(/^\[(.*)\]$/s, '($1)');

function numberExpression(text: string, decimal: '.' | ','): string {
  const plain = decimal === '.' ? text : `replace(${text}, ',', '.')`;
  return `TRY_CAST(${plain} AS DOUBLE)`;
}

function numericAggregates(sql: string, text: string, number: string): Record<string, string> {
  const filled = `trim(${sql}) <> '' AND ${text} IS NOT NULL`;
  const wrong = `${filled} AND (${number} IS NULL OR contains(${sql}, '_'))`;
  return {
    filled: `count_if(${filled})`,
    wrong: `count_if(${wrong})`,
    wrongrow: `min(rowid) FILTER (${wrong})`,
    example: `arg_min(${sql}, rowid) FILTER (${wrong})`,
    codes: `count_if(regexp_full_match(trim(${sql}), '[+-]?0[0-9]+'))`,
    big: `count_if(regexp_full_match(trim(${sql}), '[+-]?[0-9]{16,}') AND abs(${number}) >= 9007199254740992)`,
    fractional: `count_if(${number} <> trunc(${number}) OR isinf(${number}))`,
    largest: `max(abs(${number})) FILTER (isfinite(${number}))`,
  };
}

type Facts = Readonly<Record<string, unknown>>;

function numericChange(
  column: LoadedColumn,
  facts: Facts,
  number: string,
  loaded: LoadedTable,
): Partial<Change> | undefined {
  const count = (name: string): number => Number(facts[name] ?? 0);
  const asked = column.wanted === 'numeric';
  const free = column.wanted === undefined && column.mayBeNumeric;
  if (count('filled') === 0 || (!asked && !free)) return undefined;
  if (!asked && count('codes') > 0) {
    return {
      note: 'its numbers are written with leading zeros, so they are codes and kept as text',
    };
  }
  if (!asked && count('big') > 0) return { note: bigIntegerNote };
  const wrong = count('wrong');
  if (wrong > 0 && !asked) {
    const nearly = wrong <= count('filled') / 10;
    return nearly ? { issues: [unparsed(column, facts, loaded, 'text')] } : undefined;
  }
  const nan = `CASE WHEN isnan(${number}) THEN NULL ELSE ${number} END`;
  const whole = count('fractional') === 0 && count('largest') < 2 ** 53;
  return {
    storage: whole ? 'BIGINT' : 'DOUBLE',
    expression: whole ? `CAST(${nan} AS BIGINT)` : nan,
    ...(wrong > 0 ? { issues: [unparsed(column, facts, loaded, 'missing')] } : {}),
  };
}

function unparsed(
  { name }: LoadedColumn,
  facts: Facts,
  { recordsBefore }: LoadedTable,
  readAs: 'text' | 'missing',
): DataIssue {
  const wrong = Number(facts['wrong']);
  const row = Number(facts['wrongrow']) + 1 + recordsBefore;
  const example = JSON.stringify(facts['example']);
  const subject = wrong === 1 ? `One value of "${name}" is` : `${wrong} values of "${name}" are`;
  const message =
    readAs === 'text'
      ? `${subject} not a number, such as ${example} in row ${row}, so the column was read as text. If that means "missing", add it to missingValues.`
      : `${subject} not a number, such as ${example} in row ${row}; they count as missing, because the column is set to numeric.`;
  return { code: 'UNPARSED_VALUE', message, row, column: name };
}

async function dateChange(
  session: DuckDBSession,
  loaded: LoadedTable,
  column: LoadedColumn,
  text: string,
  signal?: AbortSignal,
): Promise<Partial<Change> | undefined> {
  const { wanted } = column;
  if (wanted !== undefined && wanted !== 'dateTime') return undefined;
  const choice = await chooseDateFormat(session, loaded, column, text, signal);
  if (choice === undefined) return undefined;
  return {
    storage: choice.format.storage,
    expression: dateExpression(text, choice.format),
    note: `read as ${choice.format.name}`,
    ...(choice.issue === null ? {} : { issues: [choice.issue] }),
  };
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
  if (/[([]/.test(storage) && !storage.startsWith('ENUM'))
    return text(`CAST(to_json(${sql}) AS VARCHAR)`);
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
