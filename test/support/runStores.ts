import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunInfo, RunStatus } from '../../src/protocol';
import { openRunStore, type OpenRunStoreOptions } from '../../src/engine/tracking/openRunStore';
import type { MetricEntry, RunStore } from '../../src/engine/tracking/runStore';
import { temporaryFolder } from './temporaryFolder';

/** A run as test/oracle/tracking.py describes it; a point of a metric is [step, timestamp, value]. */
export interface RunDescription {
  readonly name: string;
  readonly startTime: number;
  readonly status: RunStatus;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, readonly (readonly [number, number, number])[]>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Name, digest, context. */
  readonly datasets: readonly (readonly [string, string, string])[];
}

/** An open store, closed at the end of the test; a new one in a folder of its own unless `path` names one. */
export async function openTestStore(
  path = join(temporaryFolder(), 'mlflow.db'),
  options: OpenRunStoreOptions = { create: true },
): Promise<RunStore> {
  const store = await openRunStore(path, options);
  onTestFinished(() => store.close());
  return store;
}

/** A store with one run in an experiment "hr". */
export async function storeWithRun(): Promise<{ readonly store: RunStore; readonly run: RunInfo }> {
  const store = await openTestStore();
  const { experimentId } = await store.getOrCreateExperiment('hr');
  return { store, run: await store.createRun({ experimentId, name: 'run', startTime: 1000 }) };
}

/** Makes the described run and gives its id. */
export async function addRun(
  store: RunStore,
  experimentId: string,
  description: RunDescription,
): Promise<string> {
  const { runId } = await store.createRun({
    experimentId,
    name: description.name,
    startTime: description.startTime,
    tags: { ...description.tags, 'mlflow.user': 'tester' },
  });
  const metrics = Object.entries(description.metrics).flatMap(([key, points]) =>
    points.map(([step, timestamp, value]): MetricEntry => ({ key, step, timestamp, value })),
  );
  await store.logBatch(runId, { params: description.params, metrics });
  for (const [name, digest, context] of description.datasets) {
    await store.logDatasetInput(runId, {
      name,
      digest,
      sourceType: 'local',
      source: '{}',
      schema: null,
      profile: null,
      context,
    });
  }
  if (description.status !== 'RUNNING' && description.status !== 'SCHEDULED') {
    await store.finishRun(runId, description.status, description.startTime + 500);
  }
  return runId;
}
