import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import {
  dagostinoK2,
  dagostinoK2FromMoments,
  kurtosis,
  moments,
  shapiroWilk,
  skewness,
} from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const { cases } = statisticsOracle;

test.each(cases.normality)('Shapiro–Wilk of sample $# agrees with SciPy', (expected) => {
  const result = shapiroWilk(Float64Array.from(expected.values));
  expect(result.n).toBe(expected.values.length);
  expect(result.statistic).toBeCloseTo(expected.shapiro[0], 7);
  if (result.n > 3 && expected.shapiro[1] < 1e-10) {
    expect(Math.log(result.pValue!) / Math.log(expected.shapiro[1])).toBeCloseTo(1, 5);
  } else {
    expect(Math.abs(result.pValue! - expected.shapiro[1])).toBeLessThan(
      1e-14 + 1e-6 * expected.shapiro[1],
    );
  }
});

test('K² agrees with SciPy', () => {
  const differences = cases.normality.flatMap((expected, i) => {
    if (expected.dagostino === undefined || expected.scores === undefined) return [];
    const result = dagostinoK2(Float64Array.from(expected.values));
    return disagreements(
      `sample ${i}`,
      [result.statistic, result.pValue, result.skewnessScore, result.kurtosisScore],
      [...expected.dagostino, ...expected.scores],
      { rtol: 1e-8, atol: 1e-300 },
    );
  });
  expect(differences).toEqual([]);
});

test('K² from moments is K² of the values', () => {
  const values = Float64Array.from(cases.normality.at(-6)!.values);
  const of = moments(values);
  const shape = {
    n: of.n,
    skewness: skewness(of, { bias: true }),
    kurtosis: kurtosis(of, { bias: true }),
  };
  expect(dagostinoK2FromMoments(shape)).toEqual(dagostinoK2(values));
});

test('order, scale, offset and missing values do not change the tests', () => {
  const random = createRandomGenerator(6);
  const values = Float64Array.from({ length: 60 }, () => random.normal() ** 3);
  const order = random.permutation(60);
  const moved = Float64Array.from(order, (i) => 500 - 20 * values[i]!);
  const padded = Float64Array.of(NaN, ...moved, Infinity, NaN);
  for (const measure of [shapiroWilk, dagostinoK2]) {
    const reference = measure(values);
    const changed = measure(padded);
    expect(changed.statistic).toBeCloseTo(reference.statistic!, 8);
    expect(changed.n).toBe(60);
  }
});

test('a sample that is too small, too large or constant has no test, with a reason', () => {
  expect(shapiroWilk(Float64Array.of(1, 2))).toMatchObject({ statistic: null, pValue: null, n: 2 });
  expect(shapiroWilk(new Float64Array(9).fill(0.3)).reasons?.['pValue']).toContain('equal');
  const many = Float64Array.from({ length: 5001 }, (_, i) => i);
  expect(shapiroWilk(many).reasons?.['statistic']).toContain('at most 5000');
  expect(shapiroWilk(many.slice(1)).statistic).not.toBeNull();
  expect(dagostinoK2(Float64Array.of(1, 2, 3, 4, 5, 6, 7)).reasons?.['pValue']).toContain(
    '8 values',
  );
  expect(dagostinoK2(new Float64Array(9).fill(0.3)).statistic).toBeNull();
});
