import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import type { Dataset } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/openDataset';
import { columnTexts, openedDataset, openedText, writtenFile } from '../../support/openedDataset';
import { temporaryFolder } from '../../support/temporaryFolder';

const storageOf = ({ columns }: Dataset): Record<string, string> =>
  Object.fromEntries(columns.map(({ name, storageType }) => [name, storageType]));
const typesOf = ({ columns }: Dataset): Record<string, string> =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type]));

/** Rows enough that the sample does not see all of them. */
const manyRows = 200_000;

test('the sample data set has the types that a person would give it', async () => {
  const dataset = await openedDataset('samples/hr-attrition.csv');
  expect(dataset.info).toMatchObject({
    format: 'csv',
    delimiter: ',',
    encoding: 'utf-8',
    rows: 1470,
    columns: 35,
    exact: true,
    sampledRows: 1470,
    duplicateRows: null,
  });
  const bytes = readFileSync('samples/hr-attrition.csv');
  expect(dataset.info.sizeBytes).toBe(bytes.length);
  expect(dataset.info.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(dataset.issues).toEqual([]);
  const byType = new Map<string, string[]>();
  for (const { name, type } of dataset.columns)
    byType.set(type, [...(byType.get(type) ?? []), name]);
  expect(byType.get('identifier')).toEqual(['EmployeeNumber']);
  expect(byType.get('constant')).toEqual(['EmployeeCount', 'Over18', 'StandardHours']);
  expect(byType.get('boolean')).toEqual(['Attrition', 'OverTime']);
  expect(byType.get('categorical')).toEqual([
    'BusinessTravel',
    'Department',
    'EducationField',
    'Gender',
    'JobRole',
    'MaritalStatus',
  ]);
  expect(byType.get('ordinal')).toEqual([
    'Education',
    'EnvironmentSatisfaction',
    'JobInvolvement',
    'JobLevel',
    'JobSatisfaction',
    'PerformanceRating',
    'RelationshipSatisfaction',
    'StockOptionLevel',
    'WorkLifeBalance',
  ]);
  expect(byType.get('numeric')).toHaveLength(14);
  const number = dataset.columns.find(({ name }) => name === 'EmployeeNumber');
  expect(number?.typeReason).toBe(
    '1,470 distinct values in 1,470 rows and the name ends in "Number"',
  );
});

test.each([
  ['a fraction', '2.5', 'DOUBLE'],
  ['a text', 'about 7', 'VARCHAR'],
  ['a leading zero', '007', 'VARCHAR'],
  ['digits with an underscore', '2019_01', 'VARCHAR'],
  ['an integer beyond 2^53', '9007199254740993', 'VARCHAR'],
  ['a number in scientific notation', '1e3', 'BIGINT'],
  ['a text for "missing"', 'NA', 'BIGINT'],
  ['white space', '   ', 'BIGINT'],
])('types hold for all rows: %s in one late row', async (_, value, storage) => {
  const rows = Array.from({ length: manyRows }, (_, i) => `${i % 1000},row ${i}`);
  rows[147_123] = `${value},late`;
  const dataset = await openedText(`n,t\n${rows.join('\n')}\n`);
  expect(dataset.info.rows).toBe(manyRows);
  expect(storageOf(dataset)['n']).toBe(storage);
  const [row] = await dataset.query(`SELECT CAST(c0 AS VARCHAR) AS v FROM data WHERE c1 = 'late'`);
  if (storage === 'VARCHAR') expect(row?.['v']).toBe(value);
  else expect(row?.['v']).toBe(storage === 'DOUBLE' ? '2.5' : value === '1e3' ? '1000' : null);
});

test('the first value that is no number is named with its row', async () => {
  const rows = Array.from({ length: manyRows }, (_, i) => (i === 123_456 ? '?,x' : `${i % 777},x`));
  const dataset = await openedText(`income,t\n${rows.join('\n')}\n`);
  expect(dataset.issues).toEqual([
    {
      code: 'UNPARSED_VALUE',
      message:
        'One value of "income" is not a number, such as "?" in row 123458, so the column was read as text. If that means "missing", add it to missingValues.',
      row: 123_458,
      column: 'income',
    },
  ]);
  const told = await openedText(`income,t\n${rows.join('\n')}\n`, { missingValues: ['?'] });
  expect(storageOf(told)['income']).toBe('BIGINT');
  expect(told.issues).toEqual([]);
});

test('codes with leading zeros and integers beyond 2^53 lose no digit', async () => {
  const dataset = await openedText(
    'zip,big,neg\n01234,9007199254740993,-9007199254740993\n98765,1,2\n00501,12345678901234567890123,3\n',
  );
  expect(await columnTexts(dataset, 'zip')).toEqual(['01234', '98765', '00501']);
  expect(await columnTexts(dataset, 'big')).toEqual([
    '9007199254740993',
    '1',
    '12345678901234567890123',
  ]);
  expect(await columnTexts(dataset, 'neg')).toEqual(['-9007199254740993', '2', '3']);
  expect(dataset.columns[1]?.typeReason).toContain('beyond 2^53 and are kept as text');
});

test('integers up to 2^53 are exact numbers', async () => {
  const dataset = await openedText('n\n9007199254740991\n-9007199254740991\n0\n');
  expect(storageOf(dataset)['n']).toBe('BIGINT');
  expect(await dataset.query('SELECT max(c0) AS a, min(c0) AS b FROM data')).toEqual([
    { a: Number.MAX_SAFE_INTEGER, b: -Number.MAX_SAFE_INTEGER },
  ]);
});

test.each([
  ['2024-02-29', '2023-12-01', 'DATE', '2024-02-29'],
  ['2024/2/9', '2023/12/1', 'DATE', '2024-02-09'],
  ['29.02.2024', '01.12.2023', 'DATE', '2024-02-29'],
  ['29/02/2024', '01/12/2023', 'DATE', '2024-02-29'],
  ['02/29/2024', '12/01/2023', 'DATE', '2024-02-29'],
  ['03/04/2024', '01/12/2023', 'DATE', '2024-03-04'],
  ['3/4/24', '1/12/23', 'DATE', '2024-03-04'],
  ['29-Feb-2024', '01-Dec-2023', 'DATE', '2024-02-29'],
  ['Feb 29, 2024', 'Dec 1, 2023', 'DATE', '2024-02-29'],
  ['2024-02-29 13:45', '2023-12-01 00:00', 'TIMESTAMP', '2024-02-29T13:45:00Z'],
  ['2024-02-29T13:45:06.250Z', '2023-12-01T00:00:00.000Z', 'TIMESTAMP', '2024-02-29T13:45:06.25Z'],
  ['2024-02-29T13:45:06+09:00', '2023-12-01T00:00:00-05:00', 'TIMESTAMP', '2024-02-29T04:45:06Z'],
  ['2/29/2024 1:45 PM', '12/1/2023 12:00 AM', 'TIMESTAMP', '2024-02-29T13:45:00Z'],
])('dates written as %s are read', async (first, second, storage, iso) => {
  const dataset = await openedText(`a;b\n"${first}";1\n"${second}";2\n;3\n`);
  expect(dataset.columns[0]).toMatchObject({ storageType: storage, type: 'dateTime' });
  expect(await dataset.query('SELECT c0 AS v FROM data LIMIT 1')).toEqual([{ v: iso }]);
  expect(await dataset.query('SELECT count(c0) AS n FROM data')).toEqual([{ n: 2 }]);
});

test('one impossible date keeps the column as text', async () => {
  const dataset = await openedText('a,b\n2024-02-28,1\n2024-02-30,2\n');
  expect(storageOf(dataset)['a']).toBe('VARCHAR');
});

test('numbers keep their meaning where they look like dates or times', async () => {
  const dataset = await openedText(
    'year,clock,range\n2019,10:30,1-2\n2020,11:45,3-4\n2021,12:15,5-6\n',
  );
  expect(storageOf(dataset)).toEqual({ year: 'BIGINT', clock: 'VARCHAR', range: 'VARCHAR' });
});

test('lines before the header are not part of the table', async () => {
  const dataset = await openedText(
    'Report of March\n\nprovided by nobody\na,b,c\n1,2,3\n4,5,6\n7,8,9\n',
  );
  expect(typesOf(dataset)).toHaveProperty('a');
  expect(dataset.info.rows).toBe(3);
  expect(dataset.issues).toMatchObject([{ code: 'RAGGED_ROW', row: 1 }]);
});

test('a header may hold years', async () => {
  const dataset = await openedText('country,2019,2020,2021\nA,1,2,3\nB,4,5,6\nC,7,8,9\n');
  expect(dataset.columns.map(({ name }) => name)).toEqual(['country', '2019', '2020', '2021']);
});

test('row names without a name in the header get one, as R writes them', async () => {
  const dataset = await openedText('x,y\nr1,1,2\nr2,3,4\nr3,5,6\n');
  expect(dataset.columns.map(({ name }) => name)).toEqual(['column_1', 'x', 'y']);
  expect(await columnTexts(dataset, 'y')).toEqual(['2', '4', '6']);
});

test('mixed line ends are read', async () => {
  const dataset = await openedText('a,b\r\n1,x\n2,y\r\n3,z\n');
  expect(await columnTexts(dataset, 'b')).toEqual(['x', 'y', 'z']);
});

test('a cell of ten megabytes is read whole', async () => {
  const dataset = await openedText(`a,b\n1,${'x'.repeat(10_000_000)}\n2,y\n`);
  expect(await dataset.query('SELECT max(length(c1)) AS n, count(*) AS r FROM data')).toEqual([
    { n: 10_000_000, r: 2 },
  ]);
});

test('two thousand columns are read', { timeout: 120_000 }, async () => {
  const width = 2000;
  const rows = Array.from({ length: 50 }, (_, i) =>
    Array.from({ length: width }, (_, j) => (i * j) % 97).join(','),
  );
  const dataset = await openedText(
    `${Array.from({ length: width }, (_, j) => `h${j}`).join(',')}\n${rows.join('\n')}\n`,
  );
  expect(dataset.info).toMatchObject({ columns: width, rows: 50 });
  expect(dataset.columns.at(-1)).toMatchObject({
    name: 'h1999',
    sql: 'c1999',
    storageType: 'BIGINT',
  });
});

test('Parquet comes with its types, its names apart by case and text for what is nested', async () => {
  const dataset = await openedDataset('test/fixtures/data/types.parquet');
  expect(dataset.info).toMatchObject({
    format: 'parquet',
    delimiter: null,
    encoding: null,
    rows: 4,
    columns: 12,
  });
  expect(storageOf(dataset)).toEqual({
    whole: 'BIGINT',
    small: 'BIGINT',
    huge: 'VARCHAR',
    fraction: 'DOUBLE',
    money: 'DOUBLE',
    flag: 'BOOLEAN',
    name: 'VARCHAR',
    Name: 'VARCHAR',
    level: 'VARCHAR',
    day: 'DATE',
    moment: 'TIMESTAMP',
    clock: 'VARCHAR',
  });
  expect(await columnTexts(dataset, 'huge')).toEqual(['9007199254740993', '1', '2', '3']);
  expect(await columnTexts(dataset, 'fraction')).toEqual(['0.5', null, null, '2.0']);
  expect(await columnTexts(dataset, 'money')).toEqual(['1.25', null, '3.5', '4.0']);
  expect(await columnTexts(dataset, 'name')).toEqual(['NA', '', null, 'z']);
  expect(await dataset.query('SELECT c10 AS v FROM data LIMIT 1')).toEqual([
    { v: '2024-02-29T03:30:00Z' },
  ]);
  const nested = await openedDataset('test/fixtures/data/nested.parquet');
  expect(nested.columns.map(({ name }) => name)).toEqual(['id', 'point', 'tags', 'after']);
  expect(await columnTexts(nested, 'point')).toEqual(['{"x":1,"y":2.5}', null, '{"x":3,"y":null}']);
  expect(await columnTexts(nested, 'tags')).toEqual(['["a","b"]', '[]', null]);
});

test('JSON Lines give one column per key of any object', async () => {
  const lines = [
    { id: '01', n: 1, x: 0.5, day: '2024-02-29', ok: true, nested: { a: [1] }, mixed: 1 },
    { id: '02', n: 2, x: 1, day: '2024-03-01', ok: false, mixed: 'one' },
    { id: '03', n: null, late: 'only here', mixed: null },
  ];
  const text =
    lines.map((line) => JSON.stringify(line)).join('\n') +
    '\n{"id":"04","big":12345678901234567890123}\n';
  const dataset = await openedDataset(writtenFile(text, 'a.jsonl'));
  expect(storageOf(dataset)).toEqual({
    id: 'VARCHAR',
    n: 'BIGINT',
    x: 'DOUBLE',
    day: 'DATE',
    ok: 'BOOLEAN',
    nested: 'VARCHAR',
    mixed: 'VARCHAR',
    late: 'VARCHAR',
    big: 'VARCHAR',
  });
  expect(await columnTexts(dataset, 'id')).toEqual(['01', '02', '03', '04']);
  expect(await columnTexts(dataset, 'nested')).toEqual(['{"a":[1]}', null, null, null]);
  expect(await columnTexts(dataset, 'mixed')).toEqual(['1', 'one', null, null]);
  expect((await columnTexts(dataset, 'big')).at(-1)).toBe('12345678901234567890123');
});

test('JSON keys apart by case are both read', async () => {
  const dataset = await openedDataset(writtenFile('{"a":1,"A":"x"}\n{"a":2,"A":"y"}\n', 'a.jsonl'));
  expect(await columnTexts(dataset, 'a')).toEqual(['1', '2']);
  expect(await columnTexts(dataset, 'A_1')).toEqual(['x', 'y']);
  expect(dataset.issues).toMatchObject([{ code: 'DUPLICATE_COLUMN_NAME', column: 'A_1' }]);
});

test('compressed files are read as what they hold', async () => {
  const zstd = await openedDataset('test/fixtures/data/numbers.csv.zst');
  expect(zstd.info).toMatchObject({ format: 'csv', compression: 'zstd', rows: 100, columns: 2 });
  expect((await columnTexts(zstd, 'b'))[99]).toBe('text 99, more');
  const text = 'x\ty\n1\tä\n2\tö\n';
  const gzip = await openedDataset(writtenFile(gzipSync(Buffer.from(text, 'latin1')), 'a.tsv.gz'));
  expect(gzip.info).toMatchObject({
    compression: 'gzip',
    delimiter: '\t',
    encoding: 'windows-1252',
  });
  expect(await columnTexts(gzip, 'y')).toEqual(['ä', 'ö']);
});

test('a sample is drawn without replacement, in the order of the file, the same for the same seed', async () => {
  const file = writtenFile(`n\n${Array.from({ length: 5000 }, (_, i) => i).join('\n')}\n`);
  const draw = async (seed: number, threads: number): Promise<number[]> => {
    const dataset = await openedDataset(file, {}, { sample: 300, seed, threads });
    expect(dataset.info).toMatchObject({ rows: 5000, sampledRows: 300, exact: false });
    return (await columnTexts(dataset, 'n')).map(Number);
  };
  const rows = await draw(7, 1);
  expect(await draw(7, 2)).toEqual(rows);
  expect(await draw(8, 2)).not.toEqual(rows);
  expect(new Set(rows).size).toBe(300);
  expect([...rows].sort((a, b) => a - b)).toEqual(rows);
  const mean = rows.reduce((sum, row) => sum + row, 0) / 300;
  expect(Math.abs(mean - 2499.5)).toBeLessThan(4 * (5000 / Math.sqrt(12 * 300)));
  const whole = await openedDataset(file, {}, { sample: 6000 });
  expect(whole.info).toMatchObject({ sampledRows: 5000, exact: true });
});

test(
  'a table larger than the memory limit is read and asked out of core',
  { timeout: 120_000 },
  async () => {
    const row = Array.from({ length: 20 }, (_, j) => `value ${j} of a row`).join(',');
    const rows = Array.from({ length: 150_000 }, (_, i) => `${i},${row}`);
    const dataset = await openedText(
      `id,${Array.from({ length: 20 }, (_, j) => `t${j}`).join(',')}\n${rows.join('\n')}\n`,
      {},
      { memory: '80MB', threads: 2 },
    );
    expect(dataset.info.rows).toBe(150_000);
    expect(await dataset.query('SELECT sum(c0) AS s FROM data')).toEqual([
      { s: (150_000 * 149_999) / 2 },
    ]);
  },
);

test('the reader call works when pasted into DuckDB', async () => {
  const dataset = await openedText("a;b\n1;'x; y'\n2;'it''s'\n3;'z; w'\n");
  expect(dataset.readerCall).toContain("delim = ';'");
  expect(await dataset.query(`SELECT b FROM ${dataset.readerCall}`)).toEqual([
    { b: 'x; y' },
    { b: "it's" },
    { b: 'z; w' },
  ]);
});

test.each(['data [1].csv', 'd*.csv', 'what?.csv', "it's {a,b}.csv", '100 %.csv', '데이터 셋.csv'])(
  'a file named %s is that file alone',
  async (name) => {
    const file = writtenFile('a,b\n1,2\n3,4\n', name);
    writeFileSync(join(dirname(file), 'data 1.csv'), 'a,b\n5,6\n');
    const dataset = await openedDataset(file);
    expect(dataset.info.rows).toBe(2);
    expect(await dataset.query(`SELECT count(*) AS n FROM ${dataset.readerCall}`)).toEqual([
      { n: 2 },
    ]);
  },
);

test('folders named like partitions add no columns', async () => {
  const folder = join(temporaryFolder(), 'year=2024', 'month=1');
  mkdirSync(folder, { recursive: true });
  copyFileSync('test/fixtures/data/nested.parquet', join(folder, 'x.parquet'));
  writeFileSync(join(folder, 'x.jsonl'), '{"a":1}\n{"a":2}\n');
  writeFileSync(join(folder, 'x.csv'), 'a,b\n1,2\n');
  expect((await openedDataset(join(folder, 'x.parquet'))).info.columns).toBe(4);
  expect((await openedDataset(join(folder, 'x.jsonl'))).info.columns).toBe(1);
  expect((await openedDataset(join(folder, 'x.csv'))).info.columns).toBe(2);
});

test.each([
  ['sep=;\na;b\n1;2\n3;4\n', 1],
  ['# made by x\n\n# on day y\na,b\n1,2\n3,4\n', 3],
])('what stands above the table does not change its types: %j', async (text, lines) => {
  const dataset = await openedText(text);
  expect(storageOf(dataset)).toEqual({ a: 'BIGINT', b: 'BIGINT' });
  expect(dataset.info.rows).toBe(2);
  expect(dataset.issues[0]?.message).toContain(
    lines === 1 ? 'The first line stands' : `The first ${lines} lines stand`,
  );
});

test('rows far shorter than the header are counted by their own values', async () => {
  const dataset = await openedText('a,b,c,d\n1,2\n3,4\n5,6,7\n');
  expect(dataset.issues.map(({ message }) => /has (\d)/.exec(message)?.[1])).toEqual([
    '2',
    '2',
    '3',
  ]);
});

test('white space alone is missing among numbers and a text among texts', async () => {
  const dataset = await openedText('n;t\n1; \n  ;x\n3;\n');
  expect(await columnTexts(dataset, 'n')).toEqual(['1', null, '3']);
  expect(await columnTexts(dataset, 't')).toEqual([' ', 'x', null]);
});

test('texts for "missing" may hold the delimiter and quotes', async () => {
  const text = 'n,t\n1,x\n"a,b",y\n"say ""no""",z\n';
  const dataset = await openedText(text, { missingValues: ['a,b', 'say "no"'] });
  expect(await columnTexts(dataset, 'n')).toEqual(['1', null, null]);
  expect(storageOf(dataset)['n']).toBe('BIGINT');
});

test('any text survives being written by RFC 4180', { timeout: 60_000 }, async () => {
  const random = createRandomGenerator(20_26);
  const pieces = [
    ',',
    ';',
    '\t',
    '|',
    '"',
    '""',
    "'",
    '\n',
    '\r\n',
    ' ',
    'x',
    '0',
    '7.5',
    'é',
    '한',
    '😀',
    '\\',
    '#',
    '=',
    'NAN',
  ];
  for (let round = 0; round < 25; round++) {
    const delimiter = [',', ';', '\t', '|'][random.integer(4)]!;
    const width = 2 + random.integer(4);
    const rows = Array.from({ length: 5 + random.integer(60) }, (_, i) =>
      Array.from({ length: width }, (_, j) =>
        j === 0
          ? `row ${i}`
          : `t${Array.from({ length: random.integer(6) }, () => pieces[random.integer(pieces.length)]).join('')}`,
      ),
    );
    const quoted = (cell: string): string =>
      /["\r\n,;\t|']/.test(cell) || random.integer(3) === 0
        ? `"${cell.replaceAll('"', '""')}"`
        : cell;
    const header = Array.from({ length: width }, (_, j) => `h${j}`);
    const text = [header, ...rows].map((cells) => cells.map(quoted).join(delimiter)).join('\n');
    const dataset = await openDataset({ path: writtenFile(`${text}\n`, `round ${round}.csv`) });
    const found = await Promise.all(header.map((name) => columnTexts(dataset, name)));
    const issues = dataset.issues;
    await dataset.close();
    expect(issues, `round ${round}`).toEqual([]);
    expect(found, `round ${round}`).toEqual(header.map((_, j) => rows.map((row) => row[j])));
  }
});
