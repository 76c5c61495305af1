import { expect, test } from 'vitest';

import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { createFeatureSelector } from '../../../src/engine/features/featureSelector';
import { classTarget, frame } from '../../support/frames';
import { oracleFixture } from '../../support/oracleFixture';

const fixture = oracleFixture<{
  readonly selection: readonly {
    readonly classCount: number;
    readonly columns: Readonly<Record<string, readonly number[] | readonly (string | null)[]>>;
    readonly target: readonly number[];
    readonly selections: readonly {
      readonly alpha: number;
      readonly maxCorrelation: number;
      readonly maxVif: number;
      readonly kept: readonly string[];
      readonly redundant: readonly string[];
    }[];
  }[];
}>('features');

const context = { random: createRandomGenerator(0) };

const cases = fixture.cases.selection.flatMap(({ selections, ...data }) =>
  selections.map((expected) => ({ ...expected, data, classCount: data.classCount })),
);

test.each(cases)(
  '$classCount classes, alpha $alpha, |r| $maxCorrelation, VIF $maxVif: as SciPy and statsmodels say',
  ({ alpha, maxCorrelation, maxVif, kept, redundant, data }) => {
    const table = frame(data.columns);
    const target = classTarget(data.target.map(String));
    const selector = createFeatureSelector({ alpha, maxCorrelation, maxVif });
    const fitted = selector.fit(table, target, context);
    expect(fitted.kept).toEqual(kept);
    const dropped = fitted.dropped.map(({ column }) => column);
    expect(dropped.slice(dropped.length - redundant.length)).toEqual(redundant);
    expect([...dropped, ...kept].sort()).toEqual(Object.keys(data.columns).sort());
    expect(fitted.note).toBeNull();
    expect(fitted.transform(table).columns.map(({ name }) => name)).toEqual(kept);
  },
);

test('every dropped column has its reason with the numbers', () => {
  const { columns, target } = fixture.cases.selection[1]!;
  const labels = classTarget(target.map(String));
  const fitted = createFeatureSelector().fit(frame(columns), labels, context);
  const reasons = Object.fromEntries(fitted.dropped.map(({ column, reason }) => [column, reason]));
  expect(reasons['noise']).toMatch(
    /^No link with the target shown \(Kruskal–Wallis p = 0\.\d+ > 0\.05\)\.$/,
  );
  expect(reasons['unlinked']).toMatch(
    /^No link with the target shown \(χ² p = 0\.\d+ > 0\.05\)\.$/,
  );
  expect(reasons['constant']).toBe(
    'Not testable against the target (Kruskal–Wallis): All values are equal: there is nothing to rank.',
  );
  expect(reasons['near base']).toMatch(/^Correlated with "base" \(\|r\| = 0\.9\d\d > 0\.9\)/);
  expect(reasons['sum']).toMatch(/variance inflation \d+\.\d > 10/);
});

test('of two equal columns the later goes, whatever their place among others', () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8];
  const target = classTarget(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']);
  const fitted = createFeatureSelector().fit(frame({ first: x, second: x }), target, context);
  expect(fitted.kept).toEqual(['first']);
  expect(fitted.dropped[0]!.column).toBe('second');
});

test('columns that determine each other exactly lose one at a time', () => {
  const a = [1, 5, 2, 6, 3, 9, 11, 8, 14, 10];
  const b = [3, 1, 4, 1, 5, 7, 12, 6, 9, 13];
  const sum = a.map((x, i) => x + b[i]!);
  const target = classTarget(['n', 'n', 'n', 'n', 'n', 'y', 'y', 'y', 'y', 'y']);
  const selector = createFeatureSelector({ maxCorrelation: 1 });
  const fitted = selector.fit(frame({ a, b, sum }), target, context);
  expect(fitted.kept).toHaveLength(2);
  expect(fitted.dropped[0]!.reason).toContain('determine it exactly');
});

test('when nothing passes, the best column stays and the note says so', () => {
  const target = classTarget(['a', 'b', 'a', 'b', 'a', 'b']);
  const table = frame({
    flat: [1, 1, 1, 1, 1, 1],
    weak: [1, 2, 3, 2, 1, 3],
    worse: [1, 1, 2, 2, 3, 3],
  });
  const fitted = createFeatureSelector().fit(table, target, context);
  expect(fitted.kept).toEqual(['weak']);
  expect(fitted.dropped.map(({ column }) => column)).toEqual(['flat', 'worse']);
  expect(fitted.note).toMatch(
    /^No column passed; "weak" was kept as the best\. No link with the target/,
  );
});

test('a table without columns is an error', () => {
  const target = classTarget(['a', 'b']);
  expect(() => createFeatureSelector().fit({ rows: 2, columns: [] }, target, context)).toThrow(
    'There is no column to select from.',
  );
});

test.each([
  [{ alpha: 0 }, 'The `alpha` parameter of `featureSelector` must be in (0, 1]. Got 0.'],
  [{ alpha: NaN }, 'Got NaN.'],
  [{ maxCorrelation: 1.5 }, 'The `maxCorrelation` parameter'],
  [{ maxVif: 0.5 }, 'The `maxVif` parameter of `featureSelector` must be a number ≥ 1. Got 0.5.'],
])('%j is refused', (options, message) => {
  expect(() => createFeatureSelector(options)).toThrow(message);
});
