import { expect, test } from 'vitest';

import { createMedianImputer } from '../../../src/engine/features/medianImputer';
import { createMissingIndicator } from '../../../src/engine/features/missingIndicator';
import { createOneHotEncoder } from '../../../src/engine/features/oneHotEncoder';
import { createStandardScaler } from '../../../src/engine/features/standardScaler';
import { column, frame } from '../../support/frames';
import { oracleFixture, worstDeviation } from '../../support/oracleFixture';

interface NumericCase {
  readonly name: string;
  readonly values: readonly number[];
  readonly imputed: readonly number[];
  readonly scaled: readonly number[];
  readonly scaledWithMissing: readonly number[];
  readonly indicator: readonly (readonly number[])[];
}

interface CategoricalCase {
  readonly name: string;
  readonly drop: 'if_binary' | null;
  readonly training: readonly (string | null)[];
  readonly applied: readonly (string | null)[];
  readonly names: readonly string[];
  readonly encoded: readonly (readonly number[])[];
}

const fixture = oracleFixture<{
  readonly numeric: readonly NumericCase[];
  readonly categorical: readonly CategoricalCase[];
}>('features');

const values = (of: { columns: readonly unknown[] }): Float64Array[] =>
  (of.columns as { values: Float64Array }[]).map((each) => each.values);

test.each(fixture.cases.numeric)('$name: imputing and scaling as scikit-learn', (expected) => {
  const table = frame({ x: expected.values });

  const imputed = createMedianImputer().fit(table).transform(table);
  expect(Array.from(values(imputed)[0]!)).toEqual(expected.imputed);

  const scaled = createStandardScaler().fit(imputed).transform(imputed);
  expect(worstDeviation(values(scaled)[0]!, expected.scaled, fixture.tolerance)).toBeLessThan(1);

  const direct = createStandardScaler().fit(table).transform(table);
  expect(
    worstDeviation(values(direct)[0]!, expected.scaledWithMissing, fixture.tolerance),
  ).toBeLessThan(1);

  const indicator = createMissingIndicator().fit(table).transform(table);
  expect(values(indicator).map((each) => Array.from(each))).toEqual(expected.indicator);
});

test.each(fixture.cases.categorical)('$name, drop $drop: one-hot as scikit-learn', (expected) => {
  const training = frame({ x: expected.training });
  const fitted = createOneHotEncoder({ drop: expected.drop }).fit(training);
  const encoded = fitted.transform(frame({ x: expected.applied }));

  expect({ rows: encoded.rows, columns: encoded.columns }).toEqual({
    rows: expected.encoded.length,
    columns: expected.encoded[0]!.length,
  });
  expect(Array.from(encoded.values)).toEqual(expected.encoded.flat());
  expect(fitted.featureNames).toEqual(
    expected.names.map((name) => name.replace('x_None', 'x (missing)').replace('x_', 'x=')),
  );
});

test('levels are matched by name, not by their number in the frame', () => {
  const fitted = createOneHotEncoder().fit(frame({ x: ['a', 'b', 'c'] }));
  const renumbered = { rows: 2, columns: [column('x', ['c', 'zz'])] };
  expect(Array.from(fitted.transform(renumbered).values)).toEqual([0, 0, 1, 0, 0, 0]);
});

test('an unknown drop is refused', () => {
  expect(() => createOneHotEncoder({ drop: 'first' as 'if_binary' })).toThrow(
    'The `drop` parameter of `oneHotEncoder` must be "if_binary" or null. Got "first".',
  );
});
