import { expect, test } from 'vitest';
import type { DatasetOverrides } from '../../../src/protocol';
import type { Dataset } from '../../../src/engine/data/dataset';
import { describeColumns } from '../../../src/engine/profile/columns/describeColumns';
import { failureOf, openedDataset, openedText, writtenFile } from '../../support/openedDataset';

async function summaries(dataset: Dataset, name: string) {
  const columns = await describeColumns(dataset);
  return columns.find(({ column }) => column.name === name)!;
}

const csvOf = (header: string, rows: readonly string[]): string => [header, ...rows, ''].join('\n');

const jsonOf = (rows: readonly unknown[], types: DatasetOverrides['types'] = {}) =>
  openedDataset(writtenFile(rows.map((row) => JSON.stringify(row)).join('\n'), 'rows.jsonl'), {
    types,
  });

test('a rule that asks for more than 200 bins is cut and says so', async () => {
  const rows = Array.from({ length: 2000 }, (_, i) => (i === 0 ? '1e6' : `${i % 97}.5`));
  const { numeric } = (await summaries(await openedText(csvOf('x', rows)), 'x')).summaries;
  const [fd, sturges] = numeric!.histograms;
  expect(fd).toMatchObject({ rule: 'freedman-diaconis', cut: true });
  expect(fd!.counts).toHaveLength(200);
  expect(sturges).toMatchObject({ rule: 'sturges', cut: false });
  for (const { counts } of numeric!.histograms) {
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
  }
});

