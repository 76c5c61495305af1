import { describe, expect, test } from 'vitest';
import { models, CuvetteError } from '../../../src/protocol';
import { fromRows, takeMatrixRows, zeros } from '../../../src/engine/base/denseMatrix';
import type { Json } from '../../../src/engine/base/json';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { modelTable } from '../../../src/engine/experiment/modelTable';
import type { ClassificationData, FittedClassifier } from '../../../src/engine/models/classifier';

const rows = 60;

/** Noisy classes on two features. */
function exampleData(classCount: number): ClassificationData {
  const random = createRandomGenerator(3);
  const matrix = zeros(rows, 2);
  const codes = Int32Array.from({ length: rows }, (_, i) => i % classCount);
  for (let i = 0; i < rows; i++) {
    matrix.values[2 * i] = random.normal() + codes[i]!;
    matrix.values[2 * i + 1] = random.normal() - codes[i]! / 2;
  }
  return { matrix, codes, classCount };
}

function takeData(data: ClassificationData, indices: readonly number[]): ClassificationData {
  const taken = Uint32Array.from(indices);
  return {
    matrix: takeMatrixRows(data.matrix, taken),
    codes: Int32Array.from(taken, (row) => data.codes[row]!),
    classCount: data.classCount,
  };
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

function largestDifference(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

describe.each(models)('%s', (name) => {
  const { create, fromJson } = modelTable[name];
  const fit = (data: ClassificationData, signal?: AbortSignal): FittedClassifier =>
    create().fit(data, {
      random: createRandomGenerator(1),
      ...(signal === undefined ? {} : { signal }),
    });

  test('has its name and parameters that can be logged', () => {
    expect(create().name).toBe(name);
    expect(fit(exampleData(2)).name).toBe(name);
    expect(JSON.parse(JSON.stringify(create().params))).toEqual(create().params);
  });

  test.each([2, 3, 5])('learns %i classes; probabilities sum to 1', (classCount) => {
    const data = exampleData(classCount);
    const probabilities = fit(data).predictProba(data.matrix);
    expect(probabilities).toHaveLength(rows * classCount);
    let hits = 0;
    for (let i = 0; i < rows; i++) {
      const own = probabilities.subarray(i * classCount, (i + 1) * classCount);
      expect(own.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      if (own.indexOf(Math.max(...own)) === data.codes[i]) hits++;
    }
    expect(hits / rows).toBeGreaterThan(1.2 / classCount);
  });

  test('one row, one class: that class is certain', () => {
    const one = fit({ matrix: fromRows([[1, 2]]), codes: Int32Array.of(2), classCount: 3 });
    expect(Array.from(one.predictProba(fromRows([[5, 5]])))).toEqual([0, 0, 1]);
  });

  test('a class without rows gets probability 0, the others as if it were not there', () => {
    const { matrix, codes } = exampleData(2);
    const expected = fit({ matrix, codes, classCount: 2 }).predictProba(matrix);
    const gap = { matrix, codes: codes.map((code) => 2 * code), classCount: 3 };
    const probabilities = fit(gap).predictProba(matrix);
    for (let i = 0; i < rows; i++) {
      const own = Array.from(probabilities.subarray(3 * i, 3 * i + 3));
      expect(own).toEqual([expected[2 * i], 0, expected[2 * i + 1]]);
    }
  });

  test('constant columns and no columns leave the class frequencies', () => {
    const codes = Int32Array.of(0, 1, 0, 0);
    for (const matrix of [fromRows([[2], [2], [2], [2]]), zeros(4, 0)]) {
      const [no, yes] = fit({ matrix, codes, classCount: 2 }).predictProba(matrix);
      expect([no, yes]).toEqual([expect.closeTo(0.75, 6), expect.closeTo(0.25, 6)]);
    }
  });

  test('no rows, missing and infinite values are refused', () => {
    const data = exampleData(2);
    expect(codeOf(() => fit(takeData(data, [])))).toBe('DATA_NO_ROWS');
    const fitted = fit(data);
    for (const value of [NaN, Infinity]) {
      const matrix = takeMatrixRows(data.matrix, Uint32Array.from(data.codes.keys()));
      matrix.values[5] = value;
      expect(codeOf(() => fit({ ...data, matrix }))).toBe('PARAMETER_INVALID');
    }
    expect(codeOf(() => fitted.predictProba(fromRows([[NaN, 0]])))).toBe('PARAMETER_INVALID');
    expect(codeOf(() => fitted.predictProba(zeros(1, 3)))).toBe('PARAMETER_INVALID');
    expect(fitted.predictProba(zeros(0, 2))).toHaveLength(0);
  });

  test('fits twice alike and changes neither data nor the first fit', () => {
    const data = { ...exampleData(3), weights: new Float64Array(rows).fill(2) };
    const before = structuredClone(data);
    const first = fit(data);
    const stored = JSON.stringify(first.toJson());
    expect(JSON.stringify(fit(data).toJson())).toBe(stored);
    expect(data).toEqual(before);
    expect(JSON.stringify(first.toJson())).toBe(stored);
  });

  test('predicts a row alone as among others', () => {
    const data = exampleData(3);
    const fitted = fit(data);
    const all = fitted.predictProba(data.matrix);
    const alone = fitted.predictProba(takeData(data, [7]).matrix);
    expect(alone).toEqual(all.slice(21, 24));
  });

  test('does not depend on the order of the rows, up to rounding', () => {
    const data = exampleData(3);
    const order = Array.from(createRandomGenerator(4).permutation(rows));
    const shuffled = fit(takeData(data, order)).predictProba(data.matrix);
    expect(largestDifference(shuffled, fit(data).predictProba(data.matrix))).toBeLessThan(1e-7);
  });

  test('an integer weight equals repeating the row', () => {
    const data = exampleData(2);
    const repeats = Array.from(data.codes.keys()).flatMap((i) => (i % 3 === 0 ? [i, i, i] : [i]));
    const weights = Float64Array.from(data.codes.keys(), (row) => (row % 3 === 0 ? 3 : 1));
    const weighted = fit({ ...data, weights }).predictProba(data.matrix);
    const repeated = fit(takeData(data, repeats)).predictProba(data.matrix);
    expect(largestDifference(weighted, repeated)).toBeLessThan(1e-7);
  });

  test.each([2, 3])('the stored form predicts the same bytes: %i classes', (classCount) => {
    const data = exampleData(classCount);
    const fitted = fit(data);
    const restored = fromJson(JSON.parse(JSON.stringify(fitted.toJson())) as Json);
    expect(restored.predictProba(data.matrix)).toEqual(fitted.predictProba(data.matrix));
    expect(restored.toJson()).toEqual(fitted.toJson());
    expect(codeOf(() => fromJson({ kind: 'something else' }))).toBe('DATA_UNREADABLE');
  });

  test('a cancel ends the fit', () => {
    expect(codeOf(() => fit(exampleData(3), AbortSignal.abort()))).toBe('CANCELLED');
  });
});
