import { describe, expect, test } from 'vitest';
import { strategies, type Strategy } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { designComparison } from '../../../src/engine/experiment/comparisonDesign';
import { crossValidate } from '../../../src/engine/experiment/crossValidate';
import { summariseFolds } from '../../../src/engine/experiment/summariseFolds';
import { createFeatureSelector } from '../../../src/engine/features/featureSelector';
import { createSmote } from '../../../src/engine/features/smote';
import { createTableEncoder } from '../../../src/engine/features/tableEncoder';
import type { Frame } from '../../../src/engine/base/frame';
import { randomTable, type LabelledFrame } from '../../support/comparisons';

const seeds = [11, 12, 13, 14, 15, 16, 17, 18];
const rows = 240;
const folds = 5;

/** Nothing here has to do with the target; many columns and categories with many levels tempt a leak. */
function noise(seed: number): LabelledFrame {
  return randomTable({
    rows,
    numeric: 50,
    levels: [2, 5, 40, 120],
    lastShare: 0.3,
    missing: 0.05,
    seed,
  });
}

/**
 * Three standard errors of the mean area over all seeds, were every row's score drawn independently of its class (Mann–Whitney).
 */
const bound = (() => {
  const positives = 0.3 * rows;
  const negatives = 0.7 * rows;
  const variance = (rows + 1) / (12 * positives * negatives);
  return 3 * Math.sqrt(variance / seeds.length);
})();

async function meanArea(strategy: Strategy, prepare: (data: LabelledFrame) => LabelledFrame) {
  let sum = 0;
  for (const seed of seeds) {
    const data = prepare(noise(seed));
    const random = createRandomGenerator(seed);
    const design = designComparison(data.target, { folds, repeats: 1, holdout: 0 }, random);
    const spec = { strategy, model: 'logistic', alpha: 0.05 } as const;
    const { scores } = await crossValidate(spec, data, design, random);
    sum += summariseFolds(scores).rocAuc.mean!;
  }
  return sum / seeds.length;
}

describe('pure noise', () => {
  test.each(strategies)('scores chance under %s', async (strategy) => {
    const area = await meanArea(strategy, (data) => data);
    expect(Math.abs(area - 0.5)).toBeLessThan(bound);
  });

  test('is caught when the columns are selected on all rows, before the folds', async () => {
    const area = await meanArea('base', selectOnAllRows);
    expect(area - 0.5).toBeGreaterThan(2 * bound);
  });

  test('is caught when SMOTE runs before the folds', async () => {
    const area = await meanArea('base', resampleAllRows);
    expect(area - 0.5).toBeGreaterThan(2 * bound);
  });
});

function selectOnAllRows({ frame, target }: LabelledFrame): LabelledFrame {
  const context = { random: createRandomGenerator(1) };
  const selector = createFeatureSelector({ alpha: 0.05 }).fit(frame, target, context);
  return { frame: selector.transform(frame), target };
}

function resampleAllRows({ frame, target }: LabelledFrame): LabelledFrame {
  const encoder = createTableEncoder().fit(frame);
  const context = { random: createRandomGenerator(1) };
  const encoded = { matrix: encoder.transform(frame), codes: target.codes };
  const { matrix, codes } = createSmote().resample(encoded, 2, context);
  const columns = encoder.featureNames.map((name, j) => ({
    kind: 'numeric' as const,
    name,
    values: Float64Array.from(codes, (_, i) => matrix.values[i * matrix.columns + j]!),
  }));
  const resampled: Frame = { rows: matrix.rows, columns };
  return { frame: resampled, target: { codes, classes: target.classes } };
}
