import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** A file inside a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  read(): Buffer;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const stored = 0;

/** The files of a zip archive, from its central directory. Archives above 4 GB are not read. */
export function readZip(file: string): ZipEntry[] {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(signatureBytes(endSignature));
  if (end < 0) throw new Error(`${file} is not a zip archive.`);
  const count = bytes.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== entrySignature) throw new Error(`${file} is damaged at ${at}.`);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const header = at;
    if (!name.endsWith('/')) {
      entries.push({ name, size: bytes.readUInt32LE(at + 24), read: () => content(bytes, header) });
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Writes every file of the archive below `folder`. */
export function unpackZip(file: string, folder: string): void {
  for (const entry of readZip(file)) {
    const target = path.join(folder, entry.name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, entry.read());
  }
}

function content(bytes: Buffer, header: number): Buffer {
  const method = bytes.readUInt16LE(header + 10);
  const size = bytes.readUInt32LE(header + 20);
  const local = bytes.readUInt32LE(header + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + size);
  return method === stored ? packed : inflateRawSync(packed);
}

function signatureBytes(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
