import {
  classificationMetrics,
  CuvetteError,
  models,
  parameterError,
  strategies,
  type MetricName,
  type ModelName,
  type Strategy,
} from '../../protocol';
import type { ClassTarget, Frame } from '../base/frame';

/** How strategies are compared when nobody says otherwise; also what a run records then. */
export const comparisonDefaults = {
  folds: 5,
  repeats: 1,
  holdout: 0.2,
  alpha: 0.05,
  metric: 'rocAuc',
} as const satisfies Partial<ComparisonInput>;

/** What is compared, on which rows. */
export interface ComparisonInput {
  /** The columns that may be used, in memory; neither target nor identifiers. */
  readonly frame: Frame;
  /** Classes of the same rows; of two classes the second is the positive one. */
  readonly target: ClassTarget;
  readonly strategies: readonly Strategy[];
  readonly models: readonly ModelName[];
  /** Number of folds, an integer ≥ 2; default 5. */
  readonly folds?: number | undefined;
  /** Repetitions of the folds with other shuffles, an integer ≥ 1; default 1. */
  readonly repeats?: number | undefined;
  /** Share of rows kept apart until the end, in [0, 1); default 0.2. */
  readonly holdout?: number | undefined;
  /** Significance level of the selection, in (0, 1]; default 0.05. */
  readonly alpha?: number | undefined;
  /** Metric that ranks the results; default `rocAuc`. */
  readonly metric?: MetricName | undefined;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** Threads of the resampling; never changes the result. */
  readonly threads?: number | undefined;
}

/** A {@link ComparisonInput} with every default in its place, checked. */
export interface ComparisonPlan {
  readonly frame: Frame;
  readonly target: ClassTarget;
  readonly strategies: readonly Strategy[];
  readonly models: readonly ModelName[];
  readonly folds: number;
  readonly repeats: number;
  readonly holdout: number;
  readonly alpha: number;
  readonly metric: MetricName;
  readonly seed: number;
  readonly threads: number | undefined;
}

/**
 * The input with its defaults, names without repetition.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a number or name out of range; NO_FEATURES; TARGET_CONSTANT.
 */
export function planComparison(input: ComparisonInput): ComparisonPlan {
  const {
    folds = comparisonDefaults.folds,
    repeats = comparisonDefaults.repeats,
    holdout = comparisonDefaults.holdout,
    alpha = comparisonDefaults.alpha,
    metric = comparisonDefaults.metric,
  } = input;
  const { frame, target } = input;
  requireNames('strategies', input.strategies, strategies);
  requireNames('models', input.models, models);
  requireNames('metric', [metric], classificationMetrics);
  if (!Number.isInteger(repeats) || repeats < 1) {
    throw parameterError('repeats', 'train', 'an integer ≥ 1', repeats);
  }
  if (!(alpha > 0 && alpha <= 1)) throw parameterError('alpha', 'train', 'in (0, 1]', alpha);
  if (target.codes.length !== frame.rows) {
    throw parameterError('target', 'train', `of ${frame.rows} rows`, target.codes.length);
  }
  if (frame.columns.length === 0) {
    throw new CuvetteError('NO_FEATURES', 'There is no column to learn from.', {
      hint: 'Every column was dropped, or is the target, an identifier, free text or constant.',
    });
  }
  if (target.classes.length < 2) {
    throw new CuvetteError(
      'TARGET_CONSTANT',
      `The target has ${target.classes.length === 0 ? 'no value' : `only one value, "${target.classes[0]!}"`}.`,
      { hint: 'Choose a target with at least two classes.' },
    );
  }
  return {
    frame,
    target,
    strategies: [...new Set(input.strategies)],
    models: [...new Set(input.models)],
    folds,
    repeats,
    holdout,
    alpha,
    metric,
    seed: input.seed,
    threads: input.threads,
  };
}

function requireNames(
  parameter: string,
  received: readonly string[],
  known: readonly string[],
): void {
  const stray = received.find((name) => !known.includes(name));
  if (stray === undefined && received.length > 0) return;
  throw parameterError(parameter, 'train', `chosen from ${known.join(', ')}`, stray ?? 'none');
}
