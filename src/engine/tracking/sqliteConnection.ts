import { statSync, type BigIntStats } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { CuvetteError } from '../../protocol';
import type * as sqliteDriver from './sqliteDriver';
import { isBusy, sqliteError } from './sqliteError';

/** A value that SQLite stores. Numbers that are integers land in integer columns as integers. */
export type SqlValue = string | number | null;

/** Statements inside one transaction. Texts carry `?` placeholders; values never enter a text. */
export interface Sql {
  all(text: string, ...values: readonly SqlValue[]): readonly unknown[];
  get(text: string, ...values: readonly SqlValue[]): unknown;
  /** Runs a statement and gives the number of rows that it changed. */
  run(text: string, ...values: readonly SqlValue[]): number;
  /** Runs several statements that give nothing. */
  script(text: string): void;
}

/** How long one attempt may block this thread while another process holds the lock. */
const attemptTimeoutMs = 50;
const longestPauseMs = 50;
const statementCacheSize = 100;

/**
 * A SQLite database that other processes write to as well. Each call is one transaction; waiting for a lock of another
 * process does not block the event loop. Writes run one after the other in the order of the calls.
 */
export class SqliteConnection {
  readonly path: string;
  readonly #database: sqliteDriver.DatabaseSyncInstance;
  readonly #lockTimeoutMs: number;
  readonly #file: BigIntStats;
  readonly #statements = new Map<string, sqliteDriver.StatementSyncInstance>();
  #lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(
    path: string,
    database: sqliteDriver.DatabaseSyncInstance,
    lockTimeoutMs: number,
  ) {
    this.path = path;
    this.#database = database;
    this.#lockTimeoutMs = lockTimeoutMs;
    this.#file = statSync(path, { bigint: true });
  }

  /**
   * Opens the file; one that does not exist is created empty.
   *
   * @param path absolute path of the database
   * @param lockTimeoutMs how long a call waits for other processes before it gives up with STORE_LOCKED
   * @throws {CuvetteError} PART_MISSING when the SQLite driver does not load here.
   * @throws {CuvetteError} STORE_UNREACHABLE when the file cannot be opened.
   */
  static async open(path: string, lockTimeoutMs: number): Promise<SqliteConnection> {
    const { DatabaseSync } = await loadSqliteDriver();
    try {
      const database = new DatabaseSync(path, {
        timeout: attemptTimeoutMs,
        enableForeignKeyConstraints: true,
      });
      // MLflow sets this too: its LIKE tells upper from lower case.
      database.exec('PRAGMA case_sensitive_like = ON');
      return new SqliteConnection(path, database, lockTimeoutMs);
    } catch (thrown) {
      throw sqliteError(thrown, path);
    }
  }

  /**
   * Runs `body` on one consistent state of the database.
   *
   * @param body synchronous, without effects of its own: it may run more than once
   * @throws {CuvetteError} STORE_LOCKED, STORE_UNREACHABLE, STORE_INCOMPATIBLE, or what `body` throws.
   */
  read<T>(body: (sql: Sql) => T): Promise<T> {
    return this.#persist('BEGIN', body);
  }

  /**
   * Runs `body` in one write transaction: all of it is stored, or nothing.
   *
   * @param body synchronous, without effects of its own: it may run more than once
   * @throws {CuvetteError} STORE_LOCKED, DISK_FULL, STORE_UNREACHABLE, STORE_INCOMPATIBLE, or what `body` throws.
   */
  write<T>(body: (sql: Sql) => T): Promise<T> {
    const turn = this.#lastWrite.then(() => this.#persist('BEGIN IMMEDIATE', body));
    this.#lastWrite = turn.catch(() => undefined);
    return turn;
  }

  /** Closes the file. Calls made afterwards are rejected. */
  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  async #persist<T>(begin: string, body: (sql: Sql) => T): Promise<T> {
    // The driver is synchronous: without this, a loop of calls would keep the event loop from anything else.
    await nextTurn();
    const deadline = performance.now() + this.#lockTimeoutMs;
    for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      this.#assertUsable();
      try {
        return this.#transaction(begin, body);
      } catch (thrown) {
        if (!isBusy(thrown) || performance.now() >= deadline) throw sqliteError(thrown, this.path);
      }
      await sleep(pauseMs);
    }
  }

  #transaction<T>(begin: string, body: (sql: Sql) => T): T {
    this.#database.exec(begin);
    try {
      const result = body(this.#sql);
      this.#database.exec('COMMIT');
      return result;
    } catch (thrown) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw thrown;
    }
  }

  readonly #sql: Sql = {
    all: (text, ...values) => this.#statement(text).all(...values) as unknown[],
    get: (text, ...values): unknown => this.#statement(text).get(...values),
    run: (text, ...values) => this.#statement(text).run(...values).changes,
    script: (text) => this.#database.exec(text),
  };

  #statement(text: string): sqliteDriver.StatementSyncInstance {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    if (this.#statements.size >= statementCacheSize) this.#statements.clear();
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }

  #assertUsable(): void {
    if (!this.#database.isOpen) {
      throw new CuvetteError('STORE_UNREACHABLE', `The run store ${this.path} was closed.`);
    }
    const now = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    if (now?.ino !== this.#file.ino || now.dev !== this.#file.dev) {
      throw new CuvetteError(
        'STORE_UNREACHABLE',
        `The run store ${this.path} was ${now === undefined ? 'deleted' : 'replaced'} while it was open.`,
        { hint: 'Open it again; what is written now would be lost.' },
      );
    }
  }
}

/**
 * Loads the native driver on first use, so that a machine without it can still do everything else.
 *
 * @throws {CuvetteError} PART_MISSING when it does not load here.
 */
async function loadSqliteDriver(): Promise<typeof sqliteDriver> {
  try {
    return await import('./sqliteDriver');
  } catch (thrown) {
    throw new CuvetteError(
      'PART_MISSING',
      `The SQLite driver does not load on this machine (${process.platform} ${process.arch}), so runs cannot be stored.`,
      {
        hint: 'Install the package built for this platform; `cuvette doctor` shows what is missing.',
        cause: thrown,
      },
    );
  }
}

/**
 * Version of the SQLite library, asked of a database in memory: proof that the driver loads and works here.
 *
 * @throws {CuvetteError} PART_MISSING when it does not load.
 */
export async function sqliteVersion(): Promise<string> {
  const { DatabaseSync } = await loadSqliteDriver();
  const database = new DatabaseSync(':memory:');
  try {
    const row = database.prepare('SELECT sqlite_version() AS version').get() as { version: string };
    return row.version;
  } finally {
    database.close();
  }
}
