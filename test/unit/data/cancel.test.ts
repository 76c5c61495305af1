import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { openDataset } from '../../../src/engine/data/openDataset';
import { readFrame } from '../../../src/engine/data/readFrame';
import { failureOf, openedText, writtenFile } from '../../support/openedDataset';

const slow =
  'SELECT count(*) AS n FROM range(3000000) a, range(3000000) b WHERE (a.range * b.range) % 7 = 3';
const lines = (rows: number): string =>
  `a,b,c\n${Array.from({ length: rows }, (_, i) => `${i},text ${i},${i / 7}`).join('\n')}\n`;

test('a running query stops when its signal aborts, and the data set still answers', async () => {
  const dataset = await openedText('a\n1\n2\n');
  const controller = new AbortController();
  const call = failureOf(dataset.query(slow, controller.signal));
  const other = dataset.query('SELECT sum(c0) AS s FROM data');
  setTimeout(() => controller.abort(), 50);
  expect((await call).code).toBe('CANCELLED');
  expect(await other).toEqual([{ s: 3 }]);
  expect(await dataset.query('SELECT count(*) AS n FROM data')).toEqual([{ n: 2 }]);
});

test('a signal that aborts at once or before is obeyed', async () => {
  const dataset = await openedText('a\n1\n2\n');
  const controller = new AbortController();
  const call = failureOf(dataset.query(slow, controller.signal));
  controller.abort();
  expect((await call).code).toBe('CANCELLED');
  expect((await failureOf(dataset.query('SELECT 1', controller.signal))).code).toBe('CANCELLED');
  expect((await failureOf(readFrame(dataset, ['a'], controller.signal))).code).toBe('CANCELLED');
});

test('opening is cancelled at any moment and leaves nothing behind', async () => {
  const file = writtenFile(lines(300_000));
  const ours = (): string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`cuvette-data-${process.pid}-`));
  for (const afterMs of [0, 5, 30, 80]) {
    const controller = new AbortController();
    const call = failureOf(openDataset({ path: file }, { signal: controller.signal }));
    setTimeout(() => controller.abort(), afterMs);
    expect((await call).code, `after ${afterMs} ms`).toBe('CANCELLED');
  }
  expect(ours()).toEqual([]);
});

test('closing ends what still runs', async () => {
  const dataset = await openDataset({ path: writtenFile('a\n1\n2\n') });
  const call = failureOf(dataset.query(slow));
  await new Promise((resolve) => setTimeout(resolve, 30));
  await dataset.close();
  expect((await call).code).toBe('CANCELLED');
  expect((await failureOf(dataset.query('SELECT 1'))).code).toBe('CANCELLED');
  await dataset.close();
});

test('progress is told with a message and a fraction', async () => {
  const seen: [string, number | null][] = [];
  const dataset = await openDataset(
    { path: writtenFile(lines(400_000), 'told.csv') },
    { onProgress: (message, fraction) => seen.push([message, fraction]) },
  );
  await dataset.close();
  expect(seen[0]).toEqual(['Reading told.csv', null]);
  expect(seen.at(-1)?.[0]).toBe('Typing the columns of told.csv');
  for (const [, fraction] of seen)
    if (fraction !== null) expect(fraction >= 0 && fraction <= 1).toBe(true);
});
