import { expect, test } from 'vitest';
import type { ColumnType } from '../../../src/protocol';
import { inferColumnType, type ColumnEvidence } from '../../../src/engine/data/inferColumnType';

const evidence = (changes: Partial<ColumnEvidence> & { levels?: number }): ColumnEvidence => {
  const { levels, ...rest } = changes;
  return {
    name: 'column',
    storage: 'BIGINT',
    rows: 1000,
    present: 1000,
    distinct: { count: levels ?? 100, exact: true },
    lowest: '1',
    highest: '100',
    meanLength: 8,
    meanWords: 1,
    nested: null,
    note: null,
    ...rest,
  };
};

const cases: readonly (readonly [
  string,
  ColumnType,
  Partial<ColumnEvidence> & { levels?: number },
])[] = [
  ['one value', 'constant', { levels: 1, lowest: '80', highest: '80' }],
  ['no value at all', 'constant', { levels: 0, present: 0, lowest: null, highest: null }],
  [
    'lists',
    'nested',
    { storage: 'VARCHAR', nested: 'BIGINT[]', levels: 1, lowest: '[]', highest: '[]' },
  ],
  ['lists without a list', 'constant', { nested: 'BIGINT[]', levels: 0, present: 0 }],
  ['dates', 'dateTime', { storage: 'DATE' }],
  ['true and false', 'boolean', { storage: 'BOOLEAN', levels: 2 }],
  ['Yes and No', 'boolean', { storage: 'VARCHAR', levels: 2, lowest: 'No', highest: 'Yes' }],
  ['0 and 1', 'boolean', { levels: 2, lowest: '0', highest: '1' }],
  [
    'Female and Male',
    'categorical',
    { storage: 'VARCHAR', levels: 2, lowest: 'Female', highest: 'Male' },
  ],
  ['1 and 2', 'ordinal', { levels: 2, lowest: '1', highest: '2' }],
  ['3 and 4', 'ordinal', { levels: 2, lowest: '3', highest: '4' }],
  ['a scale from 1 to 5', 'ordinal', { levels: 5, lowest: '1', highest: '5' }],
  ['a scale from −2 to 2', 'ordinal', { levels: 5, lowest: '-2', highest: '2' }],
  ['seven levels', 'numeric', { levels: 7, lowest: '0', highest: '6' }],
  ['few large integers', 'numeric', { levels: 4, lowest: '100', highest: '400' }],
  [
    'five rows of five codes',
    'numeric',
    { rows: 5, present: 5, levels: 5, lowest: '1', highest: '5' },
  ],
  [
    'a running number without a telling name',
    'identifier',
    { levels: 1000, lowest: '1', highest: '1000' },
  ],
  [
    'a sparse key that is called so',
    'identifier',
    { name: 'customer_id', levels: 1000, lowest: '17', highest: '987654321' },
  ],
  [
    'a key in camel case',
    'identifier',
    { name: 'EmployeeNumber', levels: 1000, lowest: '1', highest: '99999' },
  ],
  [
    'a key with a few repeats',
    'identifier',
    { name: 'SK_ID_CURR', levels: 990, lowest: '100', highest: '999999' },
  ],
  [
    'a key with many repeats',
    'numeric',
    { name: 'customer_id', levels: 700, lowest: '100', highest: '999999' },
  ],
  [
    'distinct incomes',
    'numeric',
    { name: 'income', levels: 1000, lowest: '1009', highest: '219999' },
  ],
  [
    'a count called NumCompaniesWorked',
    'numeric',
    { name: 'NumCompaniesWorked', levels: 10, lowest: '0', highest: '9' },
  ],
  [
    'years of a time series',
    'numeric',
    { name: 'year', rows: 60, present: 60, levels: 60, lowest: '1960', highest: '2019' },
  ],
  [
    'fractions, all distinct',
    'numeric',
    { name: 'id', storage: 'DOUBLE', levels: 1000, lowest: '0.1', highest: '9.9' },
  ],
  [
    'a handful of distinct names',
    'categorical',
    { storage: 'VARCHAR', rows: 10, present: 10, levels: 10 },
  ],
  ['distinct single words', 'identifier', { storage: 'VARCHAR', levels: 1000, meanLength: 36 }],
  [
    'distinct names of persons',
    'text',
    { storage: 'VARCHAR', levels: 1000, meanWords: 2.1, meanLength: 15 },
  ],
  ['reviews', 'text', { storage: 'VARCHAR', levels: 980, meanWords: 8, meanLength: 40 }],
  [
    'few long answers',
    'categorical',
    { storage: 'VARCHAR', levels: 5, meanWords: 9, meanLength: 60 },
  ],
  ...[
    ['$1,004.71', '$996.20'],
    ['1.008,54', '996,20'],
    ['0.5%', '9%'],
  ].map(
    ([lowest, highest]) =>
      [
        `amounts from ${lowest!}`,
        'text',
        { storage: 'VARCHAR', levels: 1000, meanWords: 1, lowest: lowest!, highest: highest! },
      ] as const,
  ),
  [
    'versions and addresses',
    'identifier',
    { storage: 'VARCHAR', levels: 1000, meanWords: 1, lowest: '1.2.3', highest: '9.8.1' },
  ],
  ['many repeated names', 'categorical', { storage: 'VARCHAR', levels: 200, meanWords: 1 }],
];

test.each(cases)('%s: %s', (_, type, changes) => {
  const inferred = inferColumnType(evidence(changes));
  expect(inferred.type).toBe(type);
  expect(inferred.reason).toMatch(/^[a-z0-9]/);
});

test('the reason gives the numbers and ends with how the values were read', () => {
  expect(
    inferColumnType(
      evidence({
        name: 'EmployeeNumber',
        rows: 1470,
        present: 1470,
        levels: 1470,
        highest: '2068',
      }),
    ).reason,
  ).toBe('1,470 distinct values in 1,470 rows and the name ends in "Number"');
  expect(
    inferColumnType(evidence({ levels: 1, present: 998, lowest: 'Y', highest: 'Y' })).reason,
  ).toBe('its only value is "Y", missing in 2 rows');
  expect(inferColumnType(evidence({ levels: 5, highest: '5' })).reason).toBe(
    '5 integer codes between 1 and 5',
  );
  expect(
    inferColumnType(evidence({ storage: 'DATE', note: 'read as day/month/year' })).reason,
  ).toBe('all values are dates; read as day/month/year');
  expect(inferColumnType(evidence({ distinct: { count: 480, exact: false } })).reason).toBe(
    'about 480 distinct values, integers between 1 and 100',
  );
});
