import { expect, test } from 'vitest';
import type { ColumnProfile, DatasetOverrides, ProfileResult } from '../../../src/protocol';
import { profileDataset, type ProfileOptions } from '../../../src/engine/profile/profileDataset';
import { failureOf, openedDataset, openedText, writtenFile } from '../../support/openedDataset';

async function profiled(
  csv: string,
  overrides: DatasetOverrides = {},
  options: ProfileOptions = {},
): Promise<ProfileResult> {
  return profileDataset(await openedText(csv, overrides), options);
}

function csvOf(header: string, rows: readonly string[]): string {
  return [header, ...rows, ''].join('\n');
}

function column({ columns }: ProfileResult, name: string): ColumnProfile {
  return columns.find((candidate) => candidate.name === name)!;
}

test('missing, NaN and infinite values are told apart', async () => {
  const rows = ['1.5', '2.5', 'nan', 'inf', '-inf', '4.0', ''].map(
    (x, i) => `${x},${'abc'[i % 3]!}`,
  );
  const profile = await profiled(csvOf('x,g', rows), { types: { x: 'numeric' } });
  const { missing, distinct, numeric } = column(profile, 'x');
  expect(missing.count).toBe(2);
  expect(distinct.count).toBe(5);
  expect(numeric).toMatchObject({ infinite: 2, min: 1.5, max: 4, sum: 8 });
  expect(numeric!.mean).toBeCloseTo(8 / 3, 12);
  expect(profile.alerts.map(({ code }) => code)).toContain('INFINITE');
});

test('a column without any value is constant and wholly missing', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i % 4}.5,`);
  const profile = await profiled(csvOf('a,empty', rows));
  const empty = column(profile, 'empty');
  expect(empty).toMatchObject({ missing: { count: 12, rate: 1 }, distinct: { count: 0 } });
  expect(empty.categorical).toMatchObject({ top: [], entropy: null });
  expect(empty.categorical!.reasons!['entropy']).toContain('no value');
  expect(profile.alerts).toContainEqual(
    expect.objectContaining({ code: 'EMPTY', columns: ['empty'] }),
  );
});

test('a column of infinities alone has no moments and says why', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i % 2 === 0 ? 'inf' : '-inf'},${i}.5`);
  const profile = await profiled(csvOf('x,y', rows), { types: { x: 'numeric' } });
  const { numeric, distinct } = column(profile, 'x');
  expect(distinct.count).toBe(2);
  expect(numeric).toMatchObject({
    mean: null,
    std: null,
    sum: null,
    histogram: null,
    infinite: 12,
  });
  expect(numeric!.reasons!['mean']).toContain('no finite value');
});

test('a constant column of fractions has spread 0 and no shape', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `0.1,${i}`);
  const profile = await profiled(csvOf('x,y', rows), { types: { x: 'numeric', y: 'numeric' } });
  expect(column(profile, 'x').numeric).toMatchObject({
    std: 0,
    mad: 0,
    skewness: null,
    kurtosis: null,
  });
  expect(column(profile, 'x').numeric!.reasons!['skewness']).toContain('equal');
  const pearson = profile.correlations.measures.find(({ name }) => name === 'pearson')!;
  expect(pearson.pairs).toMatchObject([{ value: null }]);
  expect(pearson.pairs[0]!.reason).toContain('constant');
});

test('spread far from zero keeps its digits', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => String(1e9 + (i % 2 === 0 ? 0.25 : 0.75)));
  const profile = await profiled(csvOf('x', rows), { types: { x: 'numeric' } });
  const { numeric } = column(profile, 'x');
  expect(numeric!.std).toBeCloseTo(0.25 * Math.sqrt(100 / 99), 12);
  expect(numeric!.skewness).toBeCloseTo(0, 9);
});

