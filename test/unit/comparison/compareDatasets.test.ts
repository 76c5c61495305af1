import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { compareDatasets } from '../../../src/engine/comparison/compareDatasets';
import type { ColumnComparison, DataComparison } from '../../../src/protocol';
import { csvLines, openedPair } from '../../support/datasetPairs';
import { failureOf, openedDataset, writtenFile } from '../../support/openedDataset';

function columnOf({ columns }: DataComparison, name: string): ColumnComparison {
  return columns.find(({ column }) => column === name)!;
}

function csv(header: string, rows: number, row: (i: number) => string): string {
  return [header, ...Array.from({ length: rows }, (_, i) => row(i))].join('\n');
}

const codes = ({ alerts }: DataComparison): string[] => alerts.map(({ code }) => code);

test('a data set compared with itself shows nothing but its rows', async () => {
  const { header, lines } = csvLines('samples/hr-attrition.csv');
  const text = [header, ...lines].join('\n');
  const comparison = await compareDatasets(await openedPair(text, text));
  expect(comparison.columns).toHaveLength(35);
  expect(
    comparison.columns.filter(({ drift }) => drift === 'moderate' || drift === 'large'),
  ).toEqual([]);
  expect(comparison.sharedRows).toMatchObject({ count: 1470, rate: 1, withoutTarget: null });
  expect(codes(comparison)).toEqual(['SHARED_ROWS']);
  expect(comparison.schema).toEqual({ added: [], removed: [], retyped: [], sameOrder: true });
});

test('two draws from one distribution drift as rarely as the tests promise', async () => {
  const random = createRandomGenerator(11);
  const letters = 'ABCDEFGHIJKLMNOP';
  const draw = (rows: number): string =>
    csv('n,skew,whole,letter,flag', rows, () =>
      [
        random.normal().toFixed(4),
        Math.exp(random.normal()).toFixed(4),
        random.integer(8),
        letters[random.integer(16)],
        random.integer(2) === 0 ? 'yes' : 'no',
      ].join(','),
    );
  let drifted = 0;
  for (let round = 0; round < 12; round++) {
    const comparison = await compareDatasets(
      await openedPair(draw(round < 6 ? 150 : 1500), draw(round < 6 ? 240 : 1300)),
    );
    drifted += comparison.columns.filter(({ drift }) => drift !== 'none').length;
  }
  // Holm holds the chance of any false alarm in a comparison at 5 %: at most 3 of 12 in all but 1 of 500 runs.
  expect(drifted).toBeLessThanOrEqual(3);
});

test('with few rows the test decides, with many the distance', async () => {
  const shifted = (rows: number, by: number): string =>
    csv('x', rows, (i) => String(((i * 7919) % rows) / rows + by));
  const few = await compareDatasets(await openedPair(shifted(400, 0), shifted(400, 0.2)));
  expect(columnOf(few, 'x')).toMatchObject({ drift: 'large', decidedBy: 'test' });
  const tiny = await compareDatasets(await openedPair(shifted(40_000, 0), shifted(40_000, 0.02)));
  const column = columnOf(tiny, 'x');
  expect(column.test.pAdjusted.holm).toBeLessThan(0.001);
  expect(column).toMatchObject({ drift: 'none', decidedBy: 'distance' });
  const strict = await openedPair(shifted(40_000, 0), shifted(40_000, 0.02), {
    thresholds: { drift: 0.05 },
  });
  expect(columnOf(await compareDatasets(strict), 'x').drift).toBe('moderate');
});

test('new and lost levels are counted, with SQL for the rows', async () => {
  const comparison = await compareDatasets(
    await openedPair(
      csv('town,x', 300, (i) => `${['Seoul', 'Busan', 'Jeju'][i % 3]},${i % 7}`),
      csv('town,x', 300, (i) => `${i < 4 ? "O'Hare" : ['Seoul', 'Busan'][i % 2]},${i % 7}`),
    ),
    { target: 'x' },
  );
  expect(columnOf(comparison, 'town')).toMatchObject({
    newLevels: { values: ["O'Hare"], levels: 1, rows: 4 },
    lostLevels: { values: ['Jeju'], levels: 1, rows: 100 },
    drift: 'large',
  });
  const alert = comparison.alerts.find(({ code }) => code === 'NEW_LEVELS');
  expect(alert?.columns).toEqual(['town']);
  expect(alert?.sql).toContain('{reference}');
});

