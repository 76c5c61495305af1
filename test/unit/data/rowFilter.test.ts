import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseRowFilter } from '../../../src/engine/data/rowFilter';
import { createRowsViews } from '../../../src/engine/data/rowsView';
import type { Dataset } from '../../../src/engine/data/dataset';
import { failureOf, openedDataset, openedText, writtenFile } from '../../support/openedDataset';
import { temporaryFolder } from '../../support/temporaryFolder';

const people = [
  'Age,City,"say ""hi""",select,나이 🎉,petal.length,Aa,BB,bb,when',
  '41,Bonn,a,1,10,0.5,x,1,2,2024-01-31',
  '35,bonn,b,2,20,1.5,y,3,4,2024-02-29',
  "28,O'Hara,c,3,30,2.5,z,5,6,2024-03-31",
  ',Köln,d,4,40,3.5,w,7,8,',
].join('\n');

async function rowsWhere(dataset: Dataset, where: string): Promise<number[]> {
  const views = createRowsViews(dataset);
  return views.use({ where, sort: [] }, undefined, async ({ positions, rows }) => {
    const found = await dataset.query(`SELECT r FROM ${positions!} ORDER BY rowid`);
    expect(found).toHaveLength(rows);
    return found.map(({ r }) => Number(r) + 1);
  });
}

test.for<[string, number[]]>([
  ['Age > 30', [1, 2]],
  ['"age" >= 41 -- the oldest', [1]],
  ['Age IS NULL', [4]],
  ["City = 'O''Hara'", [3]],
  ["lower(City) = 'bonn' AND NOT Age < 40", [1]],
  ['"say ""hi""" IN (\'a\', \'d\')', [1, 4]],
  ['"select" BETWEEN 2 AND 3', [2, 3]],
  ['"나이 🎉" > 10 AND"petal.length"<3', [2, 3]],
  ['petal.length > 1 AND petal . length < 3', [2, 3]],
  ["AA = 'x'", [1]],
  ['"BB" = 3 OR "bb" = 2', [1, 2]],
  ["City LIKE 'B%' OR City ILIKE '%ö%'", [1, 4]],
  ["City SIMILAR TO '[Bb]onn'", [1, 2]],
  ["CASE WHEN Age > 40 THEN true ELSE City = 'Köln' END", [1, 4]],
  ['try_cast(City AS DOUBLE) IS NULL AND "select" % 2 = 0', [2, 4]],
  ['"when" >= DATE \'2024-02-01\' AND "when" < current_date', [2, 3]],
  ['(Age, "select") = (35, 2)', [2]],
  ['Age IS DISTINCT FROM 41', [2, 3, 4]],
  ['true', [1, 2, 3, 4]],
])('%s keeps the rows it should', async ([where, expected]) => {
  expect(await rowsWhere(await openedText(people), where)).toEqual(expected);
});

test.for<[string, RegExp]>([
  ['1=1) UNION SELECT 2 WHERE (1=1', /more than one condition/],
  ['1=1) ORDER BY (1', /more than one condition/],
  ['1=1) GROUP BY (1', /more than one condition/],
  ['1=1) LIMIT (1', /more than one condition/],
  ['1=1); DROP TABLE data; SELECT (1', /not understood|more than one/],
  ['1=1; DROP TABLE data', /not understood/],
  ['1=1) QUALIFY (1=1', /more than one condition/],
  ["EXISTS (SELECT * FROM read_text('/etc/passwd'))", /subquery/],
  ['Age IN (SELECT 1)', /subquery/],
  ['Age > (SELECT max(c0) FROM data)', /subquery/],
  ['Age = ANY([1, 2])', /subquery/],
  ["(FROM read_csv('/etc/passwd')) IS NULL", /subquery/],
  ['sum(Age) OVER () > 1', /window/],
  ['COLUMNS(*) > 1', /columns/i],
  ['* > 1', /columns/i],
  ['#1 > 1', /positions/],
  ['Age > $1', /parameters/],
  ['list_contains(list_filter([1], a -> a > 0), 1)', /lambda|cannot be used/],
  ["read_text('/etc/passwd') IS NULL", /read_text cannot be used/],
  ["getenv('HOME') = 'x'", /getenv cannot be used/],
  ["current_setting('threads') = '1'", /current_setting cannot be used/],
  ["nextval('s') > 1", /nextval cannot be used/],
  ["error('x') IS NULL", /error cannot be used/],
  ["length(repeat('x', 1000000000)) > 1", /repeat cannot be used/],
  ['max(Age) > 1', /max cannot be used/],
  ["main.lower(City) = 'x' AND system.main.lower(City) = 'y'", /cannot be used/],
  ["City.lower() = 'bonn'", /City\.lower cannot be used/],
  ['random() < 0.5', /random cannot be used/],
  ['Age', /true or false; this one gives a BIGINT/],
  ['"Age" >', /ends too early/],
  ['Age > 40 ANDD City', /unexpected/],
  ["City = 'x", /not understood/],
  ['City = 1 AND (Age > 2', /not understood/],
  ['Age > \0 1', /NUL/],
  ['CITY > 1 AND Bb > 1', /differ only in case/],
  ['abs(City) > 1', /cannot be computed/],
  ['City > 3', /compares a text/],
])('%s is refused', async ([where, message]) => {
  const error = await failureOf(parseRowFilter(await openedText(people), where));
  expect(error.code).toBe('FILTER_INVALID');
  expect(error.message).toMatch(message);
  expect(error.hint).toBeTruthy();
});

