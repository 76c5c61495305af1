import { copyFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunDetail } from '../../src/protocol';
import type { RunStore } from '../../src/engine/tracking/runStore';
import { oracleFixture } from '../support/oracleFixture';
import { askMlflow, startMlflowServer } from '../support/mlflowServer';
import { askPython, interopPython } from '../support/python';
import { addRun, openTestStore, type RunDescription } from '../support/runStores';

const largestDouble = 1.7976931348623157e308;

/** A run as read_store.py prints it. */
interface PythonRun extends Omit<RunDetail, 'artifacts' | 'artifactUri'> {
  readonly artifacts: readonly {
    readonly path: string;
    readonly size: number;
    readonly hex: string;
  }[];
}

interface PythonStore {
  readonly experiments: readonly { readonly experimentId: string; readonly name: string }[];
  readonly runs: readonly PythonRun[];
}

/** A comparison with one strategy, with everything that a run can hold. */
async function addComparison(store: RunStore): Promise<readonly string[]> {
  const { experimentId } = await store.getOrCreateExperiment('이직 예측');
  const parent = await store.createRun({ experimentId, name: 'comparison', startTime: 1000 });
  const child = await store.createRun({
    experimentId,
    name: 'selection',
    startTime: 1001,
    parentRunId: parent.runId,
    tags: { 'cuvette.strategy': 'selection' },
  });
  await store.logBatch(child.runId, {
    params: { model: 'logistic', 'with space': '값', long: 'x'.repeat(6000) },
    metrics: [
      ...[0.81, 0.79, NaN].map((value, step) => ({ key: 'roc_auc', value, timestamp: 2000, step })),
      { key: 'loss', value: Infinity, timestamp: 2000 },
      { key: 'val/loss', value: -0.25, timestamp: 2001, step: -1 },
    ],
    tags: { note: '첫 줄\n둘째 줄' },
  });
  await store.logDatasetInput(child.runId, {
    name: 'hr-attrition.csv',
    digest: '0123456789abcdef',
    sourceType: 'local',
    source: '{"uri":"/데이터/hr attrition.csv"}',
    schema: '{"mlflow_colspec":[{"type":"long","name":"Age","required":true}]}',
    profile: '{"num_rows":1470}',
    context: 'training',
  });
  await store.writeArtifact(child.runId, 'plots/roc 곡선.svg', '<svg/>');
  await store.writeArtifact(child.runId, 'folds.bin', new Uint8Array([0, 255, 16]));
  await store.finishRun(child.runId, 'FINISHED', 3000);
  await store.finishRun(parent.runId, 'FAILED', 3001);
  return [parent.runId, child.runId];
}

/** Our view of a run, in the form of read_store.py. */
async function asPythonRun(store: RunStore, runId: string): Promise<PythonRun> {
  const { artifacts, artifactUri, ...run } = await store.getRun(runId);
  expect(artifactUri).toMatch(/^file:\/\/\/.*%EC%8B%9C%ED%97%98/);
  const files = artifacts.filter((artifact) => !artifact.isDirectory);
  return {
    ...run,
    artifacts: await Promise.all(
      files.map(async ({ path, sizeBytes }) => ({
        path,
        size: sizeBytes!,
        hex: Buffer.from(await store.readArtifact(runId, path)).toString('hex'),
      })),
    ),
  };
}

async function readByMlflow(path: string): Promise<PythonStore> {
  return (await askPython('read_store.py', [`sqlite:///${path}`])) as PythonStore;
}

