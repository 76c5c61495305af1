import { throwIfCancelled, type FoldSelection, type MetricName } from '../../protocol';
import { takeRows, takeTarget, type ClassTarget, type Frame } from '../base/frame';
import type { RandomGenerator } from '../base/randomGenerator';
import { classificationScores } from '../evaluation/classificationScores';
import type { Predictions } from '../evaluation/predictions';
import type { Score } from '../evaluation/score';
import { foldsOf, type ComparisonDesign } from './comparisonDesign';
import { fitPipeline, type PipelineSpec } from './pipeline';

/** Metrics of one set of rows. */
export type Scores = Readonly<Record<MetricName, Score>>;

/** Probability from which the second of two classes is predicted. */
export const decisionThreshold = 0.5;

/** What cross-validation found out about one strategy with one model. */
export interface CrossValidation {
  /** Per fit, repeat after repeat. */
  readonly scores: readonly Scores[];
  readonly selected: readonly FoldSelection[];
  /** Out-of-fold predictions of the first repeat, in the order of `design.training`. */
  readonly outOfFold: Predictions;
}

/** What goes on around the fits. */
export interface CrossValidationHooks {
  readonly signal?: AbortSignal | undefined;
  /** Called when a fit has been scored; `fold` counts through the repeats. */
  readonly onFold?: (fold: number, of: number, scores: Scores) => void | Promise<void>;
}

/**
 * Fits and scores a strategy with a model on every fold of a design. Everything is fitted on the training rows of the fold; the
 * test rows are only predicted. Randomness is named by repeat and fold, so it is the same for every strategy and
 * does not depend on which others are asked for.
 *
 * Gives the event loop a turn after every fold.
 *
 * @throws {CuvetteError} CANCELLED when the signal aborts, at the latest with the fold at hand.
 */
export async function crossValidate(
  spec: PipelineSpec,
  data: { readonly frame: Frame; readonly target: ClassTarget },
  design: ComparisonDesign,
  random: RandomGenerator,
  hooks: CrossValidationHooks = {},
): Promise<CrossValidation> {
  const { frame, target } = data;
  const { signal, onFold } = hooks;
  const classCount = target.classes.length;
  const position = positions(design.training, frame.rows);
  const outOfFold = new Float64Array(design.training.length * classCount);
  const scores: Scores[] = [];
  const selected: FoldSelection[] = [];
  const of = design.k * design.foldIds.length;
  for (const { repeat, fold, training, test } of foldsOf(design)) {
    throwIfCancelled(signal);
    const pipeline = fitPipeline(spec, takeRows(frame, training), takeTarget(target, training), {
      random: random.spawn(`repeat/${repeat}/fold/${fold}`),
      ...(signal === undefined ? {} : { signal }),
    });
    const probabilities = pipeline.predictProba(takeRows(frame, test));
    const { codes } = takeTarget(target, test);
    const foldScores = classificationScores(
      { codes, probabilities, classCount },
      decisionThreshold,
    );
    const index = scores.push(foldScores) - 1;
    selected.push({ fold: index, ...pipeline.selection });
    if (repeat === 0) {
      test.forEach((row, i) => {
        const own = probabilities.subarray(i * classCount, (i + 1) * classCount);
        outOfFold.set(own, position[row]! * classCount);
      });
    }
    await onFold?.(index, of, foldScores);
    await nextTurn();
  }
  const { codes } = takeTarget(target, design.training);
  return { scores, selected, outOfFold: { codes, probabilities: outOfFold, classCount } };
}

/** Lets waiting messages, a cancel among them, be handled. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function positions(rows: Uint32Array, total: number): Int32Array {
  const position = new Int32Array(total).fill(-1);
  rows.forEach((row, i) => (position[row] = i));
  return position;
}
