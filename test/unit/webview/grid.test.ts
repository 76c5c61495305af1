import { expect, test } from 'vitest';
import type { GridColumn, GridIntent, GridSize } from '../../../src/protocol';
import { createBlockCache, type Block } from '../../../webview-ui/grid/blockCache';
import { prettyJson } from '../../../webview-ui/grid/prettyJson';
import { findColumns } from '../../../webview-ui/grid/findColumns';
import { columnsWithin, layOut } from '../../../webview-ui/grid/columnLayout';
import { completeFilter } from '../../../webview-ui/grid/completion';
import { addCondition, conditionSql } from '../../../webview-ui/grid/filterText';
import { toGridMemory } from '../../../webview-ui/grid/gridMemory';
import { createPageLoader } from '../../../webview-ui/grid/pageLoader';
import { rowScroll } from '../../../webview-ui/grid/rowScroll';
import {
  moveSelection,
  selectCell,
  selectedRange,
  selectRows,
  type GridExtent,
} from '../../../webview-ui/grid/selection';
import { nextSort } from '../../../webview-ui/grid/sortKeys';

function column(name: string, storageType = 'VARCHAR'): GridColumn {
  return { name, storageType, type: storageType === 'VARCHAR' ? 'categorical' : 'numeric' };
}

test('the scroll bar reaches every row, however many there are', () => {
  for (const rows of [0, 1, 30, 1000, 400_000, 50_000_000]) {
    const scroll = rowScroll(rows, 24, 600);
    expect(scroll.height).toBeLessThanOrEqual(8_000_000);
    expect(scroll.toDistance(0)).toBe(0);
    expect(scroll.toDistance(scroll.height - 600)).toBeCloseTo(Math.max(0, rows * 24 - 600), 3);
    const middle = scroll.farthest / 3;
    expect(scroll.toDistance(scroll.toScrollTop(middle))).toBeCloseTo(middle, 3);
    expect(scroll.toScrollTop(1e12)).toBeCloseTo(Math.max(0, scroll.height - 600), 3);
  }
  expect(rowScroll(1000, 24, 600).exact).toBe(true);
  expect(rowScroll(1_000_000, 24, 600).exact).toBe(false);
});

test('pinned columns stand first in the order of pinning, hidden ones nowhere', () => {
  const layout = layOut([column('a'), column('b'), column('c'), column('d')], {
    widths: { a: 100, c: 5 },
    pinned: ['d', 'b', 'gone'],
    hidden: ['c'],
  });
  expect(layout.columns.map(({ column: { name } }) => name)).toEqual(['d', 'b', 'a']);
  expect(layout.columns.map(({ index }) => index)).toEqual([3, 1, 0]);
  expect(layout.pinnedCount).toBe(2);
  expect(layout.columns[2]).toMatchObject({ left: 0, width: 100, pinned: false });
  expect(layout.pinnedWidth).toBe(layout.columns[0]!.width + layout.columns[1]!.width);
});

test('of 2,000 columns only those are drawn that are seen', () => {
  const columns = Array.from({ length: 2000 }, (_, j) => column(`c${j}`));
  const widths = Object.fromEntries(columns.map(({ name }) => [name, 100]));
  const layout = layOut(columns, { widths, pinned: ['c5'], hidden: [] });
  expect(columnsWithin(layout, 0, 950)).toEqual({ first: 1, end: 11 });
  expect(columnsWithin(layout, 100, 200)).toEqual({ first: 2, end: 3 });
  expect(columnsWithin(layout, 199_850, 210_000)).toEqual({ first: 1999, end: 2000 });
});

test('a column called like a property of objects has its own width', () => {
  const layout = layOut([column('constructor'), column('__proto__')], {
    widths: {},
    pinned: [],
    hidden: [],
  });
  expect(layout.columns.every(({ width }) => width > 40)).toBe(true);
});

const extent: GridExtent = { rows: 100, columns: 5, pageRows: 20 };
const key = (name: string, modifiers: Partial<{ ctrlKey: boolean; shiftKey: boolean }> = {}) => ({
  key: name,
  ctrlKey: false,
  shiftKey: false,
  metaKey: false,
  ...modifiers,
});

test.for<[string, Parameters<typeof key>[1], { row: number; column: number }]>([
  ['ArrowDown', {}, { row: 51, column: 2 }],
  ['ArrowLeft', {}, { row: 50, column: 1 }],
  ['ArrowDown', { ctrlKey: true }, { row: 99, column: 2 }],
  ['ArrowRight', { ctrlKey: true }, { row: 50, column: 4 }],
  ['PageDown', {}, { row: 70, column: 2 }],
  ['PageUp', {}, { row: 30, column: 2 }],
  ['Home', {}, { row: 50, column: 0 }],
  ['End', {}, { row: 50, column: 4 }],
  ['Home', { ctrlKey: true }, { row: 0, column: 0 }],
  ['End', { ctrlKey: true }, { row: 99, column: 4 }],
])('%s with %o moves to the cell that a spreadsheet would', ([name, modifiers, place]) => {
  const selection = selectCell({ row: 50, column: 2 });
  expect(moveSelection(selection, key(name, modifiers), extent)).toEqual(selectCell(place));
  const stretched = moveSelection(selection, key(name, { ...modifiers, shiftKey: true }), extent);
  expect(stretched).toEqual({ anchor: { row: 50, column: 2 }, focus: place });
});

