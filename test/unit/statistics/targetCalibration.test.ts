import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import {
  adjustedMutualInformation,
  andersonDarling,
  dunnTest,
  fisherExact,
  informationValue,
  leaveOneOutAuc,
  levene,
  rankAverage,
  welchAnova,
} from '../../../src/engine/statistics';
import { expectCalibrated, normals } from '../../support/nullRejection';

/** Groups of 10, 40 and 150 values. */
const groups = Int32Array.from({ length: 200 }, (_, i) => (i < 10 ? 0 : i < 50 ? 1 : 2));

test('Fisher’s exact test never rejects a true null too often', () => {
  const random = createRandomGenerator(7);
  let rejected = 0;
  const samples = 3000;
  for (let i = 0; i < samples; i++) {
    const table = [
      [0, 0],
      [0, 0],
    ];
    for (let k = 0; k < 40; k++) table[random.integer(2)]![Number(random.uniform() < 0.15)]!++;
    if ((fisherExact(table).pValue ?? 1) <= 0.05) rejected++;
  }
  expect(rejected / samples).toBeLessThan(0.05);
  expect(rejected).toBeGreaterThan(0);
});

test('Welch’s ANOVA is calibrated where a small group spreads most, and ordinary groups', () => {
  const spread = [6, 1, 2];
  expectCalibrated((random) => {
    const values = normals(random, 200).map((value, i) => value * spread[groups[i]!]!);
    return welchAnova(values, groups, 3).pValue;
  }, 0.006);
  expectCalibrated((random) => welchAnova(normals(random, 200), groups, 3).pValue, 0.006);
});

test('Brown–Forsythe is calibrated for equal variances around unequal means', () => {
  const even = Int32Array.from({ length: 240 }, (_, i) => i % 3);
  expectCalibrated((random) => {
    const values = normals(random, 240).map((value, i) => value + 5 * even[i]!);
    return levene(values, even, 3).pValue;
  }, 0.006);
});

test('Levene keeps its level for normal values, Brown–Forsythe for skewed ones too', () => {
  const even = Int32Array.from({ length: 240 }, (_, i) => i % 3);
  expectCalibrated(
    (random) => levene(normals(random, 240), even, 3, { center: 'mean' }).pValue,
    0.006,
  );
  expectCalibrated((random) => levene(normals(random, 240).map(Math.exp), even, 3).pValue, 0.012);
});

test('Dunn’s test is calibrated for a pair, and by Holm for all pairs, with ties', () => {
  const drawn = (values: Float64Array) => {
    const ranks = rankAverage(values);
    const rankSums = [0, 0, 0];
    const counts = [0, 0, 0];
    const lengths = new Map<number, number>();
    values.forEach((value, i) => {
      rankSums[groups[i]!]! += ranks[i]!;
      counts[groups[i]!]!++;
      lengths.set(value, (lengths.get(value) ?? 0) + 1);
    });
    const tieSum = [...lengths.values()].reduce((sum, own) => sum + own ** 3 - own, 0);
    return dunnTest({ rankSums, counts, tieSum });
  };
  expectCalibrated((random) => drawn(normals(random, 200))[2]!.pValue);
  expectCalibrated((random) => drawn(normals(random, 200).map(Math.round))[0]!.pValue, 0.004);
  const random = createRandomGenerator(3);
  let anyFalse = 0;
  for (let i = 0; i < 2000; i++) {
    if (drawn(normals(random, 200)).some(({ pAdjusted }) => pAdjusted <= 0.05)) anyFalse++;
  }
  expect(anyFalse / 2000).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 2000));
});

test.each([8, 30, 300])('Anderson–Darling accepts normal samples of %i at its level', (n) => {
  expectCalibrated((random) => andersonDarling(normals(random, n)).pValue, 0.004, 2500);
});

test.each([20, 200, 1000])(
  '%i noise levels come to an AUC of one half and no information on average',
  (levels) => {
    const random = createRandomGenerator(12);
    const draws = Array.from({ length: 60 }, () => {
      const counts = Array.from({ length: levels }, () => [0, 0]);
      for (let i = 0; i < 1000; i++)
        counts[random.integer(levels)]![Number(random.uniform() < 0.2)]!++;
      return { counts };
    });
    expectMean(
      draws.map((table) => leaveOneOutAuc(table, 1)!),
      0.5,
      0.05,
    );
    expectMean(
      draws.map((table) => adjustedMutualInformation(table)!),
      0,
      0.1,
    );
  },
);

test('the information value of noise grows with the levels, as its docstring says', () => {
  const random = createRandomGenerator(15);
  const values = Array.from({ length: 200 }, () => {
    const counts = Array.from({ length: 20 }, () => [0, 0]);
    for (let i = 0; i < 5000; i++) counts[random.integer(20)]![Number(random.uniform() < 0.5)]!++;
    return informationValue({ counts })!;
  });
  expectMean(values, 19 * (1 / 2500 + 1 / 2500), 0.01);
});

/** The mean is within four standard errors of `expected`, and the single values spread at most by `spread`. */
function expectMean(values: readonly number[], expected: number, spread: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  expect(Math.abs(mean - expected)).toBeLessThan((4 * deviation) / Math.sqrt(values.length));
  expect(deviation).toBeLessThan(spread);
}
