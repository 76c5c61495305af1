import { expect, test } from 'vitest';
import {
  classificationMetrics,
  CuvetteError,
  strategies,
  type Strategy,
} from '../../../src/protocol';
import { takeRows } from '../../../src/engine/base/frame';
import type { Json } from '../../../src/engine/base/json';
import { classificationScores } from '../../../src/engine/evaluation/classificationScores';
import type { ComparisonInput } from '../../../src/engine/experiment/comparisonPlan';
import { pipelineFromJson } from '../../../src/engine/experiment/pipeline';
import {
  runComparison,
  type ComparisonOutcome,
  type FoldEvent,
} from '../../../src/engine/experiment/runComparison';
import {
  randomTable,
  replaceRows,
  stillWorld,
  strangeFrame,
  type LabelledFrame,
} from '../../support/comparisons';

const table = randomTable({
  rows: 200,
  numeric: 5,
  levels: [2, 6],
  signal: 1.5,
  missing: 0.05,
  lastShare: 0.3,
  seed: 21,
});

function inputOf(data: LabelledFrame, changes: Partial<ComparisonInput> = {}): ComparisonInput {
  return { ...data, strategies, models: ['logistic'], folds: 4, seed: 5, ...changes };
}

function run(changes: Partial<ComparisonInput> = {}, data = table): Promise<ComparisonOutcome> {
  return runComparison(inputOf(data, changes), stillWorld);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof CuvetteError ? error.code : String(error);
}

/** The outcome as bytes, without the parts that name the other strategies. */
function bytesOf({ results }: ComparisonOutcome, strategy: Strategy): string {
  return JSON.stringify(results.find((result) => result.strategy === strategy));
}

test('the same seed gives the same bytes, another seed other folds', async () => {
  const first = await run();
  expect(JSON.stringify(await run())).toBe(JSON.stringify(first));
  const other = await run({ seed: 6 });
  expect(other.folds.sha256).not.toBe(first.folds.sha256);
  expect(other.foldIds).not.toEqual(first.foldIds);
});

test('a strategy scores the same whichever others are asked for, in whichever order', async () => {
  const all = await run();
  const some = await run({ strategies: ['selection+resampling', 'base'] });
  expect(some.folds).toEqual(all.folds);
  for (const strategy of ['selection+resampling', 'base'] as const) {
    expect(bytesOf(some, strategy)).toBe(bytesOf(all, strategy));
  }
});

test('the rows of the holdout have no influence on anything but the holdout scores', async () => {
  const original = await run();
  const ids = original.foldIds[0]!;
  const holdout = Array.from(ids.keys()).filter((row) => ids[row] === -1);
  expect(holdout).toHaveLength(original.holdoutRows);
  expect(original.holdoutRows).toBe(40);
  const changed = replaceRows(table.frame, holdout, strangeFrame(table.frame));
  const after = await run({}, { ...table, frame: changed });
  original.results.forEach((result, i) => {
    const other = after.results[i]!;
    expect(other.holdout).not.toEqual(result.holdout);
    expect({ ...other, holdout: null }).toEqual({ ...result, holdout: null });
  });
});

test('holdout scores come from the stored pipeline, which was fitted on all training rows', async () => {
  const outcome = await run();
  const ids = outcome.foldIds[0]!;
  const holdout = Uint32Array.from(ids.keys()).filter((row) => ids[row] === -1);
  for (const result of outcome.results) {
    const stored = JSON.parse(JSON.stringify(result.pipeline)) as Json;
    const pipeline = pipelineFromJson(stored);
    expect(pipeline.toJson()).toEqual(stored);
    const scores = classificationScores(
      {
        codes: Int32Array.from(holdout, (row) => table.target.codes[row]!),
        probabilities: pipeline.predictProba(takeRows(table.frame, holdout)),
        classCount: 2,
      },
      0.5,
    );
    for (const name of classificationMetrics) {
      expect(result.holdout?.[name]).toBe(scores[name].value);
    }
  }
});

