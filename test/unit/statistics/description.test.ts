import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import {
  groupSummaries,
  kurtosis,
  medianAbsoluteDeviation,
  moments,
  quantile,
  skewness,
  standardDeviation,
  variance,
} from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const { cases } = statisticsOracle;

test.each(cases.descriptions)(
  'description of sample $# agrees with SciPy and pandas',
  (expected) => {
    const values = Float64Array.from(expected.values);
    const of = moments(values);
    const actual = [
      of.mean,
      variance(of),
      variance(of, 0),
      skewness(of, { bias: true }),
      kurtosis(of, { bias: true }),
      skewness(of, { bias: false }),
      kurtosis(of, { bias: false }),
    ];
    const wanted = [
      expected.mean,
      expected.variance,
      expected.populationVariance,
      expected.skewness,
      expected.kurtosis,
      expected.correctedSkewness,
      expected.correctedKurtosis,
    ];
    // The values with the offset 1e6 carry ten digits behind it.
    const tolerance = { rtol: of.mean > 1e5 ? 1e-8 : 1e-11, atol: 1e-300 };
    expect(disagreements('moments', actual, wanted, tolerance)).toEqual([]);
    expect(of.mean).toBe(expected.mean);
    expect(medianAbsoluteDeviation(values)).toBe(expected.mad);
    const sorted = values.slice().sort();
    expect(cases.quantileLevels.map((q) => quantile(sorted, q))).toEqual(expected.quantiles);
  },
);

test('missing and infinite values are left out of the moments', () => {
  const of = moments(Float64Array.of(NaN, 1, Infinity, 2, 3, -Infinity));
  expect(of).toEqual(moments(Float64Array.of(1, 2, 3)));
  expect(of).toMatchObject({ n: 3, mean: 2, min: 1, max: 3, m2: 2 });
});

test('the mean keeps what plain summing loses', () => {
  expect(moments(Float64Array.of(1e16, 1, -1e16)).mean).toBe(1 / 3);
});

test('a large offset costs no digits: the rounding of the mean is taken out', () => {
  const random = createRandomGenerator(41);
  // Multiples of 2⁻¹⁰ below 64, so that adding 2³⁸ is exact and only the mean is rounded.
  const values = Float64Array.from({ length: 77 }, () => random.integer(256) ** 2 / 1024);
  const here = moments(values);
  const far = moments(values.map((value) => value + 2 ** 38));
  for (const power of ['m2', 'm3', 'm4'] as const) {
    expect(far[power] / here[power]).toBeCloseTo(1, 12);
  }
  const groups = new Int32Array(77);
  const [summary] = groupSummaries(
    values.map((value) => value + 2 ** 38),
    groups,
    1,
  );
  expect(summary!.sumOfSquares / here.m2).toBeCloseTo(1, 12);
});

test('shape needs variation and enough values', () => {
  const empty = moments(new Float64Array(0));
  expect(empty).toMatchObject({ n: 0, mean: NaN, m2: 0 });
  expect([variance(empty), skewness(empty, { bias: true })]).toEqual([null, null]);
  const constant = moments(new Float64Array(50).fill(0.1));
  expect(standardDeviation(constant)).toBeCloseTo(0, 15);
  expect([skewness(constant, { bias: false }), kurtosis(constant, { bias: true })]).toEqual([
    null,
    null,
  ]);
  const one = moments(Float64Array.of(5));
  expect([variance(one), variance(one, 0), standardDeviation(one)]).toEqual([null, 0, null]);
  const three = moments(Float64Array.of(1, 2, 5));
  expect(skewness(three, { bias: false })).not.toBeNull();
  expect(kurtosis(three, { bias: false })).toBeNull();
});

test('a value whose powers overflow gives no shape rather than NaN', () => {
  const of = moments(Float64Array.of(1, 2, 3, 1e200));
  expect([variance(of), skewness(of, { bias: true }), kurtosis(of, { bias: false })]).toEqual([
    null,
    null,
    null,
  ]);
});

test('quantiles of few, equal and infinite values', () => {
  expect(quantile(new Float64Array(0), 0.5)).toBeNull();
  expect(quantile(Float64Array.of(7), 0.3)).toBe(7);
  expect(quantile(Float64Array.of(-Infinity, Infinity), 0.5)).toBeNull();
  expect(quantile(Float64Array.of(1, Infinity, Infinity), 0.75)).toBe(Infinity);
  expect(medianAbsoluteDeviation(Float64Array.of(NaN, Infinity))).toBeNull();
  expect(() => quantile(Float64Array.of(1), 1.01)).toThrow('Got 1.01');
  expect(() => quantile(Float64Array.of(1), NaN)).toThrow('`q`');
});
