import {
  classificationMetrics,
  throwIfCancelled,
  type ConfusionMatrix,
  type MetricName,
  type ModelName,
  type PairedComparison,
  type Strategy,
  type TrainedResult,
  type TrainResult,
} from '../../protocol';
import { takeRows, takeTarget } from '../base/frame';
import type { Json } from '../base/json';
import { createRandomGenerator, type RandomGenerator } from '../base/randomGenerator';
import { classificationScores } from '../evaluation/classificationScores';
import { confusionCounts } from '../evaluation/confusionCounts';
import { precisionRecallCurve } from '../evaluation/precisionRecallCurve';
import { oneVersusRest, predictedClasses, type Predictions } from '../evaluation/predictions';
import { rocCurve } from '../evaluation/rocCurve';
import { thresholdCounts } from '../evaluation/thresholdCounts';
import { chooseBest, type Choice } from './chooseBest';
import { compareWithReferences } from './compareResults';
import { planComparison, type ComparisonInput, type ComparisonPlan } from './comparisonPlan';
import { designComparison, type ComparisonDesign } from './comparisonDesign';
import { crossValidate, decisionThreshold, nextTurn, type Scores } from './crossValidate';
import { fitPipeline, type FittedPipeline, type PipelineSpec } from './pipeline';
import { summariseFolds } from './summariseFolds';

/** A fold that has been scored. */
export interface FoldEvent {
  readonly strategy: Strategy;
  readonly model: ModelName;
  /** Counts through the repeats, from 0. */
  readonly fold: number;
  /** Folds of all repeats of this result. */
  readonly of: number;
  readonly metric: MetricName;
  readonly value: number | null;
}

/** The world around a comparison: what it may look at and whom it tells. */
export interface ComparisonHooks {
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Memory in use, bytes. */
  readonly memory: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly onFold?: (event: FoldEvent) => void | Promise<void>;
  /** Called when a strategy with a model is finished, in the order of the request. */
  readonly onResult?: (result: ComparedResult) => void | Promise<void>;
}

/** A result before it is recorded. */
export interface ComparedResult extends Omit<TrainedResult, 'runId'> {
  /** `strategy/model`. */
  readonly key: string;
  /** The pipeline fitted on all training rows; `pipelineFromJson` reads it. */
  readonly pipeline: Json;
}

/** Everything a comparison found out. */
export interface ComparisonOutcome {
  readonly task: TrainResult['task'];
  readonly classes: readonly string[];
  readonly metric: MetricName;
  readonly folds: TrainResult['folds'];
  /** Per repeat the fold of every row of the frame, −1 for the holdout. */
  readonly foldIds: readonly Int32Array[];
  readonly trainingRows: number;
  readonly holdoutRows: number;
  /** Strategy by strategy in the order of the request, each with every model. */
  readonly results: readonly ComparedResult[];
  /** `a` and `b` are keys of results. */
  readonly comparison: readonly PairedComparison[];
  readonly best: Choice;
}

/**
 * Compares strategies and models by repeated stratified cross-validation on the same folds, then fits each once more on all
 * training rows and looks at the holdout with it. Nothing that is fitted ever sees a row it is judged by.
 *
 * Same data, numbers and seed give the same results; a result does not depend on which others are asked for. Seconds and memory
 * come from the hooks.
 *
 * Missing values are handled by the fitted encoder. Gives the event loop a turn between fits. Draws: holdout, folds, and a stream
 * per fold and step, all named, from xoshiro128++ with the seed.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a number or name out of range; NO_FEATURES without columns; TARGET_CONSTANT with fewer
 *   than two classes; CLASS_TOO_RARE when a class has fewer training rows than there are folds; CANCELLED.
 */