test('huge values neither overflow the moments nor the correlations', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i}e300,${i * i}e200`);
  const profile = await profiled(csvOf('x,y', rows), { types: { x: 'numeric', y: 'numeric' } });
  const { numeric } = column(profile, 'x');
  expect(numeric!.std! / 1e300).toBeCloseTo(Math.sqrt((40 * 41) / 12), 9);
  expect(numeric!.kurtosis).toBeCloseTo(-1.2, 9);
  const [pair] = profile.correlations.measures.find(({ name }) => name === 'spearman')!.pairs;
  expect(pair!.value).toBeCloseTo(1, 12);
});

test('ties among the most frequent values are in the order of the values', async () => {
  const values = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));
  const rows = [...values.reverse(), 'z', 'z', 'm'];
  const profile = await profiled(csvOf('letter', rows), { types: { letter: 'categorical' } });
  const { categorical, distinct } = column(profile, 'letter');
  expect(distinct.count).toBe(26);
  expect(categorical!.top.map(({ value, count }) => `${value}${count}`)).toEqual([
    'z3', 'm2', 'a1', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1', 'h1',
  ]); // prettier-ignore
  expect(categorical!.other).toBe(16);
});

test('columns that are missing together are counted together', async () => {
  const rows = [
    ...Array.from({ length: 5 }, (_, i) => `${i}.5,,,x`),
    ...Array.from({ length: 3 }, (_, i) => `,${i}.5,${i}.25,y`),
    ...Array.from({ length: 20 }, (_, i) => `${i}.5,${i * 2}.5,${i}.75,z`),
  ];
  const { missing } = await profiled(csvOf('a,b,c,d', rows));
  expect(missing.patterns).toEqual([
    { columns: ['b', 'c'], count: 5 },
    { columns: ['a'], count: 3 },
  ]);
  expect(missing.byColumn.map((own) => own.column)).toEqual(['b', 'c', 'a']);
});

test('missing patterns of more columns than a word has bits', async () => {
  const names = Array.from({ length: 70 }, (_, i) => `v${i}`);
  const row = (gap: number): string =>
    names.map((_, i) => (i === gap ? '' : `${i}.${gap + 2}`)).join(',');
  const rows = [row(69), row(69), row(69), row(33), row(33), row(0), row(-1), row(-1)];
  const { missing } = await profiled(csvOf(names.join(','), rows));
  expect(missing.patterns).toEqual([
    { columns: ['v69'], count: 3 },
    { columns: ['v33'], count: 2 },
    { columns: ['v0'], count: 1 },
  ]);
});

test('names from the file cannot reach the SQL', async () => {
  const name = `x"); DROP TABLE data; --`;
  const rows = Array.from({ length: 12 }, (_, i) => `${i}.5,it's ${i % 2}`);
  const profile = await profiled(
    csvOf(`"${name.replaceAll('"', '""')}",g`, rows),
    {},
    { target: 'g' },
  );
  expect(column(profile, name).numeric!.max).toBe(11.5);
  expect(profile.target!.classes.map(({ value }) => value)).toEqual(["it's 0", "it's 1"]);
  expect(column(profile, name).target!.boxes).toHaveLength(2);
});

