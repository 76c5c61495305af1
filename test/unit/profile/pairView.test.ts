import path from 'node:path';
import { expect, test } from 'vitest';
import type { ColumnType, PairView } from '../../../src/protocol';
import type { Dataset } from '../../../src/engine/data/dataset';
import { edgeValues, gridEdges } from '../../../src/engine/profile/relations/gridEdges';
import { viewPair } from '../../../src/engine/profile/relations/pairView';
import { disagreements } from '../../support/agreement';
import { failureOf, openedDataset, openedText } from '../../support/openedDataset';
import { oracleFixture } from '../../support/oracleFixture';

interface Cases {
  readonly pairs: {
    readonly points: number;
    readonly boxes: readonly (readonly [string, number, ...number[]])[];
    readonly table: {
      readonly rows: readonly string[];
      readonly columns: readonly string[];
      readonly counts: readonly (readonly number[])[];
    };
  };
  readonly binned: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly xEdges: readonly number[];
    readonly yEdges: readonly number[];
    readonly counts: readonly (readonly number[])[];
  };
  readonly timeline: {
    readonly day: readonly string[];
    readonly value: readonly number[];
    readonly edges: readonly string[];
    readonly counts: readonly number[];
    readonly mean: readonly number[];
    readonly q1: readonly number[];
    readonly q3: readonly number[];
  };
}

const { cases, tolerance } = oracleFixture<Cases>('relations');
const table = path.join(import.meta.dirname, '../../fixtures/data/relations.csv');
const types = { grade: 'ordinal', age: 'numeric', zeros: 'numeric' } as const;

async function viewed<Kind extends PairView['kind']>(
  dataset: Dataset,
  kind: Kind,
  x: string,
  y: string,
): Promise<Extract<PairView, { kind: Kind }>> {
  const view = await viewPair(dataset, x, y);
  expect(view).toMatchObject({ x, y, kind });
  return view as Extract<PairView, { kind: Kind }>;
}

function csvOf(header: string, rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows.map((row) => row.join(','))].join('\n');
}

test('few rows of two numbers are points, without the rows that lack one', async () => {
  const dataset = await openedDataset(table, { types });
  const { points, n } = await viewed(dataset, 'points', 'age', 'income');
  expect([points.length, n]).toEqual([cases.pairs.points, cases.pairs.points]);
  const [row] = await dataset.query(
    `SELECT sum(c0) AS a, sum(c1) AS b FROM ${dataset.relation} WHERE c0 IS NOT NULL AND c1 IS NOT NULL`,
  );
  expect(points.reduce((sum, [x]) => sum + x, 0)).toBe(row!['a']);
  expect(points.reduce((sum, [, y]) => sum + y, 0)).toBeCloseTo(row!['b'] as number, 3);
});

test('many rows of two numbers are counted in the bins of numpy, outliers in the end bins', async () => {
  const { x, y, ...expected } = cases.binned;
  const dataset = await openedText(
    csvOf(
      'a,b',
      x.map((value, i) => [value, y[i]!]),
    ),
  );
  const view = await viewed(dataset, 'bins', 'a', 'b');
  expect(disagreements('x', view.xEdges, expected.xEdges, tolerance)).toEqual([]);
  expect(disagreements('y', view.yEdges, expected.yEdges, tolerance)).toEqual([]);
  expect(view.counts).toEqual(expected.counts);
  expect(view.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(3000);
  expect(view.reasons).toEqual({
    yEdges: 'The middle 99 % of "b"; values beyond it are counted in the first and last bins.',
  });
});

test('whole numbers get bins that hold equally many of them', () => {
  const whole = { integral: true, low: 1, high: 9 };
  expect(edgeValues(gridEdges({ ...whole, min: 1, max: 9 }, 48))).toEqual(
    Array.from({ length: 10 }, (_, i) => i + 0.5),
  );
  expect(gridEdges({ ...whole, min: 0, max: 99, high: 98 }, 48)).toEqual({
    start: -0.5,
    width: 3,
    bins: 34,
    clipped: false,
  });
  expect(gridEdges({ ...whole, min: 1, max: 1e6 }, 48)).toMatchObject({ bins: 9, clipped: true });
});

test('a range that doubles cannot divide, or that overflows, still has edges', () => {
  const flat = { min: 5, max: 5, low: 5, high: 5, integral: false };
  expect(gridEdges(flat, 48)).toMatchObject({ start: 4.5, width: 1, bins: 1 });
  const narrow = { min: 1, max: 1 + 2 ** -52, low: 1, high: 1 + 2 ** -52, integral: false };
  expect(gridEdges(narrow, 48).bins).toBe(1);
  const wide = { min: -1.7e308, max: 1.7e308, low: -1.7e308, high: 1.7e308, integral: false };
  expect(edgeValues(gridEdges(wide, 48)).every(Number.isFinite)).toBe(true);
});

test.each([
  ['income', 'region', 'x'],
  ['region', 'income', 'y'],
] as const)('%s and %s are boxes as numpy has them', async (x, y, numeric) => {
  const dataset = await openedDataset(table, { types });
  const view = await viewed(dataset, 'boxes', x, y);
  expect(view.numeric).toBe(numeric);
  expect(view.n).toBe(view.boxes.reduce((sum, { count }) => sum + count, 0));
  for (const [level, count, ...numbers] of cases.pairs.boxes) {
    const box = view.boxes.find((candidate) => candidate.class === level)!;
    expect(box.count).toBe(count);
    const own = [box.min, box.q1, box.median, box.q3, box.max, box.mean];
    expect(disagreements(level, own, numbers, tolerance)).toEqual([]);
  }
});

test('two categories are a table of counts as pandas crosses them', async () => {
  const dataset = await openedDataset(table, { types });
  const view = await viewed(dataset, 'table', 'region', 'member');
  const { rows, columns, counts } = cases.pairs.table;
  const own = rows.map((row) =>
    columns.map((column) => view.counts[view.xLevels.indexOf(row)]![view.yLevels.indexOf(column)]),
  );
  expect(own).toEqual(counts);
  expect(view.n).toBe(300);
  const ordinal = await viewed(dataset, 'table', 'grade', 'region');
  expect(ordinal.xLevels).toEqual(['1', '2', '3', '4', '5']);
});

test('rare levels are put together, and it is said', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => [
    `level ${i % 20 < 15 ? i % 20 : 15 + (i % 5)}`,
    i % 2 ? 'other' : 'own',
  ]);
  const dataset = await openedText(csvOf('a,b', rows), {
    types: { a: 'categorical', b: 'categorical' },
  });
  const view = await viewed(dataset, 'table', 'a', 'b');
  expect(view.xLevels).toHaveLength(16);
  expect(view.xLevels.at(-1)).toBe('other');
  expect([...view.yLevels].sort()).toEqual(['other', 'own']);
  expect(view.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(500);
  expect(view.reasons).toEqual({
    xLevels: 'The 15 most frequent levels of "a"; all others together as "other".',
  });
});

