import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import type { Caller, ProfileResult } from '../../../src/protocol';
import { writtenFile } from '../../support/openedDataset';
import { openedService } from '../../support/service';
import { temporaryFolder } from '../../support/temporaryFolder';

/** Everything a person can ask of a data set, so that a file that breaks one of the answers is found. */
async function askEverything(caller: Caller, file: string, target: string): Promise<ProfileResult> {
  const dataset = { path: file };
  const profile = await caller.call('dataset/profile', { dataset, target });
  const tests = await caller.call('dataset/test', { dataset, target });
  expect(tests.tests.map(({ column }) => column)).toEqual(
    profile.columns.map(({ name }) => name).filter((name) => name !== target),
  );
  const names = profile.columns.map(({ name }) => name);
  for (const x of names.slice(0, 3)) {
    const pair = await caller.call('dataset/pair', { dataset, x, y: names.at(-1)! });
    expect(pair).toMatchObject({ x, y: names.at(-1) });
  }
  const page = await caller.call('dataset/rows', {
    dataset,
    view: { where: '', sort: names.slice(0, 2).map((column) => ({ column, descending: true })) },
    offset: 0,
    limit: 5,
  });
  expect(page.viewRows).toBe(profile.dataset.rows);
  for (const alert of profile.alerts) {
    if (typeof alert.where !== 'string') continue;
    const view = { where: alert.where, sort: [] };
    const rows = await caller.call('dataset/rows', { dataset, view, offset: 0, limit: 1 });
    expect(rows.viewRows, `${alert.code} ${alert.where}`).toBeGreaterThan(0);
  }
  const comparison = await caller.call('dataset/compare', {
    reference: dataset,
    current: dataset,
    target,
  });
  expect(
    comparison.columns.filter(({ drift }) => drift !== 'none' && drift !== 'not compared'),
  ).toEqual([]);
  expect(comparison.sharedRows.count).toBe(profile.dataset.rows);
  const output = path.join(temporaryFolder(), 'report.html');
  const report = await caller.call('report/write', { output, profile, tests });
  expect(report.sizeBytes).toBeLessThan(names.length > 100 ? 10e6 : 5e6);
  expect(JSON.stringify([profile, tests])).not.toMatch(/:(NaN|-?Infinity)|undefined/);
  return profile;
}

const oddNames = [
  'Aa', 'BB', 'aA', 'bb', 'a"b', "a'b", 'a`b', 'a\\b', 'a, b', 'two\nlines', 'select', 'order by', 'c0', 'rowid', 'data',
  'v', 'k', 'count(*)', '__proto__', 'constructor', 'toString', '😀', '한국어', 'é', 'e\u0301', ' spaced ', '%s', '{table}', '$1', '?',
  "'; DROP TABLE data; --", '<b>bold</b>', '-',
]; // prettier-ignore

test('column names of any kind are kept, asked about and never become code', async () => {
  const random = createRandomGenerator(3);
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: 60 }, (_, row) => [
    ...oddNames.map((name, j) =>
      j % 3 === 0 ? String(random.integer(1000) / 8) : j % 3 === 1 ? `${name} ${random.integer(3)}` : row % 7 === 0 ? '' : String(random.integer(40)),
    ),
    row % 3 === 0 ? 'yes' : 'no',
  ]); // prettier-ignore
  const lines = [[...oddNames, 'is it?'], ...rows].map((row) => row.map(cell).join(','));
  const file = writtenFile(`${lines.join('\n')}\n`);
  const profile = await askEverything(openedService(), file, 'is it?');
  expect(profile.columns.map(({ name }) => name)).toEqual([...oddNames, 'is it?']);
  const proto = profile.columns.find(({ name }) => name === '__proto__')!;
  const at = oddNames.indexOf('__proto__');
  const numbers = rows.map((row) => Number(row[at]));
  expect(proto.numeric?.max).toBe(Math.max(...numbers));
});

