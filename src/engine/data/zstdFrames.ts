import { open, type FileHandle } from 'node:fs/promises';
import { fileError } from './fileError';

const frameMagic = 0xfd2f_b528;
const skippableMagic = 0x184d_2a50;
const longestHeader = 18;

/**
 * Whether a zstd file ends where its last frame does. The SQL engine takes a file that was cut short for one that ends
 * there; this walks over the frames and blocks (RFC 8878, sections 3.1.1 and 3.1.2) without decompressing them.
 *
 * @throws {CuvetteError} FILE_NOT_FOUND; FILE_UNREADABLE.
 */
export async function isWholeZstd(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      let position = 0;
      while (position < size) {
        const next = await frameEnd(handle, position);
        if (next === undefined || next > size) return false;
        position = next;
      }
      return size > 0;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, file);
  }
}

async function frameEnd(handle: FileHandle, start: number): Promise<number | undefined> {
  const header = await bytesAt(handle, start, longestHeader);
  if (header.length < 8) return undefined;
  const magic = header.readUInt32LE(0);
  if ((magic & 0xffff_fff0) >>> 0 === skippableMagic) return start + 8 + header.readUInt32LE(4);
  if (magic !== frameMagic) return undefined;
  const descriptor = header[4]!;
  const singleSegment = (descriptor & 0x20) !== 0;
  const sizeField = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  const dictionaryField = [0, 1, 2, 4][descriptor & 3]!;
  const checksum = (descriptor & 0x04) === 0 ? 0 : 4;
  let position = start + 5 + (singleSegment ? 0 : 1) + dictionaryField + sizeField;
  for (;;) {
    const block = await bytesAt(handle, position, 3);
    if (block.length < 3) return undefined;
    const fields = block.readUIntLE(0, 3);
    const runLength = ((fields >> 1) & 3) === 1;
    position += 3 + (runLength ? 1 : fields >> 3);
    if ((fields & 1) === 1) return position + checksum;
  }
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
