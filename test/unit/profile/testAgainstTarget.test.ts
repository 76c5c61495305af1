import { expect, test } from 'vitest';
import type { ColumnType, TargetTestsResult } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { resolveTarget } from '../../../src/engine/profile/target/resolveTarget';
import {
  testAgainstTarget,
  type TargetTestOptions,
} from '../../../src/engine/profile/target/testAgainstTarget';
import { failureOf, openedText } from '../../support/openedDataset';

async function tested(
  header: string,
  rows: readonly string[],
  target: string,
  types: Record<string, ColumnType> = {},
  options: TargetTestOptions = {},
): Promise<TargetTestsResult> {
  const dataset = await openedText([header, ...rows, ''].join('\n'), { types });
  return testAgainstTarget(dataset, await resolveTarget(dataset, target), options);
}

function testOf({ tests }: TargetTestsResult, column: string) {
  return tests.find((candidate) => candidate.column === column)!;
}

const rare = [
  ...Array.from({ length: 30 }, (_, i) => `common,${i % 2 === 0 ? 'yes' : 'no'}`),
  'odd1,yes',
  'odd1,yes',
  'odd2,no',
  'odd3,yes',
];

test('small expected counts make the p-value simulated, with the same seed the same', async () => {
  const types = { g: 'categorical', y: 'boolean' } as const;
  const result = await tested('g,y', rare, 'y', types, { seed: 5 });
  const own = testOf(result, 'g');
  expect(own).toMatchObject({ test: 'chi-square-monte-carlo', exact: false, df: null });
  expect(own.reasons!['df']).toContain('simulated');
  expect(own.assumptions[0]).toMatchObject({ holds: false });
  expect(own.assumptions[0]!.detail).toContain('simulated');
  expect(own.pValue).toBeGreaterThan(0.2);
  expect(own.pValue).toBeLessThan(0.9);
  const again = await tested('g,y', rare, 'y', types, { seed: 5 });
  expect(testOf(again, 'g').pValue).toBe(own.pValue);
});

test('the random numbers of a column do not depend on the other columns', async () => {
  const alone = await tested('g,y', rare, 'y', { g: 'categorical' }, { seed: 5 });
  const joined = rare.map((row) => `${row},common`);
  const beside = await tested('g,y,h', joined, 'y', { g: 'categorical' }, { seed: 5 });
  expect(testOf(beside, 'g').pValue).toBe(testOf(alone, 'g').pValue);
});

test('columns without a meaning for the target are not tested and say why', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) =>
      `${1000 + i},same,2024-01-${String((i % 28) + 1).padStart(2, '0')},note number ${i},${i % 2}`,
  );
  const result = await tested('key,k,day,t,y', rows, 'y', {
    key: 'identifier', k: 'constant', day: 'dateTime', t: 'text',
  }); // prettier-ignore
  for (const [column, why] of [
    ['key', 'identifier'],
    ['k', 'Constant'],
    ['day', 'Dates'],
    ['t', 'text'],
  ] as const) {
    const own = testOf(result, column);
    expect(own).toMatchObject({ decision: 'not tested', statistic: null, pValue: null });
    expect(own.pAdjusted).toEqual({ holm: null, bh: null });
    expect(own.sentence).toContain(why);
    expect(own.reasons!['pValue']).toContain(why);
  }
});

test('a weak link in many rows is called significant but negligible', async () => {
  const random = createRandomGenerator(3);
  const rows = Array.from({ length: 20_000 }, () => {
    const y = random.uniform() < 0.5 ? 1 : 0;
    return `${(random.normal() + y * 0.08).toFixed(6)},${y}`;
  });
  const own = testOf(await tested('x,y', rows, 'y'), 'x');
  expect(own.decision).toBe('related');
  expect(own.sentence).toContain('significant but negligible');
});

test('pure noise is hardly ever related after correction', async () => {
  let related = 0;
  for (let seed = 0; seed < 20; seed++) {
    const random = createRandomGenerator(seed);
    const rows = Array.from(
      { length: 200 },
      () =>
        `${random.normal()},${random.uniform()},${'abc'[random.integer(3)]!},${random.integer(2)}`,
    );
    const result = await tested('a,b,c,y', rows, 'y');
    if (result.tests.some(({ decision }) => decision === 'related')) related++;
  }
  // 20 families at 5 %: more than 4 false findings has probability 0.003.
  expect(related).toBeLessThanOrEqual(4);
});

test('an exact linear combination has infinite variance inflation, told in words', async () => {
  const random = createRandomGenerator(1);
  const rows = Array.from({ length: 80 }, (_, i) => {
    const [a, b] = [random.integer(1000), random.integer(1000)];
    return `${a}.5,${b}.5,${a + b + 1},${random.normal()},${i % 2}`;
  });
  const result = await tested('a,b,total,free,y', rows, 'y', { total: 'numeric' });
  const of = (column: string) => result.vif.find((own) => own.column === column)!;
  for (const column of ['a', 'b', 'total']) {
    expect(of(column).vif).toBeNull();
    expect(of(column).reasons!['vif']).toContain('linear combination');
  }
  expect(of('free').vif).toBeLessThan(1.2);
});

test('a mostly missing column does not take the rows of the others', async () => {
  const rows = Array.from(
    { length: 100 },
    (_, i) => `${(i * 37) % 101}.5,${(i * 53) % 97}.5,${i < 10 ? i : ''},${i % 2}`,
  );
  const { vif } = await tested('a,b,gap,y', rows, 'y', { gap: 'numeric' });
  expect(vif.find(({ column }) => column === 'gap')!.reasons!['vif']).toContain('half');
  expect(vif.find(({ column }) => column === 'a')!.vif).toBeGreaterThanOrEqual(1);
});

test('a level outside (0, 1) is refused', async () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i}.5,${i % 2}`);
  const dataset = await openedText(['x,y', ...rows, ''].join('\n'));
  const info = await resolveTarget(dataset, 'y');
  for (const alpha of [0, 1, NaN, 5]) {
    const failure = await failureOf(testAgainstTarget(dataset, info, { alpha }));
    expect(failure.code).toBe('PARAMETER_INVALID');
    expect(failure.message).toContain('alpha');
  }
});

test('cancelling stops the tests', async () => {
  const dataset = await openedText(
    ['x,y', ...Array.from({ length: 10 }, (_, i) => `${i}.5,${i % 2}`), ''].join('\n'),
  );
  const info = await resolveTarget(dataset, 'y');
  const failure = await failureOf(
    testAgainstTarget(dataset, info, { signal: AbortSignal.abort() }),
  );
  expect(failure.code).toBe('CANCELLED');
});
