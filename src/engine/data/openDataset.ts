import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  CuvetteError,
  parameterError,
  throwIfCancelled,
  type DataIssue,
  type DatasetInfo,
  type DatasetOverrides,
  type DatasetRequest,
} from '../../protocol';
import { columnEvidence } from './columnEvidence';
import type { CsvTarget } from './csvAttempt';
import { loadCsv } from './csvLoad';
import type { Dataset, DatasetColumn } from './dataset';
import { openDuckDB, type DuckDB, type DuckDBSession } from './duckdb';
import { inferColumnType } from './inferColumnType';
import { loadJsonLines, type TypedSource } from './jsonLoad';
import type { LoadedTable } from './loadedTable';
import { defaultMissingValues } from './missingValues';
import { readOverrides } from './overrides';
import { loadParquet } from './parquetLoad';
import { gunzip, unpackZstd } from './plainText';
import { watchProgress } from './loadProgress';
import { scanFile, type FileScan } from './scanFile';
import { settleStorage, type SettledColumn } from './settleStorage';
import {
  dataExtension,
  detectFormat,
  fileState,
  inspectSource,
  noRows,
  type SourceFile,
} from './sourceFile';
import { createTemporaryDirectory } from './temporaryDirectory';
import { prepareText } from './textSource';

/** Limits and progress of {@link openDataset}. */
export interface OpenDatasetOptions {
  /** Memory limit of the SQL engine, e.g. `4GB`; by default 80 % of the machine's. */
  readonly memory?: string | undefined;
  readonly threads?: number | undefined;
  /** Keep only this many rows, drawn at random without replacement; all when absent. */
  readonly sample?: number | undefined;
  /** Seed of the draw, an integer in [0, 2^32); default 0. The same seed draws the same rows on any machine. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `fraction` is in [0, 1], or `null` while unknown. */
  readonly onProgress?: ((message: string, fraction: number | null) => void) | undefined;
}

const table = 'data';

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
    const opened = await load(duckdb, source, overrides, temporary.path, options);
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
}

async function load(
  duckdb: DuckDB,
  source: SourceFile,
  overrides: DatasetOverrides,
  folder: string,
  options: OpenDatasetOptions,
): Promise<Opened> {
  const { signal, onProgress } = options;
  const file = source.path;
  const name = path.basename(file);
  onProgress?.(`Reading ${name}`, null);
  const content = await decompressed(duckdb, source, folder, signal);
  const { format, issues } = await detectFormat(content, file);
  const reader = { duckdb, source, content, overrides, folder, options };
  const read = format === 'csv' ? await readDelimited(reader) : await readTyped(reader, format);
  onProgress?.(`Typing the columns of ${name}`, null);
  const session = await duckdb.connect();
  try {
    const settled = await settleStorage(session, read.loaded, signal);
    const rows = await countRows(session, signal);
    if (rows === 0) throw noRows(file);
    const columns = await typedColumns(session, settled.columns, rows, signal);
    const sampledRows = await keepSample(session, rows, options);
    await checkUnchanged(source, read.sizeBytes);
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
        exact: sampledRows === rows,
        sampledRows,
      },
      columns,
      issues: [...issues, ...read.issues, ...settled.issues, ...unknownColumns(overrides, columns)],
      readerCall: read.loaded.readerCall,
    };
  } finally {
    session.close();
  }
}

interface Reader {
  readonly duckdb: DuckDB;
  readonly source: SourceFile;
  readonly content: string;
  readonly overrides: DatasetOverrides;
  readonly folder: string;
  readonly options: OpenDatasetOptions;
}

interface Read {
  readonly loaded: LoadedTable;
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly sha256: string;
  /** Bytes of the person's file that were read. */
  readonly sizeBytes: number;
  readonly issues: readonly DataIssue[];
}

