import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { CuvetteError, RunInfo, TrainResult } from '../../src/protocol';
import type { Engine } from '../../src/rpc/engineProcess';
import { childProcesses, sampleTraining, startEngine } from '../support/engine';
import { temporaryFolder } from '../support/temporaryFolder';
import { writeLargeCsv } from '../support/largeCsv';

const longTraining = { folds: 50, repeats: 50 };

async function allRuns(engine: Engine, store: string): Promise<readonly RunInfo[]> {
  return (await engine.call('run/search', { store, limit: 1000 })).runs;
}

test('a training records a parent, a run per strategy, and what CLI.md promises', async () => {
  const engine = startEngine();
  const params = sampleTraining(temporaryFolder());
  const folds: number[] = [];
  const result = await engine.call('experiment/train', params, {
    onProgress: ({ update }) => update?.fold && folds.push(update.fold.fold),
  });
  expect(result.results.map(({ strategy }) => strategy)).toEqual(['base', 'selection']);
  expect(folds).toHaveLength(10);
  const runs = await allRuns(engine, params.store);
  expect(runs).toHaveLength(3);
  expect(runs.every(({ status }) => status === 'FINISHED')).toBe(true);
  const children = runs.filter(({ tags }) => tags['mlflow.parentRunId'] === result.parentRunId);
  expect(children.map(({ runId }) => runId).sort()).toEqual(
    result.results.map(({ runId }) => runId).sort(),
  );
  const base = result.results[0];
  const stored = await engine.call('run/readArtifact', {
    store: params.store,
    runId: base?.runId ?? '',
    path: 'result.json',
  });
  expect(JSON.parse(stored.text)).toMatchObject({ strategy: 'base', runId: base?.runId });
});

test('the same seed gives the same numbers in another process', async () => {
  const numbers = async (): Promise<unknown> => {
    const engine = startEngine();
    const result: TrainResult = await engine.call(
      'experiment/train',
      sampleTraining(temporaryFolder(), { strategies: ['selection+resampling'] }),
    );
    return {
      folds: result.folds,
      results: result.results.map(({ metrics, confusionMatrix, holdout, selected }) => ({
        metrics,
        confusionMatrix,
        holdout,
        selected,
      })),
    };
  };
  expect(JSON.stringify(await numbers())).toBe(JSON.stringify(await numbers()));
});

test('kill -9 of the job marks its runs FAILED, and the next training works', async () => {
  const engine = startEngine();
  const params = sampleTraining(temporaryFolder(), longTraining);
  const killed = engine.call('experiment/train', params, {
    onProgress: ({ update }) => {
      if (update?.fold === undefined) return;
      for (const pid of childProcesses(engine.pid ?? 0)) process.kill(pid, 'SIGKILL');
    },
  });
  await expect(killed).rejects.toMatchObject({ code: 'JOB_CRASHED' });
  const runs = await allRuns(engine, params.store);
  expect(runs.length).toBeGreaterThan(0);
  expect(runs.map(({ status }) => status)).not.toContain('RUNNING');
  expect(runs.map(({ status }) => status)).toContain('FAILED');

  const next = await engine.call('experiment/train', { ...params, folds: 2, repeats: 1 });
  expect(next.results).toHaveLength(2);
});

test('cancelling ends the job process at once and marks its runs KILLED', async () => {
  const engine = startEngine();
  const params = sampleTraining(temporaryFolder(), longTraining);
  const controller = new AbortController();
  let abortedAt = 0;
  const outcome = engine
    .call('experiment/train', params, {
      signal: controller.signal,
      onProgress: ({ update }) => {
        if (update?.fold === undefined || controller.signal.aborted) return;
        abortedAt = performance.now();
        controller.abort();
      },
    })
    .catch((thrown: unknown) => (thrown as CuvetteError).code);
  expect(await outcome).toBe('CANCELLED');
  expect(performance.now() - abortedAt).toBeLessThan(1000);
  expect(childProcesses(engine.pid ?? 0)).toEqual([]);
  const statuses = (await allRuns(engine, params.store)).map(({ status }) => status);
  expect(statuses).toContain('KILLED');
  expect(statuses).not.toContain('RUNNING');
});

test('kill -9 of the engine in the middle of a training leaves no RUNNING run behind', async () => {
  const engine = startEngine();
  const params = sampleTraining(temporaryFolder(), longTraining);
  let jobs: number[] = [];
  const killed = engine.call('experiment/train', params, {
    onProgress: ({ update }) => {
      if (update?.fold === undefined || engine.pid === undefined) return;
      jobs = childProcesses(engine.pid);
      process.kill(engine.pid, 'SIGKILL');
    },
  });
  await expect(killed).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  for (const job of jobs) {
    await vi.waitFor(() => expect(() => process.kill(job, 0)).toThrow(), { timeout: 10_000 });
  }
  const statuses = (await allRuns(engine, params.store)).map(({ status }) => status);
  expect(statuses).toContain('FAILED');
  expect(statuses).not.toContain('RUNNING');
});

test('two windows train into one store at the same time', async () => {
  const params = sampleTraining(temporaryFolder());
  const results = await Promise.all(
    [startEngine(), startEngine()].map((engine) => engine.call('experiment/train', params)),
  );
  const runs = await allRuns(startEngine(), params.store);
  expect(runs).toHaveLength(6);
  expect(new Set(results.map(({ experimentId }) => experimentId)).size).toBe(1);
});

test('a target with one value, a missing column and too few rows are named as such', async () => {
  const engine = startEngine();
  const folder = temporaryFolder();
  const failure = (changes: object): Promise<string> =>
    engine.call('experiment/train', sampleTraining(folder, changes)).then(
      () => 'no error',
      (thrown: unknown) => (thrown as CuvetteError).code,
    );
  expect(await failure({ target: 'Over18' })).toBe('TARGET_CONSTANT');
  expect(await failure({ target: 'Atrition' })).toBe('COLUMN_NOT_FOUND');
  expect(await failure({ positive: 'Maybe' })).toBe('PARAMETER_INVALID');
  expect(await failure({ folds: 1 })).toBe('PARAMETER_INVALID');
  expect(await failure({ folds: 400 })).toBe('CLASS_TOO_RARE');
});

test('noise scores chance through the whole path', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'noise.csv');
  await writeLargeCsv(file, 1000, 11);
  const engine = startEngine();
  const result = await engine.call(
    'experiment/train',
    sampleTraining(folder, {
      dataset: { path: file },
      target: 'target',
      strategies: ['base', 'selection', 'selection+resampling', 'selection+cost-sensitive'],
    }),
  );
  for (const { metrics } of result.results) {
    expect(Math.abs((metrics.rocAuc.mean ?? 0) - 0.5)).toBeLessThan(0.07);
  }
});
