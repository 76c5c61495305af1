import { expect, test } from 'vitest';
import { type PairedComparison } from '../../../src/protocol';
import { toMetricName } from '../../../webview-ui/run/metricNames';
import { selectionStability } from '../../../webview-ui/run/selectionStability';
import { verdictAgainst } from '../../../webview-ui/run/verdicts';

const pair: PairedComparison = {
  a: 'selection',
  b: 'base',
  metric: 'rocAuc',
  difference: -0.024,
  interval: [-0.036, -0.012],
  pValue: 0.01,
  verdict: 'worse',
};

test('a comparison is read from the side of the strategy', () => {
  expect(verdictAgainst([pair], 'selection', 'base', 'rocAuc')).toMatchObject({
    sign: '▼',
    verdict: 'worse',
    difference: -0.024,
    interval: [-0.036, -0.012],
  });
});

test('a comparison that was recorded the other way is turned around', () => {
  expect(verdictAgainst([pair], 'base', 'selection', 'rocAuc')).toMatchObject({
    sign: '▲',
    verdict: 'better',
    difference: 0.024,
    interval: [0.012, 0.036],
  });
});

test('no difference stays no difference from both sides, with its reason', () => {
  const even: PairedComparison = {
    ...pair,
    verdict: 'no difference',
    difference: null,
    interval: null,
    reason: 'one fold only',
  };
  for (const [a, b] of [
    ['selection', 'base'],
    ['base', 'selection'],
  ] as const) {
    expect(verdictAgainst([even], a, b, 'rocAuc')).toMatchObject({
      sign: '≈',
      verdict: 'no difference',
      difference: null,
      reason: 'one fold only',
    });
  }
});

test('what was not compared has no verdict', () => {
  expect(verdictAgainst([pair], 'selection', 'base', 'f1').verdict).toBe('unknown');
  expect(verdictAgainst([pair], 'other', 'base', 'rocAuc').sign).toBe('');
});

test('columns are listed by how many folds kept them, each with its reasons once', () => {
  const dropped = (column: string): { column: string; reason: string } => ({
    column,
    reason: 'p > α',
  });
  const stability = selectionStability([
    { fold: 0, kept: ['b', 'a'], dropped: [dropped('c')] },
    { fold: 1, kept: ['a'], dropped: [dropped('b'), dropped('c')] },
  ]);
  expect(stability).toEqual([
    { column: 'a', keptIn: [true, true], stability: 1, reasons: [] },
    { column: 'b', keptIn: [true, false], stability: 0.5, reasons: ['p > α'] },
    { column: 'c', keptIn: [false, false], stability: 0, reasons: ['p > α'] },
  ]);
  expect(selectionStability([])).toEqual([]);
});

test('only our metrics are metrics', () => {
  expect(toMetricName('f1')).toBe('f1');
  for (const value of ['constructor', 'F1', undefined, 3]) {
    expect(toMetricName(value)).toBeUndefined();
  }
});