async function readDelimited(reader: Reader): Promise<Read> {
  const { duckdb, source, overrides, folder, options } = reader;
  const { signal } = options;
  const file = source.path;
  const request = { content: reader.content, file, encoding: overrides.encoding, signal };
  let text = await prepareText({ ...request, copy: path.join(folder, 'text') });
  for (let round = 0; ; round++) {
    const { content, encoding } = text;
    let scan: Promise<FileScan> | undefined;
    const progress = watchProgress(`Reading ${path.basename(file)}`, options.onProgress);
    const target: CsvTarget = {
      duckdb,
      table,
      scan: (separators) => (scan = scanFile(content, separators, signal)),
      onSession: progress.follow,
      signal,
    };
    const loaded = await loadCsv(
      {
        content,
        contentBytes: (await stat(content)).size,
        file,
        encoding,
        hints: { ...overrides, preferred: preferredDelimiter(file) },
        types: overrides.types ?? {},
        missingValues: overrides.missingValues ?? defaultMissingValues,
      },
      target,
    ).finally(progress.stop);
    if ('invalidUtf8At' in loaded) {
      if (round > 0) throw new CuvetteError('INTERNAL', 'A transcoded copy is not UTF-8.');
      text = await prepareText(
        { ...request, copy: path.join(folder, 'text-again') },
        loaded.invalidUtf8At,
      );
      continue;
    }
    const bytes =
      content === file && scan !== undefined ? await scan : await scanFile(file, '', signal);
    const { sha256, sizeBytes } = bytes;
    const issues = [...text.issues, ...loaded.issues];
    return { loaded, delimiter: loaded.dialect.delimiter, encoding, sha256, sizeBytes, issues };
  }
}

async function readTyped(reader: Reader, format: 'jsonl' | 'parquet'): Promise<Read> {
  const { duckdb, source, overrides, folder, options } = reader;
  const { signal } = options;
  const file = source.path;
  const scan = scanFile(file, '', signal);
  scan.catch(() => undefined);
  const text =
    format === 'parquet'
      ? { content: reader.content, encoding: null, issues: [] }
      : await prepareText({
          content: reader.content,
          file,
          encoding: overrides.encoding,
          copy: path.join(folder, 'text'),
          signal,
        });
  const typed: TypedSource = {
    content: text.content,
    file,
    types: overrides.types ?? {},
    missingValues: overrides.missingValues ?? [],
    table,
    signal,
  };
  const progress = watchProgress(`Reading ${path.basename(file)}`, options.onProgress);
  const session = await duckdb.connect();
  try {
    progress.follow(session);
    const loaded = await (format === 'parquet'
      ? loadParquet(session, typed)
      : loadJsonLines(session, typed));
    const { sha256, sizeBytes } = await scan;
    const issues = [...text.issues, ...loaded.issues];
    return { loaded, delimiter: null, encoding: text.encoding, sha256, sizeBytes, issues };
  } finally {
    progress.stop();
    session.close();
  }
}

async function decompressed(
  duckdb: DuckDB,
  { path: file, compression }: SourceFile,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  const target = path.join(folder, 'content');
  if (compression === 'gzip') await gunzip(file, target, signal);
  else if (compression === 'zstd') await unpackZstd(duckdb, file, target, signal);
  else return file;
  return target;
}

function preferredDelimiter(file: string): string | undefined {
  const extension = dataExtension(file);
  if (extension === '.tsv' || extension === '.tab') return '\t';
  return extension === '.psv' ? '|' : undefined;
}

async function typedColumns(
  session: DuckDBSession,
  settled: readonly SettledColumn[],
  rows: number,
  signal?: AbortSignal,
): Promise<DatasetColumn[]> {
  const evidence = await columnEvidence(session, table, settled, rows, signal);
  return settled.map(({ name, sql, storage, wanted, note }, index) => {
    const { type, reason } =
      wanted === undefined || !fits(wanted, storage)
        ? inferColumnType(evidence[index]!)
        : { type: wanted, reason: `set by a person${note === null ? '' : `; ${note}`}` };
    return { name, index, sql, storageType: storage, type, typeReason: reason };
  });
}

/** A column that could not be stored as asked (no value is a date) keeps what its values say. */
function fits(wanted: DatasetColumn['type'], storage: DatasetColumn['storageType']): boolean {
  if (wanted === 'numeric') return storage === 'BIGINT' || storage === 'DOUBLE';
  if (wanted === 'dateTime') return storage === 'DATE' || storage === 'TIMESTAMP';
  return true;
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

/** Draws the rows with the smallest hashes of position and seed: the same ones whatever the number of threads. */
async function keepSample(
  session: DuckDBSession,
  rows: number,
  { sample, seed = 0, signal }: OpenDatasetOptions,
): Promise<number> {
  if (sample === undefined || sample >= rows) return rows;
  await session.run(
    `CREATE TABLE sampled AS SELECT * FROM ${table} WHERE rowid IN ` +
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
    query: (sql, signal) => withSession((session) => session.query(sql, signal)),
    scan: (sql, consume, signal) => withSession((session) => session.scan(sql, consume, signal)),
    close: async () => {
      await duckdb.close();
      await removeFiles();
    },
  };
}
