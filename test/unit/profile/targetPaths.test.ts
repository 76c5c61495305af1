import path from 'node:path';
import { expect, test } from 'vitest';
import type { TargetInfo } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import type { Dataset, DatasetColumn } from '../../../src/engine/data/dataset';
import { countColumns } from '../../../src/engine/profile/columns/columnCounts';
import type { ReadingOptions } from '../../../src/engine/profile/shortTable';
import { finiteValue } from '../../../src/engine/profile/sqlExpressions';
import { classBoxes } from '../../../src/engine/profile/target/classBoxes';
import { companionTests } from '../../../src/engine/profile/target/companionTests';
import { crossCounts } from '../../../src/engine/profile/target/contingency';
import { foldedLevels } from '../../../src/engine/profile/target/foldedLevels';
import { rankGroups } from '../../../src/engine/profile/target/groupRanks';
import { groupSpreads } from '../../../src/engine/profile/target/groupSpreads';
import { normalityOf } from '../../../src/engine/profile/target/normalityOf';
import { rankPairs } from '../../../src/engine/profile/target/rankPairs';
import { findColumn, resolveTarget } from '../../../src/engine/profile/target/resolveTarget';
import { targetBins } from '../../../src/engine/profile/target/targetBins';
import { linkToTarget } from '../../../src/engine/profile/target/targetLinks';
import { varianceInflationOf } from '../../../src/engine/profile/target/varianceInflationOf';
import { disagreements } from '../../support/agreement';
import { failureOf, openedDataset, openedText } from '../../support/openedDataset';

/** A table with what tells two ways of computing apart: ties, gaps, infinities, both zeros, odd labels. */
function oddTable(): Promise<Dataset> {
  const random = createRandomGenerator(11);
  const labels = [
    '"a, b"',
    "o'clock",
    'x'.repeat(300),
    `${'x'.repeat(299)}y`,
    '😀',
    '\uFF21',
    'NULL?',
  ];
  const maybe = (text: string, chance = 0.1): string => (random.uniform() < chance ? '' : text);
  const rows = Array.from({ length: 700 }, (_, i) => {
    const z = random.normal();
    return [
      maybe(z.toFixed(3)),
      maybe(String(random.integer(4))),
      maybe((1e200 * (z + random.normal())).toExponential(12), 0.3),
      i % 50 === 0 ? (i % 100 === 0 ? 'inf' : '-inf') : z.toFixed(1),
      maybe(labels[random.integer(labels.length)]!),
      [-1, 2, 10][random.integer(3)],
      ['-0.0', '0.0', '1.5'][random.integer(3)],
      maybe(random.uniform() < 0.5 + z / 8 ? 'yes' : 'no', 0.05),
      maybe((3 * z + random.normal()).toFixed(2), 0.05),
      '',
    ].join(',');
  });
  return openedText(`x,tied,huge,infinite,label,code,zero,class,number,empty\n${rows.join('\n')}\n`, {
    types: {
      x: 'numeric', tied: 'numeric', huge: 'numeric', infinite: 'numeric', label: 'categorical',
      code: 'ordinal', zero: 'categorical', class: 'categorical', number: 'numeric', empty: 'numeric',
    },
  }); // prettier-ignore
}

function attrition(): Promise<Dataset> {
  return openedDataset(path.join(import.meta.dirname, '../../../samples/hr-attrition.csv'));
}

/** The numbers of an answer in their order, and everything else as a text. */
function parted(answer: unknown): { readonly numbers: number[]; readonly rest: string } {
  const numbers: number[] = [];
  const rest = JSON.stringify(answer, (key, value: unknown) => {
    // Sentences hold rounded numbers.
    if (key === 'sentence' || typeof value !== 'number') return value;
    numbers.push(value);
    return '#';
  });
  return { numbers, rest };
}

const sql: ReadingOptions = { shortRows: 0 };

/** Expects the same answer of rows in memory and of the SQL engine. */
async function expectBothWays(
  measure: (options: ReadingOptions) => Promise<unknown>,
  tolerance = { rtol: 1e-12, atol: 1e-15 },
): Promise<void> {
  const [inMemory, bySql] = [parted(await measure({})), parted(await measure(sql))];
  expect(inMemory.rest).toBe(bySql.rest);
  expect(inMemory.numbers.length).toBeGreaterThan(0);
  expect(disagreements('number', inMemory.numbers, bySql.numbers, tolerance)).toEqual([]);
}

const tables = [
  { name: 'odd values', open: oddTable, classes: 'class', number: 'number' },
  { name: 'HR attrition', open: attrition, classes: 'EducationField', number: 'MonthlyIncome' },
] as const;

const exact = { rtol: 0, atol: 0 };

function ofType(dataset: Dataset, wanted: readonly DatasetColumn['type'][], but: DatasetColumn) {
  return dataset.columns.filter((column) => column !== but && wanted.includes(column.type));
}