test('keys end at the edges; above the first row is the header, which no selection holds', () => {
  const corner = selectCell({ row: 0, column: 0 });
  expect(moveSelection(corner, key('ArrowLeft'), extent)).toEqual(corner);
  expect(moveSelection(corner, key('ArrowUp'), extent)?.focus.row).toBe(-1);
  expect(moveSelection(corner, key('ArrowUp', { shiftKey: true }), extent)?.focus.row).toBe(0);
  expect(moveSelection(corner, key('x'), extent)).toBeUndefined();
  expect(moveSelection(corner, key('ArrowDown'), { ...extent, columns: 0 })).toBeUndefined();
  expect(selectedRange(selectCell({ row: -1, column: 3 }))).toMatchObject({ top: 0, bottom: -1 });
});

test('whole rows, columns and everything are selected with one key', () => {
  const selection = selectCell({ row: 5, column: 2 });
  const range = (name: string, modifiers: Parameters<typeof key>[1]) =>
    selectedRange(moveSelection(selection, key(name, modifiers), extent)!);
  expect(range('a', { ctrlKey: true })).toEqual({ top: 0, bottom: 99, left: 0, right: 4 });
  expect(range(' ', { ctrlKey: true })).toEqual({ top: 0, bottom: 99, left: 2, right: 2 });
  expect(range(' ', { shiftKey: true })).toEqual({ top: 5, bottom: 5, left: 0, right: 4 });
  expect(selectedRange(selectRows(7, 3, extent))).toEqual({ top: 3, bottom: 7, left: 0, right: 4 });
});

test.for<[string, GridColumn, Parameters<typeof conditionSql>[1], string | undefined]>([
  ['a text', column(`say "hi"`), { kind: 'equals', value: `O'Hara` }, `"say ""hi""" = 'O''Hara'`],
  ['a number', column('x', 'DOUBLE'), { kind: 'equals', value: ' -1.5e3 ' }, '"x" = -1.5e3'],
  ['no number', column('x', 'BIGINT'), { kind: 'equals', value: '1; DROP TABLE data' }, undefined],
  [
    'a date',
    column('d', 'DATE'),
    { kind: 'between', from: '2024-01-31', to: '' },
    `"d" >= DATE '2024-01-31'`,
  ],
  ['no date', column('d', 'DATE'), { kind: 'between', from: 'yesterday', to: '' }, undefined],
  [
    'both ends',
    column('x', 'BIGINT'),
    { kind: 'between', from: '1', to: '2' },
    '"x" BETWEEN 1 AND 2',
  ],
  ['an upper end', column('x', 'BIGINT'), { kind: 'between', from: '', to: '2' }, '"x" <= 2'],
  ['no end', column('x', 'BIGINT'), { kind: 'between', from: '', to: ' ' }, undefined],
  ['a part', column('t'), { kind: 'contains', text: 'Bonn%' }, `contains(lower("t"), 'bonn%')`],
  [
    'a part of a number',
    column('x', 'BIGINT'),
    { kind: 'contains', text: '7' },
    `contains(lower(CAST("x" AS VARCHAR)), '7')`,
  ],
  ['nothing', column('t'), { kind: 'contains', text: '' }, undefined],
  ['missing', column('t'), { kind: 'missing' }, '"t" IS NULL'],
  ['there', column('t'), { kind: 'present' }, '"t" IS NOT NULL'],
  ['true', column('b', 'BOOLEAN'), { kind: 'equals', value: 'TRUE' }, '"b" = true'],
])('a condition on %s is written in SQL', ([, of, condition, sql]) => {
  expect(conditionSql(of, condition)).toBe(sql);
});

test('conditions are joined so that both hold', () => {
  expect(addCondition('  ', 'b')).toBe('b');
  expect(addCondition('a = 1', 'b')).toBe('a = 1 AND b');
  expect(addCondition('a OR c', 'b')).toBe('(a OR c) AND b');
  expect(addCondition('a -- why', 'b')).toBe('(a -- why) AND b');
});

test.for<[string, readonly string[]]>([
  ['Ag', ['Age', '"max age"']],
  ['"max', ['"max age"']],
  ['Age > 3 AND na', ['name']],
  ['Age > 3 an', ['"an""other"', 'AND']],
  ["name = 'ag", []],
  ['Age > 4', []],
  ['Age -- ag', []],
  ['Age > ', []],
  ['Age', ['Age', '"max age"']],
  ['name', []],
])('while %s is typed, names are proposed', ([typed, options]) => {
  const columns = ['Age', 'name', 'max age', 'an"other'];
  expect(completeFilter(typed, typed.length, columns).options).toEqual(options);
});

