import { expect, test } from 'vitest';
import {
  alertThresholdTable,
  type AlertCode,
  type DatasetOverrides,
  type ProfileAlert,
} from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { openedText } from '../../support/openedDataset';

async function alertsOf(
  header: string,
  row: (i: number) => string,
  options: { rows?: number; target?: string; types?: DatasetOverrides['types'] } = {},
): Promise<readonly ProfileAlert[]> {
  const { rows = 200, target, types } = options;
  const csv = [header, ...Array.from({ length: rows }, (_, i) => row(i)), ''].join('\n');
  const dataset = await openedText(csv, types === undefined ? {} : { types });
  return (await profileDataset(dataset, target === undefined ? {} : { target })).alerts;
}

const codesOf = (alerts: readonly ProfileAlert[], column: string): AlertCode[] =>
  alerts.filter(({ columns }) => columns.includes(column)).map(({ code }) => code);

/** Evenly spread fractions in [0, 1) that never repeat. */
const spread = (i: number, step = 0.618): number => (i * step) % 1;

test('copies of a column and of rows', async () => {
  const alerts = await alertsOf('a,b,c', (i) => {
    const value = spread(i % 190).toFixed(4);
    return `${value},${value},${spread(i % 190, 0.377).toFixed(4)}`;
  });
  const copies = alerts.find(({ code }) => code === 'DUPLICATE_COLUMNS')!;
  expect(copies.columns).toEqual(['a', 'b']);
  const rows = alerts.find(({ code }) => code === 'DUPLICATE_ROWS')!;
  expect(rows).toMatchObject({ value: 10, severity: 'warning' });
  expect(rows.sql).toContain('{table}');
});

test('codes that stand for missing', async () => {
  const alerts = await alertsOf(
    'pdays,minus,text,age',
    (i) =>
      `${i % 5 === 0 ? 999 : i % 28},${i % 10 === 0 ? -1 : i % 50},${i % 8 === 0 ? 'unknown' : 'ab'[i % 2]!},${20 + (i % 80)}`,
    { types: { pdays: 'numeric', minus: 'numeric', age: 'numeric', text: 'categorical' } },
  );
  expect(codesOf(alerts, 'pdays')).toContain('SENTINEL');
  expect(codesOf(alerts, 'minus')).toContain('SENTINEL');
  expect(codesOf(alerts, 'text')).toContain('SENTINEL');
  // 99 is the largest age, but next to 98.
  expect(codesOf(alerts, 'age')).not.toContain('SENTINEL');
  expect(alerts.find(({ columns }) => columns[0] === 'pdays')!.sql).toContain('"pdays" = 999');
});

test('negative numbers that are more than one code are no sentinels', async () => {
  const alerts = await alertsOf('t', (i) => String((i % 40) - 20), { types: { t: 'numeric' } });
  expect(codesOf(alerts, 't')).not.toContain('SENTINEL');
});

test('missing values by three degrees', async () => {
  const alerts = await alertsOf('a,b,c,d', (i) => {
    const value = (every: number, rest: number): string =>
      i % every < rest ? '' : spread(i).toFixed(4);
    return `${value(100, 1)},${value(10, 3)},${value(10, 6)},${spread(i).toFixed(4)}`;
  });
  const severity = (column: string): string | undefined =>
    alerts.find(({ code, columns }) => code === 'MISSING' && columns[0] === column)?.severity;
  expect(['a', 'b', 'c', 'd'].map(severity)).toEqual(['info', 'warning', 'error', undefined]);
});

test('skew, zeros, near constant and many categories', async () => {
  const alerts = await alertsOf(
    'skew,zero,near,many',
    (i) => `${Math.exp(i / 25).toFixed(4)},${i % 10 < 7 ? 0 : i},${i === 3 ? 'b' : 'a'},c${i % 60}`,
    { types: { zero: 'numeric', near: 'categorical', many: 'categorical' } },
  );
  expect(codesOf(alerts, 'skew')).toContain('SKEWED');
  expect(codesOf(alerts, 'zero')).toContain('ZEROS');
  expect(codesOf(alerts, 'near')).toContain('NEAR_CONSTANT');
  expect(codesOf(alerts, 'many')).toContain('HIGH_CARDINALITY');
  const skewed = alerts.find(({ code }) => code === 'SKEWED')!;
  expect(skewed.threshold).toBe(alertThresholdTable.skewed.default);
  expect(skewed.value).toBeGreaterThan(alertThresholdTable.skewed.default);
});

test('a strong correlation is said once per pair', async () => {
  const alerts = await alertsOf(
    'a,b',
    (i) => `${spread(i).toFixed(4)},${(1 - spread(i) + i / 1e5).toFixed(5)}`,
  );
  const strong = alerts.filter(({ code }) => code === 'HIGH_CORRELATION');
  expect(strong).toHaveLength(1);
  expect(strong[0]!.value).toBeLessThan(-0.99);
});

