import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 20 * 60_000;

/** The folder outside the checkout that holds every heavy part, shared by all clones of one person. */
export function cacheRoot() {
  const { CUVETTE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (CUVETTE_CACHE) return CUVETTE_CACHE;
  const base = XDG_CACHE_HOME ?? (process.platform === 'win32' ? LOCALAPPDATA : undefined);
  return join(base ?? join(homedir(), '.cache'), 'cuvette');
}

/** Where the part `key` lives, whether or not it has been built. */
export const partFolder = (key) => join(cacheRoot(), key);

/** Whether the part was built to its end: a folder without the mark is the rest of a build that died. */
export const isBuilt = (key) => existsSync(join(partFolder(key), '.ok'));

/**
 * Builds a part once, whoever else asks at the same time. The folder is filled in place, because a Python environment
 * cannot be moved, and counts as built only when its mark is written at the very end.
 */
export async function buildOnce(key, fill) {
  const folder = partFolder(key);
  if (isBuilt(key)) return folder;
  await withLock(key, async () => {
    if (isBuilt(key)) return;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await fill(folder);
    await writeFile(join(folder, '.ok'), `${new Date().toISOString()}\n`);
  });
  return folder;
}

/** Runs `work` while no other process of this machine runs under the same key. */
export async function withLock(key, work) {
  const lock = join(cacheRoot(), `${key}.lock`);
  await mkdir(cacheRoot(), { recursive: true });
  await acquire(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function acquire(lock) {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      await mkdir(lock);
      await writeFile(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (await isAbandoned(lock)) await rm(lock, { recursive: true, force: true });
    else if (Date.now() > giveUpAt)
      throw new Error(`${lock} is held by another process; remove it if that process hangs.`);
    else await delay(250);
  }
}

async function isAbandoned(lock) {
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''));
  if (!pid) {
    // The owner writes its id just after it makes the folder: an old folder without one lost its owner in between.
    const made = await stat(lock).catch(() => null);
    return made !== null && Date.now() - made.mtimeMs > 5_000;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
