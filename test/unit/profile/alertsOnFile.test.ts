import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlertCode, ProfileAlert, ProfileResult } from '../../../src/protocol';
import type { Dataset } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/openDataset';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { cleanTable, dirtyTable } from '../../support/dirtyTable';
import { openedDataset, openedText, writtenFile } from '../../support/openedDataset';

/** Rows that a query gives when a person pastes it into DuckDB. */
async function rowsOnFile(dataset: Dataset, sql: string): Promise<number> {
  const query = sql.replaceAll('{table}', dataset.readerCall);
  const [row] = await dataset.query(`SELECT count(*) AS n FROM (${query})`);
  return Number(row!['n']);
}

/** Rows that a condition gives on the settled table under the file's names, as the data grid filters it. */
async function rowsInGrid(dataset: Dataset, where: string): Promise<number> {
  const names = dataset.columns.map(({ sql, name }) => `${sql} AS "${name.replaceAll('"', '""')}"`);
  const [row] = await dataset.query(
    `SELECT count(*) AS n FROM (SELECT ${names.join(', ')} FROM ${dataset.relation}) WHERE ${where}`,
  );
  return Number(row!['n']);
}

let dataset: Dataset;
let profile: ProfileResult;
const folder = mkdtempSync(join(tmpdir(), 'cuvette-alerts-'));

beforeAll(async () => {
  const file = join(folder, 'dirty.csv');
  writeFileSync(file, dirtyTable());
  dataset = await openDataset({ path: file });
  profile = await profileDataset(dataset);
});

afterAll(async () => {
  await dataset.close();
  rmSync(folder, { recursive: true });
});

function find(code: AlertCode, ...columns: string[]): ProfileAlert {
  const found = profile.alerts.find(
    (alert) => alert.code === code && columns.every((name) => alert.columns.includes(name)),
  );
  if (found === undefined) throw new Error(`No ${code} about ${columns.join(', ')}.`);
  return found;
}

/** What is wrong with each column, and how many rows the query of the alert must give. */
const expected: readonly (readonly [AlertCode, string, (rows: Counter) => number | null])[] = [
  ['IDENTIFIER', 'id', () => 1000],
  ['NEAR_CONSTANT', 'nearConstant', (n) => n('nearConstant', (v) => v !== '3')],
  ['MISSING', 'third', (n) => n('third', (v) => v === '')],
  ['MISSING', 'few', () => 1],
  ['SENTINEL', 'code', (n) => n('code', (v) => v === '999')],
  ['SENTINEL', 'minus', (n) => n('minus', (v) => v === '-1')],
  ['SENTINEL', 'unknown', (n) => n('unknown', (v) => v === 'unknown')],
  ['SENTINEL', 'day', (n) => n('day', (v) => v === '1900-01-01')],
  ['INFINITE', 'infinite', (n) => n('infinite', (v) => v === 'inf')],
  ['SKEWED', 'skewed', () => 100],
  ['ZEROS', 'zeros', (n) => n('zeros', (v) => v === '0')],
  ['HIGH_CARDINALITY', 'many', () => 90],
  ['IMBALANCE', 'uneven', (n) => n('uneven', (v) => v !== 'usual')],
  ['RARE_LEVELS', 'rare', (n) => n('rare', (v) => v === 'x')],
  ['NUMBER_AS_TEXT', 'price', () => 1000],
  ['NUMBER_AS_TEXT', 'weight', () => 1000],
  ['MIXED_TYPES', 'mixed', (n) => n('mixed', (v) => v === 'about ten')],
  ['DATE_AS_TEXT', 'mixedDates', () => 1000],
  ['DATE_AS_TEXT', 'digitDate', () => 1000],
  ['MISSING_TOGETHER', 'half', (n) => n('half', (v) => v === '')],
  [
    'SPELLINGS',
    'city',
    (n) => n('city', (v) => v.trim().toLowerCase() === 'seoul' && v !== commonest('city', 'seoul')),
  ],
  ['OUTLIERS', 'skewed', (n) => n('skewed', (v) => outside('skewed', Number(v)))],
  ['CONSTANT_LENGTH', 'zipCode', () => null],
];

type Counter = (column: string, matches: (cell: string) => boolean) => number;

const [header = '', ...lines] = dirtyTable().trimEnd().split('\n');
const counter: Counter = (column, matches) => {
  const cells = (line: string): string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell);
  const position = cells(header).indexOf(column);
  return lines.filter((line) => matches(cells(line)[position]!)).length;
};

/** The most frequent spelling of a value in a column. */
function commonest(column: string, value: string): string {
  const { values } = profile.columns.find(({ name }) => name === column)!.categorical!
    .spellings[0]!;
  expect(values[0]!.value.trim().toLowerCase()).toBe(value);
  return values[0]!.value;
}

/** Whether a value lies beyond 1.5 interquartile ranges of the quartiles, which pandas confirms elsewhere. */
function outside(column: string, value: number): boolean {
  const { quantiles } = profile.columns.find(({ name }) => name === column)!.numeric!;
  const [q1, q3] = [quantiles['0.25']!, quantiles['0.75']!];
  return value < q1 - 1.5 * (q3 - q1) || value > q3 + 1.5 * (q3 - q1);
}

