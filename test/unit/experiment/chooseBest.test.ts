import { expect, test } from 'vitest';
import { classificationMetrics, type MetricName, type Strategy } from '../../../src/protocol';
import { chooseBest } from '../../../src/engine/experiment/chooseBest';
import {
  compareResults,
  compareWithReferences,
  type Comparable,
} from '../../../src/engine/experiment/compareResults';
import { summariseFolds } from '../../../src/engine/experiment/summariseFolds';

function result(strategy: Strategy, folds: readonly (number | null)[]): Comparable {
  const metrics = summariseFolds(
    folds.map((value) => {
      const score = value === null ? { value, reason: 'No value.' } : { value };
      const entries = classificationMetrics.map((name) => [name, score] as const);
      return Object.fromEntries(entries) as Record<MetricName, typeof score>;
    }),
  );
  return { key: strategy, strategy, model: 'logistic', metrics };
}

function choose(results: readonly Comparable[], metric: MetricName = 'rocAuc') {
  return chooseBest(results, metric, 5, compareWithReferences(results, metric, 5));
}

const base = result('base', [0.8, 0.82, 0.78, 0.81, 0.79]);

test('the best mean wins when it is the simplest', () => {
  const { key, why } = choose([base, result('selection', [0.7, 0.73, 0.68, 0.7, 0.69])]);
  expect(key).toBe('base');
  expect(why).toBe(
    'base · logistic has the best mean ROC-AUC, 0.800. ' +
      'By the paired test over the folds (95 %), significantly worse: selection · logistic.',
  );
});

test('a simpler result within one standard error is preferred, and no difference is said', () => {
  const { key, why } = choose([base, result('selection', [0.79, 0.84, 0.79, 0.8, 0.8])]);
  expect(key).toBe('base');
  expect(why).toBe(
    'base · logistic is the simplest within one standard error (0.009) of the best mean ROC-AUC: ' +
      '0.800 against 0.804 of selection · logistic. ' +
      'No other strategy differs significantly from base · logistic (paired over the folds, 95 %).',
  );
});

test('a simpler result that is significantly worse on every fold is not preferred', () => {
  const slightlyBetter = result('selection', [0.8051, 0.825, 0.7849, 0.8151, 0.7949]);
  const { key, why } = choose([base, slightlyBetter]);
  expect(key).toBe('selection');
  expect(why).toContain('significantly better than base · logistic: selection · logistic');
});

test('for a loss the lowest is best, and higher is worse', () => {
  const higher = result('selection', [0.9, 0.93, 0.88, 0.9, 0.89]);
  expect(choose([base, higher], 'brier').key).toBe('base');
  expect(compareResults(higher, base, 'brier', 5).verdict).toBe('worse');
  expect(compareResults(higher, base, 'rocAuc', 5).verdict).toBe('better');
});

test('without base the simplest strategy is the one to compare with', () => {
  const results = [result('selection+resampling', [0.7, 0.8]), result('selection', [0.8, 0.7])];
  const comparison = compareWithReferences(results, 'rocAuc', 2);
  expect(comparison.map(({ a, b }) => [a, b])).toEqual([['selection+resampling', 'selection']]);
});

test('folds without a value are left out on both sides, and said', () => {
  const gaps = result('selection', [0.8, null, 0.8, 0.8, 0.81]);
  const { difference, reason } = compareResults(gaps, base, 'f1', 5);
  expect(difference).toBeCloseTo((0 + 0.02 - 0.01 + 0.02) / 4, 12);
  expect(reason).toContain('1 of 5 folds');
  expect(gaps.metrics.f1.reasons).toEqual({
    folds: 'No value.',
    mean: 'The mean of the 4 of 5 folds in which the metric has a value.',
  });
});

test('a metric without any value names the simplest and says why', () => {
  const none = [result('selection', [null, null]), result('base', [null, null])];
  const { key, why } = choose(none);
  expect(key).toBe('base');
  expect(why).toContain('No result has a value of ROC-AUC');
  expect(none[0]!.metrics.rocAuc).toMatchObject({ mean: null, std: null, folds: [null, null] });
  expect(compareResults(none[0]!, none[1]!, 'rocAuc', 2)).toMatchObject({
    difference: null,
    verdict: 'no difference',
  });
});

test('mean and deviation are those of the sample (ddof 1); one fold has no deviation', () => {
  expect(base.metrics.rocAuc.mean).toBeCloseTo(0.8, 12);
  expect(base.metrics.rocAuc.std).toBeCloseTo(Math.sqrt(0.001 / 4), 12);
  const single = result('base', [0.8]).metrics.rocAuc;
  expect(single.std).toBeNull();
  expect(single.reasons?.['std']).toBeTypeOf('string');
});
