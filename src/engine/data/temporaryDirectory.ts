import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const prefix = 'cuvette-data-';

/** A folder of one opened data set: decompressed or transcoded copies, the on-disk database, what queries spill. */
export interface TemporaryDirectory {
  readonly path: string;
  /** Removes the folder and everything in it. */
  remove(): Promise<void>;
}

/**
 * A new folder in the system's place for temporary files. Its name carries the process id, so that folders of processes
 * that were killed are recognised; those are removed on the way.
 */
export async function createTemporaryDirectory(): Promise<TemporaryDirectory> {
  const parent = os.tmpdir();
  await removeAbandonedDirectories();
  const folder = await mkdtemp(path.join(parent, `${prefix}${process.pid}-`));
  return {
    path: folder,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Removes the temporary folders of processes that no longer run. */
export async function removeAbandonedDirectories(): Promise<void> {
  const parent = os.tmpdir();
  const names = await readdir(parent).catch(() => []);
  const orphans = names.filter((name) => {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    return owner !== undefined && !isAlive(Number(owner));
  });
  for (const name of orphans) {
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