describe.skipIf(interopPython === undefined)('MLflow (needs CUVETTE_PYTHON)', () => {
  test('reads a copy of our store: every field is equal', async () => {
    const store = await openTestStore();
    const ids = await addComparison(store);
    const copy = `${store.path}.copy.db`;
    copyFileSync(store.path, copy);

    const seen = await readByMlflow(copy);
    expect(seen.experiments.map(({ name }) => name).sort()).toEqual(['Default', '이직 예측']);
    expect(seen.runs.map(({ runId }) => runId).sort()).toEqual([...ids].sort());
    for (const run of seen.runs) expect(run).toEqual(await asPythonRun(store, run.runId));

    const child = seen.runs.find(({ name }) => name === 'selection');
    expect(child).toMatchObject({
      metrics: { roc_auc: null, loss: largestDouble, 'val/loss': -0.25 },
      tags: { 'mlflow.parentRunId': ids[0], note: '첫 줄\n둘째 줄' },
      artifacts: [{ path: 'folds.bin', hex: '00ff10' }, { path: 'plots/roc 곡선.svg' }],
    });
  });

  test('migrates our store, which we then write to and it still reads', async () => {
    const store = await openTestStore();
    await addComparison(store);
    expect((await readByMlflow(store.path)).runs).toHaveLength(2);

    const [parent] = await addComparison(store);
    const { experimentId } = await store.getOrCreateExperiment('created after migration');
    const { runId } = await store.createRun({ experimentId, name: 'late', startTime: 9000 });
    await store.deleteRun(runId);
    const reopened = await openTestStore(store.path, {});
    await reopened.setTags(parent!, { reopened: 'yes' });

    const seen = await readByMlflow(store.path);
    expect(seen.experiments.map(({ name }) => name)).toContain('created after migration');
    expect(seen.runs).toHaveLength(5);
    for (const run of seen.runs) expect(run).toEqual(await asPythonRun(store, run.runId));
    expect(seen.runs.find((run) => run.runId === runId)?.lifecycleStage).toBe('deleted');
    expect(seen.runs.find((run) => run.runId === parent)?.tags['reopened']).toBe('yes');
  });

  test('finds the same runs for the same filters and orders on the same store', async () => {
    const { cases } = oracleFixture<{
      readonly runs: readonly RunDescription[];
      readonly filters: readonly { readonly filter: string }[];
      readonly orders: readonly { readonly orderBy: readonly string[] }[];
    }>('tracking');
    const store = await openTestStore();
    const { experimentId } = await store.getOrCreateExperiment('oracle');
    const ids: string[] = [];
    for (const run of cases.runs) ids.push(await addRun(store, experimentId, run));
    const queries = [
      ...cases.filters.map(({ filter }) => ({ filter })),
      ...cases.orders.map(({ orderBy }) => ({ orderBy })),
      { filter: `run_id IN ('${ids[0]!}', '${ids[3]!}')` },
      { filter: `attributes.run_id NOT IN ('${ids[0]!}')` },
      { filter: `attributes.run_id LIKE '${ids[1]!.slice(0, 8)}%'` },
    ];
    const expected = (await askPython(
      'search_runs.py',
      [`sqlite:///${store.path}`, 'oracle'],
      queries,
    )) as readonly (readonly string[])[];
    const found = await Promise.all(
      queries.map(async (query) => {
        const { runs } = await store.searchRuns({ experiments: ['oracle'], ...query });
        return { query, runs: runs.map(({ runId }) => runId) };
      }),
    );
    expect(found).toEqual(queries.map((query, i) => ({ query, runs: expected[i] })));
    expect(found.at(-3)?.runs).toHaveLength(2);
  });

  test('serves our store over REST while we write to it', async () => {
    const store = await openTestStore();
    const [parent, child] = await addComparison(store);
    const server = await startMlflowServer(store.path);

    const { run } = (await askMlflow(server, `runs/get?run_id=${child!}`)) as {
      readonly run: {
        readonly info: Readonly<Record<string, unknown>>;
        readonly data: Readonly<Record<'params' | 'tags' | 'metrics', readonly unknown[]>>;
        readonly inputs: { readonly dataset_inputs: readonly unknown[] };
      };
    };
    expect(run.info).toMatchObject({ run_name: 'selection', status: 'FINISHED', end_time: 3000 });
    expect(run.data.params).toContainEqual({ key: 'with space', value: '값' });
    expect(run.data.tags).toContainEqual({ key: 'mlflow.parentRunId', value: parent });
    expect(run.data.metrics).toContainEqual(
      expect.objectContaining({ key: 'val/loss', value: -0.25, step: -1 }),
    );
    expect(run.inputs.dataset_inputs).toHaveLength(1);
    const artifact = await fetch(
      `${server}/get-artifact?run_uuid=${child!}&path=${encodeURIComponent('plots/roc 곡선.svg')}`,
    );
    expect(await artifact.text()).toBe('<svg/>');

    await store.setTags(parent!, { seen: 'live' });
    const search = { experiment_ids: [run.info['experiment_id']], filter: "tags.seen = 'live'" };
    expect(await askMlflow(server, 'runs/search', search)).toMatchObject({
      runs: [{ info: { run_id: parent } }],
    });

    const created = (await askMlflow(server, 'runs/create', {
      experiment_id: run.info['experiment_id'],
      run_name: 'made by the server',
      start_time: 9000,
    })) as { readonly run: { readonly info: { readonly run_id: string } } };
    const runId = created.run.info.run_id;
    await askMlflow(server, 'runs/log-metric', {
      run_id: runId,
      key: 'm',
      value: 0.5,
      timestamp: 1,
    });
    expect(await store.getRun(runId)).toMatchObject({
      name: 'made by the server',
      metrics: { m: 0.5 },
      startTime: 9000,
    });
  });
});
