import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, test, vi } from 'vitest';
import type { DatasetInput } from '../../../src/protocol';
import { oracleFixture } from '../../support/oracleFixture';
import { openTestStore, storeWithRun } from '../../support/runStores';

interface LatestCase {
  readonly points: readonly (readonly [number, number, number])[];
  readonly latest: number;
  readonly stored: number;
}

const latestCases = oracleFixture<{ readonly latest: readonly LatestCase[] }>('tracking').cases
  .latest;
const largestDouble = 1.7976931348623157e308;

const dataset: DatasetInput = {
  name: 'hr-attrition.csv',
  digest: '0123456789abcdef',
  sourceType: 'local',
  source: '{"uri":"/data/hr-attrition.csv"}',
  schema: '{"mlflow_colspec":[]}',
  profile: '{"num_rows":1470}',
  context: 'training',
};

describe('experiments', () => {
  test('one per name', async () => {
    const store = await openTestStore();
    const first = await store.getOrCreateExperiment('이직 예측');
    expect(await store.getOrCreateExperiment('이직 예측')).toEqual(first);
    expect(first).toMatchObject({ experimentId: '1', lifecycleStage: 'active', tags: {} });
    expect((await store.listExperiments()).map(({ name }) => name).sort()).toEqual([
      'Default',
      '이직 예측',
    ]);
  });

  test('asked for at once, it is created once', async () => {
    const store = await openTestStore();
    const ids = await Promise.all([1, 2, 3].map(() => store.getOrCreateExperiment('x')));
    expect(new Set(ids.map(({ experimentId }) => experimentId)).size).toBe(1);
  });

  test('a deleted one is not brought back silently', async () => {
    const { store } = await storeWithRun();
    const database = new DatabaseSync(store.path);
    database.exec(`UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'hr'`);
    database.close();
    await expect(store.getOrCreateExperiment('hr')).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      message: expect.stringContaining('deleted'),
    });
    expect((await store.listExperiments()).map(({ name }) => name)).toEqual(['Default']);
    expect((await store.searchRuns({})).runs).toEqual([]);
  });

  test.each(['', '  ', 'x'.repeat(257)])('refuses the name %j', async (name) => {
    const store = await openTestStore();
    await expect(store.getOrCreateExperiment(name)).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
    });
  });
});

