import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openDataset } from '../../../src/engine/data/openDataset';
import { readOverrides } from '../../../src/engine/data/overrides';
import {
  columnTexts,
  failureOf,
  openedDataset,
  openedText,
  writtenFile,
} from '../../support/openedDataset';

function besideIt(file: string, content: unknown): string {
  writeFileSync(
    join(dirname(file), 'cuvette.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  return file;
}

test('cuvette.json beside the file is read, and the request wins over it', async () => {
  const file = besideIt(writtenFile('a,b\n1,2\n', 'x.csv'), {
    files: {
      'x.csv': { delimiter: ';', types: { a: 'categorical', b: 'ordinal' } },
      'y.csv': { encoding: 'euc-kr' },
    },
  });
  expect(await readOverrides(file)).toEqual({
    delimiter: ';',
    types: { a: 'categorical', b: 'ordinal' },
  });
  expect(await readOverrides(file, { delimiter: ',', types: { b: 'text' } })).toEqual({
    delimiter: ',',
    types: { a: 'categorical', b: 'text' },
  });
});

test.each([
  ['{"files": {"x.csv": {"types": {"a": "number"}}}}', 'files → x.csv → types → a', '"number"'],
  ['{"files": {"x.csv": {"delimeter": ";"}}}', 'files → x.csv', 'delimeter'],
  ['{"files": {"x.csv": {"header": "yes"}}}', 'files → x.csv → header', '"yes"'],
  ['{"files": {"x.csv": {"missingValues": "?"}}}', 'files → x.csv → missingValues', '"?"'],
  ['{"files": []}', 'files', '[]'],
  ['{"thresholds": {"missing": 1.5}}', 'thresholds → missing', 'between 0 and 1. Got 1.5'],
  ['{"thresholds": {"missing": "all"}}', 'thresholds → missing', '"all"'],
  [
    '{"files": {"x.csv": {"thresholds": {"leakageAuc": 0.4}}}}',
    'x.csv → thresholds → leakageAuc',
    '0.4',
  ],
  [
    '{"files": {"x.csv": {"thresholds": {"skew": 3}}}}',
    'thresholds → skew',
    'one of missing, missingWarning',
  ],
  ['{"files": ', 'is not valid JSON', 'cuvette.json'],
])('what is wrong in cuvette.json is named: %s', async (content, place, value) => {
  const file = besideIt(writtenFile('a,b\n1,2\n', 'x.csv'), content);
  const failure = await failureOf(openDataset({ path: file }));
  expect(failure.code).toBe('OVERRIDES_INVALID');
  expect(failure.message).toContain(place);
  expect(failure.message).toContain(value);
});

test('thresholds: the request over the file over the folder, name by name', async () => {
  const file = besideIt(writtenFile('a,b\n1,2\n', 'x.csv'), {
    thresholds: { skewed: 3, missing: 0.1, zeros: 0.9 },
    files: { 'x.csv': { thresholds: { missing: 0.2, zeros: 0.8 } } },
  });
  const dataset = await openedDataset(file, { thresholds: { zeros: 0.7 } });
  expect(dataset.thresholds).toEqual({ skewed: 3, missing: 0.2, zeros: 0.7 });
  const failure = await failureOf(
    openDataset({ path: file, overrides: { thresholds: { rareClass: -1 } } }),
  );
  expect(failure.code).toBe('OVERRIDES_INVALID');
  expect(failure.message).toContain('the threshold rareClass must be a number ≥ 0. Got -1');
});

test('an encoding that does not exist is OVERRIDES_INVALID', async () => {
  const failure = await failureOf(
    openDataset({ path: writtenFile('a\n1\n'), overrides: { encoding: 'klingon' } }),
  );
  expect(failure.code).toBe('OVERRIDES_INVALID');
  expect(failure.message).toContain('"klingon"');
});

test('a type for a column that is not there is an issue', async () => {
  const dataset = await openedText('a,b\n1,x\n2,y\n', { types: { c: 'numeric' } });
  expect(dataset.issues).toMatchObject([{ code: 'OVERRIDE_UNKNOWN_COLUMN', column: 'c' }]);
});

test('a type that the values refuse is an issue, and the type is inferred', async () => {
  const dataset = await openedText('a,b\nred,x\nblue,y\nred,z\n', { types: { a: 'dateTime' } });
  expect(dataset.issues).toMatchObject([{ code: 'OVERRIDE_NOT_APPLIED', column: 'a' }]);
  expect(dataset.columns[0]?.type).not.toBe('dateTime');
});

test('delimiter, header, encoding and missing values are taken as told', async () => {
  const dataset = await openedText(Buffer.from('1,5;é\n2,5;-\n', 'latin1'), {
    delimiter: ';',
    header: false,
    encoding: 'latin1',
    missingValues: ['-'],
  });
  expect(dataset.info).toMatchObject({ delimiter: ';', encoding: 'windows-1252', rows: 2 });
  expect(dataset.columns.map(({ name }) => name)).toEqual(['column_1', 'column_2']);
  expect(await columnTexts(dataset, 'column_2')).toEqual(['é', null]);
  expect(dataset.issues).toEqual([]);
});

test('missing values of a person replace the usual ones', async () => {
  const dataset = await openedText('a,b\nNA,1\nx,?\n', { missingValues: ['?'] });
  expect(await columnTexts(dataset, 'a')).toEqual(['NA', 'x']);
  expect(await columnTexts(dataset, 'b')).toEqual(['1', null]);
});

test('labels keep the text of the file', async () => {
  const text = 'a,b,c\n1.0,1,007\n2.50,10,010\n1.0,2,7\n';
  const dataset = await openedText(text, {
    types: { a: 'categorical', b: 'categorical', c: 'text' },
  });
  expect(await columnTexts(dataset, 'a')).toEqual(['1.0', '2.50', '1.0']);
  expect(await columnTexts(dataset, 'b')).toEqual(['1', '10', '2']);
  expect(await columnTexts(dataset, 'c')).toEqual(['007', '010', '7']);
  expect(dataset.columns.map(({ type }) => type)).toEqual(['categorical', 'categorical', 'text']);
  expect(dataset.columns[0]?.typeReason).toBe('set by a person');
});

test('a label that turns out to have fractions only late keeps its text too', async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => (i === 123_456 ? '1.50,x' : `${i % 9},x`));
  const dataset = await openedText(`a,b\n${rows.join('\n')}\n`, { types: { a: 'categorical' } });
  expect(await dataset.query(`SELECT count(*) AS n FROM data WHERE c0 = '1.50'`)).toEqual([
    { n: 1 },
  ]);
});

