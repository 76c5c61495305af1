import { expect, test } from 'vitest';
import { choleskyFactor, choleskySolve } from '../../../src/engine/base/cholesky';
import { fromRows, zeros, type DenseMatrix } from '../../../src/engine/base/denseMatrix';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';

/** XᵀX + ridge·I for a random X of twice as many rows as columns. */
function positiveDefinite(n: number, seed: number): DenseMatrix {
  const random = createRandomGenerator(seed);
  const x = Array.from({ length: 2 * n }, () =>
    Float64Array.from({ length: n }, () => random.normal()),
  );
  const matrix = zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      matrix.values[i * n + j] = x.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 0.1 : 0);
    }
  }
  return matrix;
}

test.each([1, 2, 7, 40])('L is lower triangular and L·Lᵀ is the matrix (n = %i)', (n) => {
  const matrix = positiveDefinite(n, n);
  const before = matrix.values.slice();
  const lower = choleskyFactor(matrix)!.values;
  expect(matrix.values).toEqual(before);
  for (let i = 0; i < n; i++) {
    expect(lower[i * n + i]).toBeGreaterThan(0);
    for (let j = 0; j < n; j++) {
      if (j > i) expect(lower[i * n + j]).toBe(0);
      let product = 0;
      for (let k = 0; k < n; k++) product += lower[i * n + k]! * lower[j * n + k]!;
      expect(Math.abs(product - matrix.values[i * n + j]!)).toBeLessThan(1e-11);
    }
  }
});

test.each([1, 3, 40])('the solution satisfies the equations (n = %i)', (n) => {
  const matrix = positiveDefinite(n, 100 + n);
  const random = createRandomGenerator(n);
  const solution = Float64Array.from({ length: n }, () => random.normal());
  const rhs = Float64Array.from(solution, (_, i) =>
    solution.reduce((sum, x, j) => sum + matrix.values[i * n + j]! * x, 0),
  );
  const before = rhs.slice();
  const found = choleskySolve(choleskyFactor(matrix)!, rhs);
  expect(rhs).toEqual(before);
  found.forEach((x, i) => expect(Math.abs(x - solution[i]!)).toBeLessThan(1e-9));
});

test('only the lower triangle is read', () => {
  const factor = choleskyFactor(
    fromRows([
      [4, NaN],
      [2, 5],
    ]),
  );
  expect([...factor!.values]).toEqual([2, 0, 1, 2]);
});

test.each([
  {
    name: 'a negative pivot',
    rows: [
      [1, 2],
      [2, 1],
    ],
  },
  {
    name: 'a zero pivot',
    rows: [
      [1, 1],
      [1, 1],
    ],
  },
  {
    name: 'NaN',
    rows: [
      [1, 0],
      [NaN, 1],
    ],
  },
  { name: 'an infinity', rows: [[Infinity]] },
])('a matrix with $name has no factor', ({ rows }) => {
  expect(choleskyFactor(fromRows(rows))).toBeNull();
});

test('the empty matrix has the empty factor and solution', () => {
  const factor = choleskyFactor(zeros(0, 0));
  expect(choleskySolve(factor!, new Float64Array(0))).toHaveLength(0);
});
