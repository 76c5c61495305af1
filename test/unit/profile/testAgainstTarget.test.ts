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
  expect(own.negligible).toBe(true);
  expect(own.sentence).toContain('significant but negligible');
});

test('a small 2×2 table gets Fisher’s exact test, a larger one with rare cells too', async () => {
  const rows = [
    ...Array.from({ length: 8 }, () => 'a,yes'),
    ...Array.from({ length: 2 }, () => 'a,no'),
    'b,yes',
    ...Array.from({ length: 5 }, () => 'b,no'),
  ];
  const types = { g: 'categorical', y: 'categorical' } as const;
  const own = testOf(await tested('g,y', rows, 'y', types), 'g');
  expect(own).toMatchObject({ test: 'fisher-exact', exact: true, df: null, statistic: 20 });
  // scipy.stats.fisher_exact([[8, 2], [1, 5]])
  expect(own.pValue).toBeCloseTo(0.034965034965034975, 12);
  expect(own.reasons!['df']).toContain('exact');
  expect(own.assumptions[0]!.detail).toContain('Fisher');
  const perfect = testOf(
    await tested('g,y', [...rows.slice(0, 8), ...rows.slice(11)], 'y', types),
    'g',
  );
  expect(perfect.statistic).toBeNull();
  expect(perfect.reasons!['statistic']).toContain('infinite');
});

test('two groups have companions but no pairs; a strong effect is not negligible', async () => {
  const random = createRandomGenerator(9);
  const rows = Array.from({ length: 300 }, (_, i) => {
    const y = i % 2;
    return `${(random.normal() * (y ? 3 : 1) + 2 * y).toFixed(4)},${y ? 'yes' : 'no'}`;
  });
  const own = testOf(await tested('x,y', rows, 'y', { x: 'numeric' }), 'x');
  expect(own.postHoc).toBeUndefined();
  expect(own.negligible).toBe(false);
  expect(own.companions!.map(({ name }) => name)).toEqual([
    'anova',
    'welch-anova',
    'brown-forsythe',
  ]);
  expect(own.companions![2]!.sentence).toContain("trust Welch's ANOVA more");
});

test('groups of one value leave Welch’s ANOVA out and say so', async () => {
  const rows = [...Array.from({ length: 40 }, (_, i) => `${i}.5,${i % 2 ? 'a' : 'b'}`), '7.25,c'];
  const own = testOf(await tested('x,y', rows, 'y', { x: 'numeric' }), 'x');
  const welch = own.companions!.find(({ name }) => name === 'welch-anova')!;
  expect(welch).toMatchObject({ statistic: null, pValue: null });
  expect(welch.sentence).toContain('single value');
  expect(own.postHoc).toHaveLength(3);
});

test('more than ten groups are not compared pair by pair', async () => {
  const rows = Array.from({ length: 240 }, (_, i) => `${(i * 37) % 101}.5,class ${i % 12}`);
  const own = testOf(await tested('x,y', rows, 'y', { x: 'numeric', y: 'categorical' }), 'x');
  expect(own.test).toBe('kruskal-wallis');
  expect(own.postHoc).toBeUndefined();
});

test('collinear columns are dropped one at a time, the weaker first, with what explains them', async () => {
  const random = createRandomGenerator(1);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const [a, b] = [random.normal() + 3 * (i % 2), random.normal()];
    return `${a},${b},${a + b},${a + 0.01 * random.normal()},${random.normal()},${i % 2}`;
  });
  const types = { a: 'numeric', b: 'numeric', total: 'numeric', near: 'numeric' } as const;
  const { vifSteps } = await tested('a,b,total,near,free,y', rows, 'y', types);
  expect(vifSteps.limit).toBe(10);
  expect(vifSteps.steps).toHaveLength(2);
  const [exact, near] = vifSteps.steps;
  expect(exact).toMatchObject({ column: 'b', vif: null });
  expect(exact!.sentence).toBe(
    'b is an exact combination of total and a: it adds nothing to them.',
  );
  expect(near!.vif).toBeGreaterThan(1000);
  expect(near!.sentence).toMatch(
    /^(near is nearly explained by a|a is nearly explained by near) \(R² 1\.000\)/,
  );
  expect(vifSteps.kept).toContain('free');
  expect(vifSteps.kept).toHaveLength(3);
  const loose = await tested('a,b,total,near,free,y', rows, 'y', types, { maxVif: 1e9 });
  expect(loose.vifSteps.steps).toHaveLength(1);
});

test('a bad limit of variance inflation is refused', async () => {
  const dataset = await openedText('x,y\n1.5,a\n2.5,b\n');
  const info = await resolveTarget(dataset, 'y');
  const failure = await failureOf(testAgainstTarget(dataset, info, { maxVif: 0.5 }));
  expect(failure.message).toBe('The `maxVif` parameter of `test` must be a number ≥ 1. Got 0.5.');
});

test('above 5000 values normality is told from all moments and from a stated sample', async () => {
  const random = createRandomGenerator(21);
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `${random.normal()},${Math.exp(random.normal())},${i % 2}`,
  );
  const { normality } = await tested('bell,skewed,y', rows, 'y');
  const of = (column: string) => normality.filter((own) => own.column === column);
  expect(of('bell').map(({ test: kind, exact }) => [kind, exact])).toEqual([
    ['dagostino-k2', true],
    ['anderson-darling', false],
  ]);
  const [, sampled] = of('bell');
  expect(Math.abs(sampled!.n - 5000)).toBeLessThan(400);
  expect(sampled!.pValue).toBeGreaterThan(1e-4);
  for (const own of of('skewed')) expect(own.pValue).toBeLessThan(1e-20);
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
