import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import {
  anovaF,
  anovaFFromSummaries,
  argsort,
  correlationRatio,
  correlationRatioFromSummaries,
  groupSummaries,
  kruskalWallis,
  kruskalWallisFromRankSums,
  rankAverage,
} from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const { cases, tolerance } = statisticsOracle;

test.each(cases.ranks)('midranks of sample $# agree with SciPy', ({ values, expected }) => {
  expect([...rankAverage(Float64Array.from(values))]).toEqual(expected);
});

test.each([0, 1, 2, 511, 512, 5000])('argsort of %i values is ascending, stable, NaN last', (n) => {
  const random = createRandomGenerator(n);
  const special = [NaN, -NaN, Infinity, -Infinity, 0, -0, 5e-324, -5e-324, 1e308, -1e308];
  const values = Float64Array.from({ length: n }, () => {
    const kind = random.integer(3);
    if (kind === 0) return special[random.integer(special.length)]!;
    return kind === 1 ? random.integer(9) - 4 : random.normal() * 10 ** random.integer(20);
  });
  const before = values.slice();
  const order = argsort(values);
  expect(values).toEqual(before);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  for (let k = 1; k < n; k++) {
    const [i, j] = [order[k - 1]!, order[k]!];
    const [a, b] = [values[i]!, values[j]!];
    const inOrder = Number.isNaN(b) ? !Number.isNaN(a) || i < j : a < b || (a === b && i < j);
    if (!inOrder) expect.fail(`${a} (row ${i}) comes before ${b} (row ${j})`);
  }
});

test.each(cases.groups)('Kruskal–Wallis, ANOVA and η of "$name" agree with SciPy', (expected) => {
  const values = Float64Array.from(expected.values);
  const groups = Int32Array.from(expected.groups);
  const kruskal = kruskalWallis(values, groups, expected.groupCount);
  const anova = anovaF(values, groups, expected.groupCount);
  const ratio = correlationRatio(values, groups, expected.groupCount);
  expect([
    ...disagreements('kruskal', [kruskal.statistic, kruskal.pValue], expected.kruskal, {
      rtol: 1e-9,
      atol: 1e-300,
    }),
    ...disagreements(
      'effects',
      [kruskal.epsilonSquared, kruskal.etaSquared],
      [expected.epsilonSquared, expected.etaSquared],
      { rtol: 1e-9, atol: 1e-12 },
    ),
    ...disagreements('anova', [anova.statistic, anova.pValue], expected.anova, {
      ...tolerance,
      rtol: 1e-9,
    }),
    ...disagreements('eta', [ratio], [expected.correlationRatio], { ...tolerance, rtol: 1e-9 }),
  ]).toEqual([]);
  expect(anova.etaSquared).toBeCloseTo(ratio! ** 2, 12);
  expect([kruskal.n, anova.n]).toEqual([values.length, values.length]);
});

const sample = cases.groups.find(({ name }) => name === 'unequal sizes')!;
const sampleValues = Float64Array.from(sample.values);
const sampleGroups = Int32Array.from(sample.groups);

test('rows without value or group, and empty groups, change nothing', () => {
  const reference = kruskalWallis(sampleValues, sampleGroups, 4);
  const values = Float64Array.of(...sample.values, NaN, 3);
  const groups = Int32Array.of(...sample.groups.map((group) => group + 1), 2, -1);
  expect(kruskalWallis(values, groups, 7)).toEqual(reference);
  expect(anovaF(values, groups, 7)).toEqual(anovaF(sampleValues, sampleGroups, 4));
  expect(correlationRatio(values, groups, 7)).toBe(correlationRatio(sampleValues, sampleGroups, 4));
});

test('row order and increasing transformations do not change H; linear ones do not change F', () => {
  const order = createRandomGenerator(4).permutation(sampleValues.length);
  const shuffledValues = Float64Array.from(order, (i) => sampleValues[i]!);
  const shuffledGroups = Int32Array.from(order, (i) => sampleGroups[i]!);
  const reference = kruskalWallis(sampleValues, sampleGroups, 4);
  expect(kruskalWallis(shuffledValues, shuffledGroups, 4)).toEqual(reference);
  expect(kruskalWallis(sampleValues.map(Math.cbrt), sampleGroups, 4)).toEqual(reference);
  const f = anovaF(sampleValues, sampleGroups, 4).statistic!;
  expect(anovaF(shuffledValues, shuffledGroups, 4).statistic! / f).toBeCloseTo(1, 12);
  expect(
    anovaF(
      sampleValues.map((x) => 7 - 3 * x),
      sampleGroups,
      4,
    ).statistic! / f,
  ).toBeCloseTo(1, 12);
});

