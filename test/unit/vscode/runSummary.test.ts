import { expect, test } from 'vitest';
import { buildRunTree } from '../../../src/vscode/runs/runTree';
import {
  comparisonDescription,
  isComparison,
  runDescription,
} from '../../../src/vscode/runs/runSummary';
import { childRun, runInfo } from '../../support/runInfos';

test('a run of its own names its metric', () => {
  const run = runInfo({ runId: 'a', metrics: { roc_auc: 0.8381, roc_auc_std: 0.0171 } });
  expect(runDescription(run)).toBe('ROC-AUC .838 ±.017 · 2.5 s');
});

test('a run below a comparison leaves the name to the comparison', () => {
  const run = childRun('a', 'p', { metrics: { roc_auc: 0.8381, roc_auc_std: 0.0171 } });
  expect(runDescription(run)).toBe('.838 ±.017 · 2.5 s');
});

test('the metric that ranked the run comes before the usual ones', () => {
  const run = runInfo({ runId: 'a', params: { metric: 'f1' }, metrics: { roc_auc: 0.9, f1: 0.5 } });
  expect(runDescription(run)).toMatch(/^F1 \.500/);
});

test('a metric without a value is passed over', () => {
  const run = runInfo({ runId: 'a', metrics: { roc_auc: null, f1: 0.5 } });
  expect(runDescription(run)).toMatch(/^F1 \.500/);
});

test('a run of another tool shows what it has', () => {
  expect(runDescription(runInfo({ runId: 'a', metrics: { loss: 1.25 } }))).toBe(
    'loss 1.250 · 2.5 s',
  );
  expect(runDescription(runInfo({ runId: 'a', endTime: null, status: 'RUNNING' }))).toBe('');
});

test('a failed run says why', () => {
  const run = runInfo({
    runId: 'a',
    status: 'FAILED',
    metrics: { roc_auc: 0.5 },
    tags: { 'cuvette.failure': 'The target is constant.' },
  });
  expect(runDescription(run)).toBe('The target is constant.');
});

test('a comparison names the recommended run, not merely the highest', () => {
  const [node] = buildRunTree(
    [
      childRun('high', 'p', { name: 'selection', metrics: { roc_auc: 0.9 } }),
      childRun('best', 'p', { name: 'base', metrics: { roc_auc: 0.89 } }),
      runInfo({ runId: 'p', tags: { 'cuvette.best': 'best' } }),
    ],
    true,
  );
  expect(comparisonDescription(node!)).toBe('★ base · ROC-AUC .890');
  expect(isComparison(node!)).toBe(true);
});

test('a comparison that has not ended has no recommendation', () => {
  const run = runInfo({ runId: 'p', status: 'RUNNING', tags: { 'cuvette.kind': 'comparison' } });
  const [node] = buildRunTree([run], true);
  expect(comparisonDescription(node!)).toBe('');
  expect(isComparison(node!)).toBe(true);
  expect(isComparison({ run: runInfo({ runId: 'x' }), children: [] })).toBe(false);
});
