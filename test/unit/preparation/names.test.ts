import { expect, test } from 'vitest';
import { inputNames } from '../../../src/engine/preparation/inputNames';
import { sqlColumnNames } from '../../../src/engine/preparation/sqlNames';
import { sqlStatements } from '../../../src/engine/preparation/sqlStatements';

const names = (...files: string[]): string[] =>
  inputNames(files).flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias]));

test('inputs are named after their files, and by their place', () => {
  expect(names('/a/hr-attrition.csv', 'b/sales 2024.parquet')).toEqual([
    'hr_attrition',
    'input',
    'sales_2024',
    'input2',
  ]);
});

test('names need no quotes: letters of any script, digits, no digit in front', () => {
  expect(names('2024.csv.gz', '판매-기록.tsv', '!!.csv', 'naïve.v2.jsonl.zst')).toEqual([
    '_2024',
    'input',
    '판매_기록',
    'input2',
    'data',
    'input3',
    'naïve_v2',
    'input4',
  ]);
});

test('repeated names are numbered, whatever their case', () => {
  expect(names('a/Part.csv', 'b/part.csv', 'c/part.parquet')).toEqual([
    'Part',
    'input',
    'part_2',
    'input2',
    'part_3',
    'input3',
  ]);
});

test('a file called input keeps its name from another place', () => {
  expect(names('x.csv', 'input.csv')).toEqual(['x', 'input', 'input2']);
});

test('columns that SQL cannot tell apart are numbered, others stay', () => {
  expect(sqlColumnNames(['Age', 'age', 'AGE', 'age_1', '', 'a\0b'])).toEqual([
    'Age',
    'age_2',
    'AGE_3',
    'age_1',
    'column',
    'a b',
  ]);
});

test('a script is split at semicolons that are neither quoted nor commented', () => {
  const script = `-- a; comment
CREATE MACRO f(x) AS 'it''s; ' || x; /* ; */ SELECT "a;""b", $$ ; $$, $tag$ ; $$ $tag$, E'\\'; ' -- end;
;
;`;
  expect(sqlStatements(script).map(({ text }) => text)).toEqual([
    `CREATE MACRO f(x) AS 'it''s; ' || x`,
    `SELECT "a;""b", $$ ; $$, $tag$ ; $$ $tag$, E'\\'; '`,
  ]);
  for (const { text, start } of sqlStatements(script)) {
    expect(script.slice(start, start + text.length)).toBe(text);
  }
});

test('comments alone are no statement; what is not closed runs to the end', () => {
  expect(sqlStatements(' -- nothing\n/* at all')).toEqual([]);
  expect(sqlStatements("SELECT 'open; ").map(({ text }) => text)).toEqual(["SELECT 'open; "]);
});