test('the SQL of an alert finds the rows it speaks of', async () => {
  const reference = csv('id,"a ""b",v', 50, (i) => `${i},${i % 2 === 0 ? 'x' : 'y'},${i / 4}`);
  const current = csv(
    'id,"a ""b",v',
    30,
    (i) => `${i + 40},${i === 3 ? 'z' : 'x'},${(i + 40) / 4}`,
  );
  const [first, second] = [writtenFile(reference), writtenFile(current)];
  const pair = { reference: await openedDataset(first), current: await openedDataset(second) };
  const comparison = await compareDatasets(pair);
  const rowsOf = async (sql: string): Promise<number> => {
    const reads = sql
      .replaceAll('{reference}', `read_csv('${first}')`)
      .replaceAll('{current}', `read_csv('${second}')`);
    return (await pair.current.query(reads)).length;
  };
  expect(comparison.sharedRows.count).toBe(5);
  expect(await rowsOf(comparison.sharedRows.sql)).toBe(5);
  const levels = comparison.alerts.find(({ code }) => code === 'NEW_LEVELS')!;
  expect(await rowsOf(levels.sql!)).toBe(1);
});

test('the same rows match whatever the format: CSV against Parquet and JSON Lines', async () => {
  const text = csv('whole,part,day,flag,word,gap', 200, (i) =>
    [
      i,
      i / 8,
      `2024-01-${String((i % 28) + 1).padStart(2, '0')}`,
      i % 2 === 0,
      `w ${i % 9}`,
      i % 5 || '',
    ].join(','),
  );
  const file = writtenFile(text);
  const reference = await openedDataset(file);
  const target = writtenFile('', 'table.parquet');
  await reference.query(
    `COPY (SELECT c0 AS whole, c1 AS part, c2 AS day, c3 AS flag, c4 AS word, c5 AS gap FROM ${reference.relation}) TO '${target}' (FORMAT parquet)`,
  );
  const json = writtenFile('', 'table.jsonl');
  await reference.query(
    `COPY (SELECT c0 AS whole, c1 AS part, c2 AS day, c3 AS flag, c4 AS word, c5 AS gap FROM ${reference.relation}) TO '${json}' (FORMAT json)`,
  );
  for (const other of [target, json]) {
    const comparison = await compareDatasets({ reference, current: await openedDataset(other) });
    expect(comparison.sharedRows.count, other).toBe(200);
    expect(
      comparison.columns
        .map(({ drift }) => drift)
        .filter((drift) => drift !== 'none' && drift !== 'not compared'),
    ).toEqual([]);
  }
});

test('whole numbers compare with the same numbers written with a decimal point', async () => {
  const pair = await openedPair(
    csv('k,size', 120, (i) => `${i % 4},${i % 60}`),
    csv('k,size', 120, (i) => `${i % 4},${i % 60}.0`),
  );
  const comparison = await compareDatasets(pair);
  expect(columnOf(comparison, 'k').newLevels?.levels).toBe(0);
  expect(columnOf(comparison, 'size').distance.value).toBe(0);
  expect(comparison.sharedRows.count).toBe(120);
});

test('schema changes are told, and a column of another kind is not compared', async () => {
  const comparison = await compareDatasets(
    await openedPair(
      csv('a,b,c,d', 80, (i) => `${i / 3},${i % 3},gone,2024-02-0${(i % 9) + 1}`),
      csv('d,b,a,e', 80, (i) => `word ${i % 9},${i % 3},${i === 0 ? 'n.n.' : `item ${i}`},new`),
    ),
  );
  expect(comparison.schema).toMatchObject({ added: ['e'], removed: ['c'], sameOrder: false });
  expect(comparison.schema.retyped.map(({ column }) => column)).toEqual(
    expect.arrayContaining(['a', 'd']) as string[],
  );
  for (const name of ['a', 'd']) {
    expect(columnOf(comparison, name)).toMatchObject({
      drift: 'not compared',
      decidedBy: null,
      psi: null,
      distance: { value: null },
    });
    expect(columnOf(comparison, name).reasons?.['psi']).toMatch(/in the reference/);
  }
  expect(
    comparison.alerts
      .filter(({ code }) => code === 'SCHEMA_CHANGED')
      .map(({ severity }) => severity),
  ).toEqual(['error', 'warning', 'info']);
});

