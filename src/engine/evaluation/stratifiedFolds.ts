import { CuvetteError, parameterError } from '../../protocol';
import type { RandomGenerator } from '../base/randomGenerator';

/**
 * Assigns every row to one of `k` folds so that each fold holds the classes in the proportions of the whole: any two folds
 * differ by at most one row in each class and in total.
 *
 * The sizes are those of `sklearn.model_selection.StratifiedKFold`; which rows of a class go where is drawn from `random`.
 *
 * @param codes class per row, in [0, classCount)
 * @param classCount number of classes of the task
 * @param k number of folds, an integer ≥ 2
 * @param random draws one permutation of each class's rows
 * @param labels names of the classes, for messages
 * @returns fold in [0, k) per row
 * @throws {CuvetteError} PARAMETER_INVALID when `k` is not an integer ≥ 2; CLASS_TOO_RARE when a class has fewer than `k` rows.
 */
export function stratifiedFolds(
  codes: Int32Array,
  classCount: number,
  k: number,
  random: RandomGenerator,
  labels?: readonly string[],
): Int32Array {
  if (!Number.isInteger(k) || k < 2) {
    throw parameterError('folds', 'stratifiedFolds', 'an integer ≥ 2', k);
  }
  const groups = rowsByClass(codes, classCount);
  requireRowsPerClass(groups, k, labels);
  const folds = new Int32Array(codes.length);
  let dealt = 0;
  for (const rows of groups) {
    for (const position of random.permutation(rows.length)) {
      folds[rows[position]!] = dealt++ % k;
    }
  }
  return folds;
}

/**
 * The rows of each class, ascending.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when a class is out of range.
 */
export function rowsByClass(codes: Int32Array, classCount: number): readonly (readonly number[])[] {
  const groups = Array.from({ length: classCount }, (): number[] => []);
  codes.forEach((code, row) => {
    const group = groups[code];
    if (group === undefined) {
      throw parameterError('codes', 'rowsByClass', `class indices in [0, ${classCount})`, code);
    }
    group.push(row);
  });
  return groups;
}

function requireRowsPerClass(
  groups: readonly (readonly number[])[],
  k: number,
  labels: readonly string[] | undefined,
): void {
  const rarest = groups.reduce(
    (least, rows, c) => (rows.length < groups[least]!.length ? c : least),
    0,
  );
  const count = groups[rarest]?.length ?? 0;
  if (count >= k) return;
  const label = labels?.[rarest] ?? String(rarest);
  const few = count === 1 ? '1 row' : `${count} rows`;
  throw new CuvetteError(
    'CLASS_TOO_RARE',
    `Class "${label}" has ${few} to train on, too few to put one into each of ${k} folds.`,
    {
      hint:
        count >= 2
          ? `Use at most ${count} folds, merge rare classes, or leave their rows out.`
          : 'Merge rare classes or leave their rows out: cross-validation needs two rows of each class at least.',
      details: {
        folds: k,
        counts: groups.map((rows, c) => ({ class: labels?.[c] ?? String(c), rows: rows.length })),
      },
    },
  );
}
