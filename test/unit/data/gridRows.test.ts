import path from 'node:path';
import { expect, test } from 'vitest';
import type { RowsView } from '../../../src/protocol';
import type { Dataset } from '../../../src/engine/data/dataset';
import { positionOf, readCell, readGridRows } from '../../../src/engine/data/gridRows';
import { firstRows, previewFile } from '../../../src/engine/data/previewFile';
import { createRowsViews, type RowsViews } from '../../../src/engine/data/rowsView';
import { failureOf, openedDataset, openedText, writtenFile } from '../../support/openedDataset';
import { writeLargeCsv } from '../../support/largeCsv';
import { temporaryFolder } from '../../support/temporaryFolder';

const fruit = 'name,price,"a ""b"""\npear,2,x\napple,,y\nfig,1,\napple,2,z\n';
const all: RowsView = { where: '', sort: [] };

async function page(
  dataset: Dataset,
  view: RowsView,
  offset = 0,
  limit = 100,
  views = createRowsViews(dataset),
) {
  return views.use(view, undefined, (computed) =>
    readGridRows(dataset, computed, { offset, limit, columns: dataset.columns }),
  );
}

test('rows come in the order of the file, with their numbers; missing cells are null', async () => {
  expect(await page(await openedText(fruit), all, 1, 2)).toEqual({
    rowNumbers: [2, 3],
    rows: [
      ['apple', null, 'y'],
      ['fig', '1', null],
    ],
  });
});

test('a page ends with the view, and beyond it there is none', async () => {
  const dataset = await openedText(fruit);
  expect((await page(dataset, all, 3, 10)).rowNumbers).toEqual([4]);
  expect((await page(dataset, all, 4, 10)).rows).toEqual([]);
  expect((await page(dataset, { where: 'price > 9', sort: [] })).rows).toEqual([]);
  expect((await page(dataset, all, 0, 0)).rows).toEqual([]);
});

test.for<[string, RowsView['sort'], number[]]>([
  ['ascending', [{ column: 'price', descending: false }], [3, 1, 4, 2]],
  [
    'descending, missing values last all the same',
    [{ column: 'price', descending: true }],
    [1, 4, 3, 2],
  ],
  [
    'by texts, ties in the order of the file',
    [{ column: 'name', descending: false }],
    [2, 4, 3, 1],
  ],
  [
    'by two keys',
    [
      { column: 'name', descending: false },
      { column: 'a "b"', descending: true },
    ],
    [4, 2, 3, 1],
  ],
])('sorted %s', async ([, sort, expected]) => {
  const dataset = await openedText(fruit);
  expect((await page(dataset, { where: '', sort })).rowNumbers).toEqual(expected);
});

test('filter and order go together, and a row is found in them', async () => {
  const dataset = await openedText(fruit);
  const view: RowsView = {
    where: 'price IS NOT NULL',
    sort: [{ column: 'name', descending: false }],
  };
  const views = createRowsViews(dataset);
  expect((await page(dataset, view, 0, 100, views)).rowNumbers).toEqual([4, 3, 1]);
  const position = (row: number) =>
    views.use(view, undefined, (computed) => positionOf(dataset, computed, row));
  expect(await position(3)).toBe(1);
  expect((await failureOf(position(2))).message).toBe('The filter leaves row 2 out.');
  expect((await failureOf(position(5))).code).toBe('PARAMETER_INVALID');
  expect((await failureOf(position(1.5))).code).toBe('PARAMETER_INVALID');
});

test('an order by an unknown column, or by too many, is refused', async () => {
  const dataset = await openedText(fruit);
  const by = (column: string): RowsView => ({ where: '', sort: [{ column, descending: false }] });
  expect(await failureOf(page(dataset, by('pricee')))).toMatchObject({
    code: 'COLUMN_NOT_FOUND',
    hint: 'Did you mean "price"?',
  });
  const many = { where: '', sort: Array.from({ length: 17 }, () => by('price').sort[0]!) };
  expect((await failureOf(page(dataset, many))).code).toBe('PARAMETER_INVALID');
});