test('a range beyond a double keeps finite edges', async () => {
  const rows = ['-1.7e308', '1.7e308', '0.5', '2.5'];
  const { numeric } = (await summaries(await openedText(csvOf('x', rows)), 'x')).summaries;
  for (const { edges, counts } of [numeric!.histogram!, ...numeric!.histograms]) {
    expect(edges.every(Number.isFinite)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
  }
});

test('without a value there is no box, no end and no order, and it is said why', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i % 2 === 0 ? 'inf' : '-inf'},${i}.5`);
  const dataset = await openedText(csvOf('x,y', rows), { types: { x: 'numeric' } });
  const { numeric } = (await summaries(dataset, 'x')).summaries;
  expect(numeric).toMatchObject({
    iqr: null,
    cv: null,
    box: null,
    histograms: [],
    extremes: { lowest: [], highest: [] },
    monotonic: 'none',
  });
  for (const field of ['iqr', 'cv', 'box']) expect(numeric!.reasons![field]).toContain('no finite');
});

test('nothing is relative to a mean of 0', async () => {
  const { numeric } = (await summaries(await openedText(csvOf('x', ['-1.5', '1.5'])), 'x'))
    .summaries;
  expect(numeric!.cv).toBeNull();
  expect(numeric!.reasons!['cv']).toContain('mean is 0');
});

test('rows of a sample keep their numbers in the data', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `${i}.5,${'ab'[i % 2]!}`);
  const dataset = await openedText(csvOf('x,g', rows), {}, { sample: 200, seed: 3 });
  const { numeric } = (await summaries(dataset, 'x')).summaries;
  const { lowest, highest } = numeric!.extremes;
  for (const { value, row } of [...lowest, ...highest]) expect(row).toBe(value + 0.5);
  expect(numeric!.monotonic).toBe('strictly increasing');
});

test('rare levels are counted below one percent of the rows', async () => {
  const rows = Array.from({ length: 1000 }, (_, i) =>
    i < 9 ? 'a' : i < 12 ? 'b' : i < 22 ? 'c' : 'd',
  );
  const { categorical } = (await summaries(await openedText(csvOf('g', rows)), 'g')).summaries;
  expect(categorical!.rare).toEqual({ belowRows: 10, levels: 2, rows: 12 });
  expect(categorical!.length).toEqual({ min: 1, max: 1 });
});

test('spellings are found among thousands of levels, and not looked for among more', async () => {
  const many = (levels: number) =>
    openedText(
      csvOf('city', [
        ...Array.from({ length: levels }, (_, i) => `city ${i}`),
        'CITY 7',
        'City  7',
      ]),
      { types: { city: 'categorical' } },
    );
  const some = (await summaries(await many(3000), 'city')).summaries.categorical!;
  expect(some.spellings.map(({ values }) => values.map(({ value }) => value))).toEqual([
    ['CITY 7', 'City  7', 'city 7'],
  ]);
  const most = (await summaries(await many(20_001), 'city')).summaries.categorical!;
  expect(most.spellings).toEqual([]);
  expect(most.reasons!['spellings']).toContain('20000');
});

test('a value of ten megabytes is measured, and only its beginning shown', async () => {
  const rows = [
    ...Array.from({ length: 30 }, (_, i) => ({ t: `short text ${i}` })),
    { t: '가'.repeat(10_000_000) },
  ];
  const { text, categorical } = (await summaries(await jsonOf(rows, { t: 'text' }), 't')).summaries;
  expect(text!.length.max).toBe(10_000_000);
  expect(Math.max(...categorical!.top.map(({ value }) => value.length))).toBeLessThanOrEqual(501);
  const shown = [...text!.examples, ...text!.frequentWords.map(({ value }) => value)];
  expect(Math.max(...shown.map((value) => value.length))).toBeLessThanOrEqual(120);
});

test('words of many characters are counted on a sample that says its rows', async () => {
  const rows = Array.from({ length: 4000 }, (_, i) => ({
    t: Array.from({ length: 600 }, (_, j) => `word${(i * 7 + j) % 50}`).join(' '),
  }));
  const { text } = (await summaries(await jsonOf(rows, { t: 'text' }), 't')).summaries;
  expect(text!.words).toMatchObject({
    min: 600,
    max: 600,
    median: 600,
    total: 2_400_000,
    distinct: 50,
  });
  expect(text!.sampledRows).toBeGreaterThan(2000);
  expect(text!.sampledRows).toBeLessThan(3000);
  expect(text!.frequentWords[0]!.rate).toBeCloseTo(1 / 50, 3);
});

test('answers that say nothing are placeholders in texts', async () => {
  const answers = ['없음', 'N/A', 'none', '없음', 'The room was clean and quiet.'];
  const rows = [...answers, ...Array.from({ length: 60 }, (_, i) => `remark ${i} of a guest`)].map(
    (t) => ({ t }),
  );
  const { summaries: own } = await summaries(await jsonOf(rows, { t: 'text' }), 't');
  expect(own.text!.placeholders.map(({ value, count }) => [value, count])).toEqual([
    ['없음', 2],
    ['N/A', 1],
    ['none', 1],
  ]);
});

test('a date column without values has no pattern and says why', async () => {
  const dataset = await openedText(csvOf('d,x', ['2024-01-01,1', ',2', ',3']), {
    types: { d: 'dateTime' },
  });
  const { dateTime } = (await summaries(dataset, 'd')).summaries;
  expect(dateTime).toMatchObject({ monotonic: 'none', step: null, hours: null });
  expect(dateTime!.reasons!['step']).toContain('three values');
});

test('lists, structs and maps are opened', async () => {
  const dataset = await jsonOf([
    {
      tags: ['a', 'b', 'a'],
      point: { x: 1, y: null },
      items: [{ sku: 'k', qty: 2 }, { sku: 'l' }],
    },
    { tags: [], point: { x: 2.5, y: 3 }, items: [{ sku: 'm', qty: 'two' }] },
    { tags: ['c', null], point: { x: 3, z: { deep: true } }, items: null },
  ]);
  const tags = await summaries(dataset, 'tags');
  expect(tags.distinct).toBe(3);
  expect(tags.summaries.categorical).toBeUndefined();
  expect(tags.summaries.nested).toMatchObject({
    kind: 'list',
    length: { min: 0, max: 3, median: 2 },
    empty: 1,
    fields: [],
    sampledRows: null,
  });
  expect(tags.summaries.nested!.top.map(({ value, count }) => `${value}${count}`)).toEqual([
    'a2',
    'b1',
    'c1',
  ]);
  const point = (await summaries(dataset, 'point')).summaries.nested!;
  expect(point.kind).toBe('struct');
  expect(point.fields).toEqual([
    { name: 'x', type: 'DOUBLE', present: 3 },
    { name: 'y', type: 'BIGINT', present: 1 },
    { name: 'z', type: 'STRUCT', present: 1 },
  ]);
  const items = (await summaries(dataset, 'items')).summaries.nested!;
  expect(items.fields).toEqual([
    { name: '[].qty', type: 'JSON', present: 2 },
    { name: '[].sku', type: 'VARCHAR', present: 2 },
  ]);
});

test('cancelling stops the describing', async () => {
  const dataset = await jsonOf([{ a: [1], t: 'x' }]);
  const failure = await failureOf(describeColumns(dataset, { signal: AbortSignal.abort() }));
  expect(failure.code).toBe('CANCELLED');
});
