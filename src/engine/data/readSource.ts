import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  CuvetteError,
  defaultMissingValues,
  type DataIssue,
  type DatasetFormat,
  type DatasetOverrides,
} from '../../protocol';
import type { CsvTarget } from './csvAttempt';
import { loadCsv } from './csvLoad';
import type { DuckDB } from './duckdb';
import { loadJsonLines, type TypedSource } from './jsonLoad';
import type { LoadedTable } from './loadedTable';
import { watchProgress } from './loadProgress';

import type { OpenDatasetOptions } from './openOptions';
import { loadParquet } from './parquetLoad';
import { gunzip, unpackZstd } from './plainText';
import { scanFile, type FileScan } from './scanFile';
import { dataExtension, type SourceFile } from './sourceFile';
import { prepareText } from './textSource';

/** A file to read into the engine, and what is known about it. */
export interface ReadRequest {
  readonly duckdb: DuckDB;
  readonly source: SourceFile;
  /** The file whose bytes are hashed: the person's own, or a copy of its beginning while it is being written. */
  readonly original: string;
  /** The same, decompressed. */
  readonly content: string;
  readonly overrides: DatasetOverrides;
  readonly folder: string;
  readonly options: OpenDatasetOptions;
}

/** A file that was read through once, in a table of the engine. */
export interface ReadResult {
  readonly loaded: LoadedTable;
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly sha256: string;
  /** Bytes of the person's file that were read. */
  readonly sizeBytes: number;
  readonly issues: readonly DataIssue[];
}

/** Name of the table that a file is loaded into. */
export const table = 'data';

/**
 * Reads a file whose format is known into the table {@link table}, and its bytes for the hash beside it.
 *
 * @throws {CuvetteError} DATA_UNREADABLE, DATA_NO_ROWS, OVERRIDES_INVALID, OUT_OF_MEMORY, DISK_FULL, CANCELLED.
 */
export async function readSource(request: ReadRequest, format: DatasetFormat): Promise<ReadResult> {
  return format === 'csv' ? readDelimited(request) : readTyped(request, format);
}

async function readDelimited(reader: ReadRequest): Promise<ReadResult> {
  const { duckdb, source, original, overrides, folder, options } = reader;
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
      content === original && scan !== undefined
        ? await scan
        : await scanFile(original, '', signal);
    const { sha256, sizeBytes } = bytes;
    const issues = [...text.issues, ...loaded.issues];
    return { loaded, delimiter: loaded.dialect.delimiter, encoding, sha256, sizeBytes, issues };
  }
}

async function readTyped(reader: ReadRequest, format: 'jsonl' | 'parquet'): Promise<ReadResult> {
  const { duckdb, source, original, overrides, folder, options } = reader;
  const { signal } = options;
  const file = source.path;
  const scan = scanFile(original, '', signal);
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

/**
 * The file itself, or a decompressed copy in `folder`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE; DISK_FULL; CANCELLED.
 */
export async function decompressed(
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