test('a share of missing values that moves is a drift', async () => {
  const rows = 3000;
  const comparison = await compareDatasets(
    await openedPair(
      csv('x,y', rows, (i) => `${i % 20 === 0 ? '' : i % 101},${i % 2}`),
      csv('x,y', rows, (i) => `${i % 20 < 8 ? '' : i % 101},${i % 2}`),
    ),
  );
  const column = columnOf(comparison, 'x');
  expect(column.missingRate).toEqual({ reference: 0.05, current: 0.4 });
  expect(column.drift).toBe('large');
  expect(column.sentence).toContain('Missing in 40 %');
});

test('dates are compared in time, with ISO texts as edges', async () => {
  const day = (i: number): string => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
  const comparison = await compareDatasets(
    await openedPair(
      csv('day', 365, day),
      csv('day', 365, (i) => day(i + 300)),
    ),
  );
  const column = columnOf(comparison, 'day');
  expect(column).toMatchObject({ drift: 'large', test: { name: 'kolmogorov-smirnov' } });
  expect(column.histogram?.edges[0]).toBe('2024-01-01');
  expect(column).not.toHaveProperty('mean');
  expect(column.sentence).toContain('later');
});

test('texts are compared by their lengths', async () => {
  const words = (n: number): string => Array.from({ length: n }, (_, k) => `wörd${k}`).join(' ');
  const comparison = await compareDatasets(
    await openedPair(
      csv('review', 200, (i) => `"${i} ${words(5 + (i % 9))}"`),
      csv('review', 200, (i) => `"${i} ${words(15 + (i % 9))}"`),
    ),
  );
  expect(columnOf(comparison, 'review')).toMatchObject({ drift: 'large' });
  expect(columnOf(comparison, 'review').sentence).toMatch(/Texts of review are longer/);
});

test('a target that moved is told apart from other columns', async () => {
  const comparison = await compareDatasets(
    await openedPair(
      csv('x,y', 600, (i) => `${i % 13},${i % 10 === 0 ? 'yes' : 'no'}`),
      csv('x,y', 600, (i) => `${i % 13},${i % 2 === 0 ? 'yes' : 'no'}`),
    ),
    { target: 'y' },
  );
  expect(codes(comparison)).toContain('TARGET_SHIFT');
  expect(codes(comparison)).not.toContain('DRIFT');
  expect(comparison.sharedRows.withoutTarget).toBeGreaterThan(0);
});

test('columns without any value and constant columns have no distance but a reason', async () => {
  const comparison = await compareDatasets(
    await openedPair('e,k,h\n,1,5\n,1,6\n,1,7\n', 'e,k,h\n,1,\n,1,\n,1,\n'),
  );
  expect(columnOf(comparison, 'e')).toMatchObject({ drift: 'not compared' });
  expect(columnOf(comparison, 'k')).toMatchObject({ drift: 'none', distance: { value: 0 } });
  const half = columnOf(comparison, 'h');
  expect(half.test.pValue).toBeNull();
  expect(half.reasons?.['test.statistic']).toBeDefined();
});

test('JSON holds no NaN: every number of the document is finite or null', async () => {
  const comparison = await compareDatasets(
    await openedPair('x,y\n1,a\n', 'x,y\n1e308,b\n-1e308,c\n'),
  );
  const wrong: unknown[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'number' && !Number.isFinite(value)) wrong.push(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(comparison);
  expect(wrong).toEqual([]);
});

test('an unknown target is refused with the nearest name', async () => {
  const pair = await openedPair('price,x\n1,2\n2,3\n', 'x,prize\n1,2\n2,3\n');
  const failure = await failureOf(compareDatasets(pair, { target: 'price' }));
  expect(failure.code).toBe('COLUMN_NOT_FOUND');
  expect(failure.hint).toContain('prize');
});

test('a comparison is cancelled', async () => {
  const pair = await openedPair('x\n1\n2\n', 'x\n1\n2\n');
  const failure = await failureOf(compareDatasets(pair, { signal: AbortSignal.abort() }));
  expect(failure.code).toBe('CANCELLED');
});
