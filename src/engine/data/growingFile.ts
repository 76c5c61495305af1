import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataIssue } from '../../protocol';
import { inspectSource, fileState, readBytes, type SourceFile } from './sourceFile';

/** How long a file must keep its size to count as written, in milliseconds. */
const restMs = 200;

/** What to read instead of a file that grew while it was read. */
export interface SteadySource {
  readonly source: SourceFile;
  /** The file to read and to hash: the person's own, now at rest, or a copy of what was there at first. */
  readonly original: string;
  readonly issues: readonly DataIssue[];
}

/**
 * Finds something steady to read after a file has changed under the reader: the file itself when writing has ended, else a copy
 * of its first `source.sizeBytes` bytes up to the end of a line, with an issue.
 *
 * @returns `null` when the file did not grow, or is of a kind that cannot be read in part (Parquet, compressed)
 * @throws {CuvetteError} FILE_NOT_FOUND; FILE_UNREADABLE; DISK_FULL.
 */
export async function steadySource(
  source: SourceFile,
  folder: string,
): Promise<SteadySource | null> {
  const before = await fileState(source.path);
  if (before.sizeBytes <= source.sizeBytes) return null;
  await pause(restMs);
  const now = await fileState(source.path);
  const atRest = now.sizeBytes === before.sizeBytes && now.modifiedMs === before.modifiedMs;
  if (atRest) {
    return { source: await inspectSource(source.path), original: source.path, issues: [] };
  }
  const start = await readBytes(source.path, 0, 4);
  if (source.compression !== null || start.toString('latin1') === 'PAR1') return null;
  const head = await readBytes(source.path, 0, source.sizeBytes);
  const whole = head.subarray(0, head.lastIndexOf('\n') + 1);
  if (whole.length === 0) return null;
  const copy = path.join(folder, `steady${path.extname(source.path)}`);
  await writeFile(copy, whole);
  const message = `${path.basename(source.path)} is still being written; this is what it held when reading began (${whole.length} bytes).`;
  return {
    source: { ...source, sizeBytes: whole.length },
    original: copy,
    issues: [{ code: 'FILE_GROWS', message, row: null, column: null }],
  };
}
