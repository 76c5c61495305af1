import { CuvetteError, parameterError } from '../../protocol';
import type { RandomGenerator } from '../base/randomGenerator';
import { rowsByClass } from './stratifiedFolds';

/** Rows divided in two, each part ascending. */
export interface HoldoutSplit {
  readonly training: Uint32Array;
  readonly holdout: Uint32Array;
}

/**
 * Puts a share of the rows aside, each class in proportion. The holdout has ⌈share · n⌉ rows as in
 * `sklearn.model_selection.train_test_split`; classes get the whole part of their share and then one more in order of the
 * largest remainder (first class first), but each class keeps at least one row on both sides.
 *
 * @param codes class per row, in [0, classCount)
 * @param classCount number of classes of the task
 * @param share in [0, 1); 0 puts nothing aside
 * @param random draws one permutation of each class's rows
 * @param labels names of the classes, for messages
 * @throws {CuvetteError} PARAMETER_INVALID when the share is outside [0, 1); CLASS_TOO_RARE when a class has fewer than two rows.
 */
export function stratifiedHoldout(
  codes: Int32Array,
  classCount: number,
  share: number,
  random: RandomGenerator,
  labels?: readonly string[],
): HoldoutSplit {
  if (!(share >= 0 && share < 1)) {
    throw parameterError('holdout', 'stratifiedHoldout', 'in [0, 1)', share);
  }
  if (share === 0) {
    return { training: Uint32Array.from(codes, (_, row) => row), holdout: new Uint32Array(0) };
  }
  const groups = rowsByClass(codes, classCount);
  const sizes = holdoutSizes(groups, Math.ceil(share * codes.length), labels);
  const training: number[] = [];
  const holdout: number[] = [];
  groups.forEach((rows, c) => {
    random.permutation(rows.length).forEach((position, drawn) => {
      (drawn < sizes[c]! ? holdout : training).push(rows[position]!);
    });
  });
  return { training: Uint32Array.from(training).sort(), holdout: Uint32Array.from(holdout).sort() };
}

function holdoutSizes(
  groups: readonly (readonly number[])[],
  total: number,
  labels: readonly string[] | undefined,
): number[] {
  const rows = groups.reduce((sum, group) => sum + group.length, 0);
  const sizes = groups.map((group) => Math.floor((group.length * total) / rows));
  const byRemainder = groups
    .map((group, c) => ({ c, remainder: (group.length * total) % rows }))
    .sort((a, b) => b.remainder - a.remainder || a.c - b.c);
  const missing = total - sizes.reduce((sum, size) => sum + size, 0);
  for (const { c } of byRemainder.slice(0, missing)) sizes[c]!++;
  return sizes.map((size, c) => {
    const available = groups[c]!.length;
    if (available < 2) {
      throw new CuvetteError(
        'CLASS_TOO_RARE',
        `Class "${labels?.[c] ?? String(c)}" has ${available === 1 ? 'only 1 row' : 'no rows'}, too few to train on and to hold out.`,
        {
          hint: 'Merge rare classes or leave their rows out.',
          details: {
            counts: groups.map((group, i) => ({
              class: labels?.[i] ?? String(i),
              rows: group.length,
            })),
          },
        },
      );
    }
    return Math.min(Math.max(size, 1), available - 1);
  });
}
