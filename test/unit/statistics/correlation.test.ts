import { expect, test } from 'vitest';
import { correlationTest, pearson, pearsonMatrix, spearman } from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const { cases } = statisticsOracle;

test.each(cases.correlations)('pair $# agrees with SciPy', (expected) => {
  const x = Float64Array.from(expected.x);
  const y = Float64Array.from(expected.y);
  const linear = pearson(x, y);
  const ranked = spearman(x, y);
  // A p-value near |r| = 1 multiplies the last digits of r by 1 / (1 − r²).
  const conditioning = 1 / (1 - expected.pearson[0] ** 2);
  const tolerance = { rtol: 1e-10 + 1e-12 * conditioning, atol: 1e-300 };
  expect([
    ...disagreements('pearson', [linear.r, linear.pValue], expected.pearson, tolerance),
    ...disagreements('spearman', [ranked.r, ranked.pValue], expected.spearman, {
      rtol: 1e-10,
      atol: 1e-14,
    }),
  ]).toEqual([]);
  expect([linear.n, linear.df]).toEqual([x.length, x.length - 2]);
});

test.each(cases.correlationMatrices)('matrix $# agrees with pandas', (expected) => {
  const { r, n } = pearsonMatrix(expected.columns.map((column) => Float64Array.from(column)));
  expect(disagreements('r', r.values, expected.r.flat(), { rtol: 1e-11, atol: 1e-14 })).toEqual([]);
  expect([...n.values]).toEqual(expected.n.flat());
});

const x = Float64Array.of(1, 2, 4, 3, 9, 7);
const y = Float64Array.of(2, 1, 5, 3, 6, 8);

test('pairs with a missing value are left out, on either side', () => {
  const reference = pearson(x, y);
  const padded = pearson(Float64Array.of(...x, NaN, 5, 6), Float64Array.of(...y, 1, NaN, Infinity));
  expect(padded).toEqual(reference);
  const ranks = spearman(Float64Array.of(...x, NaN, 5), Float64Array.of(...y, 1, NaN));
  expect(ranks).toEqual(spearman(x, y));
});

test('scale and offset do not matter, the sign does; ranks ignore any increasing transformation', () => {
  const r = pearson(x, y).r!;
  expect(
    pearson(
      x.map((v) => 1e6 + 250 * v),
      y,
    ).r,
  ).toBeCloseTo(r, 10);
  expect(
    pearson(
      x.map((v) => -v),
      y,
    ).r,
  ).toBeCloseTo(-r, 14);
  expect(spearman(x.map(Math.exp), y).r).toBe(spearman(x, y).r);
  expect(spearman(Float64Array.of(-Infinity, 2, 4, 3, Infinity, 7), y)).toEqual(spearman(x, y));
});

test('a perfect correlation has p = 0 and no finite t', () => {
  const result = pearson(Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6));
  expect(result).toMatchObject({ r: 1, statistic: null, pValue: 0, df: 1 });
  expect(result.reasons?.['statistic']).toContain('infinite');
});

test.each([
  { name: 'nothing', a: [], b: [], n: 0, why: 'at least two pairs' },
  { name: 'one pair', a: [1, NaN], b: [2, 3], n: 1, why: 'at least two pairs' },
  { name: 'a constant', a: [0.1, 0.1, 0.1], b: [1, 2, 3], n: 3, why: 'does not vary' },
])('$name has no correlation, with a reason', ({ a, b, n, why }) => {
  const arrays = [Float64Array.from(a), Float64Array.from(b)] as const;
  for (const result of [pearson(...arrays), spearman(...arrays)]) {
    expect(result).toMatchObject({ r: null, statistic: null, pValue: null, n });
    expect(result.reasons?.['r']).toContain(why);
  }
});

test('a constant that no double holds is still a constant, however long', () => {
  for (let n = 2; n < 300; n++) {
    const constant = new Float64Array(n).fill(0.1);
    const rising = Float64Array.from(constant, (_, i) => i);
    expect(pearson(constant, rising).r).toBeNull();
    expect(pearsonMatrix([rising, constant]).r.values[1]).toBeNaN();
  }
});

test('values that differ in their last bit only do not vary', () => {
  const x = Float64Array.of(0.1, 0.1 + 2 ** -56, 0.1, 0.1 + 2 ** -56);
  expect(x[0]).not.toBe(x[1]);
  const y = Float64Array.of(1, 2, 3, 5);
  expect([pearson(x, y).r, pearson(y, x).r]).toEqual([null, null]);
  expect([...pearsonMatrix([x, y]).r.values]).toEqual([NaN, NaN, NaN, 1]);
});

test('two pairs give r = ±1 and no test', () => {
  const result = pearson(Float64Array.of(1, 2), Float64Array.of(5, 3));
  expect(result).toMatchObject({ r: -1, statistic: null, pValue: null, df: 0 });
});

test('the test from r and n is the test of the pairs', () => {
  const result = pearson(x, y);
  expect(correlationTest(result.r, result.n)).toEqual(result);
});

test('what does not fit is refused', () => {
  expect(() => pearson(x, y.slice(1))).toThrow('as long as x (6)');
  expect(() => spearman(x, y.slice(1))).toThrow('as long as x (6)');
  expect(() => pearsonMatrix([x, y.slice(1)])).toThrow('equally long');
  expect(() => correlationTest(1.2, 10)).toThrow('Got 1.2');
  expect(pearsonMatrix([]).r.values).toHaveLength(0);
});