test('every result has the shape of the document', async () => {
  const { results, ...outcome } = await run({ repeats: 2 });
  expect(outcome).toMatchObject({ task: 'binary', trainingRows: 160, holdoutRows: 40 });
  expect(results.map(({ strategy }) => strategy)).toEqual(strategies);
  for (const result of results) {
    expect(result.metrics.rocAuc.folds).toHaveLength(8);
    expect(result.metrics.rocAuc.mean).toBeGreaterThan(0.6);
    expect(result.selected.map(({ fold }) => fold)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(result.confusionMatrix.counts.flat().reduce((a, b) => a + b)).toBe(160);
    expect(result.threshold).toBe(0.5);
    expect(result.roc?.thresholds[0]).toBeNull();
    const columns = result.selected[0]!;
    expect([...columns.kept, ...columns.dropped.map(({ column }) => column)].sort()).toEqual(
      table.frame.columns.map(({ name }) => name).sort(),
    );
  }
  const text = JSON.stringify(results);
  expect(JSON.parse(text)).toEqual(results);
});

test('every other strategy is compared with base on the same folds', async () => {
  const { comparison, results, best } = await run();
  expect(comparison.map(({ a }) => a)).toEqual(results.slice(1).map(({ key }) => key));
  expect(new Set(comparison.map(({ b }) => b))).toEqual(new Set(['base/logistic']));
  for (const { a, difference, interval } of comparison) {
    const mean = (key: string): number =>
      results.find((result) => result.key === key)!.metrics.rocAuc.mean!;
    expect(difference).toBeCloseTo(mean(a) - mean('base/logistic'), 12);
    expect(interval![0]).toBeLessThan(interval![1]);
  }
  expect(results.map(({ key }) => key)).toContain(best.key);
});

test('three classes: macro metrics, no curve, no threshold', async () => {
  const data = randomTable({
    rows: 150,
    numeric: 3,
    levels: [3],
    signal: 1.5,
    classes: ['a', 'b', 'c'],
    seed: 4,
  });
  const { results, task } = await run({}, data);
  expect(task).toBe('multiclass');
  for (const result of results) {
    expect(result).toMatchObject({ roc: null, precisionRecall: null, threshold: null });
    expect(result.confusionMatrix.counts).toHaveLength(3);
    expect(result.metrics.rocAuc.mean).toBeGreaterThan(0.6);
  }
});

test('nothing linked with the target: the best column is kept, and the fold says so', async () => {
  const data = randomTable({ rows: 80, numeric: 2, levels: [2], seed: 3 });
  const { results } = await run({ strategies: ['selection'], alpha: 1e-9 }, data);
  for (const { kept, note } of results[0]!.selected) {
    expect(kept).toHaveLength(1);
    expect(note).toContain('No column passed');
  }
});

test('without a holdout all rows are trained on and there are no holdout scores', async () => {
  const outcome = await run({ holdout: 0, strategies: ['base'] });
  expect(outcome).toMatchObject({ trainingRows: 200, holdoutRows: 0, comparison: [] });
  expect(outcome.results[0]!.holdout).toBeNull();
});

test('folds and results are told as they come; time and memory are those of the hooks', async () => {
  const events: FoldEvent[] = [];
  const finished: string[] = [];
  let time = 0;
  let memory = 0;
  const outcome = await runComparison(inputOf(table, { strategies: ['base', 'selection'] }), {
    now: () => (time += 500),
    memory: () => (memory = memory === 0 ? 7 : memory - 1),
    onFold: (event) => void events.push(event),
    onResult: ({ key }) => void finished.push(key),
  });
  expect(finished).toEqual(['base/logistic', 'selection/logistic']);
  expect(events.map(({ strategy, fold, of }) => [strategy, fold, of])).toEqual(
    (['base', 'selection'] as const).flatMap((name) => [0, 1, 2, 3].map((fold) => [name, fold, 4])),
  );
  expect(events.map(({ value }) => value)).toEqual(
    outcome.results.flatMap(({ metrics }) => metrics.rocAuc.folds),
  );
  expect(outcome.results[0]!.seconds).toBe(0.5);
  expect(outcome.results[0]!.peakMemoryBytes).toBe(7);
});

test('a cancel between folds ends the comparison as cancelled', async () => {
  const controller = new AbortController();
  let folds = 0;
  const promise = runComparison(inputOf(table), {
    ...stillWorld,
    signal: controller.signal,
    onFold: () => {
      folds++;
      setImmediate(() => controller.abort());
    },
  });
  expect(await codeOf(promise)).toBe('CANCELLED');
  expect(folds).toBeLessThanOrEqual(2);
});

test('a failing hook ends the comparison with its error', async () => {
  const promise = runComparison(inputOf(table), {
    ...stillWorld,
    onResult: () => Promise.reject(new Error('disk full')),
  });
  await expect(promise).rejects.toThrow('disk full');
});

test('what cannot be compared is refused with its reason', async () => {
  const { frame, target } = table;
  const bad: [string, Partial<ComparisonInput>][] = [
    ['PARAMETER_INVALID', { strategies: [] }],
    ['PARAMETER_INVALID', { strategies: ['magic' as Strategy] }],
    ['PARAMETER_INVALID', { models: [] }],
    ['PARAMETER_INVALID', { folds: 1 }],
    ['PARAMETER_INVALID', { repeats: 0 }],
    ['PARAMETER_INVALID', { holdout: 1 }],
    ['PARAMETER_INVALID', { alpha: 0 }],
    ['PARAMETER_INVALID', { seed: -1 }],
    ['PARAMETER_INVALID', { metric: 'mcc' as 'f1' }],
    ['PARAMETER_INVALID', { target: { ...target, codes: target.codes.slice(1) } }],
    ['NO_FEATURES', { frame: { ...frame, columns: [] } }],
    ['TARGET_CONSTANT', { target: { codes: new Int32Array(200), classes: ['no'] } }],
    ['CLASS_TOO_RARE', { folds: 60 }],
  ];
  for (const [code, changes] of bad) {
    expect(await codeOf(run(changes)), JSON.stringify(Object.keys(changes))).toBe(code);
  }
});
