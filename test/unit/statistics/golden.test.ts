import { expect, test } from 'vitest';
import { zeros } from '../../../src/engine/base/denseMatrix';
import {
  chiSquareTest,
  cramersV,
  cramersVBiasCorrected,
  dagostinoK2,
  kruskalWallis,
  kurtosis,
  medianAbsoluteDeviation,
  moments,
  pearsonMatrix,
  quantile,
  rankAverage,
  shapiroWilk,
  skewness,
  uncentredVarianceInflation,
  variance,
  varianceInflation,
} from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { crossTable, plainCsv } from '../../support/plainCsv';
import { goldenOracle, statisticsOracle } from './oracleCases';

const tolerance = { rtol: 1e-8, atol: 1e-13 };
const dataSets = goldenOracle.cases.map((golden) => {
  const columns = plainCsv(golden.path, golden.delimiter);
  const target = columns.get(golden.target)!;
  const classes = [...new Set(target)];
  return {
    golden,
    columns,
    target,
    codes: Int32Array.from(target, (label) => classes.indexOf(label)),
    numeric: golden.numeric.map((name) => Float64Array.from(columns.get(name)!, Number)),
  };
});
const categoricalCases = dataSets.flatMap((dataSet) =>
  dataSet.golden.categorical.map((column) => ({ ...dataSet, column })),
);
const numericCases = dataSets.flatMap((dataSet) =>
  dataSet.golden.numeric.map((column, i) => ({ ...dataSet, column, values: dataSet.numeric[i]! })),
);

test.each(categoricalCases)(
  'χ² of $golden.target by $column',
  ({ golden, columns, target, column }) => {
    const expected = golden.columns[column]!;
    const table = crossTable(target, columns.get(column)!);
    const result = chiSquareTest(table);
    const actual = [
      result.statistic,
      result.pValue,
      result.df,
      result.uncorrected,
      chiSquareTest(table, { yates: false }).pValue,
      result.minExpected,
      result.smallExpectedShare,
      result.n,
      cramersV(table),
      cramersVBiasCorrected(table),
    ];
    const wanted = [
      expected.statistic,
      expected.pValue,
      expected.df,
      expected.uncorrected,
      expected.uncorrectedPValue,
      expected.minExpected,
      expected.smallExpectedShare,
      expected.n,
      expected.cramersV,
      expected.cramersVBiasCorrected,
    ];
    expect(disagreements(column, actual, wanted, tolerance)).toEqual([]);
  },
);

test.each(numericCases)(
  'Kruskal–Wallis and shape of $column',
  ({ golden, codes, column, values }) => {
    const expected = golden.columns[column]!;
    const kruskal = kruskalWallis(values, codes, 2);
    const of = moments(values);
    const normality = dagostinoK2(values);
    const sorted = values.slice().sort();
    const actual = [
      kruskal.statistic,
      kruskal.pValue,
      kruskal.epsilonSquared,
      kruskal.etaSquared,
      of.mean,
      variance(of),
      skewness(of, { bias: true }),
      kurtosis(of, { bias: true }),
      skewness(of, { bias: false }),
      kurtosis(of, { bias: false }),
      normality.statistic,
      normality.pValue,
      medianAbsoluteDeviation(values),
      ...statisticsOracle.cases.quantileLevels.map((q) => quantile(sorted, q)),
    ];
    const wanted = [
      expected.kruskal,
      expected.pValue,
      expected.epsilonSquared,
      expected.etaSquared,
      expected.mean,
      expected.variance,
      expected.skewness,
      expected.kurtosis,
      expected.correctedSkewness,
      expected.correctedKurtosis,
      ...expected.dagostino,
      expected.mad,
      ...expected.quantiles,
    ];
    expect(disagreements(column, actual, wanted, tolerance)).toEqual([]);
    const shapiro = shapiroWilk(values);
    expect(Math.abs(shapiro.statistic! / expected.shapiro[0] - 1)).toBeLessThan(1e-6);
    expect(Math.abs(Math.log(shapiro.pValue!) / Math.log(expected.shapiro[1]) - 1)).toBeLessThan(
      1e-6,
    );
  },
);

test.each(dataSets)('VIF and correlations of $golden.path', ({ golden, numeric }) => {
  const rows = numeric[0]!.length;
  const matrix = zeros(rows, numeric.length);
  numeric.forEach((column, j) => {
    column.forEach((value, i) => (matrix.values[i * numeric.length + j] = value));
  });
  const expectedOf = (key: 'vif' | 'uncentredVif') =>
    golden.numeric.map((column) => golden.columns[column]![key]);
  expect([
    ...disagreements('vif', varianceInflation(matrix), expectedOf('vif'), tolerance),
    ...disagreements(
      'uncentred',
      uncentredVarianceInflation(matrix),
      expectedOf('uncentredVif'),
      tolerance,
    ),
    ...disagreements('r', pearsonMatrix(numeric).r.values, golden.pearson.flat(), tolerance),
    ...disagreements(
      'spearman',
      pearsonMatrix(numeric.map(rankAverage)).r.values,
      golden.spearman.flat(),
      tolerance,
    ),
  ]).toEqual([]);
});

test('the printed decisions of the lecture are met: 12 + 10 columns of HR, 10 + 5 of German credit', () => {
  const kept = (cases: readonly { golden: { path: string } }[], p: readonly (number | null)[]) =>
    dataSets.map(
      ({ golden }) =>
        cases.filter((one, i) => one.golden.path === golden.path && (p[i] ?? 1) <= 0.05).length,
    );
  const chiSquares = categoricalCases.map(
    ({ target, columns, column }) => chiSquareTest(crossTable(target, columns.get(column)!)).pValue,
  );
  const kruskals = numericCases.map(({ values, codes }) => kruskalWallis(values, codes, 2).pValue);
  expect(kept(categoricalCases, chiSquares)).toEqual([12, 10]);
  expect(kept(numericCases, kruskals)).toEqual([10, 5]);
});