test('texts are measured in code points, blank ones counted', async () => {
  const texts = ['안녕 하세요', '😀😀', ' ', 'one two  three', 'one two  three'];
  const file = writtenFile(texts.map((t) => JSON.stringify({ t })).join('\n'), 'texts.jsonl');
  const profile = await profileDataset(await openedDataset(file, { types: { t: 'text' } }));
  const { text, categorical } = column(profile, 't');
  expect(text).toMatchObject({
    length: { min: 1, max: 14, median: 6 },
    words: { max: 3 },
    blank: 1,
  });
  expect(text!.words.mean).toBeCloseTo((2 + 1 + 0 + 3 + 3) / 5, 12);
  expect(text!.length.histogram!.counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  expect(text!.examples).toHaveLength(3);
  expect(categorical!.top[0]).toMatchObject({ value: 'one two  three', count: 2 });
});

test('dates have a range, gaps and a histogram of whole days', async () => {
  const rows = ['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-15', '2024-03-15', ''];
  const profile = await profiled(
    csvOf(
      'day,n',
      rows.map((day, i) => `${day},${i}`),
    ),
    { types: { day: 'dateTime' } },
  );
  const { dateTime, distinct, missing } = column(profile, 'day');
  expect(distinct.count).toBe(4);
  expect(missing.count).toBe(1);
  expect(dateTime).toMatchObject({ min: '2024-02-28', max: '2024-03-15', spanDays: 16 });
  expect(dateTime!.gaps[0]).toEqual({ from: '2024-03-01', to: '2024-03-15', days: 14 });
  expect(dateTime!.histogram!.counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  expect(dateTime!.histogram!.edges[0]).toBe('2024-02-28');
});

test('timestamps are told to the second', async () => {
  const rows = ['2024-01-01 10:00:00', '2024-01-02 12:30:00', '2024-01-05 00:00:00'];
  const profile = await profiled(csvOf('s', rows), { types: { s: 'dateTime' } });
  expect(column(profile, 's').dateTime).toMatchObject({
    min: '2024-01-01T10:00:00',
    max: '2024-01-05T00:00:00',
    gaps: [
      { from: '2024-01-02T12:30:00', to: '2024-01-05T00:00:00', days: 2 + 11.5 / 24 },
      { days: 1 + 2.5 / 24 },
    ],
  });
});

test('rows without the target are said and left out of what concerns it', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i}.5,${i % 4 === 0 ? '' : i % 2 === 0 ? 'yes' : 'no'}`,
  );
  const profile = await profiled(csvOf('x,y', rows), {}, { target: 'y' });
  expect(profile.issues).toContainEqual(
    expect.objectContaining({ code: 'TARGET_MISSING_VALUES', column: 'y' }),
  );
  const { boxes, histogram } = column(profile, 'x').target!;
  expect(boxes!.map(({ class: label, count }) => `${label} ${count}`)).toEqual(['no 20', 'yes 10']);
  expect(histogram!.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(
    column(profile, 'x').numeric!.histogram!.counts.reduce((sum, count) => sum + count, 0),
  ).toBe(40);
});

test('a numeric target gets boxes per level and a correlation', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${i}.25,${'abc'[i % 3]!},${(i % 3) * 100 + i / 2}`,
  );
  const profile = await profiled(csvOf('x,g,y', rows), {}, { target: 'y' });
  expect(column(profile, 'x').target!.association.name).toBe("|Spearman's ρ|");
  const view = column(profile, 'g').target!;
  expect(view.boxes!.map(({ class: label }) => label)).toEqual(['a', 'b', 'c']);
  expect(view.association.value).toBeGreaterThan(0.9);
});

test('the same file gives the same profile', async () => {
  const rows = Array.from(
    { length: 500 },
    (_, i) => `${Math.sin(i) * 10},${'abcde'[i % 5]!},word${i % 40} x`,
  );
  const csv = csvOf('x,g,t', rows);
  const [a, b] = [await profiled(csv), await profiled(csv)];
  expect({ ...a, dataset: null }).toEqual({ ...b, dataset: null });
});

test('cancelling stops the profile', async () => {
  const dataset = await openedText(csvOf('x', ['1.5', '2.5', '3.5']));
  const failure = await failureOf(profileDataset(dataset, { signal: AbortSignal.abort() }));
  expect(failure.code).toBe('CANCELLED');
});

test('progress rises from 0 to 1', async () => {
  const fractions: number[] = [];
  const rows = Array.from({ length: 20 }, (_, i) => `${i}.5,${i % 2}`);
  await profiled(
    csvOf('x,y', rows),
    {},
    { target: 'y', onProgress: (_, fraction) => fractions.push(fraction!) },
  );
  expect(fractions[0]).toBe(0);
  expect(fractions.at(-1)).toBe(1);
  expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
});
