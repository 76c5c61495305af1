import { expect, test } from 'vitest';
import { renderColumn } from '../../../src/cli/render/columnText';
import { describeColumns } from '../../../src/engine/profile/columns/describeColumns';
import { toProfiles } from '../../../src/engine/profile/profileDataset';
import { openedDataset, writtenFile } from '../../support/openedDataset';

const plain = (text: string): string => text;
const colours = new Proxy({}, { get: () => plain }) as Parameters<typeof renderColumn>[1];

const rows = Array.from({ length: 300 }, (_, i) => ({
  price: i === 299 ? 9999 : i % 50,
  city: ['Seoul', 'SEOUL', 'Busan'][i % 3],
  remark: i % 10 === 0 ? '없음' : `room number ${i} was clean`,
  day: new Date(Date.UTC(2024, 0, 1 + i)).toISOString(),
  tags: i % 2 === 0 ? ['a'] : [],
  empty: null,
}));

async function shown(): Promise<Map<string, string>> {
  const file = writtenFile(rows.map((row) => JSON.stringify(row)).join('\n'), 'rows.jsonl');
  const dataset = await openedDataset(file, { types: { remark: 'text', price: 'numeric' } });
  const columns = toProfiles(dataset, await describeColumns(dataset));
  return new Map(columns.map((column) => [column.name, renderColumn(column, colours)]));
}

test('one column in full, of every kind', async () => {
  const texts = await shown();
  expect(texts.get('price')).toMatch(/outliers +0 below 0, 1 above 49/);
  expect(texts.get('price')).toMatch(/highest +9999 +1 +300/);
  expect(texts.get('city')).toContain('"SEOUL" 100 · "Seoul" 100');
  expect(texts.get('remark')).toMatch(/없음 +30 +10 %/);
  expect(texts.get('day')).toMatch(/commonest step +86,400 s \(100 %\)/);
  expect(texts.get('day')).toMatch(/along the rows +strictly increasing/);
  expect(texts.get('tags')).toMatch(/empty +150/);
  expect(texts.get('empty')).toMatch(/missing +300 \(100 %\)/);
});

test('what does not exist is a dash, never NaN or undefined', async () => {
  for (const text of (await shown()).values()) expect(text).not.toMatch(/NaN|undefined|null/);
});
