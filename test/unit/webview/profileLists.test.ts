import { expect, test } from 'vitest';
import {
  type CorrelationMeasure,
  type ProfileAlert,
  type TargetInfo,
  type TargetView,
} from '../../../src/protocol';
import {
  arrangeColumns,
  emptyFilter,
  toColumnFilter,
} from '../../../webview-ui/profile/columnOrder';
import { heatMapColumns, strongestPairs } from '../../../webview-ui/profile/correlationPairs';
import { miniBars } from '../../../webview-ui/profile/miniBars';
import { columnProfile } from '../../support/columnProfiles';
import { profileAlert } from '../../support/profileAlerts';

const link = (value: number | null): TargetView => ({
  association: { name: 'V', value },
  auc: null,
  informationValue: null,
  mutualInformation: null,
});
const alertsOf = (name: string): ProfileAlert[] => {
  if (name === 'Beta') return [profileAlert({ code: 'MISSING', severity: 'warning' })];
  if (name === 'gamma') return [profileAlert({ code: 'SKEWED', severity: 'error' })];
  return [];
};
const columns = [
  columnProfile({ name: 'Beta', index: 0, target: link(0.1), missing: { count: 5, rate: 0.5 } }),
  columnProfile({ name: 'alpha', index: 1, type: 'numeric', target: link(null) }),
  columnProfile({
    name: 'gamma',
    index: 2,
    target: link(0.4),
    distinct: { count: 9, exact: true },
  }),
].map((profile) => ({ profile, test: undefined, alerts: alertsOf(profile.name) }));

function names(part: Parameters<typeof toColumnFilter>[0]): string[] {
  return arrangeColumns(columns, toColumnFilter(part)).map(({ profile }) => profile.name);
}

test.for([
  [{}, ['Beta', 'alpha', 'gamma']],
  [{ order: 'name' }, ['alpha', 'Beta', 'gamma']],
  [{ order: 'link' }, ['gamma', 'Beta', 'alpha']],
  [{ order: 'missing' }, ['Beta', 'alpha', 'gamma']],
  [{ order: 'distinct' }, ['gamma', 'Beta', 'alpha']],
  [{ types: ['numeric'] }, ['alpha']],
  [{ types: ['numeric', 'categorical'], search: 'm' }, ['gamma']],
  [{ alerts: ['MISSING'] }, ['Beta']],
  [{ alerts: ['SKEWED', 'MISSING'] }, ['Beta', 'gamma']],
  [{ types: ['numeric'], alerts: ['MISSING'] }, []],
  [{ order: 'type' }, ['alpha', 'Beta', 'gamma']],
  [{ order: 'alerts' }, ['gamma', 'Beta', 'alpha']],
  [{ order: 'file', reversed: true }, ['gamma', 'alpha', 'Beta']],
  [{ order: 'name', reversed: true }, ['gamma', 'Beta', 'alpha']],
  [{ order: 'link', reversed: true }, ['Beta', 'gamma', 'alpha']],
  [{ search: ' AM ' }, ['gamma']],
  [{ search: 'zzz' }, []],
] as const)('columns by %j', ([filter, expected]) => {
  expect(names(filter)).toEqual(expected);
});

test.for([
  undefined,
  null,
  'x',
  { search: 3, types: ['nonsense', 4], alerts: 'SKEWED', order: 'up', reversed: 'yes' },
])('a damaged recollection %j falls back to the whole list', (recalled) => {
  expect(toColumnFilter(recalled)).toEqual(emptyFilter);
});

const measure: CorrelationMeasure = {
  name: 'pearson',
  definition: '',
  pairs: [
    { i: 0, j: 1, value: 0.2, n: 10 },
    { i: 0, j: 2, value: -0.9, n: 10 },
    { i: 1, j: 3, value: null, n: 0, reason: 'constant' },
  ],
};
const correlations = { columns: ['a', 'b', 'c', 'd', 'e'], measures: [measure] };

test('the strongest pairs count without their sign, and missing ones come last', () => {
  expect(strongestPairs(correlations, measure, 3).map(({ a, b }) => a + b)).toEqual([
    'ac',
    'ab',
    'bd',
  ]);
  expect(strongestPairs(correlations, measure, 1)).toHaveLength(1);
});

test('a heat map shows columns with pairs in file order, and the strongest of too many', () => {
  expect(heatMapColumns(correlations, measure, 10)).toEqual({ columns: [0, 1, 2, 3], left: 0 });
  expect(heatMapColumns(correlations, measure, 2)).toEqual({ columns: [0, 2], left: 2 });
});

const target: TargetInfo = {
  column: 'y',
  task: 'binary',
  classes: [
    { value: 'No', count: 6, rate: 0.6 },
    { value: 'Yes', count: 4, rate: 0.4 },
  ],
  positive: 'Yes',
  positiveReason: '',
};
const top = (values: readonly (readonly [string, number])[]): never =>
  ({
    top: values.map(([value, count]) => ({ value, count, rate: count / 10 })),
    other: 0,
    entropy: 1,
    imbalance: 0,
  }) as never;

test('bars of a category carry the share of the positive class', () => {
  const column = columnProfile({
    name: 'c',
    categorical: top([
      ['x', 7],
      ['z', 3],
    ]),
    target: {
      ...link(0.1),
      levels: [
        { value: 'z', count: 3, classCounts: [1, 2], rate: 2 / 3, interval: null },
        { value: 'x', count: 7, classCounts: [5, 2], rate: 2 / 7, interval: null },
      ],
    },
  });
  expect(miniBars(column, target)).toEqual({ counts: [7, 3], positive: [2, 2], separate: true });
  expect(miniBars(column, null)).toEqual({ counts: [7, 3], positive: [], separate: true });
});

test('bars of an ordinal column follow its codes', () => {
  const column = columnProfile({
    name: 'o',
    type: 'ordinal',
    categorical: top([
      ['10', 5],
      ['2', 3],
      ['1', 2],
    ]),
  });
  expect(miniBars(column, null)?.counts).toEqual([2, 3, 5]);
});

test.for(['constant', 'identifier'] as const)('a column of type %s has no bars', (type) => {
  expect(
    miniBars(columnProfile({ name: 'c', type, categorical: top([['x', 10]]) }), null),
  ).toBeNull();
});
