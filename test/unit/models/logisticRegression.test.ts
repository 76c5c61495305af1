import { expect, test } from 'vitest';
import { CuvetteError } from '../../../src/protocol';
import { fromRows, zeros, type DenseMatrix } from '../../../src/engine/base/denseMatrix';
import type { Json } from '../../../src/engine/base/json';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import type { ClassificationData } from '../../../src/engine/models/classifier';
import {
  logisticRegressionFromJson,
  type FittedLogisticRegression,
} from '../../../src/engine/models/fittedLogisticRegression';
import { createLogisticRegression } from '../../../src/engine/models/logisticRegression';
import { oracleFixture, worstDeviation } from '../../support/oracleFixture';

interface OracleCase {
  readonly name: string;
  readonly c: number;
  readonly classCount: number;
  readonly rows: readonly (readonly number[])[];
  readonly codes: readonly number[];
  readonly weights: readonly number[] | null;
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
}

const { cases, tolerance } = oracleFixture<readonly OracleCase[]>('models');

const exact = createLogisticRegression({ tolerance: 1e-12 });

function fit(data: ClassificationData, model = exact): FittedLogisticRegression {
  return model.fit(data, {});
}

/** Three noisy classes on two features. */
function exampleData(classCount = 3, rows = 60): ClassificationData {
  const random = createRandomGenerator(3);
  const matrix = zeros(rows, 2);
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    codes[i] = i % classCount;
    matrix.values[2 * i] = random.normal() + codes[i]!;
    matrix.values[2 * i + 1] = random.normal() - codes[i]! / 2;
  }
  return { matrix, codes, classCount };
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof CuvetteError) return error.code;
    throw error;
  }
  return 'no error';
}

function dataOf({ rows, codes, classCount, weights }: OracleCase): ClassificationData {
  return {
    matrix: fromRows(rows),
    codes: Int32Array.from(codes),
    classCount,
    ...(weights === null ? {} : { weights: Float64Array.from(weights) }),
  };
}

test.each(cases)("has scikit-learn's coefficients: $name", (expected) => {
  const model = createLogisticRegression({ c: expected.c, tolerance: 1e-12 });
  const fitted = fit(dataOf(expected), model);
  expect(fitted.converged).toBe(true);
  const within = (actual: Float64Array, values: readonly number[]): void =>
    expect(worstDeviation(actual, values, tolerance)).toBeLessThan(1);
  within(fitted.coefficients, expected.coefficients.flat());
  within(fitted.intercepts, expected.intercepts);
  const firstRows = fromRows(expected.rows.slice(0, 10));
  within(fitted.predictProba(firstRows), expected.probabilities.flat());
});

test.each(cases)('the default tolerance is as good: $name', (expected) => {
  const fitted = fit(dataOf(expected), createLogisticRegression({ c: expected.c }));
  expect(fitted.converged).toBe(true);
  const deviation = worstDeviation(fitted.coefficients, expected.coefficients.flat(), tolerance);
  expect(deviation).toBeLessThan(2);
});

test('columns of very different size still reach the optimum', () => {
  const { matrix, codes, classCount } = exampleData(2, 60);
  const values = matrix.values.map((value, i) => (i % 2 === 0 ? 2020 + value * 1e-2 : value * 1e7));
  const data = { matrix: { ...matrix, values }, codes, classCount };
  const fitted = fit(data);
  expect(fitted.converged).toBe(true);
  const gradient = gradientOf(data, fitted);
  expect(Math.abs(gradient[2]!)).toBeLessThan(1e-9);
  expect(Math.abs(gradient[0]!)).toBeLessThan(1e-6);
  expect(Math.abs(gradient[1]!) / 1e7).toBeLessThan(1e-9);
});

/** Gradient of ½‖w‖² + Σ logLoss, written out anew, for two classes. */
function gradientOf(data: ClassificationData, fitted: FittedLogisticRegression): Float64Array {
  const { matrix, codes } = data;
  const probabilities = fitted.predictProba(matrix);
  const gradient = Float64Array.from([...fitted.coefficients, 0]);
  for (let i = 0; i < matrix.rows; i++) {
    const residual = probabilities[2 * i + 1]! - codes[i]!;
    for (let j = 0; j < matrix.columns; j++) {
      gradient[j]! += residual * matrix.values[i * matrix.columns + j]!;
    }
    gradient[matrix.columns]! += residual;
  }
  return gradient;
}

