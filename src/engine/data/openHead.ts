import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { CuvetteError, throwIfCancelled, type DatasetRequest } from '../../protocol';
import type { Dataset } from './dataset';
import { openDuckDB } from './duckdb';
import { openDataset } from './openDataset';
import { readOverrides } from './overrides';
import { unpackZstd } from './plainText';
import { inspectSource, readBytes, type SourceFile } from './sourceFile';
import { sqlLiteral, sqlPath } from './sqlText';
import { createTemporaryDirectory } from './temporaryDirectory';

/** Limits of {@link openHead}. */
export interface OpenHeadOptions {
  /** Bytes of text to read at most; default 4 MB. */
  readonly bytes?: number | undefined;
  /** Rows of a Parquet file, and lines of a zstd file, to read at most; default 20,000. */
  readonly rows?: number | undefined;
  readonly memory?: string | undefined;
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens the beginning of a file as if it were all of it, in a fraction of a second whatever the file's size: its names and
 * first rows are the file's, its types and statistics are guesses. `info` tells of the beginning only: `rows`, `sha256` and
 * `exact` are not the file's.
 *
 * @returns `null` when the file is no longer than its beginning, or has none that can be read alone (a JSON array)
 * @throws {CuvetteError} as `openDataset`.
 */
export async function openHead(
  request: DatasetRequest,
  options: OpenHeadOptions = {},
): Promise<Dataset | null> {
  const { bytes = 4e6, rows = 20_000, memory, threads, signal } = options;
  const file = path.resolve(request.path);
  const source = await inspectSource(file);
  const overrides = await readOverrides(file, request.overrides);
  const temporary = await createTemporaryDirectory();
  try {
    const plainName = path.basename(file).replace(/\.(gz|gzip|zst|zstd)$/i, '');
    const copy = path.join(temporary.path, plainName);
    const written = await writeHead(source, copy, { bytes, rows, signal, folder: temporary.path });
    if (!written) {
      await temporary.remove();
      return null;
    }
    const head = await openDataset(
      { path: copy, overrides },
      { memory, threads, ...(signal === undefined ? {} : { signal }) },
    );
    return {
      ...head,
      info: { ...head.info, path: file, sizeBytes: source.sizeBytes, exact: false },
      close: async () => {
        await head.close();
        await temporary.remove();
      },
    };
  } catch (error) {
    await temporary.remove();
    throw CuvetteError.from(error);
  }
}

interface HeadLimits {
  readonly bytes: number;
  readonly rows: number;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

/** Returns false when there is nothing to gain, or no head that stands alone. */
async function writeHead(source: SourceFile, copy: string, limits: HeadLimits): Promise<boolean> {
  const { path: file, compression } = source;
  if (compression === 'zstd') return writeZstdHead(file, copy, limits);
  const start = await readBytes(file, 0, 4);
  if (start.toString('latin1') === 'PAR1') return writeParquetHead(file, copy, limits);
  if (compression === null && source.sizeBytes <= limits.bytes) return false;
  const head =
    compression === 'gzip'
      ? await gunzippedHead(file, limits)
      : await readBytes(file, 0, limits.bytes);
  const whole = head.length < limits.bytes || /^\s*\[/.test(head.toString('latin1', 0, 64));
  const end = whole ? 0 : lastRecordEnd(head);
  throwIfCancelled(limits.signal);
  if (end === 0) return false;
  await writeFile(copy, head.subarray(0, end));
  return true;
}

async function gunzippedHead(file: string, { bytes, signal }: HeadLimits): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  const stream = createReadStream(file).pipe(createGunzip());
  try {
    for await (const piece of stream) {
      throwIfCancelled(signal);
      pieces.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length >= bytes) break;
    }
  } catch (error) {
    if (signal?.aborted === true || length === 0) throw error;
  }
  return Buffer.concat(pieces).subarray(0, bytes);
}

async function writeZstdHead(file: string, copy: string, limits: HeadLimits): Promise<boolean> {
  const duckdb = await openDuckDB({ database: ':memory:', temporaryDirectory: limits.folder });
  try {
    await unpackZstd(duckdb, file, copy, limits.signal, limits.rows);
  } finally {
    await duckdb.close();
  }
  return true;
}

async function writeParquetHead(file: string, copy: string, limits: HeadLimits): Promise<boolean> {
  const { rows, folder, signal } = limits;
  const duckdb = await openDuckDB({ database: ':memory:', temporaryDirectory: folder });
  const session = await duckdb.connect();
  try {
    const [counted] = await session.query(
      `SELECT sum(num_rows)::DOUBLE AS n FROM parquet_file_metadata(${sqlPath(file)})`,
      signal,
    );
    if (Number(counted?.['n']) <= rows) return false;
    await session.run(
      `COPY (SELECT * FROM read_parquet(${sqlPath(file)}) LIMIT ${rows}) TO ${sqlLiteral(copy)} (FORMAT parquet)`,
      signal,
    );
    return true;
  } finally {
    session.close();
    await duckdb.close();
  }
}

const lineFeed = 10;
const quote = 34;

/**
 * Where the last whole record of a text ends: after the last line feed before which the quotation marks are even in number.
 * In UTF-16 a line feed has two bytes.
 */
function lastRecordEnd(head: Buffer): number {
  const [first, second] = head;
  const utf16le = first === 0xff && second === 0xfe;
  const utf16be = first === 0xfe && second === 0xff;
  if (utf16le) return head.lastIndexOf(Buffer.from([lineFeed, 0])) + 2;
  if (utf16be) return head.lastIndexOf(Buffer.from([0, lineFeed])) + 2;
  let quotes = 0;
  let end = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] === quote) quotes++;
    else if (head[i] === lineFeed && quotes % 2 === 0) end = i + 1;
  }
  return end === 0 ? head.lastIndexOf(lineFeed) + 1 : end;
}
