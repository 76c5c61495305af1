import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { CuvetteError, ProfileUpdate } from '../../src/protocol';
import { startEngine } from '../support/engine';
import { temporaryFolder } from '../support/temporaryFolder';
import { writeLargeCsv } from '../support/largeCsv';

const sample = { dataset: { path: path.resolve('samples/hr-attrition.csv') } };

async function largeDataset(): Promise<{ dataset: { path: string } }> {
  const file = path.join(temporaryFolder(), 'large.csv');
  await writeLargeCsv(file, 200_000);
  return { dataset: { path: file } };
}

test('the engine starts on the first call and answers in documents that kept their numbers', async () => {
  const engine = startEngine();
  expect(engine.pid).toBeUndefined();
  const profile = await engine.call('dataset/profile', { ...sample, target: 'Attrition' });
  expect(engine.pid).toBeGreaterThan(0);
  expect(profile.dataset).toMatchObject({ rows: 1470, columns: 35, exact: true });
  expect(profile.columns[0]?.numeric?.mean).toBeCloseTo(36.923809523809524, 10);
});

test('kill -9 in the middle of a profile is a clear error, and the next call works', async () => {
  const onCrash = vi.fn();
  const engine = startEngine({ onCrash });
  const large = await largeDataset();
  const killed = engine.call('dataset/profile', large, {
    onProgress: () => process.kill(engine.pid ?? 0, 'SIGKILL'),
  });
  await expect(killed).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  expect(onCrash).toHaveBeenCalledOnce();
  expect(engine.pid).toBeUndefined();

  const profile = await engine.call('dataset/profile', sample);
  expect(profile.dataset.rows).toBe(1470);
});

test('cancelling a profile is answered at once, and the engine goes on', async () => {
  const engine = startEngine();
  const large = await largeDataset();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    const controller = new AbortController();
    let abortedAt = 0;
    const outcome = engine
      .call('dataset/profile', large, {
        signal: controller.signal,
        onProgress: () => {
          if (controller.signal.aborted) return;
          abortedAt = performance.now();
          controller.abort();
        },
      })
      .catch((thrown: unknown) => (thrown as CuvetteError).code);
    expect(await outcome).toBe('CANCELLED');
    waits.push(performance.now() - abortedAt);
  }
  expect(Math.min(...waits)).toBeLessThan(200);
  expect((await engine.call('dataset/profile', sample)).dataset.rows).toBe(1470);
});

test('an engine that holds a data set notices what changes around it', async () => {
  const engine = startEngine();
  const folder = temporaryFolder();
  const file = path.join(folder, 'data.csv');
  const type = async (): Promise<string | undefined> =>
    (await engine.call('dataset/profile', { dataset: { path: file } })).columns[0]?.type;
  writeFileSync(file, `x\n${Array.from({ length: 50 }, (_, i) => i % 9).join('\n')}\n`);
  expect(await type()).toBe('numeric');
  const files = { 'data.csv': { types: { x: 'categorical' } } };
  writeFileSync(path.join(folder, 'cuvette.json'), JSON.stringify({ files }));
  expect(await type()).toBe('categorical');
  writeFileSync(file, 'x\nonly\nonly\n');
  expect((await engine.call('dataset/profile', { dataset: { path: file } })).dataset.rows).toBe(2);
});

test('an idle engine stops, and starts again when it is called', async () => {
  const onCrash = vi.fn();
  const engine = startEngine({ idleMs: 100, onCrash });
  await engine.call('doctor/check', {});
  const first = engine.pid;
  await vi.waitFor(() => expect(engine.pid).toBeUndefined(), { timeout: 5000 });
  await vi.waitFor(() => expect(() => process.kill(first ?? 0, 0)).toThrow(), { timeout: 5000 });
  await engine.call('doctor/check', {});
  expect(engine.pid).not.toBe(first);
  expect(onCrash).not.toHaveBeenCalled();
});

test('an engine that somebody looks at is not idle', async () => {
  const engine = startEngine({ idleMs: 50 });
  await engine.call('dataset/profile', sample);
  const grid = engine.keepAwake();
  const other = engine.keepAwake();
  grid.dispose();
  grid.dispose();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(engine.pid).toBeGreaterThan(0);
  other.dispose();
  await expect.poll(() => engine.pid).toBeUndefined();
});

test('an engine of another version is refused with what to do', async () => {
  const engine = startEngine({ productVersion: '99.0.0' });
  await expect(engine.call('doctor/check', {})).rejects.toMatchObject({
    code: 'PROTOCOL_MISMATCH',
    hint: expect.stringContaining('Reload'),
  });
  expect(engine.pid).toBeUndefined();
});

test('a failing handler is answered with its code, an unknown method too', async () => {
  const engine = startEngine();
  const missing = { dataset: { path: path.resolve('no/such/file.csv') } };
  await expect(engine.call('dataset/profile', missing)).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
  });
  await expect(engine.call('no/method' as 'doctor/check', {})).rejects.toMatchObject({
    code: 'INTERNAL',
  });
});

test('a big file shows its first rows at once, then exact columns, then the rest', async () => {
  const engine = startEngine();
  const large = await largeDataset();
  const updates: ProfileUpdate[] = [];
  const profile = await engine.call(
    'dataset/profile',
    { ...large, partial: true },
    {
      onProgress: ({ update }) => {
        if (update !== undefined) updates.push(update);
      },
    },
  );
  expect(updates.map(({ stage }) => stage)).toEqual(['preview', 'columns']);
  const [preview, columns] = updates;
  expect(preview!.dataset).toMatchObject({ rows: null, sha256: null, exact: false });
  expect(preview!.dataset.sampledRows).toBeGreaterThan(1000);
  expect(preview!.dataset.sampledRows).toBeLessThan(200_000);
  expect(preview!.columns.map(({ name }) => name)).toEqual(profile.columns.map(({ name }) => name));
  expect(columns!.dataset).toMatchObject({ rows: 200_000, exact: true });
  expect(columns!.columns).toEqual(profile.columns);
});

test('a file that was profiled before is there at once, by another engine too', async () => {
  const large = await largeDataset();
  vi.stubEnv('CUVETTE_RESULT_CACHE', path.join(temporaryFolder(), 'results'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const first = await startEngine().call('dataset/profile', large);
  const onProgress = vi.fn();
  expect(await startEngine().call('dataset/profile', large, { onProgress })).toEqual(first);
  expect(onProgress).not.toHaveBeenCalled();
});
