import { expect, test } from 'vitest';
import { CuvetteError } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { stratifiedFolds } from '../../../src/engine/evaluation/stratifiedFolds';
import { stratifiedHoldout } from '../../../src/engine/evaluation/stratifiedHoldout';
import { oracleFixture } from '../../support/oracleFixture';
import type { EvaluationCases } from './evaluationCases';

const { cases } = oracleFixture<EvaluationCases>('evaluation');

function bySize(sizes: readonly (readonly number[])[]): string[] {
  return sizes.map((row) => row.join('/')).sort();
}

function errorOf(action: () => unknown): CuvetteError {
  try {
    action();
  } catch (error) {
    if (error instanceof CuvetteError) return error;
  }
  throw new Error('No CuvetteError was thrown.');
}

test.each(cases.folds)("folds have the class sizes of scikit-learn's: $name", (expected) => {
  const codes = Int32Array.from(expected.codes);
  const classCount = Math.max(...codes) + 1;
  const folds = stratifiedFolds(codes, classCount, expected.k, createRandomGenerator(1));
  const sizes = Array.from({ length: expected.k }, (_, fold) =>
    Array.from(
      { length: classCount },
      (_, c) => codes.filter((code, row) => code === c && folds[row] === fold).length,
    ),
  );
  for (let c = 0; c < classCount; c++) {
    const ofClass = sizes.map((size) => size[c]!);
    expect(Math.max(...ofClass) - Math.min(...ofClass)).toBeLessThanOrEqual(1);
  }
  const totals = sizes.map((size) => size.reduce((sum, count) => sum + count, 0));
  expect(Math.max(...totals) - Math.min(...totals)).toBeLessThanOrEqual(1);
  expect(bySize(sizes)).toEqual(bySize(expected.classSizesPerFold));
});

test.each(cases.holdouts)("a holdout has the class sizes of scikit-learn's: $name", (expected) => {
  const codes = Int32Array.from(expected.codes);
  const classCount = Math.max(...codes) + 1;
  const random = createRandomGenerator(1);
  const { training, holdout } = stratifiedHoldout(codes, classCount, expected.share, random);
  const sizes = expected.classSizes.map((_, c) => holdout.filter((row) => codes[row] === c).length);
  expect(sizes).toEqual(expected.classSizes);
  const all = Uint32Array.from([...training, ...holdout]).sort();
  expect(Array.from(all)).toEqual(Array.from(codes.keys()));
});

test('the same seed gives the same folds, another seed others', () => {
  const codes = Int32Array.from({ length: 100 }, (_, i) => i % 2);
  const draw = (seed: number): Int32Array =>
    stratifiedFolds(codes, 2, 5, createRandomGenerator(seed));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('every row is as likely in one fold as in another', () => {
  const codes = Int32Array.from({ length: 12 }, (_, i) => (i < 4 ? 1 : 0));
  const random = createRandomGenerator(11);
  const inFirst = new Float64Array(12);
  const draws = 4000;
  for (let draw = 0; draw < draws; draw++) {
    stratifiedFolds(codes, 2, 4, random).forEach((fold, row) => {
      if (fold === 0) inFirst[row]! += 1 / draws;
    });
  }
  const bound = 4 * Math.sqrt((0.25 * 0.75) / draws);
  for (const share of inFirst) expect(Math.abs(share - 0.25)).toBeLessThan(bound);
});

test('a class with fewer rows than folds is named, with its count and what to do', () => {
  const codes = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1);
  const error = errorOf(() =>
    stratifiedFolds(codes, 2, 5, createRandomGenerator(1), ['no', 'yes']),
  );
  expect(error.code).toBe('CLASS_TOO_RARE');
  expect(error.message).toBe(
    'Class "yes" has 3 rows to train on, too few to put one into each of 5 folds.',
  );
  expect(error.hint).toContain('at most 3 folds');
  expect(error.details).toMatchObject({
    folds: 5,
    counts: [{ rows: 6 }, { class: 'yes', rows: 3 }],
  });
  const single = errorOf(() => stratifiedFolds(codes.slice(0, 7), 2, 2, createRandomGenerator(1)));
  expect(single.message).toContain('1 row ');
  expect(single.hint).not.toContain('at most');
});

test('no holdout keeps every row for training; a rare class keeps a row on both sides', () => {
  const codes = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
  const random = createRandomGenerator(1);
  expect(stratifiedHoldout(codes, 2, 0, random)).toEqual({
    training: Uint32Array.from(codes.keys()),
    holdout: new Uint32Array(0),
  });
  const little = stratifiedHoldout(codes, 2, 0.1, random);
  expect(little.holdout.some((row) => codes[row] === 1)).toBe(true);
  const much = stratifiedHoldout(codes, 2, 0.9, random);
  expect(much.training.some((row) => codes[row] === 1)).toBe(true);
  const error = errorOf(() => stratifiedHoldout(codes.slice(0, 9), 2, 0.2, random, ['a', 'b']));
  expect(error.code).toBe('CLASS_TOO_RARE');
  expect(error.message).toContain('"b" has only 1 row');
});

test('bad parameters are refused by name', () => {
  const codes = Int32Array.of(0, 1, 0, 1);
  const random = createRandomGenerator(1);
  expect(() => stratifiedFolds(codes, 2, 1, random)).toThrow(/`folds`/);
  expect(() => stratifiedFolds(codes, 2, 2.5, random)).toThrow(/`folds`/);
  expect(() => stratifiedFolds(codes, 1, 2, random)).toThrow(/`codes`/);
  for (const share of [-0.1, 1, NaN]) {
    expect(() => stratifiedHoldout(codes, 2, share, random)).toThrow(/`holdout`/);
  }
});