describe('a run', () => {
  test('starts RUNNING, with the tags that MLflow clients set', async () => {
    const { store, run } = await storeWithRun();
    expect(run).toMatchObject({
      name: 'run',
      status: 'RUNNING',
      startTime: 1000,
      endTime: null,
      lifecycleStage: 'active',
      params: {},
      metrics: {},
      tags: {
        'mlflow.runName': 'run',
        'mlflow.source.type': 'LOCAL',
        'mlflow.user': expect.any(String),
      },
    });
    expect(run.runId).toMatch(/^[0-9a-f]{32}$/);
    const child = await store.createRun({
      experimentId: run.experimentId,
      name: 'child',
      startTime: 2000,
      parentRunId: run.runId,
      tags: { 'mlflow.user': 'kim', 'cuvette.strategy': 'base' },
    });
    expect(child.tags).toMatchObject({
      'mlflow.parentRunId': run.runId,
      'mlflow.user': 'kim',
      'cuvette.strategy': 'base',
    });
    await store.finishRun(run.runId, 'FINISHED', 5000);
    expect(await store.getRun(run.runId)).toMatchObject({ status: 'FINISHED', endTime: 5000 });
  });

  test('keeps params, tags, metric history and data sets', async () => {
    const { store, run } = await storeWithRun();
    await store.logBatch(run.runId, {
      params: { model: 'logistic', __proto__x: '1' },
      metrics: [
        { key: 'auc', value: 0.9, timestamp: 3, step: 2 },
        { key: 'auc', value: 0.8, timestamp: 2, step: 1 },
        { key: 'auc', value: NaN, timestamp: 1 },
      ],
      tags: { note: '첫 줄\n둘째 줄' },
    });
    await store.logDatasetInput(run.runId, dataset);
    await store.logDatasetInput(run.runId, dataset);
    const detail = await store.getRun(run.runId);
    expect(detail.params).toEqual({ model: 'logistic', __proto__x: '1' });
    expect(detail.metrics).toEqual({ auc: 0.9 });
    expect(detail.tags['note']).toBe('첫 줄\n둘째 줄');
    expect(detail.metricHistory).toEqual({
      auc: [
        { step: 0, timestamp: 1, value: null },
        { step: 1, timestamp: 2, value: 0.8 },
        { step: 2, timestamp: 3, value: 0.9 },
      ],
    });
    expect(detail.datasets).toEqual([dataset]);
    expect(detail.artifacts).toEqual([]);
  });

  test('a data set of the experiment is shared by its runs', async () => {
    const { store, run } = await storeWithRun();
    const other = await store.createRun({ ...run, name: 'other' });
    await store.logDatasetInput(run.runId, dataset);
    await store.logDatasetInput(other.runId, { ...dataset, context: null });
    expect((await store.getRun(other.runId)).datasets).toEqual([{ ...dataset, context: null }]);
    const database = new DatabaseSync(store.path);
    expect(database.prepare('SELECT count(*) AS n FROM datasets').get()).toEqual({ n: 1 });
    database.close();
  });

  test.each(latestCases)(
    'the latest of $points, as MLflow has it',
    async ({ points, latest, stored }) => {
      const { store, run } = await storeWithRun();
      for (const [step, timestamp, value] of points) {
        await store.logMetrics(run.runId, [{ key: 'm', step, timestamp, value }]);
      }
      const detail = await store.getRun(run.runId);
      expect(detail.metrics['m']).toBe(Number.isNaN(latest) ? null : latest);
      expect(detail.metricHistory['m']).toHaveLength(stored);
    },
  );

  test('infinities become the largest doubles', async () => {
    const { store, run } = await storeWithRun();
    await store.logMetrics(run.runId, [
      { key: 'up', value: Infinity, timestamp: 0 },
      { key: 'down', value: -Infinity, timestamp: 0 },
    ]);
    expect((await store.getRun(run.runId)).metrics).toEqual({
      down: -largestDouble,
      up: largestDouble,
    });
  });

  test('a step beyond 2^53, written by another program, is still read', async () => {
    const { store, run } = await storeWithRun();
    const database = new DatabaseSync(store.path);
    database.exec(
      `INSERT INTO metrics ("key", value, timestamp, run_uuid, step, is_nan)
       VALUES ('t', 1.5, 1, '${run.runId}', 1795459170834000000, 0)`,
    );
    database.close();
    expect((await store.getRun(run.runId)).metricHistory['t']).toEqual([
      { step: 1795459170834000000, timestamp: 1, value: 1.5 },
    ]);
  });

  test('a param is written once', async () => {
    const { store, run } = await storeWithRun();
    await store.logParams(run.runId, { c: '1' });
    await store.logParams(run.runId, { c: '1' });
    await expect(
      store.logBatch(run.runId, { tags: { t: 'x' }, params: { d: '2', c: '2' } }),
    ).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('"1", which was logged before'),
    });
    const detail = await store.getRun(run.runId);
    expect(detail.params).toEqual({ c: '1' });
    expect(detail.tags).not.toHaveProperty('t');
  });

  test('the tag mlflow.runName renames it', async () => {
    const { store, run } = await storeWithRun();
    await store.setTags(run.runId, { 'mlflow.runName': 'renamed' });
    expect((await store.getRun(run.runId)).name).toBe('renamed');
  });

  test.each([
    ['a name with other characters', { params: { 'a[0]': '1' } }],
    ['an empty name', { params: { '': '1' } }],
    [
      'a path that resolves to another name',
      { metrics: [{ key: 'a//b', value: 1, timestamp: 1 }] },
    ],
    ['a path upwards', { tags: { '../a': 'x' } }],
    ['a name of 251 characters', { params: { ['x'.repeat(251)]: '1' } }],
    ['a param of 6001 characters', { params: { a: 'x'.repeat(6001) } }],
    ['a tag of 8001 characters', { tags: { a: 'x'.repeat(8001) } }],
    ['a fractional step', { metrics: [{ key: 'a', value: 1, timestamp: 1, step: 0.5 }] }],
    ['a negative timestamp', { metrics: [{ key: 'a', value: 1, timestamp: -1 }] }],
    ['a fractional timestamp', { metrics: [{ key: 'a', value: 1, timestamp: 1.5 }] }],
  ])('refuses %s', async (_, batch) => {
    const { store, run } = await storeWithRun();
    await expect(store.logBatch(run.runId, batch)).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
    });
  });

  test('accepts what MLflow accepts: 6000 characters outside the basic plane, spaces, Korean', async () => {
    const { store, run } = await storeWithRun();
    const params = { '한글 이름/a-b.c:d': '😀'.repeat(6000) };
    await store.logParams(run.runId, params);
    expect((await store.getRun(run.runId)).params).toEqual(params);
  });

  test.each([{ digest: 'x'.repeat(37) }, { name: '' }, { name: 'x'.repeat(501) }])(
    'refuses the data set %j',
    async (change) => {
      const { store, run } = await storeWithRun();
      await expect(
        store.logDatasetInput(run.runId, { ...dataset, ...change }),
      ).rejects.toMatchObject({
        code: 'PARAMETER_INVALID',
      });
    },
  );

  test.each([
    [{ experimentId: '99' }, 'EXPERIMENT_NOT_FOUND'],
    [{ experimentId: 'hr' }, 'EXPERIMENT_NOT_FOUND'],
    [{ parentRunId: 'none' }, 'RUN_NOT_FOUND'],
    [{ name: '' }, 'PARAMETER_INVALID'],
    [{ startTime: NaN }, 'PARAMETER_INVALID'],
  ])('cannot be created with %j', async (change, code) => {
    const { store, run } = await storeWithRun();
    const wanted = { experimentId: run.experimentId, name: 'x', startTime: 1, ...change };
    await expect(store.createRun(wanted)).rejects.toMatchObject({ code });
    expect((await store.searchRuns({})).runs).toHaveLength(1);
  });

  test('that does not exist is RUN_NOT_FOUND everywhere', async () => {
    const { store } = await storeWithRun();
    const calls = [
      store.logParams('none', { a: '1' }),
      store.logDatasetInput('none', dataset),
      store.writeArtifact('none', 'a.txt', ''),
      store.listArtifacts('none'),
      store.readArtifact('none', 'a.txt'),
      store.finishRun('none', 'FINISHED', 1),
      store.deleteRun('none'),
      store.restoreRun('none'),
      store.getRun('none'),
    ];
    const outcomes = await Promise.allSettled(calls);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'RUN_NOT_FOUND' } });
    }
  });
});

