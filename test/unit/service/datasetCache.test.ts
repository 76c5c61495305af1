import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { OpenDatasetOptions } from '../../../src/engine/data/openDataset';
import { createDatasetCache } from '../../../src/engine/service/datasetCache';
import { cancelled, type DatasetRequest } from '../../../src/protocol';
import { temporaryFolder } from '../../support/temporaryFolder';

interface Opening {
  readonly request: DatasetRequest;
  readonly options: OpenDatasetOptions;
  readonly close: () => Promise<void>;
  readonly finish: () => void;
}

/** A cache whose data sets open when the test says so. */
function heldCache(): {
  cache: ReturnType<typeof createDatasetCache>;
  openings: Opening[];
  file: (name: string) => string;
} {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const openings: Opening[] = [];
  const cache = createDatasetCache(
    (request, options = {}) =>
      new Promise((resolve, reject) => {
        const close = vi.fn(() => Promise.resolve());
        const finish = (): void => resolve({ close } as unknown as Dataset);
        openings.push({ request, options, close, finish });
        options.signal?.addEventListener('abort', () => reject(cancelled()));
      }),
  );
  return {
    cache,
    openings,
    file: (name) => {
      const file = path.join(folder, name);
      writeFileSync(file, name);
      return file;
    },
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

test('two callers of one file share its opening and work side by side', async () => {
  const { cache, openings, file } = heldCache();
  const request = { path: file('a.csv') };
  const progress = vi.fn();
  let release = (): void => undefined;
  const working = new Promise<void>((resolve) => (release = resolve));
  const first = cache.use(request, { onProgress: progress }, async () => {
    await working;
    return 'first';
  });
  const second = cache.use(request, {}, () => Promise.resolve('second'));
  await soon();
  expect(openings).toHaveLength(1);
  openings[0]!.options.onProgress?.('Reading', 0.5);
  expect(progress).toHaveBeenCalledWith('Reading', 0.5);
  openings[0]!.finish();
  expect(await second).toBe('second');
  release();
  expect(await first).toBe('first');
  expect(openings[0]!.close).not.toHaveBeenCalled();
  await cache.dispose();
  expect(openings[0]!.close).toHaveBeenCalledOnce();
});

test('cancelling stops the opening only when nobody else waits for it', async () => {
  const { cache, openings, file } = heldCache();
  const request = { path: file('a.csv') };
  const controller = new AbortController();
  const first = cache.use(request, { signal: controller.signal }, () => Promise.resolve(1));
  const second = cache.use(request, {}, () => Promise.resolve(2));
  await soon();
  controller.abort();
  await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(openings[0]!.options.signal?.aborted).toBe(false);
  openings[0]!.finish();
  expect(await second).toBe(2);

  const other = { path: file('b.csv') };
  const alone = new AbortController();
  const third = cache.use(other, { signal: alone.signal }, () => Promise.resolve(3));
  await soon();
  alone.abort();
  const again = cache.use(other, {}, () => Promise.resolve(4));
  await expect(third).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(openings[1]!.options.signal?.aborted).toBe(true);
  await soon();
  openings[2]!.finish();
  expect(await again).toBe(4);
});

test('a file that changed is opened anew and its old version closed when its work ends', async () => {
  const { cache, openings, file } = heldCache();
  const request = { path: file('a.csv') };
  let release = (): void => undefined;
  const working = new Promise<void>((resolve) => (release = resolve));
  const slow = cache.use(request, {}, () => working);
  await soon();
  openings[0]!.finish();
  utimesSync(request.path, new Date(), new Date(Date.now() + 5000));
  const fresh = cache.use(request, {}, () => Promise.resolve('fresh'));
  await soon();
  openings[1]!.finish();
  expect(await fresh).toBe('fresh');
  expect(openings[0]!.close).not.toHaveBeenCalled();
  release();
  await slow;
  await soon();
  expect(openings[0]!.close).toHaveBeenCalledOnce();
});

test('only the data sets used last stay open, and one in use is never closed', async () => {
  const { cache, openings, file } = heldCache();
  const open = async (name: string): Promise<void> => {
    const done = cache.use({ path: file(name) }, {}, () => Promise.resolve());
    await soon();
    openings.at(-1)!.finish();
    await done;
  };
  let release = (): void => undefined;
  const working = new Promise<void>((resolve) => (release = resolve));
  const busy = cache.use({ path: file('busy.csv') }, {}, () => working);
  await soon();
  openings[0]!.finish();
  for (const name of ['a.csv', 'b.csv', 'c.csv', 'd.csv']) await open(name);
  const closed = openings.map(({ close }) => vi.mocked(close).mock.calls.length);
  expect(closed).toEqual([0, 1, 1, 0, 0]);
  release();
  await busy;
});

test('a file that cannot be opened is tried again by the next caller', async () => {
  let attempts = 0;
  const cache = createDatasetCache(() => {
    attempts++;
    return attempts === 1
      ? Promise.reject(new Error('no'))
      : Promise.resolve({ close: () => Promise.resolve() } as Dataset);
  });
  await expect(cache.use({ path: '/nowhere' }, {}, () => Promise.resolve())).rejects.toThrow('no');
  expect(await cache.use({ path: '/nowhere' }, {}, () => Promise.resolve('ok'))).toBe('ok');
});
