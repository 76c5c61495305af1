import { Worker } from 'node:worker_threads';

import { expect, test } from 'vitest';

import { fromRows, takeMatrixRows, type DenseMatrix } from '../../../src/engine/base/denseMatrix';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { nearestNeighbours } from '../../../src/engine/kernels/nearestNeighbours';
import type { NeighbourTask } from '../../../src/engine/kernels/neighbours';
import { plainNeighbours } from '../../../src/engine/kernels/plainNeighbours';
import { simdNeighbours } from '../../../src/engine/kernels/simdNeighbours';
import { CuvetteError } from '../../../src/protocol';

const everyRow = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i);

const matrixOf = (rows: number, columns: number, value: (i: number, j: number) => number) => ({
  rows,
  columns,
  values: Float64Array.from({ length: rows * columns }, (_, at) =>
    value(Math.floor(at / columns), at % columns),
  ),
});

/** Point sets that are hard on a search by rounded coordinates. */
function pointSets(): Readonly<Record<string, DenseMatrix>> {
  const random = createRandomGenerator(11);
  const normal = () => random.normal();
  const shared = matrixOf(40, 6, normal);
  return {
    'one column': matrixOf(150, 1, normal),
    'an odd number of columns': matrixOf(203, 7, normal),
    'many columns': matrixOf(70, 130, normal),
    'few points': matrixOf(6, 4, normal),
    'grid of integers, many ties': matrixOf(300, 3, () => random.integer(3)),
    'zeros and ones': matrixOf(300, 12, () => random.integer(2)),
    duplicates: takeMatrixRows(
      shared,
      Uint32Array.from({ length: 200 }, () => random.integer(40)),
    ),
    'all equal': matrixOf(90, 5, () => 0.3),
    'all equal but one': matrixOf(90, 5, (i) => (i === 13 ? 1 : 0.3)),
    'one row far away': matrixOf(200, 5, (i) => (i === 77 ? 1e9 : 0) + normal()),
    'half of the rows far away': matrixOf(200, 5, (i) => (i % 2) * 1e7 + normal()),
    'far from zero': matrixOf(200, 4, () => 1e12 + random.uniform()),
    'columns of unequal scale': matrixOf(200, 4, (_, j) => normal() * 10 ** (4 * j - 8)),
    'differences in the last bits': matrixOf(120, 3, () => 1 + random.integer(8) * Number.EPSILON),
    'tiny numbers': matrixOf(100, 3, () => normal() * 1e-90),
    'numbers below the range of the grid': matrixOf(100, 3, () => normal() * 1e-120),
    'huge numbers': matrixOf(100, 3, () => normal() * 1e120),
    'squares that underflow': matrixOf(60, 2, () => normal() * 1e-200),
    'a dense and a wide cluster': matrixOf(200, 6, (i) => normal() * (i % 2 === 0 ? 1e-6 : 1)),
  };
}

const sets = Object.entries(pointSets()).map(([name, points]) => ({ name, points }));

test.each(sets)('$name: equal to sorting all distances, bit by bit', ({ points }) => {
  for (const k of [1, 4, points.rows - 1]) {
    const found = nearestNeighbours(points, everyRow(points.rows), k);
    const expected = sortedNeighbours(points, points, k, true);
    expect(Array.from(found.indices)).toEqual(expected.indices);
    expect(Array.from(found.squaredDistances)).toEqual(expected.squaredDistances);
  }
});

test.each(sets)('$name: queries that are other points', ({ points }) => {
  const random = createRandomGenerator(5);
  const queries = matrixOf(33, points.columns, (i, j) => {
    const near = points.values[(i % points.rows) * points.columns + j]!;
    return near * (1 + 0.1 * random.normal()) * (i === 20 ? 1e4 : 1);
  });
  const found = nearestNeighbours(points, queries, 3);
  const expected = sortedNeighbours(points, queries, 3, false);
  expect(Array.from(found.indices)).toEqual(expected.indices);
  expect(Array.from(found.squaredDistances)).toEqual(expected.squaredDistances);
});

test('plain search and kernel give the same bits, with any number of threads', () => {
  const random = createRandomGenerator(2);
  const points = matrixOf(6000, 30, () => random.normal());
  const selves = Uint32Array.from({ length: 4000 }, () => random.integer(6000));
  const task = taskOf(points, selves, 5);
  const plain = plainNeighbours(task);
  for (const threads of [1, 2, 3]) expect(simdNeighbours(task, threads)).toEqual(plain);
});

