import { expect, test } from 'vitest';
import { orderTargets, targetCandidates } from '../../../src/vscode/targetCandidates';
import { columnProfile } from '../../support/columnProfiles';

const distinct = (count: number): { count: number; exact: true } => ({ count, exact: true });
const columns = [
  columnProfile({ name: 'id', index: 0, type: 'identifier', distinct: distinct(900) }),
  columnProfile({ name: 'Gender', index: 1, type: 'boolean', distinct: distinct(2) }),
  columnProfile({ name: 'income', index: 2, type: 'numeric', distinct: distinct(700) }),
  columnProfile({ name: 'loan_default', index: 3, type: 'boolean', distinct: distinct(2) }),
  columnProfile({ name: 'site', index: 4, type: 'constant', distinct: distinct(1) }),
  columnProfile({ name: 'note', index: 5, type: 'text', distinct: distinct(800) }),
  columnProfile({ name: 'grade', index: 6, type: 'ordinal', distinct: distinct(5) }),
];

test('a column named like a target comes first, then two-valued, then few-valued ones', () => {
  expect(targetCandidates(columns).map(({ name }) => name)).toEqual([
    'loan_default',
    'Gender',
    'grade',
  ]);
});

test('a column with many values can be chosen but is not suggested', () => {
  expect(orderTargets(columns).map(({ name }) => name)).toEqual([
    'loan_default',
    'Gender',
    'grade',
    'income',
  ]);
});

test('of equals the last of the file comes first', () => {
  const equal = ['a', 'b'].map((name, index) => columnProfile({ name, index }));
  expect(targetCandidates(equal).map(({ name }) => name)).toEqual(['b', 'a']);
});
