import { expect, test } from 'vitest';
import path from 'node:path';
import { columnTexts, openedDataset, openedText, writtenFile } from '../../support/openedDataset';

const lines = (...rows: readonly unknown[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');

test('lists and objects of JSON Lines are nested and keep their JSON', async () => {
  const file = writtenFile(
    lines(
      { point: { x: 1, y: { z: 2 } }, tags: ['a', 'b'], mixed: 1 },
      { point: { x: 2 }, tags: [], mixed: [1] },
      { point: null, tags: null, mixed: 'a' },
    ),
    'nested.jsonl',
  );
  const dataset = await openedDataset(file);
  const [point, tags, mixed] = dataset.columns;
  expect(point).toMatchObject({
    type: 'nested',
    storageType: 'VARCHAR',
    declaration: 'STRUCT(x BIGINT, y STRUCT(z BIGINT))',
  });
  expect(tags).toMatchObject({ type: 'nested', declaration: 'VARCHAR[]' });
  expect(mixed!.type).not.toBe('nested');
  expect(await columnTexts(dataset, 'point')).toEqual(['{"x":1,"y":{"z":2}}', '{"x":2}', null]);
});

test('structs and lists of Parquet are nested', async () => {
  const dataset = await openedDataset(
    path.join(import.meta.dirname, '../../fixtures/data/nested.parquet'),
  );
  expect(dataset.columns.map(({ name, type }) => [name, type])).toContainEqual(['point', 'nested']);
  expect(dataset.columns.find(({ name }) => name === 'tags')!.declaration).toBe('VARCHAR[]');
});

test('a person may have lists as text or as categories', async () => {
  const file = writtenFile(lines({ a: [1], b: [1] }, { a: [2], b: [2] }), 'lists.jsonl');
  const dataset = await openedDataset(file, { types: { a: 'text', b: 'categorical' } });
  expect(dataset.columns.map(({ type }) => type)).toEqual(['text', 'categorical']);
  expect(await columnTexts(dataset, 'b')).toEqual(['[1]', '[2]']);
});

test('JSON in a delimited file is nested when a person says so', async () => {
  const csv = 'id,payload\n1,"{""a"": 1}"\n2,"[1, 2]"\n3,\n';
  const dataset = await openedText(csv, { types: { payload: 'nested' } });
  expect(dataset.columns[1]).toMatchObject({ type: 'nested', declaration: 'JSON' });
  expect(dataset.issues).toEqual([]);
});

test('what is no JSON of lists or objects cannot be made nested', async () => {
  const csv = 'id,payload\n1,"{""a"": 1}"\n2,plain words\n3,7\n';
  const dataset = await openedText(csv, { types: { payload: 'nested', id: 'nested' } });
  expect(dataset.columns.map(({ type }) => type)).not.toContain('nested');
  const refused = dataset.issues.filter(({ code }) => code === 'OVERRIDE_NOT_APPLIED');
  expect(refused.map(({ column }) => column)).toEqual(['id', 'payload']);
});
