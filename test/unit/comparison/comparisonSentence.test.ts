import { expect, test } from 'vitest';
import {
  comparisonSentence,
  type Compared,
} from '../../../src/engine/comparison/comparisonSentence';

const plain: Compared = {
  column: 'Age',
  type: { reference: 'numeric', current: 'numeric' },
  missingRate: { reference: 0, current: 0 },
  distinct: { reference: 40, current: 41 },
  mean: { reference: 36, current: 41 },
  median: { reference: 36, current: 41 },
  psi: 0.28,
  test: {
    name: 'kolmogorov-smirnov',
    statistic: 0.2,
    pValue: 1e-9,
    pAdjusted: { holm: 1e-8, bh: 1e-8 },
    exact: true,
  },
  distance: { name: 'wasserstein', value: 0.4 },
  drift: 'large',
  decidedBy: 'distance',
};

const levels = (reference: readonly number[], current: readonly number[]): Compared => ({
  ...plain,
  column: 'Department',
  distance: { name: 'jensen-shannon', value: 0.14 },
  levels: {
    values: ['Sales', 'Research', 'Legal'],
    reference,
    current,
    other: { reference: 0, current: 0 },
  },
});

test('a shift is told by the medians', () => {
  expect(comparisonSentence(plain, 'numbers')).toBe(
    'Age is higher in the current data (median 36 → 41): large drift (Wasserstein 0.4 sd, PSI 0.28).',
  );
});

test('equal medians are not called higher or lower', () => {
  const same = { ...plain, median: { reference: 5, current: 5 } };
  expect(comparisonSentence(same, 'numbers')).toContain('distributed differently');
});

test('a column without drift is not described', () => {
  expect(comparisonSentence({ ...plain, drift: 'none' }, 'numbers')).toBe(
    'Age shows no drift (Wasserstein 0.4 sd, PSI 0.28).',
  );
});

test('levels are told by the one that adds most to the distance', () => {
  expect(comparisonSentence(levels([30, 70, 0], [45, 55, 0]), 'levels')).toContain(
    'Department is "Sales" more often in the current data (30 % → 45 %)',
  );
  const withNew: Compared = {
    ...levels([30, 70, 0], [29, 66, 5]),
    newLevels: { values: ['Legal'], levels: 1, rows: 5 },
  };
  expect(comparisonSentence(withNew, 'levels')).toBe(
    'Department has levels that the reference does not know: large drift (Jensen–Shannon 0.14, PSI 0.28). The level "Legal" is new (5 rows).',
  );
});

test('missing values that moved are told besides', () => {
  const lost = { ...plain, missingRate: { reference: 0.02, current: 0.61 } };
  expect(comparisonSentence(lost, 'numbers')).toContain(
    'Missing in 61 % of the rows, 2 % in the reference.',
  );
});

test('what is not compared says why', () => {
  expect(
    comparisonSentence({ ...plain, drift: 'not compared' }, null, 'Lists are not compared.'),
  ).toBe('Age is not compared. Lists are not compared.');
});