describe('deleting', () => {
  test('takes nested runs along, and restoring brings back those that went with it', async () => {
    const { store, run } = await storeWithRun();
    const nest = async (parentRunId: string) =>
      (await store.createRun({ ...run, tags: {}, name: 'nested', parentRunId })).runId;
    const child = await nest(run.runId);
    const grandchild = await nest(child);
    const earlier = await nest(run.runId);
    expect(await store.deleteRun(earlier)).toEqual([earlier]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await store.deleteRun(run.runId)).toSorted()).toEqual(
      [run.runId, child, grandchild].sort(),
    );
    expect((await store.searchRuns({})).runs).toEqual([]);
    expect((await store.getRun(child)).lifecycleStage).toBe('deleted');
    expect(await store.deleteRun(run.runId)).toEqual([]);

    expect((await store.restoreRun(run.runId)).toSorted()).toEqual(
      [run.runId, child, grandchild].sort(),
    );
    const { runs } = await store.searchRuns({});
    expect(runs.map(({ runId }) => runId).sort()).toEqual([run.runId, child, grandchild].sort());
    expect(await store.restoreRun(run.runId)).toEqual([]);
  });

  test('a deleted run cannot be changed', async () => {
    const { store, run } = await storeWithRun();
    await store.deleteRun(run.runId);
    await expect(store.setTags(run.runId, { a: 'b' })).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      message: expect.stringContaining('deleted'),
    });
    await expect(store.finishRun(run.runId, 'FINISHED', 1)).rejects.toMatchObject({
      code: 'USAGE_INVALID',
    });
  });

  test('runs that name each other as parent do not go round in circles', async () => {
    const { store, run } = await storeWithRun();
    const child = await store.createRun({ ...run, tags: {}, parentRunId: run.runId });
    await store.setTags(run.runId, { 'mlflow.parentRunId': child.runId });
    expect(await store.deleteRun(run.runId)).toHaveLength(2);
  });
});

describe('runs that a process left behind', () => {
  test('fail when it is gone; others are left alone', async () => {
    const { store, run } = await storeWithRun();
    const owned = async (owner: string) =>
      (await store.createRun({ ...run, tags: { 'cuvette.process': owner } })).runId;
    const dead = await owned('here:1');
    const alive = await owned('here:2');
    const done = await owned('here:1');
    const deleted = await owned('here:1');
    await store.finishRun(done, 'FINISHED', 7);
    await store.deleteRun(deleted);

    expect(await store.failUnfinishedRuns((owner) => owner === 'here:2', { endTime: 9 })).toEqual([
      dead,
    ]);
    expect(await store.getRun(dead)).toMatchObject({
      status: 'FAILED',
      endTime: 9,
      tags: { 'cuvette.failure': expect.stringContaining('ended before the run did') },
    });
    expect(await store.getRun(alive)).toMatchObject({ status: 'RUNNING', endTime: null });
    expect(await store.getRun(done)).toMatchObject({ status: 'FINISHED', endTime: 7 });
    expect(await store.getRun(run.runId)).toMatchObject({ status: 'RUNNING' });
    expect(await store.failUnfinishedRuns(() => false)).toEqual([alive]);
  });

  test('are KILLED, with the reason, when somebody stopped them', async () => {
    const { store, run } = await storeWithRun();
    await store.setTags(run.runId, { 'cuvette.process': 'here:1' });
    await store.failUnfinishedRuns(() => false, { status: 'KILLED', reason: 'Cancelled.' });
    expect(await store.getRun(run.runId)).toMatchObject({
      status: 'KILLED',
      tags: { 'cuvette.failure': 'Cancelled.' },
    });
  });
});

test('a loop of writes lets timers fire', async () => {
  const { store, run } = await storeWithRun();
  const fired = vi.fn();
  setTimeout(fired, 0);
  for (let i = 0; i < 1000 && fired.mock.calls.length === 0; i++) {
    await store.setTags(run.runId, { i: String(i) });
  }
  expect(fired).toHaveBeenCalled();
});