function categoriesOf(dataset: Dataset, but: DatasetColumn): readonly DatasetColumn[] {
  return ofType(dataset, ['categorical', 'ordinal', 'boolean'], but);
}

test.each(tables)('rows and SQL measure the same against classes: $name', async (table) => {
  const dataset = await table.open();
  const target = findColumn(dataset, table.classes);
  const info: TargetInfo = await resolveTarget(dataset, table.classes);
  const numbers = ofType(dataset, ['numeric'], target);
  const grouped = numbers.map((column) => ({ value: finiteValue(column), group: target }));
  const classes = info.classes.map(({ value }) => value);
  const boxed = grouped.map((request) => ({ ...request, groups: [...classes, 'no such class'] }));
  await expectBothWays((options) => rankGroups(dataset, grouped, options), exact);
  await expectBothWays((options) => classBoxes(dataset, boxed, options));
  const categories = categoriesOf(dataset, target);
  await expectBothWays((options) => crossCounts(dataset, categories, target, options), exact);
  await expectBothWays(
    (options) => foldedLevels(dataset, categories, target, info, options),
    exact,
  );
});

test.each(tables)('rows and SQL measure the same against a number: $name', async (table) => {
  const dataset = await table.open();
  const target = findColumn(dataset, table.number);
  const y = finiteValue(target);
  const numbers = ofType(dataset, ['numeric'], target).map(finiteValue);
  const categories = categoriesOf(dataset, target);
  const grouped = categories.map((group) => ({ value: y, group, groups: null }));
  await expectBothWays((options) => rankPairs(dataset, numbers, y, options), exact);
  await expectBothWays((options) => targetBins(dataset, numbers, y, options));
  await expectBothWays((options) => rankGroups(dataset, grouped, options), exact);
  await expectBothWays((options) => classBoxes(dataset, grouped, options));
});

test.each(tables)('rows and SQL give the same tests: $name', async (table) => {
  const dataset = await table.open();
  const counted = await countColumns(dataset);
  const numeric = counted.filter(({ column }) => column.type === 'numeric');
  for (const name of [table.classes, table.number]) {
    const target = findColumn(dataset, name);
    const info = await resolveTarget(dataset, name);
    const features = counted.filter(({ column }) => column !== target);
    const columns = features.map(({ column }) => column);
    const links = await linkToTarget(dataset, columns, target, info);
    const compared = features.map((counts, i) => ({ counts, link: links[i]! }));
    const own = counted.find(({ column }) => column === target)!;
    // A p-value far out in a tail carries the rounding of its statistic many times over.
    const tolerance = { rtol: 1e-9, atol: 1e-15 };
    await expectBothWays(
      (options) => companionTests(dataset, compared, own, info, options),
      tolerance,
    );
  }
  await expectBothWays((options) => normalityOf(dataset, numeric, options));
  const worth = numeric.map((_, i) => i / numeric.length);
  await expectBothWays(
    (options) => varianceInflationOf(dataset, numeric, { limit: 5, worth, ...options }),
    { rtol: 1e-10, atol: 1e-12 },
  );
});

test('means and spread of groups are the same from rows and from SQL', async () => {
  const dataset = await attrition();
  const group = findColumn(dataset, 'JobRole');
  const requests = ['Age', 'MonthlyIncome', 'YearsAtCompany'].map((name) => ({
    value: `(${findColumn(dataset, name).sql} - 10.0::DOUBLE) / 100.0::DOUBLE`,
    group,
  }));
  await expectBothWays((options) => groupSpreads(dataset, requests, options));
});

test('of more levels than are held in memory the most frequent ones still get their boxes', async () => {
  const rows = Array.from({ length: 40_004 }, (_, i) => `L${i % 20_002},${i}`);
  const dataset = await openedText(`g,y\n${rows.join('\n')}\nL7,1\nL7,2\n`, {
    types: { g: 'categorical', y: 'numeric' },
  });
  const [group, y] = [findColumn(dataset, 'g'), findColumn(dataset, 'y')];
  const [boxes = []] = await classBoxes(dataset, [{ value: finiteValue(y), group, groups: null }]);
  expect(boxes).toHaveLength(20);
  expect(boxes[0]).toMatchObject({ class: 'L7', count: 4, min: 1, q1: 1.75, max: 20_009 });
  expect(await rankGroups(dataset, [{ value: finiteValue(y), group }])).toEqual([null]);
});

test('cancelling stops the reading of many columns', async () => {
  const dataset = await oddTable();
  const target = findColumn(dataset, 'class');
  const cancelled = AbortSignal.abort();
  const info = await resolveTarget(dataset, 'class');
  const error = await failureOf(linkToTarget(dataset, dataset.columns, target, info, cancelled));
  expect(error.code).toBe('CANCELLED');
});
