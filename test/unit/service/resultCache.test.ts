import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { cacheFolder } from '../../../src/engine/service/cacheFolder';
import { createResultCache } from '../../../src/engine/service/resultCache';
import { temporaryFolder } from '../../support/temporaryFolder';

function setUp(build = '1'): {
  cache: ReturnType<typeof createResultCache>;
  folder: string;
  file: string;
} {
  const folder = path.join(temporaryFolder(), 'cache');
  const file = path.join(temporaryFolder(), 'data.csv');
  writeFileSync(file, 'a\n1\n');
  return { cache: createResultCache({ folder, build, slowMs: 0 }), folder, file };
}

test('what was computed is found again, also by another process of the same build', async () => {
  const { cache, folder, file } = setUp();
  const compute = vi.fn(() => Promise.resolve({ rows: 1, missing: null }));
  await cache.remember([file], { target: 'a' }, compute);
  expect(await cache.remember([file], { target: 'a' }, compute)).toEqual({
    rows: 1,
    missing: null,
  });
  const other = createResultCache({ folder, build: '1', slowMs: 0 });
  await other.remember([file], { target: 'a' }, compute);
  expect(compute).toHaveBeenCalledOnce();
  await other.remember([file], { target: 'b' }, compute);
  await createResultCache({ folder, build: '2', slowMs: 0 }).remember(
    [file],
    { target: 'a' },
    compute,
  );
  expect(compute).toHaveBeenCalledTimes(3);
});

test('a changed file and a changed cuvette.json are computed anew', async () => {
  const { cache, file } = setUp();
  const compute = vi.fn(() => Promise.resolve(0));
  await cache.remember([file], 0, compute);
  const { mtime } = statSync(file);
  writeFileSync(file, 'a\n2\n');
  utimesSync(file, mtime, mtime);
  await cache.remember([file], 0, compute);
  expect(compute).toHaveBeenCalledTimes(2);
  writeFileSync(path.join(path.dirname(file), 'cuvette.json'), '{}');
  await cache.remember([file], 0, compute);
  expect(compute).toHaveBeenCalledTimes(3);
  await cache.remember([file], 0, compute);
  expect(compute).toHaveBeenCalledTimes(3);
});

test('a file that changes while it is read, a failure and a quick answer are not kept', async () => {
  const { cache, folder, file } = setUp();
  await cache.remember([file], 0, () => {
    writeFileSync(file, 'a\n1\n2\n');
    return Promise.resolve(1);
  });
  await expect(cache.remember([file], 0, () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  const slow = createResultCache({ folder, build: '1', slowMs: 60_000 });
  await slow.remember([file], 0, () => Promise.resolve(1));
  expect(await cache.remember([file], 0, () => Promise.resolve(2))).toBe(2);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a damaged document, a folder that cannot be written and no folder do no harm', async () => {
  const { cache, folder, file } = setUp();
  await cache.remember([file], 0, () => Promise.resolve(1));
  writeFileSync(path.join(folder, readdirSync(folder)[0]!), '{"rows":');
  expect(await cache.remember([file], 0, () => Promise.resolve(2))).toBe(2);
  const blocked = createResultCache({ folder: path.join(file, 'below'), build: '1', slowMs: 0 });
  expect(await blocked.remember([file], 0, () => Promise.resolve(3))).toBe(3);
  const none = createResultCache({ folder: null, build: '1', slowMs: 0 });
  expect(await none.remember([file], 0, () => Promise.resolve(4))).toBe(4);
});

test('the least recently used documents go when there are too many', async () => {
  const { folder, file } = setUp();
  const cache = createResultCache({ folder, build: '1', slowMs: 0, mostBytes: 250 });
  const document = 'x'.repeat(98);
  for (const question of [1, 2]) {
    await cache.remember([file], question, () => Promise.resolve(document));
    for (const name of readdirSync(folder)) {
      const { mtimeMs } = statSync(path.join(folder, name));
      utimesSync(path.join(folder, name), new Date(), new Date(mtimeMs - 10_000));
    }
  }
  await cache.remember([file], 1, () => Promise.reject(new Error('not kept')));
  await cache.remember([file], 3, () => Promise.resolve(document));
  expect(await cache.remember([file], 1, () => Promise.resolve('anew'))).toBe(document);
  expect(await cache.remember([file], 2, () => Promise.resolve('anew'))).toBe('anew');
});

test('the folder can be named and switched off', () => {
  expect(cacheFolder({ CUVETTE_RESULT_CACHE: 'off' })).toBeNull();
  expect(cacheFolder({ CUVETTE_RESULT_CACHE: '/some/where' })).toBe(path.resolve('/some/where'));
  expect(cacheFolder({})).toMatch(/cuvette[/\\]results$/);
});
