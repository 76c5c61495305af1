import { expect, test } from 'vitest';
import type { ColumnComparison } from '../../../src/protocol';
import { arrangeColumns, toColumnFilter } from '../../../webview-ui/comparison/columnList';
import { pairedShares } from '../../../webview-ui/comparison/pairedShares';

const column = (name: string, change: Partial<ColumnComparison> = {}): ColumnComparison => ({
  column: name,
  type: { reference: 'numeric', current: 'numeric' },
  missingRate: { reference: 0, current: 0 },
  distinct: { reference: 1, current: 1 },
  psi: 0,
  test: {
    name: 'kolmogorov-smirnov',
    statistic: 0,
    pValue: 1,
    pAdjusted: { holm: 1, bh: 1 },
    exact: true,
  },
  distance: { name: 'wasserstein', value: 0 },
  drift: 'none',
  decidedBy: 'test',
  sentence: '',
  ...change,
});
const distance = (value: number) => ({ name: 'wasserstein', value }) as const;

const columns = [
  column('calm', { missingRate: { reference: 0, current: 0.4 } }),
  column('mid', { drift: 'moderate', distance: distance(0.9) }),
  column('Big', { drift: 'large', distance: distance(0.5) }),
  column('bigger', {
    drift: 'large',
    distance: distance(0.8),
    type: { reference: 'categorical', current: 'text' },
    newLevels: { values: ['x'], levels: 1, rows: 2 },
  }),
  column('goal'),
];
const names = (filter: object, target: string | null = null): readonly string[] =>
  arrangeColumns(columns, { ...toColumnFilter(undefined), ...filter }, target).map(
    (shown) => shown.column,
  );

test('the strongest drift stands first, the target before all', () => {
  expect(names({}, 'goal')).toEqual(['goal', 'bigger', 'Big', 'mid', 'calm']);
  expect(names({ order: 'file' })).toEqual(['calm', 'mid', 'Big', 'bigger', 'goal']);
  expect(names({ order: 'missing' })[0]).toBe('calm');
});

test('the list is searched whatever the case, and filtered by drift and type', () => {
  expect(names({ search: ' BIG' })).toEqual(['bigger', 'Big']);
  expect(names({ drift: 'drifted' })).toEqual(['bigger', 'Big', 'mid']);
  expect(names({ drift: 'newLevels' })).toEqual(['bigger']);
  expect(names({ drift: 'none', order: 'name' })).toEqual(['calm', 'goal']);
  expect(names({ type: 'text' })).toEqual(['bigger']);
});

test('a remembered filter of another version is not trusted', () => {
  expect(toColumnFilter({ search: 7, drift: 'odd', order: 'name' })).toEqual({
    search: '',
    type: 'all',
    drift: 'all',
    order: 'name',
  });
});

test('both sides are shares of their own rows, the rest as one level', () => {
  const shares = pairedShares(
    column('town', {
      levels: {
        values: ['a', 'b'],
        reference: [6, 2],
        current: [10, 0],
        other: { reference: 2, current: 10 },
      },
    }),
  )!;
  expect(shares.labels).toHaveLength(3);
  expect(shares.reference).toEqual([0.6, 0.2, 0.2]);
  expect(shares.current).toEqual([0.5, 0, 0.5]);
});

test('bins of one whole number are labelled by it, others by their ends', () => {
  const whole = { edges: [0.5, 1.5, 2.5], reference: [1, 3], current: [2, 2] };
  expect(pairedShares(column('k', { histogram: whole }))!.labels).toEqual(['1', '2']);
  const wide = { edges: [0, 5, 10], reference: [1, 3], current: [2, 2] };
  expect(pairedShares(column('x', { histogram: wide }))!.labels).toEqual(['0 – 5', '5 – 10']);
  expect(pairedShares(column('id'))).toBeNull();
});
