import { expect, test } from 'vitest';
import { fromRows } from '../../../src/engine/base/denseMatrix';
import {
  pearsonMatrix,
  uncentredVarianceInflation,
  varianceInflation,
  varianceInflationFromCorrelation,
} from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { statisticsOracle } from './oracleCases';

const { cases } = statisticsOracle;

test.each(cases.inflations)('VIF of matrix $# agrees with statsmodels', (expected) => {
  const matrix = fromRows(expected.rows);
  // 1 − R² is known to about 1e-15, so a VIF v has a relative error of about 1e-15·v.
  const tolerance = (values: readonly number[]) => ({
    rtol: 1e-9 + 2e-15 * Math.max(...values.filter((value) => Number.isFinite(value)), 1),
    atol: 0,
  });
  expect([
    ...disagreements(
      'centred',
      varianceInflation(matrix),
      expected.centred,
      tolerance(expected.centred),
    ),
    ...disagreements(
      'uncentred',
      uncentredVarianceInflation(matrix),
      expected.uncentred,
      tolerance(expected.uncentred),
    ),
  ]).toEqual([]);
});

const rows = cases.inflations[0]!.rows;

test('column order, scale and offset do not matter', () => {
  const reference = varianceInflation(fromRows(rows));
  const moved = rows.map((row) =>
    row.map((value, j) => (j === 1 ? 40 - 3 * value : value)).reverse(),
  );
  expect(
    disagreements('moved', varianceInflation(fromRows(moved)), [...reference].reverse(), {
      rtol: 1e-10,
      atol: 0,
    }),
  ).toEqual([]);
});

test('rows with a missing value are left out, constant columns have no VIF and disturb no other', () => {
  const reference = varianceInflation(fromRows(rows));
  const padded = [...rows, rows[0]!.map((value, j) => (j === 2 ? NaN : value))];
  expect(varianceInflation(fromRows(padded))).toEqual(reference);
  const constant = varianceInflation(fromRows(rows.map((row) => [0.1, ...row])));
  expect(constant).toEqual([null, ...reference]);
  const zero = uncentredVarianceInflation(fromRows(rows.map((row) => [...row, 0])));
  expect(zero).toEqual([...uncentredVarianceInflation(fromRows(rows)), null]);
});

test('without complete rows there is no VIF', () => {
  expect(
    varianceInflation(
      fromRows([
        [1, NaN],
        [NaN, 2],
      ]),
    ),
  ).toEqual([null, null]);
  expect(varianceInflation(fromRows([[1, 2]]))).toEqual([null, null]);
  expect(varianceInflation(fromRows([]))).toEqual([]);
});

test('the form from a correlation matrix composes with pearsonMatrix', () => {
  const columns = rows[0]!.map((_, j) => Float64Array.from(rows, (row) => row[j]!));
  expect(varianceInflationFromCorrelation(pearsonMatrix(columns).r)).toEqual(
    varianceInflation(fromRows(rows)),
  );
  expect(
    varianceInflationFromCorrelation(
      fromRows([
        [1, 0.8],
        [0.8, 1],
      ]),
    ),
  ).toEqual([expect.closeTo(1 / 0.36, 12), expect.closeTo(1 / 0.36, 12)]);
});

test('an impossible correlation matrix gives Infinity, an unknown correlation null', () => {
  const impossible = fromRows([
    [1, 0.9, -0.9],
    [0.9, 1, 0.9],
    [-0.9, 0.9, 1],
  ]);
  expect(varianceInflationFromCorrelation(impossible)).toEqual([Infinity, Infinity, Infinity]);
  const unknown = fromRows([
    [1, NaN, 0.5],
    [NaN, 1, 0.5],
    [0.5, 0.5, 1],
  ]);
  expect(varianceInflationFromCorrelation(unknown)).toEqual([null, null, 1]);
  expect(() => varianceInflationFromCorrelation(fromRows([[1, 0.5]]))).toThrow('square');
});
