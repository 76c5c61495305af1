import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CuvetteError } from '../../protocol';
import { insertDefaultExperiment } from './experimentRows';
import type { RunStore } from './runStore';
import { requiredColumns, schemaDefinition, schemaRevision } from './schema';
import { SqliteConnection, type Sql } from './sqliteConnection';
import { SqliteRunStore } from './sqliteRunStore';
import { storePath } from './storePath';

/** How a run store is opened. */
export interface OpenRunStoreOptions {
  /** Create the store when there is none; default false. */
  readonly create?: boolean;
  /** How long a call waits while another process holds the store, in milliseconds; default 5000. */
  readonly lockTimeoutMs?: number;
}

const defaults = { create: false, lockTimeoutMs: 5000 } as const;

/**
 * Opens a run store: a SQLite database with MLflow's schema, which MLflow itself may read and write at the same time. A new
 * store gets the schema of MLflow 3.0, which every later MLflow migrates when it opens the file; a migrated store stays
 * usable here.
 *
 * @param uri `sqlite:///relative.db`, `sqlite:////absolute.db`, or a path
 * @param options see {@link OpenRunStoreOptions}
 * @throws {CuvetteError} USAGE_INVALID for a store that is no SQLite file.
 * @throws {CuvetteError} STORE_UNREACHABLE when there is no store, no folder for it, or the file cannot be opened.
 * @throws {CuvetteError} STORE_INCOMPATIBLE when the file is no MLflow store, or a damaged or too old one.
 * @throws {CuvetteError} STORE_LOCKED when another process holds it for too long; DISK_FULL; PART_MISSING.
 */
export async function openRunStore(
  uri: string,
  options: OpenRunStoreOptions = {},
): Promise<RunStore> {
  const { create, lockTimeoutMs } = { ...defaults, ...options };
  const path = storePath(uri, process.cwd());
  await assertOpenable(path, create);
  const connection = await SqliteConnection.open(path, lockTimeoutMs);
  try {
    if (create) await connection.write((sql) => createSchema(sql, dirname(path)));
    await assertUsable(connection);
    return new SqliteRunStore(connection);
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

async function assertOpenable(path: string, create: boolean): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (file?.isDirectory() === true) {
    throw new CuvetteError('STORE_INCOMPATIBLE', `${path} is a folder, not a SQLite run store.`, {
      hint: 'Name a file, as in `sqlite:///mlflow.db`. A folder of MLflow runs is converted by `mlflow migrate-filestore`.',
    });
  }
  if (file !== undefined) return;
  if (!create) {
    throw new CuvetteError('STORE_UNREACHABLE', `There is no run store at ${path}.`, {
      hint: 'The first training creates it. Check the folder, or name another store.',
    });
  }
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    throw new CuvetteError(
      'STORE_UNREACHABLE',
      `The run store ${path} cannot be created: the folder ${dirname(path)} does not exist.`,
      { hint: 'Create the folder first, or name another one.' },
    );
  }
}

function createSchema(sql: Sql, folder: string): void {
  if (sql.get('SELECT 1 FROM sqlite_master LIMIT 1') !== undefined) return;
  sql.script(schemaDefinition);
  sql.run('INSERT INTO alembic_version (version_num) VALUES (?)', schemaRevision);
  insertDefaultExperiment(sql, folder, Date.now());
}

async function assertUsable(connection: SqliteConnection): Promise<void> {
  const { revision, missing } = await connection.read(inspectSchema);
  if (missing.length === 0) return;
  if (revision === undefined) throw notAStore(connection.path);
  throw unknownSchema(connection.path, revision, missing);
}

function inspectSchema(sql: Sql): {
  readonly revision: string | undefined;
  readonly missing: readonly string[];
} {
  const rows = sql.all(
    `SELECT m.name || '.' || c.name AS name FROM sqlite_master m, pragma_table_info(m.name) c
     WHERE m.type = 'table'`,
  ) as readonly { readonly name: string }[];
  const present = new Set(rows.map((row) => row.name));
  const missing = Object.entries(requiredColumns).flatMap(([table, columns]) =>
    columns.map((column) => `${table}.${column}`).filter((name) => !present.has(name)),
  );
  const stamp = present.has('alembic_version.version_num')
    ? (sql.get('SELECT version_num AS revision FROM alembic_version') as
        { readonly revision: string } | undefined)
    : undefined;
  return { revision: stamp?.revision, missing };
}

function notAStore(path: string): CuvetteError {
  return new CuvetteError(
    'STORE_INCOMPATIBLE',
    `${path} is a SQLite database, but not an MLflow store.`,
    {
      hint: 'Name an MLflow store, or a file that does not exist yet. Nothing was changed in this one.',
    },
  );
}

function unknownSchema(path: string, revision: string, missing: readonly string[]): CuvetteError {
  return new CuvetteError(
    'STORE_INCOMPATIBLE',
    `The MLflow store ${path} (revision ${revision}) lacks ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}.`,
    {
      hint: 'It comes from an older MLflow: run `mlflow db upgrade` on it, or use another store.',
      details: { path, revision, missing },
    },
  );
}
