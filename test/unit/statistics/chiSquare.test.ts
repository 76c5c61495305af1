import { expect, test } from 'vitest';
import { cancelled } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import {
  chiSquareMonteCarlo,
  chiSquareTest,
  cramersV,
  cramersVBiasCorrected,
} from '../../../src/engine/statistics';
import { hypergeometric } from '../../../src/engine/statistics/hypergeometric';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const { cases, tolerance } = statisticsOracle;

test.each(cases.chiSquare)('χ² and Cramér’s V of table $# agree with SciPy', (expected) => {
  const result = chiSquareTest(expected.observed);
  const plain = chiSquareTest(expected.observed, { yates: false });
  const actual = [
    result.statistic,
    result.uncorrected,
    result.df,
    result.pValue,
    plain.statistic,
    plain.pValue,
    result.minExpected,
    result.smallExpectedShare,
    result.n,
    cramersV(expected.observed),
  ];
  const wanted = [
    expected.statistic,
    expected.uncorrected,
    expected.df,
    expected.pValue,
    expected.uncorrected,
    expected.uncorrectedPValue,
    expected.minExpected,
    expected.smallExpectedShare,
    expected.n,
    expected.cramersV,
  ];
  expect(disagreements('result', actual, wanted, tolerance)).toEqual([]);
  expect(
    disagreements('expected', result.expected.flat(), expected.expected.flat(), tolerance),
  ).toEqual([]);
  // φ² is a difference of nearly equal numbers under independence.
  expect(cramersVBiasCorrected(expected.observed)).toBeCloseTo(expected.cramersVBiasCorrected, 12);
});

test('empty rows and columns change nothing, nor does the order of levels or transposing', () => {
  const table = [
    [3, 1, 4],
    [1, 5, 9],
  ];
  const reference = chiSquareTest(table);
  const padded = chiSquareTest([
    [3, 0, 1, 4],
    [0, 0, 0, 0],
    [1, 0, 5, 9],
  ]);
  expect(padded).toEqual(reference);
  const transposed = chiSquareTest([
    [1, 3],
    [5, 1],
    [9, 4],
  ]);
  expect(transposed.statistic).toBeCloseTo(reference.statistic!, 12);
});

test('χ² grows with the counts, Cramér’s V does not', () => {
  const table = [
    [12, 7, 9],
    [3, 11, 6],
  ];
  const tenfold = table.map((row) => row.map((count) => 10 * count));
  expect(chiSquareTest(tenfold).statistic).toBeCloseTo(10 * chiSquareTest(table).statistic!, 10);
  expect(cramersV(tenfold)).toBeCloseTo(cramersV(table)!, 12);
});

test.each([
  { name: 'no cell', table: [], n: 0 },
  { name: 'only zeros', table: [[0, 0]], n: 0 },
  { name: 'one row', table: [[3, 4]], n: 7 },
  {
    name: 'one filled column',
    table: [
      [3, 0],
      [4, 0],
    ],
    n: 7,
  },
])('a table with $name has no test and says why', ({ table, n }) => {
  const result = chiSquareTest(table);
  expect(result).toMatchObject({ statistic: null, uncorrected: null, pValue: null, df: 0, n });
  expect(result.reasons?.['pValue']).toContain('two non-empty rows and columns');
  expect([cramersV(table), cramersVBiasCorrected(table)]).toEqual([null, null]);
  expect(chiSquareMonteCarlo(table, createRandomGenerator(1), 9)).toMatchObject({ pValue: null });
});

test('a table of as many levels as rows has no bias-corrected V', () => {
  expect(
    cramersVBiasCorrected([
      [1, 0],
      [0, 1],
    ]),
  ).toBeNull();
});

test('a ragged table and impossible counts are refused', () => {
  expect(() => chiSquareTest([[1, 2], [3]])).toThrow('equally long');
  expect(() =>
    chiSquareTest([
      [1, -2],
      [3, 4],
    ]),
  ).toThrow('Got -2');
  expect(() =>
    chiSquareTest([
      [1, NaN],
      [3, 4],
    ]),
  ).toThrow('Got NaN');
  expect(() =>
    chiSquareTest([
      [1, Infinity],
      [3, 4],
    ]),
  ).toThrow('Got Infinity');
  const random = createRandomGenerator(1);
  expect(() =>
    chiSquareMonteCarlo(
      [
        [1.5, 2],
        [3, 4],
      ],
      random,
    ),
  ).toThrow('whole counts');
  expect(() =>
    chiSquareMonteCarlo(
      [
        [1, 2],
        [3, 4],
      ],
      random,
      0,
    ),
  ).toThrow('`replicates`');
});

test.each(cases.exactChiSquare)(
  'simulated p of table $# is within four standard errors of the exact one',
  ({ observed, statistic, pValue }) => {
    const replicates = 20_000;
    const result = chiSquareMonteCarlo(observed, createRandomGenerator(3), replicates);
    expect(result.statistic).toBeCloseTo(statistic, 10);
    const error = Math.sqrt((pValue * (1 - pValue)) / replicates) + 1 / replicates;
    expect(Math.abs(result.pValue! - pValue)).toBeLessThan(4 * error);
    expect(result.standardError).toBeGreaterThan(0);
  },
);

test('the simulation repeats with its seed, and never gives p = 0', () => {
  const table = [
    [40, 0],
    [0, 40],
  ];
  const first = chiSquareMonteCarlo(table, createRandomGenerator(9), 199);
  expect(chiSquareMonteCarlo(table, createRandomGenerator(9), 199)).toEqual(first);
  expect(first.pValue).toBe(1 / 200);
});

test('the simulation stops when it is cancelled', () => {
  const signal = AbortSignal.abort();
  const table = [
    [4, 2],
    [1, 4],
  ];
  expect(() => chiSquareMonteCarlo(table, createRandomGenerator(1), 10, signal)).toThrow(
    cancelled(),
  );
});

test('simulated tables keep large margins: p agrees with the χ² tail where that is accurate', () => {
  const table = [
    [30_200, 29_800, 40_000],
    [29_900, 30_300, 39_900],
  ];
  const simulated = chiSquareMonteCarlo(table, createRandomGenerator(5), 4000);
  const asymptotic = chiSquareTest(table).pValue!;
  expect(Math.abs(simulated.pValue! - asymptotic)).toBeLessThan(
    4 * Math.sqrt((asymptotic * (1 - asymptotic)) / 4000),
  );
});

test.each(cases.hypergeometric)(
  'hypergeometric draws of $arguments follow SciPy’s probabilities',
  ({ arguments: [population, marked, drawn], support, probabilities }) => {
    const random = createRandomGenerator(12);
    const draws = 20_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const value = hypergeometric(population, marked, drawn, random);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    support.forEach((value, i) => {
      const p = probabilities[i]!;
      const slack = 5 * Math.sqrt(draws * p * (1 - p)) + 1;
      expect(Math.abs((counts.get(value) ?? 0) - draws * p)).toBeLessThan(slack);
      counts.delete(value);
    });
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
  },
);
