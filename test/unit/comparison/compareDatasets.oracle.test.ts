import { expect, test } from 'vitest';
import { compareDatasets } from '../../../src/engine/comparison/compareDatasets';
import type { ColumnComparison, DataComparison } from '../../../src/protocol';
import { disagreements } from '../../support/agreement';
import { csvLines, openedPair } from '../../support/datasetPairs';
import { twoSampleOracle, type LevelCase, type NumberCase } from '../../support/twoSampleOracle';

const { cases, tolerance } = twoSampleOracle;

function columnOf({ columns }: DataComparison, name: string): ColumnComparison {
  return columns.find(({ column }) => column === name)!;
}

function levelDisagreements(column: ColumnComparison, expected: LevelCase): string[] {
  const { distinct, missingRate, psi, test: tested, distance } = column;
  return disagreements(
    column.column,
    [
      distinct.reference,
      distinct.current,
      missingRate.reference,
      missingRate.current,
      psi,
      tested.statistic,
      tested.pValue,
      distance.value,
    ],
    [
      ...expected.distinct,
      ...expected.missing,
      expected.psi,
      expected.statistic,
      expected.pValue,
      expected.distance,
    ],
    tolerance,
  );
}

function numberDisagreements(column: ColumnComparison, expected: NumberCase): string[] {
  const { mean, std, median } = column;
  return [
    ...levelDisagreements(column, expected),
    ...disagreements(
      column.column,
      [mean, std, median].flatMap((pair) => [pair?.reference ?? null, pair?.current ?? null]),
      [...expected.mean, ...expected.std, ...expected.median],
      tolerance,
    ),
  ];
}

test('white against red wines: every column as SciPy, pandas and NumPy say', async () => {
  const { header, lines } = csvLines('test/fixtures/data/winequality.csv');
  const ofType = (type: string): string =>
    [header, ...lines]
      .filter((line) => line === header || line.startsWith(`${type},`))
      .map((line) => line.slice(line.indexOf(',') + 1))
      .join('\n');
  const comparison = await compareDatasets(await openedPair(ofType('white'), ofType('red')));
  const found = Object.entries(cases.wine.columns).flatMap(([name, expected]) =>
    numberDisagreements(columnOf(comparison, name), expected),
  );
  expect(found).toEqual([]);
  expect(Object.keys(cases.wine.columns)).toHaveLength(11);
  expect(comparison.sharedRows.count).toBe(cases.wine.sharedRows);
  expect(columnOf(comparison, 'total sulfur dioxide')).toMatchObject({
    drift: 'large',
    decidedBy: 'distance',
  });
});

test('one half of the HR sample against the other', async () => {
  const { header, lines } = csvLines('samples/hr-attrition.csv');
  const comparison = await compareDatasets(
    await openedPair(
      [header, ...lines.slice(0, 900)].join('\n'),
      [header, ...lines.slice(900)].join('\n'),
    ),
    { target: 'Attrition' },
  );
  const { numbers, levels } = cases.attrition;
  expect([
    ...Object.entries(numbers).flatMap(([name, expected]) =>
      numberDisagreements(columnOf(comparison, name), expected),
    ),
    ...Object.entries(levels).flatMap(([name, expected]) => [
      ...levelDisagreements(columnOf(comparison, name), expected),
      ...(columnOf(comparison, name).newLevels!.values.join() === expected.added!.join()
        ? []
        : [`${name}: other new levels`]),
    ]),
  ]).toEqual([]);
  expect(comparison.target).toBe('Attrition');
  expect(comparison.sharedRows).toMatchObject({ count: 0, withoutTarget: 0 });
});
