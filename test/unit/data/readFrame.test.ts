import { expect, test } from 'vitest';
import { readFrame } from '../../../src/engine/data/readFrame';
import { failureOf, openedDataset, openedText } from '../../support/openedDataset';

test('numbers come with NaN where missing, names as codes into levels sorted by code point', async () => {
  const dataset = await openedText('n,c\n1.5,b\n,B\n-inf,\n2,ä\n0.25,b\n');
  const frame = await readFrame(dataset, ['c', 'n']);
  expect(frame.rows).toBe(5);
  expect(frame.columns).toEqual([
    {
      kind: 'categorical',
      name: 'c',
      codes: Int32Array.of(1, 0, -1, 2, 1),
      levels: ['B', 'b', 'ä'],
    },
    { kind: 'numeric', name: 'n', values: Float64Array.of(1.5, NaN, -Infinity, 2, 0.25) },
  ]);
});

test('integer codes are levels in the order of their size, written as in the file', async () => {
  const dataset = await openedText('c\n10\n9\n-1\n10\n\n2\n', { types: { c: 'categorical' } });
  const { columns } = await readFrame(dataset, ['c']);
  expect(columns[0]).toMatchObject({
    levels: ['-1', '2', '9', '10'],
    codes: Int32Array.of(3, 2, 0, 3, -1, 1),
  });
});

test('booleans and constants are categories; a column without values has no levels', async () => {
  const dataset = await openedDataset('test/fixtures/data/types.parquet');
  const { columns } = await readFrame(dataset, ['flag']);
  expect(columns[0]).toMatchObject({
    levels: ['false', 'true'],
    codes: Int32Array.of(1, 0, -1, 1),
  });
  const empty = await openedText('a,b\n1,\n2,\n');
  expect((await readFrame(empty, ['b'])).columns[0]).toMatchObject({
    levels: [],
    codes: Int32Array.of(-1, -1),
  });
});

test('date columns are left out', async () => {
  const dataset = await openedText('d,x\n2024-01-01,1\n2024-01-02,2\n');
  expect((await readFrame(dataset, ['d', 'x'])).columns.map(({ name }) => name)).toEqual(['x']);
  expect(await readFrame(dataset, ['d'])).toEqual({ rows: 2, columns: [] });
});

test('rows stay in the order of the file over many chunks', async () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => `${i}.5,k${i % 300}`);
  const dataset = await openedText(`x,k\n${rows.join('\n')}\n`);
  const { columns } = await readFrame(dataset, ['x', 'k']);
  const [x, k] = columns;
  if (x?.kind !== 'numeric' || k?.kind !== 'categorical') throw new Error('wrong kinds');
  expect(x.values.every((value, i) => value === i + 0.5)).toBe(true);
  expect(k.levels).toHaveLength(300);
  expect(k.codes.every((code, i) => k.levels[code] === `k${i % 300}`)).toBe(true);
});

test('names of columns and levels never reach SQL as code', async () => {
  const dataset = await openedText(
    `"x'); DROP TABLE data; --",b\n"'); DROP TABLE data; --",1\n"y'",2\n`,
  );
  const name = "x'); DROP TABLE data; --";
  const { columns } = await readFrame(dataset, [name]);
  expect(columns[0]).toMatchObject({ name, levels: ["'); DROP TABLE data; --", "y'"] });
  expect(await dataset.query('SELECT count(*) AS n FROM data')).toEqual([{ n: 2 }]);
});

test('frames can be read at the same time', async () => {
  const dataset = await openedDataset('samples/hr-attrition.csv');
  const names = ['Department', 'JobRole', 'Gender'];
  const frames = await Promise.all(names.map((name) => readFrame(dataset, [name])));
  expect(frames.map(({ columns }) => columns[0]?.name)).toEqual(names);
});

test('an unknown column is COLUMN_NOT_FOUND', async () => {
  const dataset = await openedText('a\n1\n2\n');
  const failure = await failureOf(readFrame(dataset, ['b']));
  expect(failure.code).toBe('COLUMN_NOT_FOUND');
  expect(failure.message).toContain('"b"');
});
