import { parseCsvRecords, type FieldSyntax } from './csvRecords';
import { readBytes } from './sourceFile';
import { wholeCharacters } from './textEncoding';

const headBytes = 512 * 1024;
const sliceBytes = 48 * 1024;
const sliceCount = 16;

/** Pieces of a file: its beginning, and slices spread over the rest, so that what comes late is seen too. */
export interface FileSample {
  readonly head: Buffer;
  readonly slices: readonly Buffer[];
  /** True when the head is the whole file. */
  readonly complete: boolean;
}

/**
 * Reads a sample of at most 1.3 MB of a file.
 *
 * @throws {CuvetteError} FILE_NOT_FOUND; FILE_UNREADABLE.
 */
export async function sampleFile(file: string, sizeBytes: number): Promise<FileSample> {
  const head = await readBytes(file, 0, headBytes);
  const complete = head.length >= sizeBytes;
  if (complete) return { head, slices: [], complete };
  const room = sizeBytes - headBytes - sliceBytes;
  const offsets = Array.from({ length: sliceCount }, (_, i) =>
    Math.max(headBytes, Math.floor(headBytes + (room * (i + 1)) / sliceCount)),
  );
  const slices = await Promise.all(offsets.map((offset) => readBytes(file, offset, sliceBytes)));
  return { head, slices, complete };
}

/** The beginning as text, without a byte-order mark and without a character that was cut in two. */
export function headText({ head, complete }: FileSample): string {
  const whole = complete ? head : head.subarray(0, wholeCharacters(head));
  return whole.toString('utf8').replace(/^\uFEFF/, '');
}

/**
 * The records of the slices. A slice begins and ends within a line, and perhaps within a quoted field: its first and last
 * records are left out, and so are those that do not have `width` fields.
 */
export function sliceRecords(
  { slices }: FileSample,
  syntax: FieldSyntax,
  width: number,
): (readonly string[])[] {
  return slices.flatMap((slice) => {
    const text = slice.toString('utf8');
    const { records } = parseCsvRecords(text.slice(text.indexOf('\n') + 1), syntax, false);
    return records.filter((record) => record.length === width);
  });
}
