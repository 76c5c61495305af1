import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { CuvetteError, type DataIssue, type DatasetFormat } from '../../protocol';
import { sniffDialect } from './csvDialect';
import { parseCsvRecords } from './csvRecords';
import { fileError } from './fileError';
import { readSignature, unsupportedExtensions } from './magicTable';
import { detectEncoding } from './textEncoding';

/** Bytes of a file's beginning that decide its format. */
const headBytes = 256 * 1024;

/** Size and time of change of a file, to notice that it changed while it was read. */
export interface FileState {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** What the first bytes and the name of a file say about it, before decompression. */
export interface SourceFile extends FileState {
  readonly path: string;
  readonly compression: 'gzip' | 'zstd' | null;
}

/**
 * Looks at a file without reading it through.
 *
 * @throws {CuvetteError} FILE_NOT_FOUND; FILE_UNREADABLE (a folder, no permission); FILE_EMPTY.
 */
export async function inspectSource(file: string): Promise<SourceFile> {
  const state = await fileState(file);
  if (state.sizeBytes === 0) throw emptyFile(file);
  const signature = readSignature(await readBytes(file, 0, 16));
  const compressed = signature?.kind === 'gzip' || signature?.kind === 'zstd';
  return { path: file, ...state, compression: compressed ? signature.kind : null };
}

/**
 * Size and time of change of a regular file.
 *
 * @throws {CuvetteError} FILE_NOT_FOUND; FILE_UNREADABLE.
 */
export async function fileState(file: string): Promise<FileState> {
  try {
    const facts = await stat(file);
    if (facts.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    if (!facts.isFile()) throw new Error('it is not a regular file');
    return { sizeBytes: facts.size, modifiedMs: facts.mtimeMs };
  } catch (error) {
    throw fileError(error, file);
  }
}

/**
 * Up to `length` bytes of a file from `offset` on.
 *
 * @throws {CuvetteError} FILE_NOT_FOUND; FILE_UNREADABLE.
 */
export async function readBytes(file: string, offset: number, length: number): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const buffer = Buffer.alloc(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, file);
  }
}

/** The format of a file's (decompressed) content, decided by the content and checked against the name. */
export interface ContentFormat {
  readonly format: DatasetFormat;
  /** WRONG_EXTENSION where name and content disagree. */
  readonly issues: readonly DataIssue[];
}

/**
 * Decides how to read a file by its content; the extension breaks ties and a disagreement is an issue.
 *
 * @param content the file to look into: `file` itself, or its decompressed copy
 * @param file the file as the person named it
 * @throws {CuvetteError} FILE_EMPTY; FILE_BINARY; FORMAT_UNSUPPORTED (a known format that cannot be read);
 *   DATA_UNREADABLE (a web page, a Git LFS pointer).
 */
export async function detectFormat(content: string, file: string): Promise<ContentFormat> {
  const extension = dataExtension(file);
  const known = unsupportedExtensions[extension];
  const head = await readBytes(content, 0, headBytes);
  if (head.length === 0) throw emptyFile(file);
  const signature = readSignature(head);
  if (signature?.kind === 'parquet') return checked('parquet', extension, file);
  if (signature?.kind === 'unsupported')
    throw unsupportedFormat(file, signature.name, signature.hint);
  if (known !== undefined && !(extension === '.html' || extension === '.xml')) {
    throw unsupportedFormat(file, known, 'Save or export the table as CSV, Parquet or JSON Lines.');
  }
  if (extension === '.parquet' || extension === '.pq') throw brokenParquet(file);
  if (!isText(head)) throw binaryFile(file);
  if (!isDataExtension(extension) && !looksLikeTable(head)) throw unknownFormat(file, extension);
  return checked(textFormat(head, extension, file), extension, file);
}

/** Lower-case extension without the one of a compression: `.csv` for `A.CSV.gz`. */
export function dataExtension(file: string): string {
  const plain = path.basename(file).replace(/\.(gz|gzip|zst|zstd)$/i, '');
  return path.extname(plain).toLowerCase();
}

const extensionsOf: Readonly<Record<DatasetFormat, readonly string[]>> = {
  csv: ['.csv', '.tsv', '.tab', '.psv', '.txt', '.dat', '.data', '.text', ''],
  parquet: ['.parquet', '.pq'],
  jsonl: ['.jsonl', '.ndjson', '.json', '.txt', '.log', ''],
};

