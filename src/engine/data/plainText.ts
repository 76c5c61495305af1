import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import path from 'node:path';
import { cancelled, CuvetteError } from '../../protocol';
import type { DuckDB } from './duckdb';
import { fileError } from './fileError';
import { sqlLiteral, sqlPath } from './sqlText';
import { createStreamDecoder } from './textDecoders';
import { isWholeZstd } from './zstdFrames';

/**
 * Writes the content of a gzip file to `target`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE for a damaged file; DISK_FULL; CANCELLED.
 */
export async function gunzip(source: string, target: string, signal?: AbortSignal): Promise<void> {
  try {
    await pipeline(createReadStream(source), createGunzip(), createWriteStream(target), { signal });
  } catch (error) {
    if (signal?.aborted === true) throw cancelled(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) throw damaged(source, 'gzip', error);
    throw fileError(error, source);
  }
}

/** Separators that no text holds: they keep the CSV reader from splitting lines. */
const noDelimiter = '\u0001\u0002\u0003\u0001';
const longestLine = 256 * 1024 * 1024;

/**
 * Writes the lines of a zstd-compressed UTF-8 text to `target`. DuckDB decompresses, because Node 20 cannot; line ends
 * become LF, also those within quoted fields. With `mostLines` only the beginning is read, and damage further on goes
 * unnoticed.
 *
 * @throws {CuvetteError} DATA_UNREADABLE for a damaged file or one that is not UTF-8; DISK_FULL; CANCELLED.
 */
export async function unpackZstd(
  duckdb: DuckDB,
  source: string,
  target: string,
  signal?: AbortSignal,
  mostLines?: number,
): Promise<void> {
  const lines =
    `read_csv(${sqlPath(source)}, compression = 'zstd', auto_detect = false, header = false, ` +
    `delim = ${sqlLiteral(noDelimiter)}, quote = '', escape = '', strict_mode = false, ` +
    `max_line_size = ${longestLine}, buffer_size = ${longestLine}, columns = {'line': 'VARCHAR'})`;
  if (mostLines === undefined && !(await isWholeZstd(source))) throw damaged(source, 'zstd');
  const limit = mostLines === undefined ? '' : ` LIMIT ${mostLines}`;
  const session = await duckdb.connect();
  try {
    await session.run(
      `COPY (SELECT line FROM ${lines}${limit}) TO ${sqlLiteral(target)} ` +
        `(FORMAT csv, HEADER false, DELIMITER '\u0001', QUOTE '', ESCAPE '', NULLSTR '')`,
      signal,
    );
  } catch (error) {
    if (error instanceof CuvetteError && error.code !== 'INTERNAL') throw error;
    throw damaged(source, 'zstd', error);
  } finally {
    session.close();
  }
}

/** What transcoding a text met. */
export interface Transcoding {
  /** Characters that could not be decoded and became U+FFFD. */
  readonly replaced: number;
}

/**
 * Writes a text in another encoding, a label that `canonicalLabel` returned, to `target` as UTF-8 without a byte-order
 * mark.
 *
 * @throws {CuvetteError} FILE_UNREADABLE; DISK_FULL; CANCELLED.
 */
export async function transcode(
  source: string,
  encoding: string,
  target: string,
  signal?: AbortSignal,
): Promise<Transcoding> {
  const decoder = createStreamDecoder(encoding);
  let replaced = 0;
  const counted = (text: string): string => {
    for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) replaced++;
    return text;
  };
  try {
    await pipeline(
      createReadStream(source, { highWaterMark: 1 << 20 }),
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) yield counted(decoder.decode(piece));
        yield counted(decoder.end());
      },
      createWriteStream(target),
      { signal },
    );
  } catch (error) {
    throw signal?.aborted === true ? cancelled(error) : fileError(error, source);
  }
  return { replaced };
}

function damaged(file: string, kind: 'gzip' | 'zstd', cause?: unknown): CuvetteError {
  const also = kind === 'zstd' ? ' or is not UTF-8 text' : '';
  return new CuvetteError(
    'DATA_UNREADABLE',
    `${path.basename(file)} could not be decompressed: its ${kind} data is damaged or ends too early${also}.`,
    { hint: 'Copy or download the file again, or decompress it yourself.', cause },
  );
}
