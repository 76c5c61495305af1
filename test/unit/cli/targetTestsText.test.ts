import pc from 'picocolors';
import { expect, test } from 'vitest';
import type { ColumnTest, TargetTestsResult } from '../../../src/protocol';
import { renderTargetTests } from '../../../src/cli/render/targetTestsText';

const colours = pc.createColors(false);

const age: ColumnTest = {
  column: 'Age',
  test: 'kruskal-wallis',
  statistic: 30.5,
  df: 2,
  pValue: 1e-7,
  pAdjusted: { holm: 2e-7, bh: 1e-7 },
  effect: { name: 'ε²', value: 0.004 },
  n: 7000,
  exact: true,
  assumptions: [],
  decision: 'related',
  negligible: true,
  postHoc: [
    { a: 'low', b: 'high', statistic: -5.1, pValue: 3e-7, pAdjusted: 9e-7 },
    { a: 'low', b: 'middle', statistic: -2.6, pValue: 0.009, pAdjusted: 0.018 },
    { a: 'middle', b: 'high', statistic: -1.1, pValue: 0.27, pAdjusted: 0.27 },
  ],
  sentence: 'Age and y are related, significant but negligible.',
};

const result: TargetTestsResult = {
  target: 'y',
  targetInfo: {
    column: 'y',
    task: 'multiclass',
    classes: [],
    positive: null,
    positiveReason: null,
  },
  n: 7000,
  alpha: 0.05,
  tests: [age],
  vif: [
    { column: 'a', vif: 40, uncentred: 50 },
    { column: 'b', vif: 41, uncentred: 52 },
  ],
  vifSteps: {
    limit: 10,
    steps: [
      {
        column: 'b',
        vif: 41,
        sentence: 'b is nearly explained by a (R² .976), variance inflation 41.',
      },
    ],
    kept: ['a'],
  },
  normality: [],
  issues: [],
};

test('a negligible effect, the pairs that differ and what to drop are told', () => {
  const text = renderTargetTests(result, colours);
  expect(text).toMatch(/ε² 0\.004 negligible/);
  expect(text).toContain('Age  2 of 3 pairs · low ≠ high p < .001 · low ≠ middle p = .018');
  expect(text).not.toContain('middle ≠ high');
  expect(text).toContain('leaves 1 of 2 numbers');
  expect(text).toContain('1. b is nearly explained by a (R² .976), variance inflation 41.');
});

test('without collinear columns the largest variance inflation is told', () => {
  const calm = {
    ...result,
    vif: [{ column: 'a', vif: 1.25, uncentred: 3 }],
    vifSteps: { limit: 10, steps: [], kept: ['a'] },
  };
  expect(renderTargetTests(calm, colours)).toContain(
    'no variance inflation above 10 (largest 1.25)',
  );
});

test('columns that are not related show no pairs', () => {
  const weak = {
    ...result,
    tests: [{ ...age, decision: 'not shown' as const, negligible: false }],
  };
  expect(renderTargetTests(weak, colours)).not.toContain('pairs');
});