test.each(expected)('%s about %s finds its rows', async (code, column, rows) => {
  const { sql, where, message } = find(code, column);
  const count = rows(counter);
  if (count === null) return;
  expect(await rowsOnFile(dataset, sql!), message).toBe(count);
  if (where !== null && code !== 'SKEWED') {
    expect(await rowsInGrid(dataset, where), where).toBe(count);
    expect(await rowsOnFile(dataset, `SELECT * FROM {table} WHERE ${where}`)).toBe(count);
  }
});

test('columns that are empty, constant, copies or recoded copies are said in groups', () => {
  expect(find('EMPTY').columns).toEqual(['empty']);
  expect(find('CONSTANT').columns).toEqual(['constant']);
  expect(find('DUPLICATE_COLUMNS', 'copy').columns).toEqual(['the "x"', 'copy']);
  expect(find('DUPLICATE_COLUMNS', 'sex')).toMatchObject({
    columns: ['gender', 'sex'],
    severity: 'info',
  });
});

test('repeated rows are counted without the first of each', async () => {
  const { value, sql } = find('DUPLICATE_ROWS');
  expect(value).toBe(5);
  const rows = sql!.replaceAll('{table}', dataset.readerCall);
  expect(await dataset.query(`SELECT sum(copies - 1) AS n FROM (${rows})`)).toEqual([{ n: 5 }]);
});

test('every query and condition of every alert runs on the file and in the grid', async () => {
  for (const { sql, where } of profile.alerts) {
    if (sql !== null) expect(await rowsOnFile(dataset, sql), sql).toBeGreaterThan(0);
    if (where !== null) expect(await rowsInGrid(dataset, where), where).toBeGreaterThan(0);
  }
});

test('every alert names its measured value and why it matters; actions name columns of the file', () => {
  const names = new Set(dataset.columns.map(({ name }) => name));
  for (const { message, why, value, columns, actions } of profile.alerts) {
    expect(value, message).not.toBeNull();
    expect(Number.isFinite(value)).toBe(true);
    expect(why.length).toBeGreaterThan(20);
    expect(columns.filter((name) => !names.has(name))).toEqual([]);
    for (const action of actions) expect(action.label).not.toBe('');
  }
});

test('the likeliest action comes first', () => {
  const first = (code: AlertCode, column?: string): unknown =>
    find(code, ...(column === undefined ? [] : [column])).actions[0];
  expect(first('SENTINEL', 'code')).toMatchObject({
    kind: 'clean',
    step: { kind: 'treatAsMissing', column: 'code', values: ['999'] },
  });
  expect(first('SENTINEL', 'unknown')).toMatchObject({
    kind: 'treatAsMissing',
    values: ['unknown'],
  });
  expect(first('MIXED_TYPES', 'mixed')).toMatchObject({
    kind: 'treatAsMissing',
    values: ['about ten'],
  });
  expect(first('DUPLICATE_ROWS')).toMatchObject({ step: { kind: 'dropDuplicateRows' } });
  expect(first('EMPTY')).toMatchObject({ step: { kind: 'dropColumns', columns: ['empty'] } });
  expect(first('DATE_AS_TEXT', 'digitDate')).toMatchObject({ kind: 'setType', type: 'dateTime' });
});

test('what an alert offers helps: days without separators and numbers beside words become such', async () => {
  const treated = await openedText(dirtyTable(), {
    types: { digitDate: 'dateTime' },
    missingValues: ['about ten', 'unknown'],
  });
  const types = Object.fromEntries(treated.columns.map(({ name, type }) => [name, type]));
  expect(types).toMatchObject({ digitDate: 'dateTime', mixed: 'numeric' });
  const { alerts } = await profileDataset(treated);
  const codes = alerts.map(({ code, columns }) => `${code} ${columns.join()}`);
  for (const solved of ['DATE_AS_TEXT digitDate', 'MIXED_TYPES mixed', 'SENTINEL unknown']) {
    expect(codes).not.toContain(solved);
  }
});

test.each([1, 2, 3, 4, 5])('a clean table raises nothing (seed %i)', async (seed) => {
  const clean = await openedText(cleanTable(seed));
  const { alerts } = await profileDataset(clean, { target: 'label' });
  expect(alerts.map(({ message }) => message)).toEqual([]);
});

test('thresholds of a person decide, and are named', async () => {
  const file = writtenFile(dirtyTable());
  const strict = await openedDataset(file, {
    thresholds: {
      skewed: 1000,
      zeros: 0.9,
      sentinel: 0.5,
      missing: 0.5,
      nearConstant: 1,
      highCardinality: 100,
    },
  });
  const { alerts } = await profileDataset(strict);
  const codes = new Set(alerts.map(({ code }) => code));
  for (const code of [
    'SKEWED',
    'ZEROS',
    'SENTINEL',
    'NEAR_CONSTANT',
    'HIGH_CARDINALITY',
  ] as const) {
    expect(codes.has(code), code).toBe(false);
    expect(find(code).thresholdName).not.toBeNull();
  }
  const missing = alerts.filter(({ code }) => code === 'MISSING');
  expect(missing).toHaveLength(1);
  expect(missing[0]).toMatchObject({ threshold: 0.5, thresholdName: 'missing' });
});