const isDataExtension = (extension: string): boolean =>
  Object.values(extensionsOf).some((extensions) => extensions.includes(extension));

/** A text under an unknown extension is taken for a table when its lines split evenly into columns, or are JSON objects. */
function looksLikeTable(head: Buffer): boolean {
  const text = head.subarray(0, 65_536).toString('latin1');
  if (looksLikeJsonLines(text.trimStart())) return true;
  const dialect = sniffDialect(text, head.length <= 65_536);
  const { records } = parseCsvRecords(text, dialect, head.length <= 65_536);
  const even = records.filter(({ length }) => length === dialect.width).length;
  return dialect.width > 1 && records.length > 2 && even >= 0.9 * records.length;
}

function checked(format: DatasetFormat, extension: string, file: string): ContentFormat {
  if (extensionsOf[format].includes(extension)) return { format, issues: [] };
  const content = { csv: 'delimited text', parquet: 'Parquet', jsonl: 'JSON Lines' }[format];
  const message = `${path.basename(file)} holds ${content}, whatever its extension says; it was read as such.`;
  return { format, issues: [{ code: 'WRONG_EXTENSION', message, row: null, column: null }] };
}

function isText(head: Buffer): boolean {
  const encoding = detectEncoding(head, true).encoding;
  if (encoding.startsWith('utf-16')) return true;
  let control = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27)
      control++;
  }
  return control <= head.length / 100;
}

function textFormat(head: Buffer, extension: string, file: string): DatasetFormat {
  const start = head
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^(<!doctype html|<html|<\?xml)/i.test(start)) {
    throw new CuvetteError(
      'DATA_UNREADABLE',
      `${path.basename(file)} holds a web page or XML, not a table.`,
      {
        hint: 'A download that needs a login often saves the login page. Download the data again.',
      },
    );
  }
  if (start.startsWith('version https://git-lfs')) {
    throw new CuvetteError(
      'DATA_UNREADABLE',
      `${path.basename(file)} is a Git LFS pointer; the data itself has not been fetched.`,
      { hint: 'Run `git lfs pull` in its repository.' },
    );
  }
  if (/^\[\s*\]\s*$/.test(start)) throw noRows(file);
  const json = extension === '.jsonl' || extension === '.ndjson' || extension === '.json';
  return json || looksLikeJsonLines(start) ? 'jsonl' : 'csv';
}

function looksLikeJsonLines(start: string): boolean {
  if (!start.startsWith('{')) return false;
  const firstLine = start.split('\n', 1)[0] ?? '';
  try {
    return typeof JSON.parse(firstLine) === 'object';
  } catch {
    return false;
  }
}

/** The error of a file without a single byte of data. */
export function emptyFile(file: string): CuvetteError {
  return new CuvetteError('FILE_EMPTY', `${path.basename(file)} is empty.`, {
    hint: 'Check that writing or downloading it has ended.',
    details: { path: file },
  });
}

/** The error of a table that has columns but no rows. */
export function noRows(file: string): CuvetteError {
  return new CuvetteError('DATA_NO_ROWS', `${path.basename(file)} has no rows.`, {
    hint: 'Check that writing it has ended.',
    details: { path: file },
  });
}

function binaryFile(file: string): CuvetteError {
  return new CuvetteError(
    'FILE_BINARY',
    `${path.basename(file)} holds binary data, not text in rows and columns.`,
    { hint: 'Cuvette reads CSV, TSV, Parquet and JSON Lines.', details: { path: file } },
  );
}

function brokenParquet(file: string): CuvetteError {
  return new CuvetteError(
    'DATA_UNREADABLE',
    `${path.basename(file)} is not a whole Parquet file: its first four bytes are not "PAR1".`,
    { hint: 'Copy or write the file again.', details: { path: file } },
  );
}

function unknownFormat(file: string, extension: string): CuvetteError {
  return new CuvetteError(
    'FORMAT_UNSUPPORTED',
    `${path.basename(file)} does not look like a table: its lines do not split evenly into columns.`,
    {
      hint: `Cuvette reads CSV, TSV, Parquet and JSON Lines. If it is a table, rename it from ${extension} to .csv.`,
      details: { path: file, extension },
    },
  );
}

function unsupportedFormat(file: string, name: string, hint: string): CuvetteError {
  return new CuvetteError(
    'FORMAT_UNSUPPORTED',
    `${path.basename(file)} is ${name}, which cannot be read.`,
    { hint, details: { path: file, extension: dataExtension(file) } },
  );
}
