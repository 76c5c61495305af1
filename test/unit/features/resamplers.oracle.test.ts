import { expect, test } from 'vitest';

import { fromRows, takeMatrixRows, type DenseMatrix } from '../../../src/engine/base/denseMatrix';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { balancedWeights } from '../../../src/engine/features/balancedWeights';
import { createEditedNearestNeighbours } from '../../../src/engine/features/editedNearestNeighbours';
import type { LabelledMatrix } from '../../../src/engine/features/resampler';
import { smoteFromDraws, type SmoteDraws } from '../../../src/engine/features/smote';
import { nearestNeighbours } from '../../../src/engine/kernels/nearestNeighbours';
import { oracleFixture, worstDeviation } from '../../support/oracleFixture';

interface Labelled {
  readonly rows: readonly (readonly number[])[];
  readonly codes: readonly number[];
}

interface ResamplingCase extends Labelled {
  readonly name: string;
  readonly classCount: number;
  readonly draws: readonly (SmoteDraws & { readonly code: number })[];
  readonly smote: Labelled;
  readonly smoteEnn: Labelled;
  readonly enn: readonly {
    readonly k: number;
    readonly kind: 'all' | 'mode';
    readonly samplingStrategy: 'not minority' | 'all';
    readonly kept: readonly number[];
    readonly codes: readonly number[];
  }[];
}

const fixture = oracleFixture<{
  readonly resampling: readonly ResamplingCase[];
  readonly weights: readonly {
    readonly codes: readonly number[];
    readonly classCount: number;
    readonly weights: readonly number[];
  }[];
}>('features');

const context = { random: createRandomGenerator(0) };

test.each(fixture.cases.resampling)('$name: SMOTE as imbalanced-learn, same draws', (expected) => {
  const { matrix, codes } = replayedSmote(expected);
  expect(Array.from(codes)).toEqual(expected.smote.codes);
  expect(worstDeviation(matrix.values, expected.smote.rows.flat(), fixture.tolerance)).toBeLessThan(
    1,
  );
});

const ennCases = fixture.cases.resampling.flatMap((data) =>
  data.enn.map((expected) => ({ ...expected, name: data.name, data })),
);

test.each(ennCases)(
  '$name: ENN as imbalanced-learn, k $k, $kind, $samplingStrategy',
  ({ k, kind, samplingStrategy, kept, codes, data }) => {
    const resampler = createEditedNearestNeighbours({ k, kind, samplingStrategy });
    const given = { matrix: fromRows(data.rows), codes: Int32Array.from(data.codes) };
    const cleaned = resampler.resample(given, data.classCount, context);
    expect(Array.from(cleaned.codes)).toEqual(codes);
    expect(cleaned.matrix).toEqual(takeMatrixRows(given.matrix, Uint32Array.from(kept)));
  },
);

test.each(fixture.cases.resampling)(
  '$name: SMOTEENN as imbalanced-learn, same draws',
  (expected) => {
    const clean = createEditedNearestNeighbours({ k: 3, kind: 'all', samplingStrategy: 'all' });
    const cleaned = clean.resample(replayedSmote(expected), expected.classCount, context);
    expect(Array.from(cleaned.codes)).toEqual(expected.smoteEnn.codes);
    expect(
      worstDeviation(cleaned.matrix.values, expected.smoteEnn.rows.flat(), fixture.tolerance),
    ).toBeLessThan(1);
  },
);

test.each(fixture.cases.weights)('balanced weights of $codes as scikit-learn', (expected) => {
  const weights = balancedWeights(Int32Array.from(expected.codes), expected.classCount);
  expect(worstDeviation(weights, expected.weights, fixture.tolerance)).toBeLessThan(1);
});

function replayedSmote({ rows, codes, draws }: ResamplingCase): LabelledMatrix {
  const allRows = [...rows.flat()];
  const allCodes = [...codes];
  const given = fromRows(rows);
  for (const draw of draws) {
    const own = takeMatrixRows(given, Uint32Array.from(rowsOf(codes, draw.code)));
    const everyRow = Uint32Array.from({ length: own.rows }, (_, i) => i);
    const { indices } = nearestNeighbours(own, everyRow, 5);
    const synthetic = smoteFromDraws(own, indices, 5, draw);
    allRows.push(...synthetic.values);
    allCodes.push(...Array.from<number>({ length: synthetic.rows }).fill(draw.code));
  }
  const matrix: DenseMatrix = {
    rows: allCodes.length,
    columns: given.columns,
    values: Float64Array.from(allRows),
  };
  return { matrix, codes: Int32Array.from(allCodes) };
}

function rowsOf(codes: readonly number[], code: number): number[] {
  return codes.flatMap((each, row) => (each === code ? [row] : []));
}
