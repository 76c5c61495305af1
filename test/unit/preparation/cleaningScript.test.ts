import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cleaningScript } from '../../../src/engine/preparation/cleaningScript';
import { openDataset } from '../../../src/engine/data/openDataset';
import type { CleaningStep } from '../../../src/protocol';
import { preparationFiles, readPlainTable, runPreparation } from '../../support/preparation';
import { oracleFixture } from '../../support/oracleFixture';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly steps: readonly CleaningStep[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

const { cases: oracle, tolerance } = oracleFixture<{
  readonly sources: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}>('preparation');

const sources: Readonly<Record<string, string>> = {
  ...oracle.sources,
  hr: readFileSync('samples/hr-attrition.csv', 'utf8'),
};

async function cleaned(source: string, steps: readonly CleaningStep[]) {
  const text = sources[source]!;
  const { params } = preparationFiles({ name: 'x.sql', text: '' }, { [`${source}.csv`]: text });
  const dataset = await openDataset(params.inputs[0]!);
  const { sql } = cleaningScript(params.inputs[0]!.path, dataset.columns, steps);
  await dataset.close();
  const run = preparationFiles({ name: 'x.clean.sql', text: sql }, { [`${source}.csv`]: text });
  await runPreparation(run.params);
  return readPlainTable(run.params.output);
}

test.each(oracle.cases.map((one) => [one.name, one] as const))(
  'agrees with pandas: %s',
  async (_name, { source, steps, columns, rows }) => {
    const result = await cleaned(source, steps);
    expect(result.columns).toEqual(columns);
    expect(result.rows.length).toBe(rows.length);
    result.rows.forEach((row, i) => {
      row.forEach((value, j) => {
        const expected = rows[i]![j];
        const place = `row ${i + 1}, ${columns[j]}`;
        if (typeof expected === 'number' && typeof value === 'number') {
          const deviation = Math.abs(value - expected);
          expect(deviation, place).toBeLessThanOrEqual(tolerance.rtol * Math.abs(expected));
        } else expect(value, place).toEqual(expected);
      });
    });
  },
);

const columns = [
  { name: 'age', storageType: 'BIGINT' },
  { name: 'Age', storageType: 'DOUBLE' },
  { name: 'name', storageType: 'VARCHAR' },
  { name: 'born', storageType: 'DATE' },
  { name: 'left', storageType: 'BOOLEAN' },
] as const;

test('a script reads like one that a person wrote', () => {
  const { sql, input } = cleaningScript('/data/hr 2024.csv', columns, [
    { kind: 'treatAsMissing', column: 'age', values: ['999'] },
    { kind: 'dropMissingRows', columns: ['age', 'name'] },
    { kind: 'dropColumns', columns: ['Age'] },
  ]);
  expect(input).toBe('hr_2024');
  expect(sql).toBe(`-- Cleaning of hr 2024.csv, written by Cuvette.
-- The data file stays as it is: "Run preparation script…" (or \`cuvette prepare\`) writes a new one.

WITH
-- 1. In "age", "999" means "missing".
step1 AS (
  SELECT * REPLACE (
    CASE WHEN "age" IN (999) THEN NULL ELSE "age" END AS "age"
  )
  FROM "hr_2024"
),
-- 2. Drop the rows without "age", "name".
step2 AS (
  SELECT *
  FROM step1
  WHERE "age" IS NOT NULL
    AND "name" IS NOT NULL
),
-- 3. Drop "Age_1".
step3 AS (
  SELECT * EXCLUDE ("Age_1")
  FROM step2
)
SELECT * FROM step3;
`);
});

test('a line break in a name stays out of the comments', () => {
  const { sql } = cleaningScript(
    '/x/a\nDROP TABLE x.csv',
    [{ name: 'b\n--c', storageType: 'DOUBLE' }],
    [{ kind: 'impute', column: 'b\n--c', with: 'mean' }],
  );
  const comments = sql.split('\n').filter((line) => line.startsWith('--'));
  expect(comments[0]).toBe('-- Cleaning of a DROP TABLE x.csv, written by Cuvette.');
  expect(comments[2]).toBe('-- 1. Fill the missing values of "b\\n--c" with their mean.');
});

test('a data file called like a step does not hide the steps', () => {
  const { sql } = cleaningScript('/data/step1.csv', columns, [{ kind: 'dropDuplicateRows' }]);
  expect(sql).toContain('clean1 AS (');
  expect(sql).toContain('FROM "step1"');
});

test('helper columns step aside for columns of the same name', () => {
  const taken = [
    { name: 'row_number', storageType: 'DOUBLE' },
    { name: 'First_Row', storageType: 'DOUBLE' },
  ] as const;
  const { sql } = cleaningScript('/data/a.csv', taken, [{ kind: 'dropDuplicateRows' }]);
  expect(sql).toContain('AS _row_number FROM');
  expect(sql).toContain('ORDER BY _first_row');
});

test.each<[string, readonly CleaningStep[], string, RegExp]>([
  ['no steps', [], 'PARAMETER_INVALID', /at least one step/],
  ['an unknown column', [{ kind: 'dropColumns', columns: ['x'] }], 'COLUMN_NOT_FOUND', /"x"/],
  [
    'a column that an earlier step dropped',
    [
      { kind: 'dropColumns', columns: ['age'] },
      { kind: 'impute', column: 'age', with: 'mode' },
    ],
    'COLUMN_NOT_FOUND',
    /"age".*this step/,
  ],
  [
    'every column dropped',
    [{ kind: 'dropColumns', columns: columns.map(({ name }) => name) }],
    'PARAMETER_INVALID',
    /last column/,
  ],
  ['no columns', [{ kind: 'dropMissingRows', columns: [] }], 'PARAMETER_INVALID', /at least one/],
  [
    'the mean of texts',
    [{ kind: 'impute', column: 'name', with: 'mean' }],
    'PARAMETER_INVALID',
    /"mode" or a value.*Got "mean"/,
  ],
  [
    'a text among numbers',
    [{ kind: 'impute', column: 'age', with: { value: '1; DROP TABLE x' } }],
    'PARAMETER_INVALID',
    /a number.*Got "1; DROP TABLE x"/,
  ],
  [
    'a text among dates',
    [{ kind: 'impute', column: 'born', with: { value: 'soon' } }],
    'PARAMETER_INVALID',
    /a date/,
  ],
  [
    'texts that mean missing among numbers',
    [{ kind: 'treatAsMissing', column: 'Age', values: ['unknown'] }],
    'PARAMETER_INVALID',
    /numbers.*Got "unknown"/,
  ],
  [
    'dates as booleans',
    [{ kind: 'cast', column: 'born', to: 'boolean' }],
    'PARAMETER_INVALID',
    /Got "boolean"/,
  ],
])('refuses %s', (_name, steps, code, message) => {
  const script = (): unknown => cleaningScript('/data/a.csv', columns, steps);
  expect(script).toThrow(message);
  expect(script).toThrow(expect.objectContaining({ code }) as Error);
});