test('a proposal replaces the name at the cursor, not more', () => {
  const filter = 'Ag > 3 AND name = 1';
  expect(completeFilter(filter, 2, ['Age'])).toEqual({ options: ['Age'], start: 0, end: 2 });
  const quoted = '"max a > 1';
  expect(completeFilter(quoted, 6, ['max age'])).toMatchObject({
    options: ['"max age"'],
    start: 0,
  });
});

test('a reserved word is proposed in quotes', () => {
  expect(completeFilter('sel', 3, ['select']).options).toContain('"select"');
});

test('columns are found by their beginning before any other part', () => {
  expect(findColumns(['income', 'Monthly income', 'MonthlyRate'], 'mo')).toEqual([
    'Monthly income',
    'MonthlyRate',
  ]);
  expect(findColumns(['b', 'a1', 'ab'], 'B')).toEqual(['b', 'ab']);
});

test('a click sorts up, then down, then not; with more keys the others stay', () => {
  const up = nextSort([], 'a', false);
  expect(up).toEqual([{ column: 'a', descending: false }]);
  const down = nextSort(up, 'a', false);
  expect(down).toEqual([{ column: 'a', descending: true }]);
  expect(nextSort(down, 'a', false)).toEqual([]);
  const two = nextSort(down, 'b', true);
  expect(two.map((sort) => sort.column)).toEqual(['a', 'b']);
  expect(nextSort(two, 'a', true)).toEqual([{ column: 'b', descending: false }]);
  expect(nextSort(two, 'c', false)).toEqual([{ column: 'c', descending: false }]);
});

test('what was kept from another time is taken only as far as it is understood', () => {
  expect(toGridMemory(undefined)).toMatchObject({ pinned: [], topRow: 0 });
  expect(toGridMemory({ pinned: ['a', 3], widths: { a: 5, b: 'x' }, topRow: 'x' })).toEqual({
    pinned: ['a'],
    hidden: [],
    widths: { a: 5 },
    topRow: 0,
    left: 0,
  });
});

test('JSON is laid out unless that would change it', () => {
  expect(prettyJson('{"a":[1,2]}')).toBe('{\n  "a": [\n    1,\n    2\n  ]\n}');
  expect(prettyJson('{"a": 1.0}')).toBe('{"a": 1.0}');
  expect(prettyJson('{"a": 12345678901234567890}')).toBe('{"a": 12345678901234567890}');
  expect(prettyJson('[not JSON')).toBe('[not JSON');
  expect(prettyJson('plain')).toBe('plain');
});

const block = (start: number, text: string): Block => ({
  rowNumbers: Array.from({ length: 200 }, (_, i) => start + i + 1),
  rows: Array.from({ length: 200 }, () => [text]),
});

test('cells come from their block; the blocks looked at longest ago make room', () => {
  const cache = createBlockCache(25_000);
  for (let row = 0; row < 4; row++) cache.set({ row, column: 0 }, block(row * 200, 'x'.repeat(30)));
  expect(cache.cell(0, 0)).toBeUndefined();
  expect(cache.cell(799, 0)).toBe('x'.repeat(30));
  expect(cache.rowNumber(799)).toBe(800);
  expect(cache.cell(799, 1)).toBeUndefined();
  const alone = createBlockCache(10);
  alone.set({ row: 0, column: 0 }, block(0, 'long'));
  expect(alone.cell(0, 0)).toBe('long');
});

test('pages are asked for two at a time, what is seen now first, and nothing twice', () => {
  const size: GridSize = {
    version: 3,
    viewRows: 10_000,
    totalRows: 10_000,
    columns: Array.from({ length: 40 }, (_, j) => column(`c${j}`)),
  };
  const asked: Extract<GridIntent, { type: 'getPage' }>[] = [];
  const loader = createPageLoader(size, (intent) => {
    if (intent.type === 'getPage') asked.push(intent);
  });
  loader.want(0, 30, [0, 1, 33]);
  expect(asked.map(({ offset, columns }) => [offset, columns[0], columns.length])).toEqual([
    [0, 'c0', 32],
    [0, 'c32', 8],
  ]);
  loader.want(190, 220, [0]);
  loader.want(5000, 5030, [0]);
  expect(asked).toHaveLength(2);
  const page = { kind: 'page', version: 3, ...block(0, 'a') } as const;
  expect(loader.take({ ...page, id: asked[0]!.id })).toBe(true);
  expect(loader.cell(0, 0)).toBe('a');
  expect(asked[2]!.offset).toBe(5000);
  loader.want(0, 30, [0]);
  expect(asked).toHaveLength(3);
  expect(loader.take({ ...page, id: 999 })).toBe(false);
  const error = { code: 'OUT_OF_MEMORY', message: 'x' } as const;
  expect(loader.take({ kind: 'pageFailed', id: asked[2]!.id, error })).toBe(false);
});
