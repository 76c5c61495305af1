import { expect, test } from 'vitest';

import { fromRows } from '../../../src/engine/base/denseMatrix';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { createEditedNearestNeighbours } from '../../../src/engine/features/editedNearestNeighbours';
import { createSmote } from '../../../src/engine/features/smote';

const context = () => ({ random: createRandomGenerator(3) });

test('SMOTE fills every class up to the largest with points between two rows of the class', () => {
  const rows = [
    [0, 0],
    [1, 1],
    [2, 0],
    [3, 1],
    [10, 10],
    [11, 10],
    [20, 20],
  ];
  const data = { matrix: fromRows(rows), codes: Int32Array.of(0, 0, 0, 0, 1, 1, 2) };
  const { matrix, codes } = createSmote().resample(data, 3, context());
  expect(Array.from(codes)).toEqual([0, 0, 0, 0, 1, 1, 2, 1, 1, 2, 2, 2]);
  expect(matrix.values.subarray(0, 14)).toEqual(data.matrix.values);
  const synthetic = [7, 8].map((row) => Array.from(matrix.values.subarray(2 * row, 2 * row + 2)));
  for (const [x, y] of synthetic) {
    expect(x).toBeGreaterThanOrEqual(10);
    expect(x).toBeLessThanOrEqual(11);
    expect(y).toBe(10);
  }
  expect(Array.from(matrix.values.subarray(18))).toEqual([20, 20, 20, 20, 20, 20]);
});

test('the rows that one class gains do not depend on the other classes', () => {
  const four = [
    [0, 0],
    [1, 1],
    [2, 0],
    [3, 1],
  ];
  const pair = [
    [10, 10],
    [11, 10],
  ];
  const single = [[20, 20]];
  const two = { matrix: fromRows([...four, ...pair]), codes: Int32Array.of(0, 0, 0, 0, 1, 1) };
  const three = {
    matrix: fromRows([...four, ...single, ...pair]),
    codes: Int32Array.of(0, 0, 0, 0, 2, 1, 1),
  };
  const alone = createSmote().resample(two, 2, context());
  const together = createSmote().resample(three, 3, context());
  expect(together.matrix.values.slice(14, 18)).toEqual(alone.matrix.values.slice(12, 16));
});

test('rows equal in all features but of different classes are neighbours of each other', () => {
  const rows = [[0], [0], [50], [51], [52], [100], [101], [102]];
  const data = { matrix: fromRows(rows), codes: Int32Array.of(0, 1, 0, 0, 0, 1, 1, 1) };
  const clean = createEditedNearestNeighbours({ k: 1, samplingStrategy: 'all' });
  const { matrix } = clean.resample(data, 2, context());
  expect(Array.from(matrix.values)).toEqual([50, 51, 52, 100, 101, 102]);
});

test('a class that editing would wipe out keeps its rows', () => {
  const rows = [[0], [1], [2], [3], [1.5]];
  const data = { matrix: fromRows(rows), codes: Int32Array.of(0, 0, 0, 0, 1) };
  const clean = createEditedNearestNeighbours({ k: 1, samplingStrategy: 'all' });
  const { codes } = clean.resample(data, 2, context());
  expect(codes.filter((code) => code === 1)).toHaveLength(1);
  expect(codes.length).toBeLessThan(5);
});

test.each([
  [() => createSmote({ k: 0 }), 'The `k` parameter of `smote` must be an integer ≥ 1. Got 0.'],
  [() => createSmote({ k: 2.5 }), 'Got 2.5.'],
  [
    () => createEditedNearestNeighbours({ kind: 'most' as 'mode' }),
    'The `kind` parameter of `editedNearestNeighbours` must be "all" or "mode". Got "most".',
  ],
  [
    () => createEditedNearestNeighbours({ samplingStrategy: 'auto' as 'all' }),
    'The `samplingStrategy` parameter',
  ],
])('a wrong option is refused', (create, message) => {
  expect(create).toThrow(message);
});