test('a column that gives the target away is an error, noise with many levels is not', async () => {
  const alerts = await alertsOf(
    'leak,copy,noise,x,y',
    (i) => {
      const y = i % 3 === 0 ? 1 : 0;
      return `${y === 1 ? 5 + spread(i) : spread(i)},${y === 1 ? 'won' : 'lost'},n${Math.floor(spread(i, 0.7548) * 90)},${spread(i).toFixed(4)},${y}`;
    },
    { target: 'y', types: { noise: 'categorical', copy: 'categorical' } },
  );
  expect(alerts[0]).toMatchObject({ code: 'TARGET_LEAKAGE', severity: 'error' });
  expect(codesOf(alerts, 'leak')).toContain('TARGET_LEAKAGE');
  expect(codesOf(alerts, 'copy')).toContain('TARGET_LEAKAGE');
  expect(codesOf(alerts, 'noise')).not.toContain('TARGET_LEAKAGE');
  expect(codesOf(alerts, 'x')).not.toContain('TARGET_LEAKAGE');
});

test('an imbalanced target and a class of a handful of rows', async () => {
  const alerts = await alertsOf(
    'x,y',
    (i) => `${spread(i).toFixed(4)},${i < 4 ? 'fraud' : 'fine'}`,
    { target: 'y' },
  );
  expect(alerts.find(({ code }) => code === 'RARE_CLASS')).toMatchObject({
    severity: 'error',
    value: 4,
  });
  expect(alerts.find(({ code }) => code === 'TARGET_IMBALANCE')).toMatchObject({
    severity: 'error',
    value: 0.02,
  });
});

test('the most severe alerts come first and each says why', async () => {
  const alerts = await alertsOf('a,b,k', (i) => `${i % 10 < 6 ? '' : i}.5,${Math.exp(i / 25)},1`);
  const order = alerts.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  for (const { why } of alerts) expect(why.length).toBeGreaterThan(20);
});

test('whole numbers that never repeat are quantities unless they look handed out or drawn', async () => {
  const random = createRandomGenerator(3);
  const alerts = await alertsOf('votes,year,drawn,counted', (i) =>
    [
      Math.round(Math.exp(4 + i / 20)) + i,
      1800 + i,
      100_000 + Math.floor(((i * 0.618) % 1) * 900_000),
      1000 + 7 * i + Math.floor(random.uniform() * 5),
    ].join(),
  );
  expect(
    codesOf(
      alerts.filter(({ code }) => code === 'IDENTIFIER'),
      'year',
    ),
  ).toEqual([]);
  expect(codesOf(alerts, 'drawn')).toContain('IDENTIFIER');
  expect(codesOf(alerts, 'counted')).toContain('IDENTIFIER');
  const shuffled = await alertsOf('votes', (i) =>
    String(Math.round(Math.exp(4 + ((i * 77) % 200) / 20)) + ((i * 77) % 200)),
  );
  expect(codesOf(shuffled, 'votes')).not.toContain('IDENTIFIER');
});

test('numbers that grow along time are trends', async () => {
  const day = (i: number): string => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
  const alerts = await alertsOf('day,total', (i) => `${day(i)},${1000 + 7 * i + (i % 3)}`);
  expect(codesOf(alerts, 'total')).not.toContain('IDENTIFIER');
});

test('amounts with a decimal comma are numbers, and nothing else', async () => {
  const euro = (i: number): string =>
    `${i % 7 === 0 ? '' : `${1 + (i % 9)}.`}${100 + ((i * 37) % 900)},${10 + (i % 90)}`;
  const alerts = await alertsOf('sum,price', (i) => `"${euro(i)}","${euro(i)} €"`, { rows: 60 });
  for (const name of ['sum', 'price']) {
    expect(codesOf(alerts, name)).toContain('NUMBER_AS_TEXT');
    expect(codesOf(alerts, name)).not.toContain('MIXED_TYPES');
    expect(codesOf(alerts, name)).not.toContain('IDENTIFIER');
  }
  // A cast reads decimal points only.
  const offered = alerts.filter(({ code }) => code === 'NUMBER_AS_TEXT').flatMap((a) => a.actions);
  expect(offered).toEqual([]);
});

test('a category of one row a level explains every number by itself', async () => {
  const alerts = await alertsOf('name,value', (i) => `n${i},${spread(i).toFixed(4)}`, {
    rows: 40,
    types: { name: 'categorical' },
  });
  expect(codesOf(alerts, 'value')).not.toContain('HIGH_CORRELATION');
  const real = await alertsOf('kind,value', (i) => `k${i % 4},${(i % 4) + spread(i) / 50}`, {
    rows: 40,
    types: { kind: 'categorical' },
  });
  expect(codesOf(real, 'value')).toContain('HIGH_CORRELATION');
});

test('a handful of rows shows no correlation', async () => {
  const alerts = await alertsOf('a,b', (i) => `${i}.5,${2 * i}.25`, { rows: 5 });
  expect(alerts.map(({ code }) => code)).not.toContain('HIGH_CORRELATION');
});

test('values of a single column may repeat', async () => {
  const alerts = await alertsOf('a', (i) => `${i % 30}.5`);
  expect(alerts.map(({ code }) => code)).not.toContain('DUPLICATE_ROWS');
});

test('two columns missing together have one φ, more a least one', async () => {
  const phi = async (header: string, row: (i: number) => string): Promise<string> =>
    (await alertsOf(header, row)).find(({ code }) => code === 'MISSING_TOGETHER')!.message;
  expect(await phi('a,b', (i) => (i % 9 === 0 ? ',' : `${i}.5,${i * 3}.5`))).toContain('(φ = 1)');
});
