import { expect, test } from 'vitest';
import { CuvetteError, strategies } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import type { Json } from '../../../src/engine/base/json';
import { fitPipeline, pipelineFromJson } from '../../../src/engine/experiment/pipeline';
import { randomTable } from '../../support/comparisons';
import { frame } from '../../support/frames';

const { frame: training, target } = randomTable({
  rows: 120,
  numeric: 3,
  levels: [2, 4],
  signal: 1,
  missing: 0.1,
  lastShare: 0.3,
  seed: 6,
});

function fit(strategy: (typeof strategies)[number]) {
  const spec = { strategy, model: 'logistic', alpha: 0.2 } as const;
  return fitPipeline(spec, training, target, { random: createRandomGenerator(3) });
}

test.each(strategies)('the stored pipeline predicts the same bytes: %s', (strategy) => {
  const pipeline = fit(strategy);
  const stored = pipelineFromJson(JSON.parse(JSON.stringify(pipeline.toJson())) as Json);
  expect(stored.predictProba(training)).toEqual(pipeline.predictProba(training));
  expect(stored.selection).toEqual(pipeline.selection);
  expect(stored).toMatchObject({ strategy, model: 'logistic', classes: ['no', 'yes'] });
});

test('columns are found by name; other orders, more columns and unseen values do not matter', () => {
  const pipeline = fit('base');
  const expected = pipeline.predictProba(training);
  const reordered = {
    rows: training.rows,
    columns: [
      { kind: 'numeric' as const, name: 'more', values: new Float64Array(120) },
      ...training.columns.toReversed(),
    ],
  };
  expect(pipeline.predictProba(reordered)).toEqual(expected);
  const unseen = frame({ n0: [0], n1: [NaN], n2: [1], c0: ['never seen'], c1: [null] });
  const [no, yes] = pipeline.predictProba(unseen);
  expect(no! + yes!).toBeCloseTo(1, 12);
});

test('selection keeps the linked column; a missing column is named', () => {
  const pipeline = fit('selection');
  expect(pipeline.selection.kept).toContain('n0');
  const error = thrownBy(() => fit('base').predictProba({ rows: 1, columns: [] }));
  expect(error.code).toBe('COLUMN_NOT_FOUND');
});

test('weights and resampling change the model', () => {
  const [selection, resampled, weighted] = strategies
    .slice(1)
    .map((strategy) => fit(strategy).predictProba(training));
  const meanOf = (probabilities: Float64Array): number =>
    probabilities.filter((_, i) => i % 2 === 1).reduce((sum, p) => sum + p, 0) / training.rows;
  expect(meanOf(selection!)).toBeCloseTo(0.3, 2);
  expect(meanOf(weighted!)).toBeGreaterThan(0.4);
  expect(meanOf(resampled!)).toBeGreaterThan(0.4);
});

test('a damaged pipeline is refused with its reason', () => {
  const stored = fit('base').toJson() as Record<string, Json>;
  for (const json of [null, { ...stored, version: 2 }, { ...stored, encoder: null }]) {
    expect(thrownBy(() => pipelineFromJson(json)).code).toBe('DATA_UNREADABLE');
  }
});

function thrownBy(action: () => unknown): CuvetteError {
  try {
    action();
  } catch (error) {
    if (error instanceof CuvetteError) return error;
  }
  throw new Error('No CuvetteError was thrown.');
}