test('a text column of numbers is stored as text', async () => {
  const dataset = await openedText('a\n1\n2\n', { types: { a: 'text' } });
  expect(dataset.columns[0]).toMatchObject({ type: 'text', storageType: 'VARCHAR' });
});

test('a column set to numeric counts what is no number as missing, and says so', async () => {
  const dataset = await openedText('a,b\n1,x\n?,y\n007,z\nlow,w\n', { types: { a: 'numeric' } });
  expect(dataset.columns[0]).toMatchObject({ type: 'numeric', storageType: 'BIGINT' });
  expect(await columnTexts(dataset, 'a')).toEqual(['1', null, '7', null]);
  expect(dataset.issues).toMatchObject([{ code: 'UNPARSED_VALUE', row: 3, column: 'a' }]);
  expect(dataset.issues[0]?.message).toContain(
    '2 values of "a" are not a number, such as "?" in row 3',
  );
});

test('a column set to dateTime counts what is no date as missing, and says so', async () => {
  const dataset = await openedText('a,b\n2024-02-28,x\nsoon,y\n2024-03-01,z\n', {
    types: { a: 'dateTime' },
  });
  expect(dataset.columns[0]).toMatchObject({ type: 'dateTime', storageType: 'DATE' });
  expect(await columnTexts(dataset, 'a')).toEqual(['2024-02-28', null, '2024-03-01']);
  expect(dataset.issues).toMatchObject([{ code: 'UNPARSED_VALUE', row: 3, column: 'a' }]);
});

test('overrides apply to Parquet too', async () => {
  const dataset = await openedDataset('test/fixtures/data/types.parquet', {
    types: { whole: 'categorical', huge: 'numeric', small: 'text' },
    missingValues: ['z'],
  });
  expect(dataset.columns.slice(0, 3).map(({ type, storageType }) => [type, storageType])).toEqual([
    ['categorical', 'BIGINT'],
    ['text', 'VARCHAR'],
    ['numeric', 'DOUBLE'],
  ]);
  expect(await columnTexts(dataset, 'name')).toEqual(['NA', '', null, null]);
});