test('values that do not fit are refused when rows are looked at, in the column names of the file', async () => {
  const dataset = await openedText(people);
  const error = await failureOf(rowsWhere(dataset, 'CAST(City AS DOUBLE) > 3'));
  expect(error).toMatchObject({ code: 'FILTER_INVALID' });
  expect(error.message).toContain("'Bonn'");
  expect(error.message).not.toMatch(/\bc\d\b/);
  expect(error.hint).toContain('try_cast');
});

test('an unknown name is met with the nearest ones, or with how texts are written', async () => {
  const dataset = await openedText(people);
  expect(await failureOf(parseRowFilter(dataset, 'Agee > 3'))).toMatchObject({
    code: 'COLUMN_NOT_FOUND',
    hint: 'Did you mean "Age"?',
  });
  const text = await failureOf(parseRowFilter(dataset, 'City = "Düsseldorf"'));
  expect(text.hint).toContain("'Düsseldorf'");
  expect(await failureOf(parseRowFilter(dataset, 'c0 > 3'))).toMatchObject({
    code: 'COLUMN_NOT_FOUND',
  });
  expect(await failureOf(parseRowFilter(dataset, 'data.Age > 3'))).toMatchObject({
    code: 'COLUMN_NOT_FOUND',
  });
});

test('the place of a fault is told in characters', async () => {
  const error = await failureOf(parseRowFilter(await openedText(people), '"나이 🎉" > 1 ORR 2'));
  expect(error.details).toEqual({ position: '"나이 🎉" > 1 '.length });
});

test('a refused filter has touched nothing', async () => {
  const secret = writtenFile('secret\n1\n', 'secret.csv');
  const target = path.join(temporaryFolder(), 'stolen.csv');
  const dataset = await openedText(people);
  const attempts = [
    `1=1) ; COPY (SELECT * FROM '${secret}') TO '${target}'; SELECT (1=1`,
    `Age IN (SELECT secret FROM '${secret}')`,
    `1 = 1) AND EXISTS (FROM read_csv('${secret}')`,
    `query('DROP TABLE data') IS NULL`,
  ];
  for (const attempt of attempts) {
    expect((await failureOf(parseRowFilter(dataset, attempt))).code).toBe('FILTER_INVALID');
  }
  expect(() => readFileSync(target)).toThrow();
  expect(await rowsWhere(dataset, 'true')).toEqual([1, 2, 3, 4]);
});

test('whole numbers keep every digit, and long filters are refused', async () => {
  const file = writtenFile('x\n9007199254740992\n9007199254740991\n', 'big.csv');
  writeFileSync(
    path.join(path.dirname(file), 'cuvette.json'),
    JSON.stringify({ files: { 'big.csv': { types: { x: 'categorical' } } } }),
  );
  const dataset = await openedDataset(file);
  expect(await rowsWhere(dataset, "x = '9007199254740992'")).toEqual([1]);
  const long = Array.from({ length: 4000 }, (_, i) => `"x" = '${i}'`).join(' OR ');
  expect((await failureOf(parseRowFilter(dataset, long))).message).toContain('at most');
});
