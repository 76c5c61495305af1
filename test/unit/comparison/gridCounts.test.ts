import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { compareNumbers } from '../../../src/engine/comparison/compareNumbers';
import { readGrids } from '../../../src/engine/comparison/gridCounts';
import { readSamples, type SamplePair } from '../../../src/engine/comparison/readSamples';
import { openedPair } from '../../support/datasetPairs';

const rows = 20_000;

async function bothWays(shift: number): Promise<{ exact: SamplePair; grid: SamplePair }> {
  const random = createRandomGenerator(5);
  const draw = (by: number): string =>
    [
      'x',
      ...Array.from({ length: rows }, () => Math.exp(random.normal() + by).toPrecision(9)),
    ].join('\n');
  const pair = await openedPair(draw(0), draw(shift));
  const requests = [{ value: { reference: 'c0', current: 'c0' }, integral: false }];
  const found: Partial<Record<'exact' | 'grid', SamplePair>> = {};
  await readSamples(pair, requests, (_, sample) => (found.exact = sample));
  await readGrids(pair, requests, (_, samples, facts) => {
    found.grid = { samples, within: 'below', facts };
  });
  return { exact: found.exact!, grid: found.grid! };
}

test.each([0, 0.1, 1])('counts over a grid come as near as they say, shift %d', async (shift) => {
  const { exact, grid } = await bothWays(shift);
  const missing = { reference: 0, current: 0 };
  const truth = compareNumbers(exact, missing, false);
  const near = compareNumbers(grid, missing, false);
  expect(grid.samples.reference.values.length).toBeGreaterThan(4000);
  expect(grid.samples.reference.n + grid.samples.current.n).toBe(2 * rows);
  const said = Number(/at most (\S+) larger/.exec(near.reasons!['test.statistic']!)![1]);
  const lost = truth.test.statistic! - near.test.statistic!;
  expect(lost).toBeGreaterThanOrEqual(-1e-12);
  expect(lost).toBeLessThanOrEqual(said * 1.05);
  expect(Math.abs(near.distance.value! - truth.distance.value!)).toBeLessThan(0.003);
  expect(near.mean!.reference).toBeCloseTo(truth.mean!.reference!, 9);
  expect(near.std!.current).toBeCloseTo(truth.std!.current!, 9);
  expect(near.psi).toBeCloseTo(truth.psi!, 2);
  const { reference: median } = truth.median!;
  expect(Math.abs(near.median!.reference! - median!)).toBeLessThan(0.002 * median!);
  expect(truth.reasons).toBeUndefined();
});
