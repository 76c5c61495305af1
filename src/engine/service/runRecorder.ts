import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  classificationMetrics,
  type PairedComparison,
  type TargetInfo,
  type TrainedResult,
  type TrainParams,
  type TrainResult,
} from '../../protocol';
import { createRandomGenerator } from '../base/randomGenerator';
import type { Dataset } from '../data/dataset';
import type { comparisonDefaults } from '../experiment/comparisonPlan';
import type { ComparedResult, ComparisonOutcome, FoldEvent } from '../experiment/runComparison';
import { confusionMatrixSvg } from '../report/confusionMatrixSvg';
import { rocSvg } from '../report/rocSvg';
import type { MetricEntry, RunStore } from '../tracking/runStore';
import { processTag } from '../tracking/processTag';
import { datasetInput } from './datasetInput';
import { metricKey } from './metricKey';
import { processOwner } from './processOwner';

/** A training request whose open choices have been made. */
export type SettledTrainParams = TrainParams &
  Required<Pick<TrainParams, 'seed' | keyof typeof comparisonDefaults>>;

/** What is recorded about a comparison before it starts. */
export interface ComparisonStart {
  /** With every default in its place. */
  readonly params: SettledTrainParams;
  readonly dataset: Dataset;
  readonly target: TargetInfo;
  /** Rows with the target present. */
  readonly rows: number;
  readonly productVersion: string;
}

/** Writes a comparison into a run store while it goes on: a parent run, and a nested run per strategy and model. */
export interface RunRecorder {
  readonly ids: Pick<TrainResult, 'experimentId' | 'parentRunId'>;
  readonly experiment: string;
  /** Logs the fold's metric; gives the id of the strategy's run. */
  recordFold(event: FoldEvent): Promise<string>;
  /** Logs everything about a strategy and ends its run. */
  recordResult(result: ComparedResult): Promise<void>;
  /** The outcome with run ids instead of keys. */
  identify(outcome: ComparisonOutcome): Pick<TrainResult, 'results' | 'comparison' | 'best'>;
  /** Writes the whole document and ends the parent run. */
  finish(result: TrainResult, foldIds: readonly Int32Array[]): Promise<void>;
  /** Ends every unfinished run as FAILED, with the reason. */
  fail(reason: string): Promise<void>;
}

/**
 * Starts recording: finds or creates the experiment and creates the parent run.
 *
 * @throws {CuvetteError} what the run store throws.
 */
export async function recordComparison(
  store: RunStore,
  start: ComparisonStart,
): Promise<RunRecorder> {
  const { params, dataset } = start;
  const { name: experiment, experimentId } = await store.getOrCreateExperiment(
    params.experiment ?? path.basename(params.dataset.path).replace(/\.\w+(\.\w+)?$/, ''),
  );
  const sharedTags = await tagsOf(start);
  const input = datasetInput(dataset.info, dataset.columns);
  const parent = await createRun(params.name ?? 'Compare strategies', {
    'cuvette.kind': 'comparison',
  });
  await store.logParams(parent, parentParams(start));
  const open = new Set([parent]);
  const children = new Map<string, string>();

  async function createRun(name: string, tags: Record<string, string>): Promise<string> {
    const { runId } = await store.createRun({
      experimentId,
      name,
      startTime: Date.now(),
      tags: { ...sharedTags, ...tags },
      ...(tags['cuvette.kind'] === 'comparison' ? {} : { parentRunId: parent }),
    });
    await store.logDatasetInput(runId, input);
    return runId;
  }

  async function childOf({
    strategy,
    model,
  }: Pick<FoldEvent, 'strategy' | 'model'>): Promise<string> {
    const key = `${strategy}/${model}`;
    const known = children.get(key);
    if (known !== undefined) return known;
    const runId = await createRun(`${strategy} · ${model}`, { 'cuvette.kind': 'strategy' });
    children.set(key, runId);
    open.add(runId);
    await store.logParams(runId, { ...parentParams(start), strategy, model });
    return runId;
  }

  async function end(runId: string, status: 'FINISHED' | 'FAILED'): Promise<void> {
    await store.finishRun(runId, status, Date.now());
    open.delete(runId);
  }

  return {
    ids: { experimentId, parentRunId: parent },
    experiment,

    async recordFold(event) {
      const runId = await childOf(event);
      await store.logMetrics(runId, [
        {
          key: `fold_${metricKey(event.metric)}`,
          value: event.value ?? Number.NaN,
          step: event.fold,
          timestamp: Date.now(),
        },
      ]);
      return runId;
    },

    async recordResult({ key, pipeline, ...compared }) {
      const runId = await childOf(compared);
      const result: TrainedResult = { ...compared, runId };
      await store.logMetrics(runId, metricEntries(result, params.metric, Date.now()));
      for (const [file, content] of Object.entries(resultArtifacts(result))) {
        await store.writeArtifact(runId, file, content);
      }
      await store.writeArtifact(runId, 'model.json', JSON.stringify(pipeline));
      await end(runId, 'FINISHED');
    },

    identify({ results, comparison, best }) {
      const idOf = (key: string): string => children.get(key) ?? key;
      return {
        results: results.map(({ key, pipeline, ...result }) => ({
          ...result,
          runId: idOf(key),
        })),
        comparison: comparison.map((pair): PairedComparison => ({
          ...pair,
          a: idOf(pair.a),
          b: idOf(pair.b),
        })),
        best: { runId: idOf(best.key), why: best.why },
      };
    },

    async finish(result, foldIds) {
      const best = result.results.find(({ runId }) => runId === result.best.runId);
      if (best !== undefined) {
        await store.logMetrics(parent, summaryEntries(best, Date.now()));
        await store.setTags(parent, {
          'cuvette.best': best.runId,
          'mlflow.note.content': result.best.why,
        });
      }
      await store.logParams(parent, { folds_sha256: result.folds.sha256 });
      await store.writeArtifact(parent, 'comparison.json', JSON.stringify(result));
      const repeats = foldIds.map((ids) => Array.from(ids));
      const folds = { ...result.folds, holdout: -1, foldOfRow: repeats };
      await store.writeArtifact(parent, 'folds.json', JSON.stringify(folds));
      await end(parent, 'FINISHED');
    },

    async fail(reason) {
      for (const runId of open) {
        await store.setTags(runId, { 'cuvette.failure': reason });
        await end(runId, 'FAILED');
      }
    },
  };
}

