import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { thinCurve } from '../../../src/engine/evaluation/thinCurve';

function staircase(n: number): { x: Float64Array; y: Float64Array } {
  const random = createRandomGenerator(1);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    const goesUp = random.uniform() < Math.sqrt(1 - i / n);
    x[i] = x[i - 1]! + (goesUp ? 0 : 1);
    y[i] = y[i - 1]! + (goesUp ? 1 : 0);
  }
  return { x, y };
}

test('a short curve is kept whole', () => {
  const { x, y } = staircase(10);
  expect(Array.from(thinCurve(x, y, 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('positions ascend, hold both ends and stay within the limit, whatever it is', () => {
  const { x, y } = staircase(1000);
  for (const limit of [2, 3, 10, 50, 500, 999]) {
    const positions = Array.from(thinCurve(x, y, limit));
    expect(positions.length).toBeLessThanOrEqual(limit);
    expect(positions[0]).toBe(0);
    expect(positions.at(-1)).toBe(999);
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
  }
});

test('the upper convex hull does not move', () => {
  const { x, y } = staircase(1000);
  const kept = Array.from(thinCurve(x, y, 100));
  const reach = (positions: Iterable<number>, slope: number): number =>
    Math.max(...Array.from(positions, (i) => y[i]! - slope * x[i]!));
  for (let slope = 0; slope < 5; slope += 0.01) {
    expect(reach(kept, slope)).toBe(reach(x.keys(), slope));
  }
});

test('bad input is refused by name', () => {
  const { x, y } = staircase(5);
  expect(() => thinCurve(x, y.subarray(1), 3)).toThrow(/`y`/);
  expect(() => thinCurve(x, y, 1)).toThrow(/`limit`/);
});
