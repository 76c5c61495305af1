import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { overridesFile } from '../data/overrides';

/** Where documents that took long to compute are kept between processes. */
export interface ResultCacheOptions {
  /** Made when first needed; `null` keeps nothing. */
  readonly folder: string | null;
  /** Tells one build of the product from the next: what another build computed is not used. */
  readonly build: string;
  /** Shorter computations are not worth keeping; default 300. */
  readonly slowMs?: number;
  /** Total size beyond which the least recently used documents go; default 200 MB. */
  readonly mostBytes?: number;
}

/**
 * Keeps documents computed from data files on disk, so that a file that was looked at yesterday is there at once today. A
 * document is found again only while every file it came from, and `cuvette.json` beside it, has the same size, inode and times,
 * and the build and the question are the same.
 */
export interface ResultCache {
  /**
   * The document of `question` about `files`, computed unless it is known.
   *
   * @param files absolute paths of the files the document depends on
   * @param question everything else it depends on; plain data
   */
  remember<Document>(
    files: readonly string[],
    question: unknown,
    compute: () => Promise<Document>,
  ): Promise<Document>;
}

/** A {@link ResultCache}. Failures of the disk are never failures of the computation. */
export function createResultCache(options: ResultCacheOptions): ResultCache {
  const { folder, build, slowMs = 300, mostBytes = 200e6 } = options;
  return {
    remember: async (files, question, compute) => {
      if (folder === null) return compute();
      const name = await nameOf(files, [build, question]);
      if (name === null) return compute();
      const file = path.join(folder, name);
      const known = await read(file);
      if (known !== undefined) return known as Awaited<ReturnType<typeof compute>>;
      const startedMs = performance.now();
      const document = await compute();
      const unchanged = (await nameOf(files, [build, question])) === name;
      if (unchanged && performance.now() - startedMs >= slowMs) {
        await keep(file, document).catch(() => undefined);
        await prune(folder, mostBytes).catch(() => undefined);
      }
      return document;
    },
  };
}

/** `null` when a file is not there. */
async function nameOf(files: readonly string[], question: unknown): Promise<string | null> {
  const hash = createHash('sha256').update(JSON.stringify(question));
  for (const file of files) {
    const state = await stat(file, { bigint: true }).catch(() => null);
    if (state === null) return null;
    const beside = path.join(path.dirname(file), overridesFile);
    const overrides = await stat(beside, { bigint: true }).catch(() => null);
    const facts = [state, overrides].map((own) =>
      own === null ? '' : [own.size, own.mtimeNs, own.ctimeNs, own.ino].join(' '),
    );
    hash.update(JSON.stringify([file, ...facts]));
  }
  return `${hash.digest('hex')}.json`;
}

async function read(file: string): Promise<unknown> {
  try {
    const document: unknown = JSON.parse(await readFile(file, 'utf8'));
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined);
    return document;
  } catch {
    return undefined;
  }
}

async function keep(file: string, document: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, JSON.stringify(document), { mode: 0o600 });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function prune(folder: string, mostBytes: number): Promise<void> {
  const kept = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = path.join(folder, name);
      const { size, mtimeMs } = await stat(file);
      return { file, size, mtimeMs };
    }),
  );
  kept.sort((a, b) => b.mtimeMs - a.mtimeMs);
  let bytes = 0;
  for (const { file, size } of kept) {
    bytes += size;
    if (bytes > mostBytes) await rm(file, { force: true });
  }
}
