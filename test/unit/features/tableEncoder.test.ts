import { expect, test } from 'vitest';

import {
  createTableEncoder,
  tableEncoderFromJson,
} from '../../../src/engine/features/tableEncoder';
import { frame } from '../../support/frames';

const training = frame({
  Age: [20, NaN, 40, 60],
  Role: ['Manager', 'Clerk', null, 'Clerk'],
  Income: [1, 2, 3, 6],
  OverTime: ['Yes', 'No', 'No', 'Yes'],
  Empty: [NaN, NaN, NaN, NaN],
});

const rowsOf = (matrix: { rows: number; columns: number; values: Float64Array }): number[][] =>
  Array.from({ length: matrix.rows }, (_, i) =>
    Array.from(matrix.values.subarray(i * matrix.columns, (i + 1) * matrix.columns)),
  );

test('features are numeric columns, then indicators, then levels, each in the order of the columns', () => {
  const fitted = createTableEncoder().fit(training);
  expect(fitted.featureNames).toEqual([
    'Age',
    'Income',
    'Age (missing)',
    'Role=Clerk',
    'Role=Manager',
    'Role (missing)',
    'OverTime=Yes',
  ]);
  // Age: median 40, so 20 40 40 60: mean 40, standard deviation √200. Income: mean 3, √3.5.
  const age = 20 / Math.sqrt(200);
  const income = (x: number): number => (x - 3) / Math.sqrt(3.5);
  expect(rowsOf(fitted.transform(training))).toEqual([
    [-age, income(1), 0, 0, 1, 0, 1],
    [0, income(2), 1, 1, 0, 0, 0],
    [0, income(3), 0, 0, 0, 1, 0],
    [age, income(6), 0, 1, 0, 0, 1],
  ]);
});

test('nothing is learned from the rows that are encoded', () => {
  const fitted = createTableEncoder().fit(training);
  const other = frame({
    Age: [1000, 40],
    Role: ['Sailor', null],
    Income: [NaN, Infinity],
    OverTime: ['Perhaps', null],
    Empty: [5, NaN],
  });
  const encoded = rowsOf(fitted.transform(other));
  const incomeMedian = (2.5 - 3) / Math.sqrt(3.5);
  expect(encoded).toEqual([
    [960 / Math.sqrt(200), incomeMedian, 0, 0, 0, 0, 0],
    [0, incomeMedian, 0, 0, 0, 1, 0],
  ]);
  const alone = rowsOf(fitted.transform({ rows: 1, columns: other.columns.map(firstRow) }));
  expect(alone[0]).toEqual(encoded[0]);
});

test('indicators can be left out', () => {
  const fitted = createTableEncoder({ addIndicator: false }).fit(training);
  expect(fitted.featureNames).not.toContain('Age (missing)');
  expect(fitted.transform(training).columns).toBe(fitted.featureNames.length);
});

test('the order and the number of other columns do not matter when encoding', () => {
  const fitted = createTableEncoder().fit(training);
  const reversed = {
    rows: training.rows,
    columns: [...training.columns, ...frame({ Extra: [1, 2, 3, 4] }).columns].reverse(),
  };
  expect(fitted.transform(reversed)).toEqual(fitted.transform(training));
});

test('an absent column and a column of another kind are named', () => {
  const fitted = createTableEncoder().fit(training);
  const without = { rows: 4, columns: training.columns.filter(({ name }) => name !== 'Income') };
  expect(() => fitted.transform(without)).toThrow('fitted with a column "Income"');
  const retyped = {
    rows: 4,
    columns: training.columns.map((each) =>
      each.name === 'Age' ? frame({ Age: ['a', 'b', 'c', 'd'] }).columns[0]! : each,
    ),
  };
  expect(() => fitted.transform(retyped)).toThrow('fitted with "Age" as a numeric column');
});

test.each([null, 3, {}, { step: 'smote' }, { step: 'tableEncoder', imputer: {} }])(
  'what is not a stored encoder is refused: %j',
  (json) => {
    expect(() => tableEncoderFromJson(json)).toThrow('cannot be read');
  },
);

function firstRow(column: (typeof training.columns)[number]): (typeof training.columns)[number] {
  return column.kind === 'numeric'
    ? { ...column, values: column.values.slice(0, 1) }
    : { ...column, codes: column.codes.slice(0, 1) };
}