test('empty and repeated names get names of their own, and nothing is lost', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i * 2},${i * 3},${i % 20},${i * 5}`);
  const file = writtenFile(`x,,x,,x\n${rows.join('\n')}\n`);
  const caller = openedService();
  const names = (await caller.call('dataset/profile', { dataset: { path: file } })).columns.map(
    ({ name }) => name,
  );
  expect(new Set(names).size).toBe(5);
  const profile = await askEverything(caller, file, names[3]!);
  expect(profile.columns.map(({ numeric }) => numeric?.max)).toEqual([39, 78, 117, 19, 195]);
  expect(profile.issues.map(({ code }) => code)).toContain('DUPLICATE_COLUMN_NAME');
  expect(profile.issues.map(({ code }) => code)).toContain('EMPTY_COLUMN_NAME');
});

test('two thousand columns', { timeout: 180_000 }, async () => {
  const random = createRandomGenerator(4);
  const header = Array.from({ length: 1999 }, (_, j) => `x${j}`);
  const rows = Array.from({ length: 60 }, (_, i) =>
    [...header.map((_name, j) => (j % 5 === 4 ? `v${random.integer(3)}` : random.normal().toFixed(4))), i % 2].join(','),
  ); // prettier-ignore
  const file = writtenFile(`${[...header, 'target'].join(',')}\n${rows.join('\n')}\n`);
  const profile = await askEverything(openedService(), file, 'target');
  expect(profile.columns).toHaveLength(2000);
  expect(profile.columns.filter(({ numeric }) => numeric?.mean === undefined)).toHaveLength(400);
});

test('a cell of ten megabytes', { timeout: 120_000 }, async () => {
  const huge = 'lorem ipsum 가나다 '.repeat(700_000);
  const rows = Array.from(
    { length: 30 },
    (_, i) => `${i},"${i === 7 ? huge : `some words ${i}`}",${i % 2}`,
  );
  const file = writtenFile(`id,text,target\n${rows.join('\n')}\n`);
  const profile = await askEverything(openedService(), file, 'target');
  const text = profile.columns[1]!.text ?? profile.columns[1]!.categorical?.length;
  const length = 'length' in text! ? text.length.max : text!.max;
  expect(length).toBe(Array.from(huge).length);
  expect(JSON.stringify(profile).length).toBeLessThan(1e6);
});

test('a million distinct strings', { timeout: 180_000 }, async () => {
  const lines = Array.from(
    { length: 1_000_000 },
    (_, i) => `key-${(i * 7919) % 1_000_003},${i % 2}`,
  );
  const file = writtenFile(`key,target\n${lines.join('\n')}\n`);
  const profile = await askEverything(openedService(), file, 'target');
  expect(profile.columns[0]).toMatchObject({
    type: 'identifier',
    distinct: { count: 1_000_000, exact: true },
  });
  expect(JSON.stringify(profile).length).toBeLessThan(1e5);
});

test('NaN, infinities, extreme doubles and integers beyond 2^53', async () => {
  const odd = ['NaN', 'inf', '-inf', '1e308', '-1e308', '5e-324', '0', '-0'];
  const rows = Array.from({ length: 80 }, (_, i) => [
    odd[i] ?? String(i / 8),
    i % 3 === 0 ? 'Infinity' : String(i),
    String(9_007_199_254_740_993n + BigInt(i % 8)),
    i % 2,
  ]);
  const file = writtenFile(
    `odd,often,big,target\n${rows.map((row) => row.join(',')).join('\n')}\n`,
  );
  const { columns } = await askEverything(openedService(), file, 'target');
  expect(columns[0]).toMatchObject({
    missing: { count: 1 },
    numeric: { infinite: 2, max: 1e308, min: -1e308 },
  });
  expect(columns[1]!.numeric).toMatchObject({ infinite: 27, max: 79, min: 1 });
  expect(columns[2]!.categorical!.top.map(({ value }) => value).sort()).toEqual(
    Array.from({ length: 8 }, (_, i) => String(9_007_199_254_740_993n + BigInt(i))),
  );
});

test('times of many zones are one time line', async () => {
  const zones = ['Z', '+09:00', '-05:00', '+05:30'];
  const rows = Array.from(
    { length: 40 },
    (_, i) => `2024-03-${String((i % 28) + 1).padStart(2, '0')}T12:00:00${zones[i % 4]},${i % 2}`,
  );
  const file = writtenFile(`at,target\n${rows.join('\n')}\n`);
  const { columns } = await askEverything(openedService(), file, 'target');
  const instants = rows.map((row) => Date.parse(row.split(',')[0]!));
  expect(columns[0]!.type).toBe('dateTime');
  expect(Date.parse(`${columns[0]!.dateTime!.min}Z`.replace('ZZ', 'Z'))).toBe(
    Math.min(...instants),
  );
  expect(Date.parse(`${columns[0]!.dateTime!.max}Z`.replace('ZZ', 'Z'))).toBe(
    Math.max(...instants),
  );
});

test('lists and structs in JSON Lines', async () => {
  const file = path.join(temporaryFolder(), 'nested.jsonl');
  const lines = Array.from({ length: 50 }, (_, i) =>
    JSON.stringify({ id: i, tags: i % 5 === 0 ? [] : ['a', `t${i % 3}`], address: { city: `c${i % 4}`, zip: i % 7 === 0 ? null : i }, target: i % 2 }),
  ); // prettier-ignore
  writeFileSync(file, lines.join('\n'));
  const { columns } = await askEverything(openedService(), file, 'target');
  const [, tags, address] = columns;
  expect(tags).toMatchObject({
    type: 'nested',
    role: 'ignored',
    nested: { kind: 'list', empty: 10, length: { min: 0, max: 2 } },
  });
  expect(address!.nested!.fields.map(({ name, present }) => [name, present])).toEqual([
    ['city', 50],
    ['zip', 42],
  ]);
});
