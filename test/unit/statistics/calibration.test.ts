import { expect, test } from 'vitest';
import {
  createRandomGenerator,
  type RandomGenerator,
} from '../../../src/engine/base/randomGenerator';
import {
  anovaF,
  benjaminiHochberg,
  chiSquareMonteCarlo,
  chiSquareTest,
  dagostinoK2,
  holm,
  kruskalWallis,
  pearson,
  shapiroWilk,
  spearman,
  wilsonInterval,
} from '../../../src/engine/statistics';
import { expectCalibrated, normals } from '../../support/nullRejection';

/** Groups of 10, 40 and 150 values. */
const unequalGroups = Int32Array.from({ length: 200 }, (_, i) => (i < 10 ? 0 : i < 50 ? 1 : 2));

test('Kruskal–Wallis rejects a true null at its level, with unequal groups', () => {
  expectCalibrated((random) => kruskalWallis(normals(random, 200), unequalGroups, 3).pValue);
});

test('Kruskal–Wallis stays calibrated with heavy ties', () => {
  expectCalibrated((random) => {
    const values = Float64Array.from(unequalGroups, () => Math.min(3, random.integer(6)));
    return kruskalWallis(values, unequalGroups, 3).pValue;
  }, 0.004);
});

test('ANOVA rejects a true null at its level, with unequal groups', () => {
  expectCalibrated((random) => anovaF(normals(random, 200), unequalGroups, 3).pValue);
});

test('χ² of a 3 × 4 table with unequal margins is calibrated', () => {
  expectCalibrated((random) => chiSquareTest(independentTable(random, 600)).pValue, 0.002);
});

test('Yates’ correction never rejects a true null too often', () => {
  const random = createRandomGenerator(7);
  let rejected = 0;
  for (let i = 0; i < 2000; i++) {
    const table = [
      [0, 0],
      [0, 0],
    ];
    for (let k = 0; k < 60; k++) table[random.integer(2)]![Number(random.uniform() < 0.3)]!++;
    if (chiSquareTest(table).pValue! <= 0.05) rejected++;
  }
  expect(rejected / 2000).toBeLessThan(0.05);
  expect(rejected).toBeGreaterThan(0);
});

test('the simulated χ² test holds its level where expected counts are tiny', () => {
  const random = createRandomGenerator(17);
  let rejected = 0;
  const samples = 600;
  for (let i = 0; i < samples; i++) {
    if (chiSquareMonteCarlo(independentTable(random, 25), random, 199).pValue! <= 0.05) rejected++;
  }
  // Discreteness makes it conservative, never liberal.
  expect(rejected / samples).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / samples));
  expect(rejected).toBeGreaterThan(samples * 0.01);
});

test('correlation tests are calibrated', () => {
  expectCalibrated((random) => pearson(normals(random, 25), normals(random, 25)).pValue);
  expectCalibrated((random) => spearman(normals(random, 25), normals(random, 25)).pValue, 0.004);
});

test.each([8, 20, 100])('Shapiro–Wilk accepts normal samples of %i at its level', (n) => {
  expectCalibrated((random) => shapiroWilk(normals(random, n)).pValue, 0.004, 2500);
});

test('K² accepts normal samples at about its level', () => {
  // Known to be slightly liberal at 5 %.
  expectCalibrated((random) => dagostinoK2(normals(random, 300)).pValue, 0.012, 2500);
});

test('Holm bounds any false rejection, Benjamini–Hochberg their share, when every null is true', () => {
  const random = createRandomGenerator(33);
  let byHolm = 0;
  let byBh = 0;
  const samples = 4000;
  for (let i = 0; i < samples; i++) {
    const pValues = Array.from({ length: 12 }, () => random.uniform());
    if (holm(pValues).some((p) => p! <= 0.05)) byHolm++;
    if (benjaminiHochberg(pValues).some((p) => p! <= 0.05)) byBh++;
  }
  const bound = 0.05 + 4 * Math.sqrt((0.05 * 0.95) / samples);
  expect([byHolm / samples, byBh / samples].every((rate) => rate < bound && rate > 0.03)).toBe(
    true,
  );
});

test('Wilson’s interval covers the true rate about as often as it says', () => {
  const random = createRandomGenerator(71);
  let covered = 0;
  const samples = 3000;
  for (let i = 0; i < samples; i++) {
    let successes = 0;
    for (let k = 0; k < 80; k++) if (random.uniform() < 0.16) successes++;
    const [low, high] = wilsonInterval(successes, 80)!;
    if (low <= 0.16 && 0.16 <= high) covered++;
  }
  expect(Math.abs(covered / samples - 0.95)).toBeLessThan(0.02);
});

test('tests see what is there: a shift of one standard deviation', () => {
  const random = createRandomGenerator(5);
  const values = normals(random, 200).map((x, i) => x + (unequalGroups[i] === 1 ? 1 : 0));
  expect(kruskalWallis(values, unequalGroups, 3).pValue).toBeLessThan(1e-4);
  expect(anovaF(values, unequalGroups, 3).pValue).toBeLessThan(1e-4);
});

/** Counts of `n` independent draws of a row (2 : 3 : 5) and a column (1 : 2 : 3 : 4). */
function independentTable(random: RandomGenerator, n: number): number[][] {
  const rowOf = [0, 0, 1, 1, 1, 2, 2, 2, 2, 2];
  const columnOf = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3];
  const table = [0, 1, 2].map(() => [0, 0, 0, 0]);
  for (let i = 0; i < n; i++) table[rowOf[random.integer(10)]!]![columnOf[random.integer(10)]!]!++;
  return table;
}