test('the kernel declines what its grid cannot hold', () => {
  expect(
    simdNeighbours(
      taskOf(
        matrixOf(9, 2, () => 0),
        everyRow(9),
        1,
      ),
    ),
  ).toBeNull();
  expect(
    simdNeighbours(
      taskOf(
        matrixOf(9, 2, (i) => i * 1e120),
        everyRow(9),
        1,
      ),
    ),
  ).toBeNull();
});

test('only some rows ask, in any order', () => {
  const points = fromRows([[0], [10], [11], [13]]);
  const found = nearestNeighbours(points, Uint32Array.of(3, 0, 3), 2);
  expect(Array.from(found.indices)).toEqual([2, 1, 1, 2, 2, 1]);
  expect(Array.from(found.squaredDistances)).toEqual([4, 9, 100, 121, 4, 9]);
});

test('no queries', () => {
  expect(nearestNeighbours(fromRows([[0], [1]]), new Uint32Array(0), 1).indices).toHaveLength(0);
});

test('the points are not changed', () => {
  const points = fromRows([
    [3, 1],
    [2, 5],
    [0, 4],
  ]);
  const before = structuredClone(points);
  nearestNeighbours(points, everyRow(3), 1);
  expect(points).toEqual(before);
});

test.each([
  [0, 'The `k` parameter of `nearestNeighbours` must be an integer in [1, 2]. Got 0.'],
  [3, 'Got 3.'],
  [1.5, 'Got 1.5.'],
])('k = %d of three points is refused', (k, message) => {
  expect(() => nearestNeighbours(fromRows([[1], [2], [3]]), everyRow(3), k)).toThrow(message);
});

test.each([
  [fromRows([[1], [NaN]]), everyRow(2), {}, 'The `points` parameter'],
  [fromRows([[1], [Infinity]]), everyRow(2), {}, 'Got Infinity.'],
  [fromRows([[1], [2]]), Uint32Array.of(2), {}, 'must be rows in [0, 2). Got 2.'],
  [fromRows([[1], [2]]), fromRows([[1, 2]]), {}, 'as wide as the points, 1 columns. Got 2.'],
  [fromRows([[1], [2]]), fromRows([[-Infinity]]), {}, 'The `queries` parameter'],
  [fromRows([[1], [2]]), everyRow(2), { threads: 0 }, 'The `threads` parameter'],
])('wrong arguments are refused (%#)', (points, queries, options, message) => {
  expect(() => nearestNeighbours(points, queries, 1, options)).toThrow(message);
});

test.each([1, 2])(
  'a signal that another thread sets stops the search soon, %i threads',
  (threads) => {
    const random = createRandomGenerator(4);
    const points = matrixOf(60_000, 40, () => random.normal());
    const flag = new Int32Array(new SharedArrayBuffer(8));
    // The caller blocks, so the signal must change under it: a thread sets the flag and notes the time.
    const program = `
    const flag = require('node:worker_threads').workerData;
    setTimeout(() => { flag[1] = Math.round(performance.now()); Atomics.store(flag, 0, 1); }, 100);
  `;
    const setter = new Worker(program, { eval: true, workerData: flag });
    let readAfterAbort = 0;
    const signal = {
      get aborted() {
        const aborted = Atomics.load(flag, 0) === 1;
        if (aborted) readAfterAbort++;
        return aborted;
      },
      reason: undefined,
    } as AbortSignal;
    let code: string | undefined;
    try {
      nearestNeighbours(points, everyRow(points.rows), 4, { threads, signal });
    } catch (error) {
      code = CuvetteError.from(error).code;
    }
    void setter.terminate();
    expect(code).toBe('CANCELLED');
    expect(readAfterAbort).toBe(1);
  },
);

function taskOf(points: DenseMatrix, selves: Uint32Array, k: number): NeighbourTask {
  return { points, queries: takeMatrixRows(points, selves), selves, k, signal: undefined };
}

/** The definition: every distance, sorted; of equal ones the lower row first. */
function sortedNeighbours(points: DenseMatrix, queries: DenseMatrix, k: number, own: boolean) {
  const indices: number[] = [];
  const squaredDistances: number[] = [];
  for (let query = 0; query < queries.rows; query++) {
    const all = Array.from({ length: points.rows }, (_, point) => {
      const sums = [0, 0];
      for (let j = 0; j < points.columns; j++) {
        const a = points.values[point * points.columns + j]!;
        sums[j % 2]! += (a - queries.values[query * points.columns + j]!) ** 2;
      }
      return { point, distance: sums[0]! + sums[1]! };
    });
    const others = own ? all.filter(({ point }) => point !== query) : all;
    others.sort((a, b) => a.distance - b.distance || a.point - b.point);
    for (const { point, distance } of others.slice(0, k)) {
      indices.push(point);
      squaredDistances.push(distance);
    }
  }
  return { indices, squaredDistances };
}