async function tagsOf({
  dataset,
  productVersion,
}: ComparisonStart): Promise<Record<string, string>> {
  const commit = await gitCommit(path.dirname(dataset.info.path));
  return {
    [processTag]: processOwner(),
    'cuvette.version': productVersion,
    'cuvette.node': process.versions.node,
    'cuvette.machine': `${os.platform()}-${os.arch()}, ${os.cpus().length} cores, ${os.totalmem()} bytes`,
    'cuvette.dataset.sha256': dataset.info.sha256,
    'cuvette.dataset.path': dataset.info.path,
    'mlflow.source.name': 'cuvette',
    ...(commit === undefined ? {} : { 'mlflow.source.git.commit': commit }),
  };
}

async function gitCommit(folder: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: folder });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

function parentParams({ params, target, rows, dataset }: ComparisonStart): Record<string, string> {
  return {
    target: params.target,
    task: target.task,
    ...(target.positive === null ? {} : { positive: target.positive }),
    folds: String(params.folds),
    repeats: String(params.repeats),
    holdout: String(params.holdout),
    seed: String(params.seed),
    metric: metricKey(params.metric),
    alpha: String(params.alpha),
    rows: String(rows),
    dataset_sha256: dataset.info.sha256,
    random_generator: createRandomGenerator(params.seed).name,
    ...((params.drop?.length ?? 0) === 0 ? {} : { drop: params.drop!.join(',') }),
  };
}

/** Mean and spread over the folds, the holdout, and each fold as a step; the ranking metric's folds are there already. */
function metricEntries(result: TrainedResult, ranking: string, timestamp: number): MetricEntry[] {
  const folds = classificationMetrics
    .filter((name) => name !== ranking)
    .flatMap((name) =>
      result.metrics[name].folds.map((value, step) => ({
        key: `fold_${metricKey(name)}`,
        value: value ?? Number.NaN,
        step,
        timestamp,
      })),
    );
  return [
    ...summaryEntries(result, timestamp),
    ...folds,
    { key: 'seconds', value: result.seconds, timestamp },
    { key: 'peak_memory_bytes', value: result.peakMemoryBytes, timestamp },
    ...(result.threshold === null
      ? []
      : [{ key: 'threshold', value: result.threshold, timestamp }]),
  ];
}

function summaryEntries({ metrics, holdout }: TrainedResult, timestamp: number): MetricEntry[] {
  return classificationMetrics.flatMap((name) => {
    const { mean, std } = metrics[name];
    const key = metricKey(name);
    const values: readonly (readonly [string, number | null | undefined])[] = [
      [key, mean],
      [`${key}_std`, std],
      [`holdout_${key}`, holdout?.[name]],
    ];
    return values.flatMap(([entry, value]) =>
      value === null || value === undefined ? [] : [{ key: entry, value, timestamp }],
    );
  });
}

function resultArtifacts(result: TrainedResult): Record<string, string> {
  const { confusionMatrix, roc, precisionRecall, selected } = result;
  return {
    'result.json': JSON.stringify(result),
    'confusion_matrix.json': JSON.stringify(confusionMatrix),
    'confusion_matrix.svg': confusionMatrixSvg(confusionMatrix),
    'selected_columns.json': JSON.stringify(selected),
    ...(roc === null
      ? {}
      : { 'roc.json': JSON.stringify(roc), 'roc.svg': rocSvg(roc, result.metrics.rocAuc.mean) }),
    ...(precisionRecall === null
      ? {}
      : { 'precision_recall.json': JSON.stringify(precisionRecall) }),
  };
}
