import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { failureOf } from '../../support/openedDataset';
import {
  preparationFiles,
  preparedBySql,
  readPlainTable,
  runPreparation,
} from '../../support/preparation';

const people = 'id,name,Dept,born\n1,Ann,a,2000-01-31\n2,,b,\n3,"O\'Hara",a,1999-12-01\n';
const departments = 'Dept,floor\na,1\nb,2\n';

test('inputs keep their names and types; joins, CTEs and macros work', async () => {
  const { columns, types, rows } = await preparedBySql(
    `CREATE MACRO age(d) AS date_diff('year', d, DATE '2024-06-01');
     CREATE TEMP TABLE big AS SELECT * FROM departments WHERE floor > 0;
     SET VARIABLE least = 1;
     WITH joined AS (SELECT * FROM people JOIN big USING (Dept))
     SELECT id, name, age(born) AS age, floor FROM joined
     WHERE id >= getvariable('least') ORDER BY id DESC; -- newest first`,
    { 'people.csv': people, 'departments.csv': departments },
  );
  expect(columns).toEqual(['id', 'name', 'age', 'floor']);
  expect(types).toEqual(['BIGINT', 'VARCHAR', 'BIGINT', 'BIGINT']);
  expect(rows).toEqual([
    [3, "O'Hara", 25, 1],
    [2, null, null, 2],
    [1, 'Ann', 24, 1],
  ]);
});

test('rows keep the order of the file', async () => {
  const lines = Array.from({ length: 300_000 }, (_, i) => `${(i * 7919) % 300_007},${i % 10}`);
  const { rows } = await preparedBySql('SELECT a FROM input WHERE b < 9', {
    'many.csv': `a,b\n${lines.join('\n')}\n`,
  });
  const expected = lines.filter((_, i) => i % 10 < 9).map((line) => [Number(line.split(',')[0])]);
  expect(rows).toEqual(expected);
});

test.each([
  'VALUES (1), (2)',
  'FROM input SELECT id',
  '(SELECT 1 AS x)',
  'PIVOT people ON Dept USING count(*) GROUP BY id',
])('a script may end with %s', async (sql) => {
  const { rows } = await preparedBySql(sql, { 'people.csv': people });
  expect(rows.length).toBeGreaterThan(0);
});

test('a pivot is counted, in text too', async () => {
  const { params } = preparationFiles(
    { name: 'p.sql', text: 'PIVOT people ON Dept USING count(*) GROUP BY id' },
    { 'people.csv': people },
    'p.csv',
  );
  expect(await runPreparation(params)).toMatchObject({ rows: 3 });
});

test.each([
  ["SELECT * FROM read_csv('/etc/passwd')", 1, 15],
  ["SELECT * FROM read_text('{other}')", 1, 15],
  ["SELECT * FROM '{other}'", 1, 1],
  ["SELECT * FROM glob('/*')", 1, 15],
  ["CREATE TABLE t AS\nSELECT * FROM read_csv('{other}'); SELECT * FROM t", 2, 15],
])('nothing but the inputs can be read: %s', async (sql, line, column) => {
  const { params, folder } = preparationFiles(
    { name: 's.sql', text: '' },
    { 'people.csv': people },
  );
  const other = path.join(folder, 'other.csv');
  writeFileSync(other, 'a\n1\n');
  writeFileSync(params.script, sql.replace('{other}', other));
  const error = await failureOf(runPreparation(params));
  expect(error.code).toBe('SCRIPT_FAILED');
  expect(error.details).toMatchObject({ line, column });
  expect(existsSync(params.output)).toBe(false);
});

test.each([
  "ATTACH '{folder}/x.duckdb' AS x",
  "COPY people TO '{folder}/x.csv'",
  "EXPORT DATABASE '{folder}/x'",
  'INSTALL httpfs',
  'LOAD httpfs',
  'SET enable_external_access = true',
  "PRAGMA temp_directory='/tmp'",
  'INSERT INTO people VALUES (1)',
  "CREATE SECRET s (TYPE s3, KEY_ID 'x')",
])('a script cannot %s', async (statement) => {
  const { params, folder } = preparationFiles(
    { name: 's.sql', text: '' },
    { 'people.csv': people },
  );
  writeFileSync(params.script, `${statement.replace('{folder}', folder)};\nSELECT * FROM people`);
  const before = readdirSync(folder);
  const error = await failureOf(runPreparation(params));
  expect(error.code).toBe('SCRIPT_FAILED');
  expect(error.message).toContain('s.sql:1:1:');
  expect(readdirSync(folder)).toEqual(before);
});

