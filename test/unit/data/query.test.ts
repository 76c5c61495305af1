import { expect, test } from 'vitest';
import { failureOf, openedText } from '../../support/openedDataset';

test('values arrive as numbers, texts, booleans, ISO dates and lists', async () => {
  const dataset = await openedText('a\n1\n2\n');
  const [row] = await dataset.query(
    `SELECT 9007199254740991::BIGINT AS big, 1.25::DECIMAL(10, 2) AS money, sum(9007199254740991) AS total,
       DATE '2024-02-29' AS day, TIMESTAMP '1969-12-31 23:59:59.5' AS early, 'infinity'::DOUBLE AS inf,
       'nan'::DOUBLE AS nan, [1, 2]::BIGINT[] AS list, true AS yes, NULL AS nothing, 'x' AS text FROM data`,
  );
  expect(row).toEqual({
    big: 9007199254740991,
    money: 1.25,
    total: 18014398509481982,
    day: '2024-02-29',
    early: '1969-12-31T23:59:59.5Z',
    inf: Infinity,
    nan: NaN,
    list: [1, 2],
    yes: true,
    nothing: null,
    text: 'x',
  });
});

test('an integer beyond 2^53 is refused rather than rounded', async () => {
  const dataset = await openedText('a\n1\n2\n');
  const failure = await failureOf(dataset.query('SELECT 9007199254740993::BIGINT AS x'));
  expect(failure.code).toBe('DATA_UNREADABLE');
  expect(failure.message).toContain('9007199254740993');
});

test('a query that is wrong is a defect of ours, with the engine’s words in the details', async () => {
  const dataset = await openedText('a\n1\n2\n');
  const failure = await failureOf(dataset.query('SELECT nothing FROM data'));
  expect(failure.code).toBe('INTERNAL');
  expect(failure.details?.['engineMessage']).toContain('nothing');
});

test('a query beyond the memory limit is OUT_OF_MEMORY', async () => {
  const dataset = await openedText('a\n1\n2\n', {}, { memory: '50MB', threads: 1 });
  const failure = await failureOf(
    dataset.query(`SELECT length(string_agg(repeat('x', 1000), '')) AS n FROM range(1000000)`),
  );
  expect(failure.code).toBe('OUT_OF_MEMORY');
  expect(failure.hint).toContain('memory limit');
});
