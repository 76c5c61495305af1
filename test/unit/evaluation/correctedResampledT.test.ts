import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { correctedResampledT } from '../../../src/engine/evaluation/correctedResampledT';
import { tTwoSidedPValue } from '../../../src/engine/statistics/studentT';
import { oracleFixture, worstDeviation } from '../../support/oracleFixture';
import type { EvaluationCases } from './evaluationCases';

const { cases } = oracleFixture<EvaluationCases>('evaluation');

test.each(cases.paired)('has the values of the formula on SciPy: $name', (expected) => {
  const { difference, interval, pValue } = correctedResampledT(
    expected.a,
    expected.b,
    expected.testTrainRatio,
  );
  const actual = [difference!, ...interval!, pValue!];
  const values = [expected.difference, ...expected.interval, expected.pValue];
  expect(worstDeviation(actual, values, { rtol: 1e-9, atol: 1e-12 })).toBeLessThan(1);
});

/**
 * Differences as the test's derivation has them: jointly normal, mean 0, every pair correlated by the share of test rows.
 * There the statistic follows t exactly, so 5 % must be rejected; the uncorrected test is known to reject far more.
 */
function rejectionRates(folds: number, trials: number): { corrected: number; uncorrected: number } {
  const random = createRandomGenerator(20_03);
  const correlation = 1 / folds;
  const zeros = Array.from({ length: folds }, () => 0);
  let corrected = 0;
  let uncorrected = 0;
  for (let trial = 0; trial < trials; trial++) {
    const shared = Math.sqrt(correlation) * random.normal();
    const scores = zeros.map(() => shared + Math.sqrt(1 - correlation) * random.normal());
    const { pValue, statistic, df } = correctedResampledT(scores, zeros, 1 / (folds - 1));
    if (pValue! <= 0.05) corrected++;
    const plain = statistic! * Math.sqrt(1 + folds / (folds - 1));
    if (tTwoSidedPValue(plain, df!) <= 0.05) uncorrected++;
  }
  return { corrected: corrected / trials, uncorrected: uncorrected / trials };
}

test('where nothing differs it rejects 5 % of the time', () => {
  const trials = 4000;
  const bound = 3 * Math.sqrt((0.05 * 0.95) / trials);
  for (const folds of [5, 10]) {
    const { corrected, uncorrected } = rejectionRates(folds, trials);
    expect(Math.abs(corrected - 0.05)).toBeLessThan(bound);
    expect(uncorrected).toBeGreaterThan(0.05 + bound);
  }
});

test('exchanging the two sides mirrors the result', () => {
  const { a, b, testTrainRatio } = cases.paired[0]!;
  const there = correctedResampledT(a, b, testTrainRatio);
  const back = correctedResampledT(b, a, testTrainRatio);
  expect(back.difference).toBe(-there.difference!);
  expect(back.pValue).toBe(there.pValue);
  expect(back.interval).toEqual([-there.interval![1], -there.interval![0]]);
});

test('a larger test share makes the interval wider', () => {
  const { a, b } = cases.paired[0]!;
  const width = (ratio: number): number => {
    const [low, high] = correctedResampledT(a, b, ratio).interval!;
    return high - low;
  };
  expect(width(0.5)).toBeGreaterThan(width(0.1));
});

test('equal scores on every fold are no difference; an equal difference on every fold cannot be judged', () => {
  const scores = [0.7, 0.8, 0.9];
  const same = correctedResampledT(scores, scores, 0.5);
  expect(same).toMatchObject({ difference: 0, interval: [0, 0], pValue: 1 });
  const shifted = correctedResampledT(
    scores.map((score) => score + 0.05),
    scores,
    0.5,
  );
  expect(shifted.difference).toBeCloseTo(0.05);
  expect(shifted).toMatchObject({ interval: null, pValue: null });
  expect(shifted.reason).toContain('no spread');
});

test('one fold or none gives no verdict, with a reason', () => {
  expect(correctedResampledT([0.8], [0.7], 0.5)).toMatchObject({ interval: null, pValue: null });
  expect(correctedResampledT([], [], 0.5).difference).toBeNull();
});

test('bad input is refused by name', () => {
  expect(() => correctedResampledT([1], [1, 2], 0.5)).toThrow(/`b`/);
  expect(() => correctedResampledT([1, NaN], [1, 2], 0.5)).toThrow(/finite/);
  expect(() => correctedResampledT([1, 2], [1, 2], 0)).toThrow(/`testTrainRatio`/);
  expect(() => correctedResampledT([1, 2], [1, 2], 0.5, 95)).toThrow(/`level`/);
});
