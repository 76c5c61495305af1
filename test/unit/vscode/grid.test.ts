import { expect, test } from 'vitest';
import { cellsAsText } from '../../../src/vscode/grid/cellTexts';
import { toGridIntent } from '../../../src/vscode/grid/gridIntents';
import { gridStatistics } from '../../../src/vscode/grid/gridStatistics';
import { columnProfile } from '../../support/columnProfiles';

const table = {
  columns: [
    { name: 'name, first', storageType: 'VARCHAR' },
    { name: 'n', storageType: 'BIGINT' },
    { name: 'ok', storageType: 'BOOLEAN' },
  ],
  rows: [
    ['a "b"', '1', 'true'],
    ['tab\there', null, 'false'],
    ['two\nlines', 'inf', null],
  ],
};

test('a spreadsheet gets one cell for each', () => {
  expect(cellsAsText(table, 'tsv', false)).toBe(
    '"a ""b"""\t1\ttrue\n"tab\there"\t\tfalse\n"two\nlines"\tinf\t',
  );
  expect(cellsAsText(table, 'tsv', true).split('\n')[0]).toBe('name, first\tn\tok');
});

test('CSV carries the names and quotes what it must', () => {
  expect(cellsAsText(table, 'csv', false)).toBe(
    '"name, first",n,ok\n"a ""b""",1,true\ntab\there,,false\n"two\nlines",inf,',
  );
});

test('JSON has numbers, truth values and null; what is no JSON number stays a text', () => {
  expect(JSON.parse(cellsAsText(table, 'json', true))).toEqual([
    { 'name, first': 'a "b"', n: 1, ok: true },
    { 'name, first': 'tab\there', n: null, ok: false },
    { 'name, first': 'two\nlines', n: 'inf', ok: null },
  ]);
});

test('a Markdown table holds whatever a cell holds', () => {
  const odd = { columns: [{ name: 'a|b', storageType: 'VARCHAR' }], rows: [['x|y\n*z*'], [null]] };
  expect(cellsAsText(odd, 'markdown', true)).toBe('| a\\|b |\n| --- |\n| x\\|y<br>\\*z\\* |\n|  |');
  expect(cellsAsText(table, 'markdown', true).split('\n')[1]).toBe('| --- | ---: | --- |');
});

test('wishes of the grid are taken, and nothing else', () => {
  const view = { where: 'a > 1', sort: [{ column: 'a', descending: true }] };
  expect(toGridIntent({ type: 'setView', view })).toEqual({ type: 'setView', view });
  expect(toGridIntent({ type: 'ready' })).toEqual({ type: 'ready' });
  const page = { type: 'getPage', id: 1, version: 1, offset: 0, limit: 200, columns: ['a'] };
  expect(toGridIntent(page)).toEqual(page);
  for (const wrong of [
    { ...page, limit: 1001 },
    { ...page, offset: -1 },
    { ...page, more: true },
    { type: 'setView', view: { where: 'a' } },
    { type: 'copyCells', format: 'xlsx', offset: 0, rows: 1, columns: [], header: true },
    { type: 'openFile' },
    null,
  ]) {
    expect(toGridIntent(wrong)).toBeUndefined();
  }
});

test('a header shows at most forty bars, which count the same', () => {
  const counts = Array.from({ length: 100 }, (_, i) => i);
  const edges = Array.from({ length: 101 }, (_, i) => i);
  const column = columnProfile({
    name: 'when',
    type: 'dateTime',
    dateTime: { min: '2024-01-01', max: '2024-12-31', histogram: { edges, counts } },
  } as unknown as Parameters<typeof columnProfile>[0]);
  const { bars, separate } = gridStatistics(column);
  expect(bars.length).toBeLessThanOrEqual(40);
  expect(bars.reduce((sum, bar) => sum + bar)).toBe(4950);
  expect(separate).toBe(false);
  expect(gridStatistics(column)).toMatchObject({ min: '2024-01-01', max: '2024-12-31' });
});

test('codes stand in their own order, categories by how frequent they are', () => {
  const top = ['3', '1', '2'].map((value, i) => ({ value, count: 30 - i, rate: 0.1 }));
  const categorical = { top, other: { count: 0, rate: 0, levels: 0 } };
  const part = { name: 'x', categorical } as unknown as Parameters<typeof columnProfile>[0];
  expect(gridStatistics(columnProfile({ ...part, type: 'ordinal' })).bars).toEqual([29, 28, 30]);
  expect(gridStatistics(columnProfile({ ...part, type: 'categorical' })).bars).toEqual([
    30, 29, 28,
  ]);
  expect(gridStatistics(columnProfile({ ...part, type: 'identifier' })).bars).toEqual([]);
});
