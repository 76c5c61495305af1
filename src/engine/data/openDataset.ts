import os from 'node:os';
import path from 'node:path';
import {
  CuvetteError,
  parameterError,
  throwIfCancelled,
  type AlertThresholds,
  type DataIssue,
  type DatasetInfo,
  type DatasetOverrides,
  type DatasetRequest,
} from '../../protocol';
import { columnEvidence } from './columnEvidence';
import type { Dataset, DatasetColumn } from './dataset';
import { datasetReading } from './datasetReading';
import { openDuckDB, type DuckDB, type DuckDBSession } from './duckdb';
import { steadySource, type SteadySource } from './growingFile';
import { inferColumnType } from './inferColumnType';
import type { OpenDatasetOptions } from './openOptions';
import { readOverrides } from './overrides';
import { decompressed, readSource, table } from './readSource';
import { settleStorage, type SettledColumn } from './settleStorage';
import { detectFormat, fileState, inspectSource, noRows, type SourceFile } from './sourceFile';
import { createTemporaryDirectory } from './temporaryDirectory';

export type { OpenDatasetOptions } from './openOptions';

/**
 * Opens a data file — delimited text, Parquet or JSON Lines, plain or compressed with gzip or zstd — as a table of the
 * embedded SQL engine with typed columns c0, c1, …. Format, encoding, separators and types are found out; types hold for
 * all rows, not for a sample. What a person says in the request or in `cuvette.json` beside the file wins.
 *
 * What is wrong with the data but does not stop the reading is in `issues`. Files that are large against the memory limit
 * are loaded into a temporary database on disk, which `close` removes; so does any failure.
 *
 * @throws {CuvetteError} FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_BINARY, FORMAT_UNSUPPORTED, DATA_UNREADABLE,
 *   DATA_NO_ROWS, OVERRIDES_INVALID, PARAMETER_INVALID, OUT_OF_MEMORY, DISK_FULL, CANCELLED.
 */
export async function openDataset(
  request: DatasetRequest,
  options: OpenDatasetOptions = {},
): Promise<Dataset> {
  checkSampling(options);
  const { signal } = options;
  throwIfCancelled(signal);
  const file = path.resolve(request.path);
  const source = await inspectSource(file);
  const overrides = await readOverrides(file, request.overrides);
  const temporary = await createTemporaryDirectory();
  let duckdb: DuckDB | undefined;
  try {
    duckdb = await openDuckDB({
      database: databaseFor(source, options, temporary.path),
      temporaryDirectory: path.join(temporary.path, 'spill'),
      memory: options.memory,
      threads: options.threads,
    });
    const opened = await loadSteady(duckdb, source, overrides, temporary.path, options);
    return asDataset(duckdb, opened, () => temporary.remove());
  } catch (error) {
    await duckdb?.close();
    await temporary.remove();
    throw CuvetteError.from(error);
  }
}

interface Opened {
  readonly info: DatasetInfo;
  readonly columns: readonly DatasetColumn[];
  readonly issues: readonly DataIssue[];
  readonly readerCall: string;
  readonly thresholds: AlertThresholds;
}

/** A file may grow while it is read: what was there at first is read then. */
async function loadSteady(
  duckdb: DuckDB,
  source: SourceFile,
  overrides: DatasetOverrides,
  folder: string,
  options: OpenDatasetOptions,
): Promise<Opened> {
  let steady: SteadySource = { source, original: source.path, issues: [] };
  for (;;) {
    try {
      return await load(duckdb, steady, overrides, folder, options);
    } catch (error) {
      throwIfCancelled(options.signal);
      const next =
        steady.original === source.path ? await steadySource(steady.source, folder) : null;
      if (next === null) throw error;
      steady = next;
    }
  }
}

async function load(
  duckdb: DuckDB,
  { source, original, issues: found }: SteadySource,
  overrides: DatasetOverrides,
  folder: string,
  options: OpenDatasetOptions,
): Promise<Opened> {
  const { signal, onProgress } = options;
  const file = source.path;
  const name = path.basename(file);
  onProgress?.(`Reading ${name}`, null);
  const content = await decompressed(duckdb, { ...source, path: original }, folder, signal);
  const { format, issues } = await detectFormat(content, file);
  const request = { duckdb, source, original, content, overrides, folder, options };
  const read = await readSource(request, format);
  onProgress?.(`Typing the columns of ${name}`, null);
  const session = await duckdb.connect();
  try {
    const settled = await settleStorage(session, read.loaded, signal);
    const rows = await countRows(session, signal);
    if (rows === 0) throw noRows(file);
    const columns = await typedColumns(session, settled.columns, rows, signal);
    const sampledRows = await keepSample(session, rows, options);
    if (original === file) await checkUnchanged(source, read.sizeBytes);
    return {
      info: {
        path: file,
        format,
        delimiter: read.delimiter,
        encoding: read.encoding,
        compression: source.compression,
        rows,
        columns: columns.length,
        sizeBytes: source.sizeBytes,
        sha256: read.sha256,
        duplicateRows: null,
        missingCells: null,
        exact: sampledRows === rows,
        sampledRows,
        reading: datasetReading(read.loaded, settled.columns),
      },
      columns,
      issues: [
        ...found,
        ...issues,
        ...read.issues,
        ...settled.issues,
        ...refusedTypes(settled.columns),
        ...unknownColumns(overrides, columns),
      ],
      readerCall: read.loaded.readerCall,
      thresholds: overrides.thresholds ?? {},
    };
  } finally {
    session.close();
  }
}

