import { createHash } from 'node:crypto';
import type { ClassTarget } from '../base/frame';
import type { RandomGenerator } from '../base/randomGenerator';
import { stratifiedFolds } from '../evaluation/stratifiedFolds';
import { stratifiedHoldout } from '../evaluation/stratifiedHoldout';

/** Which rows every strategy and model is trained on, tested on and finally judged by. */
export interface ComparisonDesign {
  /** Rows of the cross-validation, ascending. */
  readonly training: Uint32Array;
  /** Rows that are looked at once, at the end; ascending. */
  readonly holdout: Uint32Array;
  /** Per repeat the fold of every row, −1 for the holdout. */
  readonly foldIds: readonly Int32Array[];
  readonly k: number;
  /** SHA-256 over `foldIds`, as little-endian 32-bit integers, repeat after repeat. */
  readonly sha256: string;
}

/** One fit of the cross-validation. */
export interface FoldRows {
  readonly repeat: number;
  readonly fold: number;
  readonly training: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Draws the holdout and then the folds of every repeat, stratified by class. Depends on the target, the numbers and the
 * generator's seed alone.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a number out of range; CLASS_TOO_RARE when a class has too few rows.
 */
export function designComparison(
  target: ClassTarget,
  sizes: { readonly folds: number; readonly repeats: number; readonly holdout: number },
  random: RandomGenerator,
): ComparisonDesign {
  const { codes, classes } = target;
  const { training, holdout } = stratifiedHoldout(
    codes,
    classes.length,
    sizes.holdout,
    random.spawn('holdout'),
    classes,
  );
  const trainingCodes = Int32Array.from(training, (row) => codes[row]!);
  const foldIds = Array.from({ length: sizes.repeats }, (_, repeat) => {
    const folds = stratifiedFolds(
      trainingCodes,
      classes.length,
      sizes.folds,
      random.spawn(`repeat/${repeat}/folds`),
      classes,
    );
    const ids = new Int32Array(codes.length).fill(-1);
    training.forEach((row, i) => (ids[row] = folds[i]!));
    return ids;
  });
  return { training, holdout, foldIds, k: sizes.folds, sha256: hashFolds(foldIds) };
}

/** Every fold of every repeat, in order; the rows of each are gathered when it is asked for. */
export function* foldsOf(design: ComparisonDesign): Generator<FoldRows> {
  for (const [repeat, ids] of design.foldIds.entries()) {
    for (let fold = 0; fold < design.k; fold++) {
      const training = design.training.filter((row) => ids[row] !== fold);
      const test = design.training.filter((row) => ids[row] === fold);
      yield { repeat, fold, training, test };
    }
  }
}

function hashFolds(foldIds: readonly Int32Array[]): string {
  const hash = createHash('sha256');
  for (const ids of foldIds) {
    const bytes = new DataView(new ArrayBuffer(4 * ids.length));
    ids.forEach((id, row) => bytes.setInt32(4 * row, id, true));
    hash.update(bytes);
  }
  return hash.digest('hex');
}
