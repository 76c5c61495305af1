import { stat } from 'node:fs/promises';
import path from 'node:path';
import { cancelled, throwIfCancelled, type DatasetRequest } from '../../protocol';
import type { Dataset } from '../data/dataset';
import { openDataset, type OpenDatasetOptions } from '../data/openDataset';
import { overridesFile } from '../data/overrides';

/**
 * Keeps the data sets that were used last, because people look at a file from several sides: profile, tests, the data grid, a
 * comparison with another file. A file that changed on disk, its `cuvette.json`, or other options open it anew.
 */
export interface DatasetCache {
  /**
   * Runs `work` on the opened data set. Calls for one data set share it and run side by side; it stays open while any of them
   * works. Opening goes on until the last caller that waits for it has cancelled.
   *
   * @throws {CuvetteError} what `openDataset` and `work` throw; CANCELLED when the options' signal aborts.
   */
  use<Result>(
    request: DatasetRequest,
    options: OpenDatasetOptions,
    work: (dataset: Dataset) => Promise<Result>,
  ): Promise<Result>;
  /** Closes every data set once its running work has ended. */
  dispose(): Promise<void>;
}

type OnProgress = NonNullable<OpenDatasetOptions['onProgress']>;

interface Entry {
  readonly file: string;
  readonly fileBytes: number;
  readonly dataset: Promise<Dataset>;
  /** Aborted to stop an opening that nobody waits for any more. */
  readonly opening: AbortController;
  readonly listeners: Set<OnProgress>;
  users: number;
  /** No longer to be found; the last user closes it. */
  retired: boolean;
  closed: Promise<void> | undefined;
}

/** Data sets that are open at once unless more are in use: a comparison has two, the grid beside it a third. */
const mostOpen = 3;
/** Size of their files together; one of any size may be open. */
const mostOpenBytes = 1e9;

/** An empty {@link DatasetCache}. */
export function createDatasetCache(open: typeof openDataset = openDataset): DatasetCache {
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  const closing = new Set<Promise<void>>();

  function begin(key: Key, request: DatasetRequest, options: OpenDatasetOptions): Entry {
    const opening = new AbortController();
    const listeners = new Set<OnProgress>();
    const dataset = open(request, {
      ...options,
      signal: opening.signal,
      onProgress: (...news) => listeners.forEach((listener) => listener(...news)),
    });
    const entry: Entry = {
      file: request.path, fileBytes: key.fileBytes, dataset, opening, listeners,
      users: 0, retired: false, closed: undefined,
    }; // prettier-ignore
    dataset.catch(() => retire(key.text, entry));
    return entry;
  }

  function retire(key: string, entry: Entry): void {
    if (entries.get(key) === entry) entries.delete(key);
    entry.retired = true;
    closeUnused(entry);
  }

  function closeUnused(entry: Entry): void {
    if (!entry.retired || entry.users > 0 || entry.closed !== undefined) return;
    const closed = entry.dataset.then(
      (dataset) => dataset.close(),
      () => undefined,
    );
    entry.closed = closed;
    closing.add(closed);
    void closed.finally(() => closing.delete(closed));
  }

  /** Other versions of a file are no longer found; of the others the least recently used go when there are too many. */
  function makeRoom(used: Entry): void {
    for (const [key, entry] of [...entries]) {
      if (entry !== used && entry.file === used.file) retire(key, entry);
    }
    let bytes = 0;
    for (const entry of entries.values()) bytes += entry.fileBytes;
    for (const [key, entry] of [...entries]) {
      if (entries.size <= mostOpen && bytes <= mostOpenBytes) return;
      if (entry === used || entry.users > 0) continue;
      retire(key, entry);
      bytes -= entry.fileBytes;
    }
  }

  return {
    use: async (request, options, work) => {
      const key = await cacheKey(request, options);
      throwIfCancelled(options.signal);
      const entry = entries.get(key.text) ?? begin(key, request, options);
      entries.delete(key.text);
      entries.set(key.text, entry);
      entry.users++;
      makeRoom(entry);
      try {
        const dataset = await opened(entry, options, () => retire(key.text, entry));
        return await work(dataset);
      } finally {
        entry.users--;
        closeUnused(entry);
      }
    },
    dispose: async () => {
      for (const [key, entry] of [...entries]) retire(key, entry);
      await Promise.all(closing);
    },
  };
}

/** The data set of an entry, unless this caller cancels first; the last one to cancel stops the opening. */
async function opened(
  entry: Entry,
  { signal, onProgress }: OpenDatasetOptions,
  onAbandoned: () => void,
): Promise<Dataset> {
  if (onProgress !== undefined) entry.listeners.add(onProgress);
  let giveUp = (): void => undefined;
  const gaveUp = new Promise<never>((_, reject) => {
    giveUp = () => {
      if (entry.users === 1) {
        onAbandoned();
        entry.opening.abort();
      }
      reject(cancelled(signal?.reason));
    };
  });
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([entry.dataset, gaveUp]);
  } finally {
    signal?.removeEventListener('abort', giveUp);
    if (onProgress !== undefined) entry.listeners.delete(onProgress);
  }
}

interface Key {
  readonly text: string;
  readonly fileBytes: number;
}

async function cacheKey(request: DatasetRequest, options: OpenDatasetOptions): Promise<Key> {
  const { memory, threads, sample, seed } = options;
  const files = [request.path, path.join(path.dirname(request.path), overridesFile)];
  const states = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  const facts = states.map((state) => [state?.mtimeMs, state?.size]);
  return {
    text: JSON.stringify([request, memory, threads, sample, seed, facts]),
    fileBytes: states[0]?.size ?? 0,
  };
}