test('infinities take part as the extreme ranks', () => {
  const groups = Int32Array.of(0, 0, 0, 1, 1, 1);
  const finite = kruskalWallis(Float64Array.of(-9, 1, 2, 3, 4, 9), groups, 2);
  expect(kruskalWallis(Float64Array.of(-Infinity, 1, 2, 3, 4, Infinity), groups, 2)).toEqual(
    finite,
  );
});

test('the forms from sufficient statistics give what the arrays give', () => {
  const ranks = rankAverage(sampleValues);
  const rankSums = [0, 0, 0, 0];
  const counts = [0, 0, 0, 0];
  sampleGroups.forEach((group, i) => {
    rankSums[group]! += ranks[i]!;
    counts[group]!++;
  });
  const runs = new Map<number, number>();
  for (const rank of ranks) runs.set(rank, (runs.get(rank) ?? 0) + 1);
  const tieSum = [...runs.values()].reduce((sum, t) => sum + t ** 3 - t, 0);
  expect(tieSum).toBeGreaterThan(0);
  expect(kruskalWallisFromRankSums({ rankSums, counts, tieSum })).toEqual(
    kruskalWallis(sampleValues, sampleGroups, 4),
  );
  const summaries = groupSummaries(sampleValues, sampleGroups, 4);
  const anova = anovaF(sampleValues, sampleGroups, 4);
  expect(anovaFFromSummaries(summaries)).toMatchObject({
    statistic: expect.closeTo(anova.statistic!, 12),
    pValue: expect.closeTo(anova.pValue!, 12),
    dfBetween: 3,
    dfWithin: 76,
  });
  expect(correlationRatioFromSummaries(summaries)).toBeCloseTo(
    correlationRatio(sampleValues, sampleGroups, 4)!,
    12,
  );
});

test.each([
  { name: 'no rows', values: [], groups: [], why: 'at least two groups' },
  { name: 'one group', values: [1, 2, 3], groups: [0, 0, 0], why: 'at least two groups' },
  { name: 'equal values', values: [4, 4, 4], groups: [0, 1, 1], why: 'All values are equal' },
])('with $name there is no test, with a reason', ({ values, groups, why }) => {
  const arrays = [Float64Array.from(values), Int32Array.from(groups), 2] as const;
  for (const result of [kruskalWallis(...arrays), anovaF(...arrays)]) {
    expect(result).toMatchObject({ statistic: null, pValue: null, etaSquared: null });
    expect(result.reasons?.['statistic']).toContain(why);
  }
  expect(correlationRatio(...arrays)).toBeNull();
});

test('single values per group leave nothing to compare with', () => {
  const arrays = [Float64Array.of(1, 2), Int32Array.of(0, 1), 2] as const;
  expect(anovaF(...arrays)).toMatchObject({ statistic: null, pValue: null, dfWithin: 0 });
  expect(kruskalWallis(...arrays)).toMatchObject({ statistic: 1, etaSquared: null });
});

test('an infinite F is null with p = 0', () => {
  const result = anovaF(Float64Array.of(1, 1, 2, 2), Int32Array.of(0, 0, 1, 1), 2);
  expect(result).toMatchObject({ statistic: null, pValue: 0, etaSquared: 1 });
  expect(result.reasons?.['statistic']).toContain('infinite');
});

test('lengths and codes that do not fit are refused', () => {
  const values = Float64Array.of(1, 2);
  expect(() => kruskalWallis(values, Int32Array.of(0), 2)).toThrow('one group per value (2)');
  expect(() => anovaF(values, Int32Array.of(0, 2), 2)).toThrow('codes below groupCount (2)');
  expect(() => correlationRatio(values, Int32Array.of(0, 1), 1.5)).toThrow('`groupCount`');
  expect(() => kruskalWallisFromRankSums({ rankSums: [1], counts: [1, 2], tieSum: 0 })).toThrow(
    '`rankSums`',
  );
});
