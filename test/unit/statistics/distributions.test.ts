import { expect, test } from 'vitest';
import {
  betaSf,
  chiSquareSf,
  fSf,
  normalPpf,
  normalSf,
  tPpf,
  tSf,
  tTwoSidedPValue,
} from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  betaSf: (x = NaN, a = NaN, b = NaN) => betaSf(x, a, b),
  chiSquareSf: (x = NaN, df = NaN) => chiSquareSf(x, df),
  fSf: (x = NaN, d1 = NaN, d2 = NaN) => fSf(x, d1, d2),
  normalPpf: (p = NaN) => normalPpf(p),
  normalSf: (x = NaN) => normalSf(x),
  tPpf: (p = NaN, df = NaN) => tPpf(p, df),
  tSf: (t = NaN, df = NaN) => tSf(t, df),
  tTwoSidedPValue: (t = NaN, df = NaN) => tTwoSidedPValue(t, df),
};

test.each(Object.keys(functions))('%s agrees with SciPy into the far tails', (name) => {
  const points = statisticsOracle.cases.distributions.filter((point) => point.function === name);
  expect(points.length).toBeGreaterThan(15);
  const differences = points.flatMap((point) =>
    disagreements(
      `${name}(${point.arguments.join(', ')})`,
      [functions[name]!(...point.arguments)],
      [point.expected],
      { rtol: 1e-10, atol: 1e-300 },
    ),
  );
  expect(differences).toEqual([]);
});

test('the fixture reaches tails of 1e-299', () => {
  for (const name of ['chiSquareSf', 'fSf', 'tSf', 'normalSf']) {
    const smallest = statisticsOracle.cases.distributions
      .filter((point) => point.function === name && point.expected > 0)
      .reduce((least, point) => Math.min(least, point.expected), 1);
    expect(smallest).toBeLessThan(2e-299);
  }
});

test('the incomplete gamma has no step where its evaluation changes at χ² = 2000', () => {
  for (const df of [1500, 1900, 2000, 2100, 2500]) {
    const before = chiSquareSf(2000, df);
    const after = chiSquareSf(2000 * (1 + 1e-13), df);
    expect(Math.abs(after / before - 1)).toBeLessThan(1e-10);
  }
});

test('survival functions are 1 below the support, 0 at infinity, and pass NaN on', () => {
  expect([chiSquareSf(-1, 3), fSf(-1, 3, 4), betaSf(-1, 2, 2)]).toEqual([1, 1, 1]);
  expect([chiSquareSf(Infinity, 3), fSf(Infinity, 3, 4), betaSf(2, 2, 2)]).toEqual([0, 0, 0]);
  expect([tSf(Infinity, 4), tSf(-Infinity, 4), tTwoSidedPValue(-Infinity, 4)]).toEqual([0, 1, 0]);
  expect([chiSquareSf(NaN, 3), fSf(NaN, 3, 4), betaSf(NaN, 2, 2), tSf(NaN, 4)]).toEqual([
    NaN,
    NaN,
    NaN,
    NaN,
  ]);
});

test('quantile functions meet their ends, their middle and their symmetry', () => {
  expect([normalPpf(0), normalPpf(1), tPpf(0, 3), tPpf(1, 3), tPpf(0.5, 3)]).toEqual([
    -Infinity,
    Infinity,
    -Infinity,
    Infinity,
    0,
  ]);
  expect(tPpf(0.975, Infinity)).toBe(normalPpf(0.975));
  for (const p of [1e-8, 0.03, 0.2, 0.45]) {
    for (const df of [1, 2.5, 30, 1e5]) {
      expect(tSf(-tPpf(p, df), df) / p).toBeCloseTo(1, 12);
    }
  }
});

test('t so large that its square overflows still has a tail', () => {
  expect(tSf(1e200, 1) * Math.PI * 1e200).toBeCloseTo(1, 13);
  expect(tSf(3.183098861837907e298, 1) / 1e-299).toBeCloseTo(1, 13);
});

test('quantiles close to the middle keep their digits, where SciPy’s lose some', () => {
  for (const p of [0.5 + 2 ** -24, 0.5 + 2 ** -40, 0.5 - 2 ** -30, 0.500001]) {
    const exactFor1 = Math.tan(Math.PI * (p - 0.5));
    const exactFor2 = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    expect(tPpf(p, 1) / exactFor1).toBeCloseTo(1, 13);
    expect(tPpf(p, 2) / exactFor2).toBeCloseTo(1, 13);
  }
});

test('a parameter outside its domain is named with the value received', () => {
  expect(() => chiSquareSf(1, 0)).toThrow(
    'The `df` parameter of `chiSquareSf` must be a number > 0. Got 0.',
  );
  expect(() => fSf(1, 2, NaN)).toThrow('`d2`');
  expect(() => tSf(1, -1)).toThrow('`df`');
  expect(() => betaSf(0.5, 1, 0)).toThrow('`b`');
  expect(() => normalPpf(1.5)).toThrow('Got 1.5');
  expect(() => tPpf(NaN, 3)).toThrow('`p`');
});
