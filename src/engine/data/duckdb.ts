import {
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  VARCHAR,
  version as bindingVersion,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { cancelled, CuvetteError, parameterError, throwIfCancelled } from '../../protocol';
import type { ColumnChunk, SqlRow, SqlValue } from './dataset';

/** How to open the embedded engine. */
export interface DuckDBOptions {
  /** Database file, or `:memory:`. */
  readonly database: string;
  /** Folder for what queries spill. */
  readonly temporaryDirectory: string;
  /** Memory limit, e.g. `4GB`; DuckDB's default is 80 % of the machine. */
  readonly memory?: string | undefined;
  readonly threads?: number | undefined;
}

/** One connection: statements run in order and share temporary tables. */
export interface DuckDBSession {
  /** Runs a statement and throws its rows away. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
  /** Runs a query to its end; see `Dataset.query`. */
  query(sql: string, signal?: AbortSignal): Promise<readonly SqlRow[]>;
  /** Hands the rows of a query over chunk by chunk; see `Dataset.scan`. */
  scan(sql: string, consume: (chunk: ColumnChunk) => void, signal?: AbortSignal): Promise<void>;
  /** Runs a query to its end and gives its answer column by column. */
  columns(sql: string, signal?: AbortSignal): Promise<readonly (readonly SqlValue[])[]>;
  /** Appends rows to a table whose columns have the types given. */
  append(table: string, columns: readonly AppendedColumn[]): Promise<void>;
  /** Share of the running statement that is done, in [0, 1]; `null` when unknown. */
  progress(): number | null;
  close(): void;
}

/** A column of rows to append. */
export type AppendedColumn =
  | { readonly type: 'BOOLEAN'; readonly values: readonly (boolean | null)[] }
  | { readonly type: 'DOUBLE'; readonly values: readonly (number | null)[] }
  | { readonly type: 'VARCHAR'; readonly values: readonly (string | null)[] };

/** An open database. */
export interface DuckDB {
  connect(): Promise<DuckDBSession>;
  /** Interrupts what runs, waits for it and releases everything. */
  close(): Promise<void>;
}

const interruptEveryMs = 20;

/**
 * Opens DuckDB with the extensions that are linked in (CSV, Parquet, JSON, ICU) and without any that would be fetched.
 * Timestamps are read and shown in UTC.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a memory limit or number of threads that DuckDB cannot take.
 */
export async function openDuckDB(options: DuckDBOptions): Promise<DuckDB> {
  checkLimits(options);
  const instance = await DuckDBInstance.create(options.database, {
    temp_directory: options.temporaryDirectory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.memory === undefined ? {} : { memory_limit: options.memory }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const running = new Set<{
    readonly connection: DuckDBConnection;
    readonly end: Promise<unknown>;
  }>();
  let closed = false;

  async function settle<T>(
    connection: DuckDBConnection,
    signal: AbortSignal | undefined,
    start: () => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    if (closed) throw new CuvetteError('CANCELLED', 'The data set was closed.');
    const work = start();
    const entry = { connection, end: work.catch(() => undefined) };
    running.add(entry);
    const stop = interruptOnAbort(connection, signal);
    try {
      return await work;
    } catch (error) {
      throw queryError(error, signal);
    } finally {
      stop();
      running.delete(entry);
    }
  }

  return {
    connect: async () => openSession(await instance.connect(), settle),
    close: async () => {
      if (closed) return;
      closed = true;
      while (running.size > 0) {
        for (const { connection } of running) connection.interrupt();
        await Promise.race([
          Promise.all([...running].map(({ end }) => end)),
          new Promise((resolve) => setTimeout(resolve, interruptEveryMs)),
        ]);
      }
      instance.closeSync();
    },
  };
}

/** Version of the SQL engine, after it has answered a query: proof that its native part loads. */
export async function sqlEngineVersion(): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  instance.closeSync();
  return bindingVersion();
}

/** Progress is measured from the start but never printed by the engine itself. */
const sessionSettings =
  "SET TimeZone = 'UTC'; SET enable_progress_bar_print = false; SET enable_progress_bar = true; SET progress_bar_time = 0";

type Settle = <T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  start: () => Promise<T>,
) => Promise<T>;

async function openSession(connection: DuckDBConnection, settle: Settle): Promise<DuckDBSession> {
  await settle(connection, undefined, () => connection.run(sessionSettings));
  return {
    run: async (sql, signal) => {
      await settle(connection, signal, () => connection.run(sql));
    },
    query: async (sql, signal) => {
      const result = await settle(connection, signal, () => connection.run(sql));
      const names = result.columnNames();
      const types = names.map((_, column) => result.columnTypeId(column));
      const rows: SqlRow[] = [];
      for (const values of await result.getRows()) {
        const entries = names.map((name, j) => [name, toSqlValue(values[j], types[j]!)] as const);
        rows.push(Object.fromEntries(entries));
      }
      return rows;
    },
    scan: (sql, consume, signal) =>
      settle(connection, signal, async () => {
        const result = await connection.stream(sql);
        for (;;) {
          const chunk = await result.fetchChunk();
          if (chunk === null || chunk.rowCount === 0) return;
          throwIfCancelled(signal);
          consume(columnChunk(chunk));
        }
      }),
    columns: async (sql, signal) => {
      const result = await settle(connection, signal, () => connection.run(sql));
      const columns = await result.getColumns();
      return columns.map((values, j) => {
        const type = result.columnTypeId(j);
        return values.map((value) => toSqlValue(value, type));
      });
    },
    append: (table, columns) =>
      settle(connection, undefined, () => appendRows(connection, table, columns)),
    progress: () => {
      const { percentage } = connection.progress;
      return percentage < 0 ? null : Math.min(1, percentage / 100);
    },
    close: () => connection.closeSync(),
  };
}

const appendedTypes = { BOOLEAN, DOUBLE, VARCHAR } as const;
const appendedRows = 2048;

async function appendRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly AppendedColumn[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  const types = columns.map(({ type }) => appendedTypes[type]);
  const rows = columns[0]?.values.length ?? 0;
  for (let start = 0; start < rows; start += appendedRows) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setColumns(columns.map(({ values }) => values.slice(start, start + appendedRows)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/**
 * A vector keeps its values in a typed array that its types hide; copying it whole is twenty times faster than asking for
 * each value. Should the field go away, asking still works.
 */
function columnChunk(chunk: DuckDBDataChunk): ColumnChunk {
  return {
    rows: chunk.rowCount,
    copyNumbers: (column, target, offset) => {
      const vector = chunk.getColumnVector(column);
      const items: unknown = Reflect.get(vector, 'items');
      if (items instanceof Float64Array || items instanceof Int32Array) {
        target.set(items, offset);
        return;
      }
      for (let i = 0; i < chunk.rowCount; i++) target[offset + i] = vector.getItem(i) as number;
    },
  };
}

/**
 * An interrupt that reaches a statement before it has started is lost, so it is repeated until the statement ends.
 */
function interruptOnAbort(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
): () => void {
  if (signal === undefined) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), interruptEveryMs);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  return () => {
    signal.removeEventListener('abort', interrupt);
    clearInterval(timer);
  };
}

function queryError(error: unknown, signal: AbortSignal | undefined): CuvetteError {
  if (error instanceof CuvetteError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const details = { engine: 'duckdb', engineMessage: message };
  if (signal?.aborted === true || /^INTERRUPT Error/i.test(message)) return cancelled(error);
  if (/No space left on device|max_temp_directory_size|disk full/i.test(message)) {
    return new CuvetteError('DISK_FULL', 'The disk for temporary files ran full during a query.', {
      hint: 'Free some space, or point TMPDIR to a larger disk.',
      details,
      cause: error,
    });
  }
  if (/^Out of Memory Error|failed to allocate|bad_alloc/i.test(message)) {
    return new CuvetteError('OUT_OF_MEMORY', 'A query needed more memory than its limit allows.', {
      hint: 'Raise the memory limit (--memory, or the setting), or work on a sample.',
      details,
      cause: error,
    });
  }
  const firstLine = message.split('\n', 1)[0] ?? message;
  return new CuvetteError('INTERNAL', `The SQL engine refused a query: ${firstLine}`, {
    details,
    cause: error,
  });
}

function checkLimits({ memory, threads }: DuckDBOptions): void {
  if (memory !== undefined && !/^\d+(\.\d+)?\s*([KMGT]i?B|B)$/i.test(memory)) {
    throw parameterError('memory', 'openDataset', 'a size such as 4GB or 500MB', memory);
  }
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw parameterError('threads', 'openDataset', 'an integer ≥ 1', threads);
  }
}

/**
 * BIGINT and DECIMAL become numbers exactly; a HUGEINT, which sums of integers give, becomes the nearest double. A type
 * without a counterpart becomes the text that DuckDB shows.
 */
function toSqlValue(value: unknown, type: DuckDBTypeId): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return toNumber(value, type);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  if (value instanceof DuckDBListValue) {
    return value.items.map((item) => toSqlValue(item, DuckDBTypeId.BIGINT));
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return isoTimestamp(value.micros) ?? value.toString();
  }
  return (value as { toString(): string }).toString();
}

function toNumber(value: bigint, type: DuckDBTypeId): number {
  const number = Number(value);
  const nearest = type === DuckDBTypeId.HUGEINT || type === DuckDBTypeId.UHUGEINT;
  if (!nearest && !Number.isSafeInteger(number)) {
    throw new CuvetteError(
      'DATA_UNREADABLE',
      `The integer ${value} is beyond 2^53 and cannot be shown exactly as a number.`,
      { hint: 'Cast it to VARCHAR or DOUBLE in the query.' },
    );
  }
  return number;
}

/** ISO 8601 in UTC, with a fraction only where there is one; `undefined` outside the range of ECMAScript dates. */
function isoTimestamp(micros: bigint): string | undefined {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const milliseconds = Number((micros - fraction) / 1000n);
  if (Math.abs(milliseconds) > 8.64e15) return undefined;
  const seconds = new Date(milliseconds).toISOString().slice(0, -5);
  if (fraction === 0n) return `${seconds}Z`;
  return `${seconds}.${fraction.toString().padStart(6, '0').replace(/0+$/, '')}Z`;
}
