import path from 'node:path';
import {
  CuvetteError,
  type DataIssue,
  type RequestContext,
  type TargetInfo,
  type TrainParams,
  type TrainResult,
} from '../../protocol';
import { takeRows, type CategoricalColumn, type ClassTarget, type Frame } from '../base/frame';
import type { Dataset } from '../data/dataset';
import { openDataset } from '../data/openDataset';
import { readFrame } from '../data/readFrame';
import { comparisonDefaults } from '../experiment/comparisonPlan';
import { runComparison, type ComparisonOutcome } from '../experiment/runComparison';
import { findColumn, resolveTarget } from '../profile/target/resolveTarget';
import { openRunStore } from '../tracking/openRunStore';
import { recordComparison, type RunRecorder, type SettledTrainParams } from './runRecorder';
import { chooseFeatures } from './trainingFeatures';

/** What the job knows about its process. */
export interface TrainingJobOptions {
  readonly productVersion: string;
}

const defaultSeed = 0;

/**
 * Trains and records a comparison, from the file to the finished runs, in this very process.
 *
 * Rows without the target are left out, with an issue. The parent run and the run of each strategy are written while the
 * training goes on; when it fails they end as FAILED with the reason.
 *
 * @throws {CuvetteError} what reading, resolving the target, training and the run store throw; TARGET_UNSUITABLE for a target
 *   that is a quantity.
 */
export async function runTrainingJob(
  params: TrainParams,
  context: RequestContext<'experiment/train'>,
  { productVersion }: TrainingJobOptions,
): Promise<TrainResult> {
  const settled = { seed: defaultSeed, ...comparisonDefaults, ...params };
  const { memory, seed, threads } = settled;
  const { signal, report } = context;
  report({ message: `Reading ${path.basename(params.dataset.path)}`, fraction: null });
  const dataset = await openDataset(params.dataset, {
    signal,
    seed,
    ...(memory === undefined ? {} : { memory }),
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    const task = await readTask(dataset, params, signal);
    const store = await openRunStore(params.store, { create: true });
    try {
      const recorder = await recordComparison(store, {
        params: settled,
        dataset,
        target: task.targetInfo,
        rows: task.frame.rows,
        productVersion,
      });
      return await trainAndRecord({ params: settled, dataset, task, recorder }, context);
    } finally {
      store.close();
    }
  } finally {
    await dataset.close();
  }
}

interface RecordedTraining {
  readonly params: SettledTrainParams;
  readonly dataset: Dataset;
  readonly task: TrainingTask;
  readonly recorder: RunRecorder;
}

async function trainAndRecord(
  { params, dataset, task, recorder }: RecordedTraining,
  { signal, report }: RequestContext<'experiment/train'>,
): Promise<TrainResult> {
  const total = params.strategies.length * params.models.length;
  let finished = 0;
  try {
    const outcome = await runComparison(
      { ...params, frame: task.frame, target: task.target },
      {
        now: () => performance.now(),
        memory: () => process.memoryUsage.rss(),
        signal,
        onFold: async (event) => {
          const runId = await recorder.recordFold(event);
          const { strategy, model, fold, of } = event;
          report({
            message: `${strategy} · ${model}: fold ${fold + 1} of ${of}`,
            fraction: (finished + (fold + 1) / of) / total,
            update: { ...recorder.ids, fold: { runId, ...event } },
          });
        },
        onResult: async (result) => {
          finished++;
          await recorder.recordResult(result);
        },
      },
    );
    const result = trainResult({ dataset, task, recorder }, outcome);
    await recorder.finish(result, outcome.foldIds);
    return result;
  } catch (thrown) {
    await recorder.fail(CuvetteError.from(thrown).message);
    throw thrown;
  }
}

function trainResult(
  { dataset, task, recorder }: Omit<RecordedTraining, 'params'>,
  outcome: ComparisonOutcome,
): TrainResult {
  return {
    ...recorder.ids,
    experiment: recorder.experiment,
    target: task.targetInfo.column,
    task: outcome.task,
    classes: outcome.classes,
    positive: task.targetInfo.positive,
    positiveReason: task.targetInfo.positiveReason,
    folds: outcome.folds,
    dataset: {
      path: dataset.info.path,
      sha256: dataset.info.sha256,
      rows: dataset.info.rows,
      trainingRows: outcome.trainingRows,
      holdoutRows: outcome.holdoutRows,
    },
    unusedColumns: task.unused,
    ...recorder.identify(outcome),
    issues: [...dataset.issues, ...task.issues],
  };
}

interface TrainingTask {
  readonly targetInfo: TargetInfo;
  readonly frame: Frame;
  readonly target: ClassTarget;
  readonly unused: TrainResult['unusedColumns'];
  readonly issues: readonly DataIssue[];
}

async function readTask(
  dataset: Dataset,
  params: TrainParams,
  signal: AbortSignal,
): Promise<TrainingTask> {
  const targetInfo = await resolveTarget(dataset, params.target, {
    signal,
    ...(params.positive === undefined ? {} : { positive: params.positive }),
  });
  if (targetInfo.task === 'regression') throw quantityTarget(params.target);
  const dropped = new Set((params.drop ?? []).map((name) => findColumn(dataset, name).name));
  const { features, unused } = chooseFeatures(dataset.columns, targetInfo, dropped);
  const whole = await readFrame(dataset, [...features, params.target], signal, {
    categorical: [params.target],
  });
  const labels = whole.columns.at(-1) as CategoricalColumn;
  const present = Uint32Array.from({ length: whole.rows }, (_, row) => row).filter(
    (row) => labels.codes[row] !== -1,
  );
  const missing = whole.rows - present.length;
  return {
    targetInfo,
    frame: takeRows({ rows: whole.rows, columns: whole.columns.slice(0, -1) }, present),
    target: classTarget(labels, present, targetInfo.positive),
    unused,
    issues: missing === 0 ? [] : [missingTargetIssue(params.target, missing)],
  };
}

/** Classes in the order of the column's levels, but the positive class of two is the second. */
function classTarget(
  { codes, levels }: CategoricalColumn,
  rows: Uint32Array,
  positive: string | null,
): ClassTarget {
  const used = levels.filter((_, code) => codes.includes(code));
  const classes =
    positive === null ? used : [...used.filter((label) => label !== positive), positive];
  const classOf = Int32Array.from(levels, (label) => classes.indexOf(label));
  return { classes, codes: Int32Array.from(rows, (row) => classOf[codes[row]!]!) };
}

function missingTargetIssue(target: string, count: number): DataIssue {
  return {
    code: 'TARGET_MISSING_VALUES',
    message: `${count} rows have no value of "${target}" and were left out of the training.`,
    row: null,
    column: target,
  };
}

function quantityTarget(target: string): CuvetteError {
  return new CuvetteError(
    'TARGET_UNSUITABLE',
    `The target "${target}" is a quantity, and this version trains classifiers only.`,
    {
      hint: `If its values are classes, say so: --type "${target}=ordinal", or its type in cuvette.json.`,
    },
  );
}
