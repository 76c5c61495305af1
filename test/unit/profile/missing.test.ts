import path from 'node:path';
import { expect, test } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import { countColumns } from '../../../src/engine/profile/columns/columnCounts';
import { missingMatrix } from '../../../src/engine/profile/relations/missingMatrix';
import { missingPatterns } from '../../../src/engine/profile/relations/missingPatterns';
import { missingTogether } from '../../../src/engine/profile/relations/missingTogether';
import { disagreements } from '../../support/agreement';
import { openedDataset, openedText } from '../../support/openedDataset';
import { oracleFixture } from '../../support/oracleFixture';

interface Cases {
  readonly missing: {
    readonly columns: readonly string[];
    readonly rates: readonly (readonly number[])[];
    readonly together: readonly (readonly [string, string, number, number])[];
  };
}

const { cases, tolerance } = oracleFixture<Cases>('relations');
const table = path.join(import.meta.dirname, '../../fixtures/data/relations.csv');

function key({ a, b }: { readonly a: string; readonly b: string }): string {
  return `${a} × ${b}`;
}

async function incompleteColumns(dataset: Dataset) {
  return (await countColumns(dataset)).filter(({ present, rows }) => present < rows);
}

test('the shares along the file are those of pandas', async () => {
  const dataset = await openedDataset(table);
  const matrix = await missingMatrix(dataset, await countColumns(dataset));
  expect(matrix.columns).toEqual(cases.missing.columns);
  expect(matrix.rates).toEqual(cases.missing.rates);
  expect(matrix.stretches[0]).toEqual({ firstRow: 1, rows: 4 });
  expect(matrix.stretches.at(-1)).toEqual({ firstRow: 397, rows: 4 });
});

test.each([
  ['from the patterns', false],
  ['counted in the SQL engine', true],
])('φ of the missing indicators is that of pandas, %s', async (_, counted) => {
  const dataset = await openedDataset(table);
  const found = counted
    ? await missingTogether(dataset, await incompleteColumns(dataset), null)
    : (await missingPatterns(dataset, await countColumns(dataset))).cooccurrence;
  const expected = new Map(
    cases.missing.together.map(([a, b, both, phi]) => [key({ a, b }), { both, phi }]),
  );
  expect(new Set(found.map(key))).toEqual(new Set(expected.keys()));
  for (const pair of found) {
    const { both, phi } = expected.get(key(pair))!;
    expect(pair.both).toBe(both);
    expect(disagreements(key(pair), [pair.phi], [phi], tolerance)).toEqual([]);
  }
  const strengths = found.map(({ phi }) => Math.abs(phi));
  expect(strengths).toEqual([...strengths].sort((x, y) => y - x));
});

test('more rows than stretches, and a column without any value', async () => {
  const lines = Array.from({ length: 250 }, (_, i) => `${i < 10 ? '' : i},,${i % 2 ? i : ''}`);
  const dataset = await openedText(['a,empty,c', ...lines].join('\n'));
  const columns = await countColumns(dataset);
  const { stretches, rates } = await missingMatrix(dataset, columns);
  expect(stretches).toHaveLength(84);
  expect(stretches.at(-1)).toEqual({ firstRow: 250, rows: 1 });
  expect(rates.slice(0, 5)).toEqual([
    [1, 1, 2 / 3],
    [1, 1, 1 / 3],
    [1, 1, 2 / 3],
    [1 / 3, 1, 1 / 3],
    [0, 1, 2 / 3],
  ]);
  const { patterns, cooccurrence } = await missingPatterns(dataset, columns);
  expect(patterns[0]).toEqual({ columns: ['empty'], count: 120 });
  expect(cooccurrence.filter(({ a, b }) => a === 'empty' || b === 'empty')).toEqual([]);
});

test('a complete file has nothing to show', async () => {
  const dataset = await openedText('a,b\n1,2\n3,4\n');
  const columns = await countColumns(dataset);
  expect(await missingMatrix(dataset, columns)).toEqual({ columns: [], stretches: [], rates: [] });
  expect(await missingPatterns(dataset, columns)).toEqual({ patterns: [], cooccurrence: [] });
});

test('hundreds of columns with gaps of their own keep a short matrix and a short list', async () => {
  const width = 260;
  const lines = Array.from({ length: 60 }, (_, i) =>
    Array.from({ length: width }, (_unused, j) =>
      (i * 7 + j * 3 + ((i * j) % 11)) % 13 < 3 ? '' : i * j,
    ).join(','),
  );
  const header = Array.from({ length: width }, (_, j) => `x${j}`).join(',');
  const dataset = await openedText([header, ...lines].join('\n'));
  const columns = await countColumns(dataset);
  const matrix = await missingMatrix(dataset, columns);
  expect(matrix.columns).toHaveLength(200);
  expect(matrix.rates.every((row) => row.length === 200)).toBe(true);
  const { cooccurrence, patterns } = await missingPatterns(dataset, columns);
  expect(patterns.length).toBeLessThanOrEqual(50);
  expect(cooccurrence.length).toBe(1000);
});
