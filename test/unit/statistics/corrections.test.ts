import { expect, test } from 'vitest';
import { benjaminiHochberg, holm, wilsonInterval } from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const { cases } = statisticsOracle;
const tolerance = { rtol: 1e-13, atol: 1e-300 };

test.each(cases.corrections)('corrections of list $# agree with statsmodels', (expected) => {
  expect([
    ...disagreements('holm', holm(expected.pValues), expected.holm, tolerance),
    ...disagreements(
      'bh',
      benjaminiHochberg(expected.pValues),
      expected.benjaminiHochberg,
      tolerance,
    ),
  ]).toEqual([]);
});

test('null is no test: it stays null and does not count', () => {
  expect(holm([null, 0.01, null, 0.04])).toEqual([null, 0.02, null, 0.04]);
  expect(benjaminiHochberg([null, 0.01, null, 0.04])).toEqual([null, 0.02, null, 0.04]);
  expect([holm([]), benjaminiHochberg([null])]).toEqual([[], [null]]);
});

test('corrected values keep the order of p, are never smaller than p, and Holm’s are the larger', () => {
  const pValues = cases.corrections.at(-1)!.pValues;
  const byHolm = holm(pValues);
  const byBh = benjaminiHochberg(pValues);
  pValues.forEach((p, i) => {
    expect(byBh[i]).toBeGreaterThanOrEqual(p);
    expect(byHolm[i]).toBeGreaterThanOrEqual(byBh[i]!);
    pValues.forEach((q, j) => {
      if (p < q) expect(byHolm[i]).toBeLessThanOrEqual(byHolm[j]!);
    });
  });
});

test('what is no probability is refused', () => {
  expect(() => holm([0.1, 1.5])).toThrow('Got 1.5');
  expect(() => benjaminiHochberg([NaN])).toThrow('Got NaN');
});

test.each(cases.wilson)('Wilson interval $arguments agrees with statsmodels', (expected) => {
  const interval = wilsonInterval(...expected.arguments);
  expect(
    disagreements('interval', interval!, expected.expected, { rtol: 1e-12, atol: 1e-15 }),
  ).toEqual([]);
});

test('the interval mirrors for failures, holds the rate, and does not exist without trials', () => {
  const [low, high] = wilsonInterval(3, 17)!;
  const [mirroredLow, mirroredHigh] = wilsonInterval(14, 17)!;
  expect([1 - mirroredHigh, 1 - mirroredLow]).toEqual([
    expect.closeTo(low, 14),
    expect.closeTo(high, 14),
  ]);
  expect(low < 3 / 17 && 3 / 17 < high).toBe(true);
  expect(wilsonInterval(0, 0)).toBeNull();
});

test('impossible counts and levels are refused', () => {
  expect(() => wilsonInterval(4, 3)).toThrow('`successes`');
  expect(() => wilsonInterval(-1, 3)).toThrow('`successes`');
  expect(() => wilsonInterval(1, -3)).toThrow('`n`');
  expect(() => wilsonInterval(1, 3, 1)).toThrow('`level`');
});