export async function runComparison(
  input: ComparisonInput,
  hooks: ComparisonHooks,
): Promise<ComparisonOutcome> {
  const plan = planComparison(input);
  const { target, folds, repeats, metric, seed } = plan;
  throwIfCancelled(hooks.signal);
  const random = createRandomGenerator(seed);
  const design = designComparison(target, plan, random);

  const results: ComparedResult[] = [];
  for (const strategy of plan.strategies) {
    for (const model of plan.models) {
      const spec = { strategy, model, alpha: plan.alpha, threads: plan.threads };
      const result = await trainResult(spec, plan, design, random, hooks);
      results.push(result);
      await hooks.onResult?.(result);
      await nextTurn();
    }
  }
  const comparison = compareWithReferences(results, metric, folds);
  return {
    task: target.classes.length === 2 ? 'binary' : 'multiclass',
    classes: target.classes,
    metric,
    folds: { kind: 'stratified', k: folds, repeats, seed, sha256: design.sha256 },
    foldIds: design.foldIds,
    trainingRows: design.training.length,
    holdoutRows: design.holdout.length,
    results,
    comparison,
    best: chooseBest(results, metric, folds, comparison),
  };
}

async function trainResult(
  spec: PipelineSpec,
  plan: ComparisonPlan,
  design: ComparisonDesign,
  random: RandomGenerator,
  hooks: ComparisonHooks,
): Promise<ComparedResult> {
  const { frame, target, metric } = plan;
  const { strategy, model } = spec;
  const { signal, now, memory } = hooks;
  const start = now();
  let peakMemoryBytes = memory();
  const lookAtMemory = (): void => {
    peakMemoryBytes = Math.max(peakMemoryBytes, memory());
  };

  const { scores, selected, outOfFold } = await crossValidate(spec, plan, design, random, {
    signal,
    onFold: async (fold, of, scores) => {
      lookAtMemory();
      await hooks.onFold?.({ strategy, model, fold, of, metric, value: scores[metric].value });
    },
  });
  throwIfCancelled(signal);
  const final = fitPipeline(
    spec,
    takeRows(frame, design.training),
    takeTarget(target, design.training),
    { random: random.spawn('final'), ...(signal === undefined ? {} : { signal }) },
  );
  const holdout = scoreHoldout(final, plan, design.holdout);
  lookAtMemory();
  return {
    key: `${strategy}/${model}`,
    strategy,
    model,
    variant: 'raw',
    metrics: summariseFolds(scores),
    holdout,
    confusionMatrix: confusionMatrix(outOfFold, target.classes),
    ...curves(outOfFold),
    threshold: target.classes.length === 2 ? decisionThreshold : null,
    selected,
    seconds: (now() - start) / 1000,
    peakMemoryBytes,
    pipeline: final.toJson(),
  };
}

function scoreHoldout(
  pipeline: FittedPipeline,
  { frame, target }: ComparisonPlan,
  rows: Uint32Array,
): TrainedResult['holdout'] {
  if (rows.length === 0) return null;
  const { codes, classes } = takeTarget(target, rows);
  const probabilities = pipeline.predictProba(takeRows(frame, rows));
  const scores = classificationScores(
    { codes, probabilities, classCount: classes.length },
    decisionThreshold,
  );
  return valuesOf(scores);
}

function valuesOf(scores: Scores): Record<MetricName, number | null> {
  const values = classificationMetrics.map((name) => [name, scores[name].value] as const);
  return Object.fromEntries(values) as Record<MetricName, number | null>;
}

function confusionMatrix(predictions: Predictions, classes: readonly string[]): ConfusionMatrix {
  const predicted = predictedClasses(predictions, decisionThreshold);
  const k = classes.length;
  const counts = confusionCounts(predictions.codes, predicted, k);
  return {
    classes,
    counts: classes.map((_, c) => Array.from(counts.subarray(c * k, (c + 1) * k))),
  };
}

function curves(predictions: Predictions): Pick<TrainedResult, 'roc' | 'precisionRecall'> {
  if (predictions.classCount > 2) return { roc: null, precisionRecall: null };
  const { isPositive, scores } = oneVersusRest(predictions, 1);
  const counts = thresholdCounts(isPositive, scores);
  return { roc: rocCurve(counts), precisionRecall: precisionRecallCurve(counts) };
}
