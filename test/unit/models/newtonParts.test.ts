import { expect, test } from 'vitest';
import { zeros, type DenseMatrix } from '../../../src/engine/base/denseMatrix';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { binaryLogisticObjective } from '../../../src/engine/models/binaryLogisticObjective';
import { minimiseNewton } from '../../../src/engine/models/minimiseNewton';
import type { SmoothObjective } from '../../../src/engine/models/smoothObjective';
import { softmaxObjective } from '../../../src/engine/models/softmaxObjective';
import { sparseRows, type SparseRows } from '../../../src/engine/models/sparseRows';
import { weightedCrossProduct } from '../../../src/engine/models/weightedCrossProduct';

/** Normal values, a given share of them zero. */
function randomMatrix(rows: number, columns: number, zeroShare: number): DenseMatrix {
  const random = createRandomGenerator(rows);
  const matrix = zeros(rows, columns);
  for (let at = 0; at < matrix.values.length; at++) {
    matrix.values[at] = random.uniform() < zeroShare ? 0 : random.normal();
  }
  return matrix;
}

function allRows(matrix: DenseMatrix): SparseRows {
  return sparseRows(
    matrix,
    Uint32Array.from({ length: matrix.rows }, (_, i) => i),
  );
}

test.each([
  ['dense', 0],
  ['sparse', 0.8],
])('the weighted cross product is the sum over the rows: %s', (_, zeroShare) => {
  for (const rows of [1, 4, 7]) {
    const matrix = randomMatrix(rows, 5, zeroShare);
    const weights = Float64Array.from({ length: rows }, (_, i) => 1 + i);
    const product = weightedCrossProduct(allRows(matrix), weights);
    const extended = (i: number, j: number): number => (j === 5 ? 1 : matrix.values[i * 5 + j]!);
    for (let a = 0; a < 6; a++) {
      for (let b = 0; b < 6; b++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += weights[i]! * extended(i, a) * extended(i, b);
        expect(product.values[a * 6 + b]).toBeCloseTo(b <= a ? sum : 0, 12);
      }
    }
  }
});

const matrix = randomMatrix(40, 3, 0.3);
const rows = allRows(matrix);
const weights = Float64Array.from({ length: 40 }, (_, i) => (1 + (i % 4)) / 100);
const codes = Int32Array.from({ length: 40 }, (_, i) => (i * i) % 3);
const objectives: [string, SmoothObjective][] = [
  [
    'two classes',
    binaryLogisticObjective(
      rows,
      Uint8Array.from(codes, (code) => (code === 1 ? 1 : 0)),
      weights,
      0.01,
    ),
  ],
  ['softmax', softmaxObjective(rows, codes, 3, weights, 0.01)],
];

test.each(objectives)('gradient and Hessian are the slopes of the value: %s', (_, objective) => {
  const n = objective.dimension;
  const random = createRandomGenerator(9);
  const point = Float64Array.from({ length: n }, () => random.normal());
  const direction = Float64Array.from({ length: n }, () => random.normal());
  const gradientAt = (step: number): { value: number; gradient: Float64Array } => {
    const gradient = new Float64Array(n);
    const value = objective.evaluate(
      point.map((x, j) => x + step * direction[j]!),
      gradient,
    );
    return { value, gradient };
  };
  const step = 1e-5;
  const ahead = gradientAt(step);
  const behind = gradientAt(-step);
  const { gradient } = gradientAt(0);
  const product = new Float64Array(n);
  objective.hessianProduct(direction, product);
  const slope = gradient.reduce((sum, g, j) => sum + g * direction[j]!, 0);
  expect((ahead.value - behind.value) / (2 * step)).toBeCloseTo(slope, 8);
  product.forEach((element, j) => {
    expect((ahead.gradient[j]! - behind.gradient[j]!) / (2 * step)).toBeCloseTo(element, 8);
  });
});

test.each(objectives)('few products are needed, because the blocks fit: %s', (_, objective) => {
  let products = 0;
  const counted: SmoothObjective = {
    ...objective,
    hessianProduct: (vector, product) => {
      products++;
      objective.hessianProduct(vector, product);
    },
  };
  const start = new Float64Array(objective.dimension);
  const { converged, iterations } = minimiseNewton(counted, start, {
    tolerance: 1e-10,
    maxIterations: 50,
  });
  expect(converged).toBe(true);
  expect(products).toBeLessThanOrEqual(8 * iterations);
});

/** ln(2 cosh x): convex, with so little curvature far out that a full Newton step overshoots. */
const steep: SmoothObjective = (() => {
  let curvature = 1;
  return {
    dimension: 1,
    evaluate: ([x = 0], gradient) => {
      gradient[0] = Math.tanh(x);
      curvature = 1 - gradient[0] ** 2;
      return Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x)));
    },
    hessianProduct: ([v = 0], product) => (product[0] = curvature * v),
    preconditioner: () => () => undefined,
  };
})();

test('a step that overshoots is shortened', () => {
  const result = minimiseNewton(steep, Float64Array.of(3), { tolerance: 1e-12, maxIterations: 50 });
  expect(result.converged).toBe(true);
  expect(result.parameters[0]).toBeCloseTo(0, 10);
});

test('a function that cannot be made smaller along its own slope ends as not converged', () => {
  const lying: SmoothObjective = {
    ...steep,
    evaluate: (parameters, gradient) => -steep.evaluate(parameters, gradient),
  };
  const result = minimiseNewton(lying, Float64Array.of(1), { tolerance: 1e-12, maxIterations: 50 });
  expect(result.converged).toBe(false);
});
