import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import type { ComparisonDesign } from '../../../src/engine/experiment/comparisonDesign';
import { crossValidate } from '../../../src/engine/experiment/crossValidate';
import { summariseFolds } from '../../../src/engine/experiment/summariseFolds';
import type { Strategy } from '../../../src/protocol';
import { classTarget, frame } from '../../support/frames';
import { oracleFixture, worstDeviation } from '../../support/oracleFixture';
import { plainCsv } from '../../support/plainCsv';

interface HrCases {
  readonly unused: readonly string[];
  readonly foldOfRow: readonly number[];
  readonly kept: readonly (readonly string[])[];
  readonly rocAuc: Readonly<
    Record<'base' | 'selection' | 'selection+cost-sensitive', readonly number[]>
  >;
  readonly resampledMeanRocAuc: { readonly mean: number; readonly std: number };
}

const { cases, tolerance } = oracleFixture<HrCases>('experiment');

function hrAttrition() {
  const table = new Map(plainCsv('samples/hr-attrition.csv'));
  const target = classTarget(table.get('Attrition')!);
  for (const name of ['Attrition', ...cases.unused]) table.delete(name);
  const columns = Array.from(table, ([name, texts]) => {
    const numbers = texts.map(Number);
    return [name, numbers.some(Number.isNaN) ? texts : numbers] as const;
  });
  return { frame: frame(Object.fromEntries(columns)), target };
}

const data = hrAttrition();
const design: ComparisonDesign = {
  training: Uint32Array.from(cases.foldOfRow.keys()),
  holdout: new Uint32Array(0),
  foldIds: [Int32Array.from(cases.foldOfRow)],
  k: 5,
  sha256: '',
};

async function foldsOf(strategy: Strategy) {
  const spec = { strategy, model: 'logistic', alpha: 0.05 } as const;
  const { scores, selected } = await crossValidate(spec, data, design, createRandomGenerator(1));
  return { rocAuc: summariseFolds(scores).rocAuc, selected };
}

for (const strategy of ['base', 'selection', 'selection+cost-sensitive'] as const) {
  test(`${strategy} scores as scikit-learn does on the same folds`, async () => {
    const { rocAuc, selected } = await foldsOf(strategy);
    const actual = rocAuc.folds.map((value) => value ?? NaN);
    expect(worstDeviation(actual, cases.rocAuc[strategy], tolerance)).toBeLessThan(1);
    if (strategy !== 'base') {
      expect(selected.map(({ kept }) => kept)).toEqual(cases.kept);
    }
  });
}

test('resampling scores as imbalanced-learn does, up to the draws', async () => {
  const { mean, std } = cases.resampledMeanRocAuc;
  const { rocAuc } = await foldsOf('selection+resampling');
  expect(Math.abs(rocAuc.mean! - mean)).toBeLessThan(4 * std);
});
