import { expect, test } from 'vitest';
import { castExpression } from '../../../src/engine/preparation/castExpression';
import { openedText } from '../../support/openedDataset';

test.each([
  ['1,234', 1234],
  ['-1,234,567.5', -1234567.5],
  ['₩ 500', 500],
  ['$1,200.50', 1200.5],
  ['12 %', 12],
  ['1200원', 1200],
  [' 7 ', 7],
  ['1e3', 1000],
  ['1,2', null],
  ['12,34', null],
  ['1.234,5', null],
  ['5 kg', null],
  ['A12', null],
  ['12A', null],
  ['ten', null],
])('%j read as a number is %j', async (text, number) => {
  const dataset = await openedText('a,b\nx,y\n');
  const { expression } = castExpression(
    { name: 'v', sqlName: 'v', storageType: 'VARCHAR' },
    'number',
  );
  const literal = `'${text}'`;
  expect(await dataset.query(`SELECT ${expression} AS n FROM (SELECT ${literal} AS v)`)).toEqual([
    { n: number },
  ]);
});

test.each([
  '3 Jan 2000',
  '3 January 2000',
  '3-Jan-2000',
  'Jan 3, 2000',
  'January 3, 2000',
  'Jan 3 2000',
])('%j read as a date', async (text) => {
  const dataset = await openedText('a,b\nx,y\n');
  const { expression } = castExpression(
    { name: 'v', sqlName: 'v', storageType: 'VARCHAR' },
    'dateTime',
  );
  expect(
    await dataset.query(`SELECT CAST(${expression} AS VARCHAR) AS t FROM (SELECT '${text}' AS v)`),
  ).toEqual([{ t: '2000-01-03 00:00:00' }]);
});
