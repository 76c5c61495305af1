import { expect, test } from 'vitest';
import { strategies } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { designComparison, foldsOf } from '../../../src/engine/experiment/comparisonDesign';
import { crossValidate } from '../../../src/engine/experiment/crossValidate';
import { randomTable, replaceRows, strangeFrame } from '../../support/comparisons';

const table = randomTable({
  rows: 160,
  numeric: 4,
  levels: [2, 8],
  signal: 1,
  missing: 0.1,
  seed: 8,
});
const random = createRandomGenerator(2);
const sizes = { folds: 4, repeats: 1, holdout: 0 };
const design = designComparison(table.target, sizes, random);

test.each(strategies)(
  'no test row has influence on a fit it is predicted by: %s',
  async (strategy) => {
    const spec = { strategy, model: 'logistic', alpha: 0.05 } as const;
    const before = await crossValidate(spec, table, design, random);
    for (const [fold, { test: rows }] of [...foldsOf(design)].entries()) {
      const changed = new Set(rows.filter((_, i) => i % 2 === 0));
      const frame = replaceRows(table.frame, changed, strangeFrame(table.frame));
      const after = await crossValidate(spec, { ...table, frame }, design, random);
      const probabilityOf = ({ outOfFold }: typeof before, row: number): number =>
        outOfFold.probabilities[2 * row + 1]!;
      for (const row of rows) {
        const isSame = probabilityOf(after, row) === probabilityOf(before, row);
        expect(isSame || changed.has(row)).toBe(true);
      }
      expect(after.selected[fold]).toEqual(before.selected[fold]);
      const inOtherFolds = Array.from(design.training).filter((row) => !rows.includes(row));
      const moved = inOtherFolds.filter(
        (row) => probabilityOf(after, row) !== probabilityOf(before, row),
      );
      expect(moved.length).toBeGreaterThan(inOtherFolds.length / 2);
    }
  },
);

test('every training row is tested once per repeat and never trained on in that fold', () => {
  const two = designComparison(table.target, { folds: 5, repeats: 2, holdout: 0.25 }, random);
  expect(two.foldIds[0]).not.toEqual(two.foldIds[1]);
  const folds = [...foldsOf(two)];
  expect(folds).toHaveLength(10);
  for (const repeat of [0, 1]) {
    const tested = folds.filter((fold) => fold.repeat === repeat).flatMap((fold) => [...fold.test]);
    expect(tested.toSorted((a, b) => a - b)).toEqual(Array.from(two.training));
  }
  for (const { training, test: tested } of folds) {
    const all = [...training, ...tested].toSorted((a, b) => a - b);
    expect(all).toEqual(Array.from(two.training));
  }
  for (const row of two.holdout) expect(two.foldIds.map((ids) => ids[row])).toEqual([-1, -1]);
});

test('the hash of the folds changes with one row', () => {
  const { codes, classes } = table.target;
  const again = designComparison(table.target, sizes, random);
  expect(again.sha256).toBe(design.sha256);
  expect(design.sha256).toMatch(/^[0-9a-f]{64}$/);
  const shorter = { codes: codes.slice(1), classes };
  expect(designComparison(shorter, sizes, random).sha256).not.toBe(design.sha256);
});

test('the whole column of out-of-fold predictions is filled', async () => {
  const spec = { strategy: 'base', model: 'logistic', alpha: 0.05 } as const;
  const { outOfFold } = await crossValidate(spec, table, design, random);
  for (let row = 0; row < 160; row++) {
    const [no, yes] = outOfFold.probabilities.subarray(2 * row, 2 * row + 2);
    expect(no! + yes!).toBeCloseTo(1, 12);
  }
});
