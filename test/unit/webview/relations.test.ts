import { expect, test } from 'vitest';
import { type CorrelationMeasure } from '../../../src/protocol';
import { orderedMeasures, searchedPairs } from '../../../webview-ui/profile/correlationPairs';
import { everyInteger, shortName } from '../../../webview-ui/profile/matrixAxes';

const measure: CorrelationMeasure = {
  name: 'pearson',
  definition: '',
  pairs: [
    { i: 0, j: 1, value: 0.2, n: 10 },
    { i: 0, j: 2, value: -0.9, n: 10 },
    { i: 1, j: 2, value: null, n: 0, reason: 'constant' },
  ],
};
const correlations = { columns: ['Age', 'income', '급여'], measures: [measure] };

test.for([
  ['', 3],
  ['  ', 3],
  ['AGE', 2],
  ['come', 2],
  ['급', 2],
  ['nothing', 0],
] as const)('“%s” is searched in the names of both columns of a pair', ([search, count]) => {
  expect(searchedPairs(correlations, measure, search).pairs).toHaveLength(count);
});

test('the mixed matrix comes first, measures without a pair not at all', () => {
  const mixed = { ...measure, name: 'mixed' } as const;
  const none = { ...measure, name: 'kendall', pairs: [] } as const;
  expect(orderedMeasures([measure, none, mixed]).map(({ name }) => name)).toEqual([
    'mixed',
    'pearson',
  ]);
});

test('ticks stand at every cell; long names are cut', () => {
  const scale: { ticks: { value: number }[] } = { ticks: [] };
  everyInteger(1, 3)(scale);
  expect(scale.ticks).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
  everyInteger(1, 0)(scale);
  expect(scale.ticks).toEqual([]);
  expect(shortName('x'.repeat(22))).toBe('x'.repeat(22));
  expect(shortName('x'.repeat(23))).toBe(`${'x'.repeat(20)}…`);
});