test('long texts are cut with a mark and had whole on demand', async () => {
  const long = '가'.repeat(1500);
  const dataset = await openedText(`t\n${long}\n${'b'.repeat(1000)}\n`);
  const { rows } = await page(dataset, all);
  expect(rows).toEqual([[`${'가'.repeat(1000)}…`], ['b'.repeat(1000)]]);
  expect(await readCell(dataset, 1, dataset.columns[0]!)).toBe(long);
  const range = { offset: 0, limit: 1, columns: dataset.columns, wholeTexts: true };
  expect((await readGridRows(dataset, { rows: 2, positions: null }, range)).rows[0]).toEqual([
    long,
  ]);
  expect((await failureOf(readCell(dataset, 3, dataset.columns[0]!))).code).toBe(
    'PARAMETER_INVALID',
  );
});

test('2,000 columns come whole and in order', async () => {
  const header = Array.from({ length: 2000 }, (_, j) => `column ${j}`).join(',');
  const dataset = await openedText(
    `${header}\n${Array.from({ length: 2000 }, (_, j) => `v${j}`).join(',')}\n`,
  );
  const { rows } = await page(dataset, all);
  expect(rows[0]).toEqual(Array.from({ length: 2000 }, (_, j) => `v${j}`));
});

test('views are computed once, and only so many are kept', async () => {
  const dataset = await openedText(fruit);
  const views = createRowsViews(dataset);
  const tables = async (): Promise<number> =>
    (
      await dataset.query(
        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'rows_view%'",
      )
    ).length;
  await page(dataset, { where: 'price > 0', sort: [] }, 0, 9, views);
  await page(dataset, { where: ' price > 0 ', sort: [] }, 0, 9, views);
  expect(await tables()).toBe(1);
  for (let i = 1; i < 9; i++) await page(dataset, { where: `price > ${i}`, sort: [] }, 0, 9, views);
  await expect.poll(tables).toBe(4);
  expect((await page(dataset, { where: 'price > 0', sort: [] }, 0, 9, views)).rowNumbers).toEqual([
    1, 3, 4,
  ]);
});

test('who still wants a view gets it when another gave it up', async () => {
  const dataset = await openedText(fruit);
  const views: RowsViews = createRowsViews(dataset);
  const first = new AbortController();
  const view: RowsView = { where: 'price = 2', sort: [{ column: 'name', descending: false }] };
  const given = failureOf(views.use(view, first.signal, ({ rows }) => Promise.resolve(rows)));
  const wanted = views.use(view, undefined, ({ rows }) => Promise.resolve(rows));
  first.abort();
  expect((await given).code).toBe('CANCELLED');
  expect(await wanted).toBe(2);
});

test('a filter keeps the order of a large file, page by page', async () => {
  const file = path.join(temporaryFolder(), 'large.csv');
  await writeLargeCsv(file, 200_000);
  const dataset = await openedDataset(file);
  const views = createRowsViews(dataset);
  const view: RowsView = { where: "region = 'region 7' AND x0 > 0", sort: [] };
  const [expected] = await dataset.query(
    "SELECT list(rowid ORDER BY rowid) AS rows FROM data WHERE c11 = 'region 7' AND c0 > 0",
  );
  const wanted = (expected!['rows'] as number[]).map((rowid) => rowid + 1);
  expect(wanted.length).toBeGreaterThan(3000);
  const found: number[] = [];
  for (let offset = 0; offset < wanted.length; offset += 1000) {
    found.push(...(await page(dataset, view, offset, 1000, views)).rowNumbers);
  }
  expect(found).toEqual(wanted);
});

test('a preview shows the first rows of a big file and knows that there are more', async () => {
  const file = path.join(temporaryFolder(), 'large.csv');
  await writeLargeCsv(file, 50_000);
  const preview = await previewFile({ path: file }, 20);
  const whole = await firstRows(await openedDataset(file), 20);
  expect(preview).toMatchObject({ complete: false, issues: [] });
  expect(preview!.rows).toEqual(whole.rows);
  expect(preview!.columns).toEqual(whole.columns);
});

test('a preview of a wide file has fewer rows, and a small file is all of it', async () => {
  const header = Array.from({ length: 2000 }, (_, j) => `c${j}`).join(',');
  const row = Array.from({ length: 2000 }, (_, j) => j % 10).join(',');
  const wide = await openedText([header, ...Array.from({ length: 120 }, () => row)].join('\n'));
  expect((await firstRows(wide, 1000)).rows).toHaveLength(50);
  expect(await previewFile({ path: writtenFile(fruit) }, 100)).toBeNull();
  expect((await firstRows(await openedText(fruit), 100)).complete).toBe(true);
  expect((await firstRows(await openedText(fruit), 3)).complete).toBe(false);
});