test('a number over dates has the means and quartiles of pandas', async () => {
  const { day, value, ...expected } = cases.timeline;
  const dataset = await openedText(
    csvOf(
      'value,day',
      day.map((text, i) => [value[i]!, text]),
    ),
  );
  const view = await viewed(dataset, 'timeline', 'day', 'value');
  expect(view.time).toBe('x');
  expect(view.edges).toEqual(expected.edges);
  expect(view.counts).toEqual(expected.counts);
  for (const name of ['mean', 'q1', 'q3'] as const) {
    const wanted = expected[name].map((number) => (Number.isNaN(number) ? null : number));
    expect(disagreements(name, view[name], wanted, tolerance)).toEqual([]);
  }
  expect((await viewed(dataset, 'timeline', 'value', 'day')).time).toBe('y');
});

test('times of day, gaps and a category over time', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const hour = i < 200 ? i : i + 5000;
    const stamp = new Date(Date.UTC(2024, 0, 1, hour)).toISOString().slice(0, 19);
    return [stamp, i / 8, i % 3 ? 'b' : 'a'];
  });
  const dataset = await openedText(csvOf('at,value,kind', rows));
  const view = await viewed(dataset, 'timeline', 'at', 'value');
  expect(view.edges[0]).toBe('2024-01-01T00:00:00');
  const gap = view.counts.indexOf(0);
  expect(gap).toBeGreaterThan(0);
  expect([view.mean[gap], view.q1[gap], view.q3[gap]]).toEqual([null, null, null]);
  const cross = await viewed(dataset, 'table', 'at', 'kind');
  expect(cross.xLevels).toHaveLength(12);
  expect(cross.xLevels[0]).toMatch(/^2024-01-01T00:00:00 – 2024-01-19T/);
  expect(cross.counts[0]!.reduce((sum, count) => sum + count, 0)).toBe(200);
  expect(cross.counts.at(-1)!.reduce((sum, count) => sum + count, 0)).toBe(100);
});

const row = (i: number): readonly (string | number)[] => [
  i + 0.5,
  `a sentence about thing ${i} and what became of it`,
  `id-${i}`,
  'same',
  `2024-01-${10 + (i % 20)}`,
  `2023-01-${10 + (i % 20)}`,
  i < 20 ? `${i}.25` : '',
  i < 20 ? '' : `${i}.75`,
];
const odd: Readonly<Record<string, ColumnType>> = { text: 'text', id: 'identifier' };

test.each([
  ['number', 'text', 'free text'],
  ['id', 'number', 'identifier'],
  ['constant', 'number', 'constant'],
  ['day', 'other day', 'Both columns are dates'],
  ['number', 'number', 'one and the same column'],
  ['early', 'late', 'No row has a value in both columns'],
])('%s and %s have no view, with the reason', async (x, y, reason) => {
  const dataset = await openedText(
    csvOf(
      'number,text,id,constant,day,other day,early,late',
      Array.from({ length: 40 }, (_, i) => row(i)),
    ),
    { types: odd },
  );
  const view = await viewed(dataset, 'none', x, y);
  expect(view.reason).toContain(reason);
});

test('an unknown column is an error that names it, cancelling is a code', async () => {
  const dataset = await openedDataset(table, { types });
  const error = await failureOf(viewPair(dataset, 'age', 'incom'));
  expect(error).toMatchObject({ code: 'COLUMN_NOT_FOUND', details: { column: 'incom' } });
  expect(error.hint).toContain('income');
  const cancelled = await failureOf(
    viewPair(dataset, 'age', 'income', AbortSignal.abort(new Error('stop'))),
  );
  expect(cancelled.code).toBe('CANCELLED');
});