test('a constant feature gets no coefficient, and no features leave the class frequencies', () => {
  const codes = Int32Array.of(0, 1, 0, 0);
  const constant = fit({ matrix: fromRows([[2], [2], [2], [2]]), codes, classCount: 2 });
  expect(Math.abs(constant.coefficients[0]!)).toBeLessThan(1e-9);
  const nothing = fit({ matrix: zeros(4, 0), codes, classCount: 2 });
  expect(Array.from(nothing.predictProba(zeros(1, 0)))).toEqual([
    expect.closeTo(0.75),
    expect.closeTo(0.25),
  ]);
});

test('probabilities of far-away rows are exact zeros and ones, never NaN', () => {
  for (const classCount of [2, 3]) {
    const fitted = fit(exampleData(classCount));
    const probabilities = fitted.predictProba(
      fromRows([
        [1e300, 1e300],
        [-1e300, 1e300],
      ]),
    );
    expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
  }
});

test('a stored form that is damaged, foreign or of another version is refused with its reason', () => {
  const stored = fit(exampleData()).toJson() as Record<string, Json>;
  const damaged: Json[] = [
    null,
    [],
    { ...stored, kind: 'forest' },
    { ...stored, version: 2 },
    { ...stored, intercepts: [0] },
    { ...stored, classes: [0, 1, 7] },
    { ...stored, coefficients: [['1', 2]] },
  ];
  for (const json of damaged) {
    expect(codeOf(() => logisticRegressionFromJson(json))).toBe('DATA_UNREADABLE');
  }
});

test('an iteration limit that is too small is reported, not hidden', () => {
  const fitted = fit(exampleData(), createLogisticRegression({ maxIterations: 1 }));
  expect(fitted.converged).toBe(false);
  expect(fitted.iterations).toBe(1);
});

test('cancelling ends the fit between passes over the rows', () => {
  for (const classCount of [2, 3]) {
    let looks = 0;
    const signal = {
      get aborted() {
        looks++;
        return looks > 3;
      },
    } as AbortSignal;
    expect(codeOf(() => exact.fit(exampleData(classCount), { signal }))).toBe('CANCELLED');
    expect(looks).toBe(4);
  }
});

test('bad options and bad data are refused by name', () => {
  const data = exampleData(2, 10);
  const bad: [string, () => unknown][] = [
    ['c', () => createLogisticRegression({ c: 0 })],
    ['tolerance', () => createLogisticRegression({ tolerance: NaN })],
    ['maxIterations', () => createLogisticRegression({ maxIterations: 1.5 })],
    ['codes', () => fit({ ...data, codes: data.codes.slice(1) })],
    ['codes', () => fit({ ...data, codes: data.codes.map(() => 2) })],
    ['weights', () => fit({ ...data, weights: new Float64Array(3) })],
    ['weights', () => fit({ ...data, weights: new Float64Array(10).fill(-1) })],
    ['matrix', () => fit({ ...data, matrix: withValue(data.matrix, 3, NaN) })],
    ['matrix', () => fit({ ...data, matrix: withValue(data.matrix, 3, Infinity) })],
    ['matrix', () => fit(data).predictProba(zeros(1, 3))],
    ['matrix', () => fit(data).predictProba(fromRows([[NaN, 1]]))],
  ];
  for (const [parameter, action] of bad) {
    expect(action).toThrow(new RegExp(`\`${parameter}\``));
    expect(codeOf(action)).toBe('PARAMETER_INVALID');
  }
  expect(codeOf(() => fit({ ...data, weights: new Float64Array(10) }))).toBe('DATA_NO_ROWS');
});

function withValue(matrix: DenseMatrix, position: number, value: number): DenseMatrix {
  const values = Float64Array.from(matrix.values);
  values[position] = value;
  return { ...matrix, values };
}