test.each<[string, string, number, number, RegExp]>([
  ['an unknown column', 'SELECT id,\n  nam FROM people', 2, 3, /"nam" not found.*Near: nam FROM/],
  [
    'wide characters before it',
    "SELECT '가나다' AS k, 없음 FROM people",
    1,
    20,
    /"없음" not found/,
  ],
  ['a misspelt word', 'SELECT id\nFORM people', 2, 6, /syntax error/],
  ['a script that ends too soon', 'SELECT id FROM people WHERE', 1, 28, /syntax error/],
  ['a later statement', 'CREATE VIEW v AS SELECT 1;\n\nSELECT x FROM v', 3, 8, /"x" not found/],
  ['an earlier statement', 'CREATE VIEW v AS\nSELECT y FROM people;\nSELECT 1', 2, 8, /"y"/],
  ['an unknown table', 'SELECT * FROM persons', 1, 15, /persons does not exist/],
  [
    'a cast that fails',
    'SELECT 1 AS a,\n CAST(name AS INT) FROM people',
    2,
    2,
    /Could not convert.*'Ann'/,
  ],
  ['an error of its own', "SELECT error('too few') FROM people", 1, 1, /too few/],
  ['two columns of one name', 'SELECT id, id FROM people', 1, 1, /two columns called "id"/],
  [
    'a last statement that is no SELECT',
    'SELECT 1;\nCREATE VIEW v AS SELECT 1',
    1,
    1,
    /SELECT cannot stand/,
  ],
  ['nothing to select', 'CREATE VIEW v AS SELECT 1', 1, 1, /is CREATE, not a SELECT/],
])('points at %s', async (_name, sql, line, column, message) => {
  const { params } = preparationFiles({ name: 's.sql', text: sql }, { 'people.csv': people });
  const error = await failureOf(runPreparation(params));
  expect(error.code).toBe('SCRIPT_FAILED');
  expect(error.message).toMatch(message);
  expect(error.details).toMatchObject({ path: params.script, line, column });
});

test('an empty script, no rows and no inputs are told', async () => {
  const failing = async (
    text: string,
    inputs: Record<string, string> = { 'people.csv': people },
  ) => {
    const { params, folder } = preparationFiles({ name: 's.sql', text }, inputs);
    const error = await failureOf(runPreparation(params));
    expect(readdirSync(folder).toSorted()).toEqual([...Object.keys(inputs), 's.sql'].toSorted());
    return error.code;
  };
  expect(await failing('-- nothing\n')).toBe('SCRIPT_FAILED');
  expect(await failing('SELECT * FROM people WHERE id > 9')).toBe('DATA_NO_ROWS');
  expect(await failing('SELECT 1', {})).toBe('PARAMETER_INVALID');
});

test('the output is refused where it would overwrite something', async () => {
  const { params, folder } = preparationFiles(
    { name: 's.sql', text: 'FROM input' },
    { 'people.csv': people },
  );
  const input = params.inputs[0]!.path;
  const failing = async (change: object) =>
    (await failureOf(runPreparation({ ...params, ...change }))).code;
  const link = path.join(folder, 'link.csv');
  symlinkSync(input, link);
  expect(await failing({ output: input, overwrite: true })).toBe('USAGE_INVALID');
  expect(await failing({ output: link, overwrite: true })).toBe('USAGE_INVALID');
  expect(await failing({ output: path.join(folder, 'x.xlsx') })).toBe('FORMAT_UNSUPPORTED');
  expect(await failing({ output: path.join(input, 'x.csv') })).toBe('FILE_UNWRITABLE');
  // A folder that takes no file, even from root.
  if (process.platform === 'linux') {
    expect(await failing({ output: '/proc/x.csv' })).toBe('FILE_UNWRITABLE');
  }
  expect(await failing({ script: path.join(folder, 'no.sql') })).toBe('FILE_NOT_FOUND');
  expect(await failing({ script: input })).toBe('FORMAT_UNSUPPORTED');
  await runPreparation(params);
  expect(await failing({})).toBe('USAGE_INVALID');
  await runPreparation({ ...params, overwrite: true });
  expect(readFileSync(input, 'utf8')).toBe(people);
});

test('a failure leaves the earlier output as it was', async () => {
  const { params, folder } = preparationFiles(
    { name: 's.sql', text: 'FROM input' },
    { 'people.csv': people },
    'o.csv',
  );
  await runPreparation(params);
  const before = readFileSync(params.output, 'utf8');
  const files = readdirSync(folder);
  writeFileSync(params.script, 'SELECT id, CAST(name AS INT) AS n FROM input');
  await failureOf(runPreparation({ ...params, overwrite: true }));
  expect(readFileSync(params.output, 'utf8')).toBe(before);
  expect(readdirSync(folder)).toEqual(files);
});

test.each(['o.parquet', 'o.csv'])(
  'the same script on the same inputs writes the same bytes: %s',
  async (output) => {
    const rows = Array.from({ length: 400_000 }, (_, i) => `${i % 1013},${Math.sin(i)}`);
    const { params } = preparationFiles(
      {
        name: 's.sql',
        text: 'SELECT g, sum(v) AS s, avg(v) AS m, random() AS r FROM input GROUP BY g',
      },
      { 'data.csv': `g,v\n${rows.join('\n')}\n` },
      output,
    );
    await runPreparation(params);
    const first = readFileSync(params.output);
    await runPreparation({ ...params, overwrite: true, threads: 1 });
    expect(readFileSync(params.output).equals(first)).toBe(true);
  },
);

test('text keeps missing values, empty texts, quotes and line breaks apart', async () => {
  const sql = `SELECT * FROM (VALUES (NULL, '', 'a"b'), (1.5, 'x,y', 'two' || chr(10) || 'lines')) t(n, a, b)`;
  const { params } = preparationFiles(
    { name: 's.sql', text: sql },
    { 'people.csv': people },
    'o.csv',
  );
  await runPreparation(params);
  expect(readFileSync(params.output, 'utf8')).toBe('n,a,b\n,"","a""b"\n1.5,"x,y","two\nlines"\n');
  const tabs = { ...params, output: params.output.replace('.csv', '.tsv') };
  await runPreparation(tabs);
  expect((await readPlainTable(tabs.output)).columns).toEqual(['n', 'a', 'b']);
});