async function typedColumns(
  session: DuckDBSession,
  settled: readonly SettledColumn[],
  rows: number,
  signal?: AbortSignal,
): Promise<DatasetColumn[]> {
  const evidence = await columnEvidence(session, table, settled, rows, signal);
  return settled.map((column, index) => {
    const { name, sql, storage, wanted, note, nested } = column;
    const { type, reason } =
      wanted === undefined || !fits(wanted, column)
        ? inferColumnType(evidence[index]!)
        : { type: wanted, reason: `set by a person${note === null ? '' : `; ${note}`}` };
    const typed = { name, index, sql, storageType: storage, type, typeReason: reason };
    return type === 'nested' && nested !== null ? { ...typed, declaration: nested } : typed;
  });
}

/** A column that could not be stored as asked (no value is a date) keeps what its values say. */
function fits(wanted: DatasetColumn['type'], { storage, nested }: SettledColumn): boolean {
  if (wanted === 'numeric') return storage === 'BIGINT' || storage === 'DOUBLE';
  if (wanted === 'dateTime') return storage === 'DATE' || storage === 'TIMESTAMP';
  return wanted !== 'nested' || nested !== null;
}

function refusedTypes(settled: readonly SettledColumn[]): DataIssue[] {
  return settled.flatMap((column) => {
    const { name, wanted } = column;
    if (wanted === undefined || fits(wanted, column)) return [];
    const message = `"${name}" is set to be ${wanted}, but its values cannot be read as that; its type was inferred instead.`;
    return [{ code: 'OVERRIDE_NOT_APPLIED' as const, message, row: null, column: name }];
  });
}

function unknownColumns(
  { types = {} }: DatasetOverrides,
  columns: readonly DatasetColumn[],
): DataIssue[] {
  const known = new Set(columns.map(({ name }) => name));
  return Object.keys(types)
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: 'OVERRIDE_UNKNOWN_COLUMN',
      message: `A type is set for "${name}", but the file has no such column.`,
      row: null,
      column: name,
    }));
}

async function countRows(session: DuckDBSession, signal?: AbortSignal): Promise<number> {
  const [row] = await session.query(`SELECT count(*) AS n FROM ${table}`, signal);
  return Number(row?.['n']);
}

/** Column of a sample that keeps the rows' numbers in the data. */
const sampledRowNumber = 'source_row';

/** Draws the rows with the smallest hashes of position and seed: the same ones whatever the number of threads. */
async function keepSample(
  session: DuckDBSession,
  rows: number,
  { sample, seed = 0, signal }: OpenDatasetOptions,
): Promise<number> {
  if (sample === undefined || sample >= rows) return rows;
  await session.run(
    `CREATE TABLE sampled AS SELECT *, rowid + 1 AS ${sampledRowNumber} FROM ${table} WHERE rowid IN ` +
      `(SELECT rowid FROM ${table} ORDER BY hash(rowid, ${seed}), rowid LIMIT ${sample}) ORDER BY rowid`,
    signal,
  );
  await session.run(`DROP TABLE ${table}`, signal);
  await session.run(`ALTER TABLE sampled RENAME TO ${table}`, signal);
  return sample;
}

async function checkUnchanged(source: SourceFile, readBytes: number): Promise<void> {
  const now = await fileState(source.path);
  const same = now.sizeBytes === source.sizeBytes && now.modifiedMs === source.modifiedMs;
  if (same && readBytes === source.sizeBytes) return;
  throw new CuvetteError(
    'DATA_UNREADABLE',
    `${path.basename(source.path)} changed while it was read (${source.sizeBytes} bytes before, ${now.sizeBytes} after).`,
    { hint: 'Wait until writing it has ended, or work on a copy.', details: { path: source.path } },
  );
}

const unitBytes: Readonly<Record<string, number>> = { B: 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** In memory while the table surely fits; in a temporary database file, compressed, when it may not. */
function databaseFor(
  { sizeBytes, compression, path: file }: SourceFile,
  { memory }: OpenDatasetOptions,
  folder: string,
): string {
  const [, amount, unit] = /^\s*([\d.]+)\s*([KMGTB])/i.exec(memory ?? '') ?? [];
  const limit =
    amount === undefined ? os.totalmem() * 0.8 : Number(amount) * unitBytes[unit!.toUpperCase()]!;
  const packed = compression !== null || /\.(parquet|pq)$/i.test(file);
  return sizeBytes * (packed ? 8 : 2) > limit / 2 ? path.join(folder, 'data.duckdb') : ':memory:';
}

function checkSampling({ sample, seed }: OpenDatasetOptions): void {
  if (sample !== undefined && (!Number.isInteger(sample) || sample < 1)) {
    throw parameterError('sample', 'openDataset', 'an integer ≥ 1', sample);
  }
  if (seed !== undefined && (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff)) {
    throw parameterError('seed', 'openDataset', 'an integer in [0, 2^32)', seed);
  }
}

function asDataset(duckdb: DuckDB, opened: Opened, removeFiles: () => Promise<void>): Dataset {
  const idle: DuckDBSession[] = [];
  async function withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const session = idle.pop() ?? (await duckdb.connect());
    try {
      return await use(session);
    } finally {
      idle.push(session);
    }
  }
  return {
    ...opened,
    relation: table,
    rowNumber: opened.info.exact ? '(rowid + 1)' : sampledRowNumber,
    query: (sql, signal) => withSession((session) => session.query(sql, signal)),
    scan: (sql, consume, signal) => withSession((session) => session.scan(sql, consume, signal)),
    close: async () => {
      await duckdb.close();
      await removeFiles();
    },
  };
}
