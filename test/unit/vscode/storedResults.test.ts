import { expect, test } from 'vitest';
import { classificationMetrics, type TrainedResult, type TrainResult } from '../../../src/protocol';
import { toTrainedResult, toTrainResult } from '../../../src/vscode/panels/storedResults';

const summary = { mean: 0.8, std: 0.1, folds: [0.7, null] };
const result = {
  strategy: 'base',
  model: 'logistic',
  runId: 'a',
  variant: 'raw',
  metrics: Object.fromEntries(classificationMetrics.map((metric) => [metric, summary])),
  holdout: null,
  confusionMatrix: {
    classes: ['No', 'Yes'],
    counts: [
      [1, 2],
      [3, 4],
    ],
  },
  roc: null,
  precisionRecall: null,
  threshold: 0.5,
  selected: [{ fold: 0, kept: ['x'], dropped: [{ column: 'y', reason: 'p > α' }] }],
  seconds: 1,
  peakMemoryBytes: 1,
} as unknown as TrainedResult;

const comparison = {
  experimentId: '1',
  experiment: 'e',
  parentRunId: 'p',
  target: 'y',
  task: 'binary',
  classes: ['No', 'Yes'],
  positive: 'Yes',
  positiveReason: null,
  folds: { kind: 'stratified', k: 5, repeats: 1, seed: 0, sha256: '' },
  dataset: { path: '/a.csv', sha256: '', rows: 10, trainingRows: 8, holdoutRows: 2 },
  unusedColumns: [],
  results: [result],
  comparison: [],
  best: { runId: 'a', why: 'It is the only one.' },
  issues: [],
} satisfies TrainResult;

test('what the engine wrote is read back whole', () => {
  expect(toTrainedResult(JSON.stringify(result))).toEqual(result);
  expect(toTrainResult(JSON.stringify(comparison))).toEqual(comparison);
});

const without = (document: object, key: string): string =>
  JSON.stringify({ ...document, [key]: undefined });

test.for(['metrics', 'confusionMatrix', 'selected', 'runId'])(
  'a result without %s is none, and so is its comparison',
  (key) => {
    const damaged = without(result, key);
    expect(toTrainedResult(damaged)).toBeUndefined();
    const around = JSON.stringify({ ...comparison, results: [JSON.parse(damaged)] });
    expect(toTrainResult(around)).toBeUndefined();
  },
);

test.for(['results', 'best', 'folds', 'dataset', 'parentRunId', 'unusedColumns'])(
  'a comparison without %s is none',
  (key) => {
    expect(toTrainResult(without(comparison, key))).toBeUndefined();
  },
);

test.for(['', '{', 'null', '[]', '"comparison"', '{"results":[]}', '{"parentRunId":1}'])(
  'the file %j of another tool is no result',
  (text) => {
    expect(toTrainResult(text)).toBeUndefined();
    expect(toTrainedResult(text)).toBeUndefined();
  },
);
