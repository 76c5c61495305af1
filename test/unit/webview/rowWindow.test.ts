import { expect, test } from 'vitest';
import { rowAt, rowOffsets, rowWindow } from '../../../webview-ui/shared/rowWindow';

const offsets = rowOffsets([10, 10, 50, 10, 10]);

test('offsets add the heights up', () => {
  expect(offsets).toEqual([0, 10, 20, 70, 80, 90]);
  expect(rowOffsets([])).toEqual([0]);
});

test.for([
  [-5, 0],
  [0, 0],
  [9.9, 0],
  [10, 1],
  [20, 2],
  [69, 2],
  [70, 3],
  [89, 4],
  [1000, 4],
] as const)('at %d stands row %d', ([y, row]) => {
  expect(rowAt(offsets, y)).toBe(row);
});

test('what is above and below the view is a gap as high as its rows', () => {
  expect(rowWindow(offsets, 20, 60, 0)).toEqual([
    { kind: 'gap', height: 20 },
    { kind: 'row', index: 2 },
    { kind: 'gap', height: 20 },
  ]);
  expect(rowWindow(offsets, -100, 1000, 0)).toHaveLength(5);
  expect(rowWindow([0], 0, 100, 5)).toEqual([]);
});

test('rows that are kept stay in their places, whatever is seen', () => {
  expect(rowWindow(offsets, 0, 5, 0, [3, 99, -1])).toEqual([
    { kind: 'row', index: 0 },
    { kind: 'gap', height: 60 },
    { kind: 'row', index: 3 },
    { kind: 'gap', height: 10 },
  ]);
});

test('the slots are as high as all rows together, wherever the view is', () => {
  const heights = Array.from({ length: 2000 }, (_, i) => (i % 37 === 0 ? 500 : 34));
  const all = rowOffsets(heights);
  for (const top of [0, 1234, 50_000, 90_000, all.at(-1)! - 10]) {
    const slots = rowWindow(all, top, top + 900, 12, [7, 1500]);
    const height = slots.reduce(
      (sum, slot) => sum + (slot.kind === 'gap' ? slot.height : heights[slot.index]!),
      0,
    );
    expect(height).toBe(all.at(-1));
    expect(slots.length).toBeLessThan(70);
  }
});
