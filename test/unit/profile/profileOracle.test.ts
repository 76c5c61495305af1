import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ColumnType, ProfileResult, TargetTestsResult } from '../../../src/protocol';
import { openDataset } from '../../../src/engine/data/openDataset';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { resolveTarget } from '../../../src/engine/profile/target/resolveTarget';
import { testAgainstTarget } from '../../../src/engine/profile/target/testAgainstTarget';
import { disagreements } from '../../support/agreement';
import { oracleFixture } from '../../support/oracleFixture';

interface NumericCase {
  readonly missing: number;
  readonly distinct: number;
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly mad: number;
  readonly zeros: number;
  readonly negatives: number;
  readonly quantiles: readonly number[];
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}
interface TestCase {
  readonly column: string;
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
  readonly effect: number;
  readonly n: number;
  readonly holm: number;
  readonly bh: number;
  readonly minExpected?: number;
}
type Pairs = readonly (readonly [string, string, number])[];
interface FileCases {
  readonly numeric: Readonly<Record<string, NumericCase>>;
  readonly tests: readonly TestCase[];
  readonly vif: readonly (readonly [string, number, number])[];
  readonly normality: readonly (readonly [string, number, number])[];
}
interface Cases {
  readonly hr: FileCases & {
    readonly categorical: Readonly<
      Record<string, { distinct: number; top: readonly [string, number][]; entropy: number }>
    >;
    readonly correlations: Readonly<Record<string, Pairs>>;
    readonly boxes: Readonly<Record<string, readonly (readonly [string, ...number[]])[]>>;
    readonly levels: Readonly<Record<string, readonly (readonly [string, ...number[]])[]>>;
  };
  readonly german: FileCases & { readonly categories: string[]; readonly numbers: string[] };
  readonly wine: FileCases & {
    readonly correlations: Readonly<Record<string, Pairs>>;
    readonly duplicateRows: number;
  };
}

const { cases, tolerance } = oracleFixture<Cases>('profile');
const probabilities = ['0', '0.01', '0.05', '0.25', '0.5', '0.75', '0.95', '0.99', '1'];

interface Answers {
  readonly profile: ProfileResult;
  readonly tests: TargetTestsResult;
}

async function examine(
  file: string,
  target: string,
  types: Record<string, ColumnType> = {},
): Promise<Answers> {
  const location = path.join(import.meta.dirname, '../../..', file);
  const dataset = await openDataset({ path: location, overrides: { types } });
  try {
    const profile = await profileDataset(dataset, { target });
    const tests = await testAgainstTarget(dataset, await resolveTarget(dataset, target), {
      seed: 1,
    });
    return { profile, tests };
  } finally {
    await dataset.close();
  }
}

function columnOf({ profile }: Answers, name: string) {
  return profile.columns.find((column) => column.name === name)!;
}

const answers = {} as Record<keyof Cases, Answers>;
beforeAll(async () => {
  const { categories, numbers } = cases.german;
  const germanTypes = Object.fromEntries([
    ...categories.map((name) => [name, 'ordinal'] as const),
    ...numbers.map((name) => [name, 'numeric'] as const),
  ]);
  answers.hr = await examine('samples/hr-attrition.csv', 'Attrition');
  answers.german = await examine(
    'test/fixtures/data/german_credit_risk_data.csv',
    'Creditability',
    germanTypes,
  );
  answers.wine = await examine('test/fixtures/data/winequality.csv', 'quality', {
    quality: 'numeric',
  });
}, 60_000);

const files = ['hr', 'german', 'wine'] as const;

test.each(files)('the numeric columns of %s are described as pandas and SciPy do', (file) => {
  for (const [name, expected] of Object.entries(cases[file].numeric)) {
    const { numeric, missing, distinct } = columnOf(answers[file], name);
    const { histogram: _, quantiles, ...scalars } = expected;
    const got = { ...numeric!, missing: missing.count, distinct: distinct.count };
    const keys = Object.keys(scalars) as (keyof typeof scalars)[];
    expect(
      disagreements(
        `${name} (${keys.join(', ')})`,
        keys.map((key) => got[key]),
        keys.map((key) => scalars[key]),
        tolerance,
      ),
    ).toEqual([]);
    const own = probabilities.map((p) => numeric!.quantiles[p] ?? null);
    expect(own).toEqual(quantiles);
  }
});

test('histograms of fractions have the bins of numpy', () => {
  for (const [name, { histogram }] of Object.entries(cases.wine.numeric)) {
    if (name === 'quality') continue;
    const own = columnOf(answers.wine, name).numeric!.histogram!;
    expect({ name, counts: own.counts }).toEqual({ name, counts: histogram.counts });
    expect(disagreements(name, own.edges, histogram.edges, { rtol: 1e-14, atol: 0 })).toEqual([]);
  }
});

test('a column of few whole numbers gets one bin a number', () => {
  const { histogram } = columnOf(answers.wine, 'quality').numeric!;
  expect(histogram).toEqual({
    edges: [2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5],
    counts: [30, 216, 2138, 2836, 1079, 193, 5],
  });
});

test('the values of categories are counted as pandas does', () => {
  for (const [name, expected] of Object.entries(cases.hr.categorical)) {
    const { categorical, distinct } = columnOf(answers.hr, name);
    expect({ name, distinct: distinct.count }).toEqual({ name, distinct: expected.distinct });
    expect(categorical!.top.map(({ value, count }) => [value, count])).toEqual(expected.top);
    expect(categorical!.entropy).toBeCloseTo(expected.entropy, 10);
  }
});

test.each(['hr', 'wine'] as const)('the correlations of %s agree with pandas', (file) => {
  const { columns, measures } = answers[file].profile.correlations;
  for (const [name, expected] of Object.entries(cases[file].correlations)) {
    const pairs = measures.find((measure) => measure.name === name)!.pairs;
    expect(pairs.length).toBeGreaterThanOrEqual(expected.length);
    const got = expected.map(([a, b]) => {
      const [x, y] = [columns.indexOf(a), columns.indexOf(b)].sort((p, q) => p - q);
      return pairs.find(({ i, j }) => i === x && j === y)?.value ?? null;
    });
    const wanted = expected.map(([, , value]) => value);
    expect(disagreements(name, got, wanted, { rtol: 1e-8, atol: 1e-9 })).toEqual([]);
  }
});

test.each(files)('the tests of %s agree with SciPy and statsmodels', (file) => {
  const { tests } = answers[file].tests;
  for (const expected of cases[file].tests) {
    const own = tests.find(({ column }) => column === expected.column)!;
    expect(
      disagreements(
        `${expected.column} (statistic, df, p, effect, n, holm, bh)`,
        [
          own.statistic,
          own.df,
          own.pValue,
          own.effect.value,
          own.n,
          own.pAdjusted.holm,
          own.pAdjusted.bh,
        ],
        [
          expected.statistic,
          expected.df,
          expected.pValue,
          expected.effect,
          expected.n,
          expected.holm,
          expected.bh,
        ],
        tolerance,
      ),
    ).toEqual([]);
    expect(own.decision).toBe(expected.holm <= 0.05 ? 'related' : 'not shown');
    if (expected.minExpected !== undefined) {
      expect(own.assumptions[0]!.holds).toBe(expected.minExpected >= 5);
      expect(own.assumptions[0]!.detail).toContain(expected.minExpected.toFixed(2));
    }
  }
  const names = cases[file].tests.map(({ column }) => column);
  for (const own of tests) expect(own.decision === 'not tested').toBe(!names.includes(own.column));
});

test.each(files)('variance inflation of %s agrees with statsmodels', (file) => {
  const { vif } = answers[file].tests;
  expect(vif.map(({ column }) => column).sort()).toEqual(
    cases[file].vif.map(([name]) => name).sort(),
  );
  for (const [name, centred, uncentred] of cases[file].vif) {
    const own = vif.find(({ column }) => column === name)!;
    expect(disagreements(name, [own.vif, own.uncentred], [centred, uncentred], tolerance)).toEqual(
      [],
    );
  }
});

test.each(files)('normality of %s agrees with SciPy', (file) => {
  for (const [name, statistic, pValue] of cases[file].normality) {
    const own = answers[file].tests.normality.find(({ column }) => column === name)!;
    expect(own.test).toBe(file === 'wine' ? 'dagostino-k2' : 'shapiro-wilk');
    const logP = [Math.log(own.pValue!)];
    expect(disagreements(name, [own.statistic], [statistic], { rtol: 1e-6, atol: 0 })).toEqual([]);
    if (pValue > 0)
      expect(disagreements(name, logP, [Math.log(pValue)], { rtol: 1e-5, atol: 0 })).toEqual([]);
    else expect(own.pValue).toBeLessThan(1e-300);
  }
});

test('boxes per class are the quartiles of numpy', () => {
  for (const [name, expected] of Object.entries(cases.hr.boxes)) {
    const { boxes } = columnOf(answers.hr, name).target!;
    for (const [label, ...numbers] of expected) {
      const box = boxes!.find((candidate) => candidate.class === label)!;
      const own = [box.count, box.min, box.q1, box.median, box.q3, box.max, box.mean];
      expect(disagreements(`${name} ${label}`, own, numbers, tolerance)).toEqual([]);
    }
  }
});

test('rates per level and their intervals are those of statsmodels', () => {
  for (const [name, expected] of Object.entries(cases.hr.levels)) {
    const { levels } = columnOf(answers.hr, name).target!;
    expect(levels!.length).toBe(expected.length);
    for (const [value, ...numbers] of expected) {
      const level = levels!.find((candidate) => candidate.value === value)!;
      const own = [level.count, level.rate, ...level.interval!];
      expect(disagreements(`${name} ${value}`, own, numbers, { rtol: 1e-9, atol: 1e-12 })).toEqual(
        [],
      );
    }
  }
});

test('the histogram per class adds up to the histogram', () => {
  const { numeric, target } = columnOf(answers.hr, 'MonthlyIncome');
  const { counts } = target!.histogram!;
  const totals = numeric!.histogram!.counts.map((_, i) => counts[0]![i]! + counts[1]![i]!);
  expect(totals).toEqual(numeric!.histogram!.counts);
  expect(counts.map((own) => own.reduce((sum, count) => sum + count, 0))).toEqual([1233, 237]);
});

test('what the recipe says of HR attrition and of the wines is found', () => {
  const codes = answers.hr.profile.alerts.map(
    ({ code, columns }) => `${code} ${columns.join(' ')}`,
  );
  expect(codes).toContain('CONSTANT EmployeeCount Over18 StandardHours');
  expect(codes).toContain('IDENTIFIER EmployeeNumber');
  expect(codes).toContain('TARGET_IMBALANCE Attrition');
  expect(answers.hr.profile.target).toMatchObject({ task: 'binary', positive: 'Yes' });
  expect(answers.wine.profile.dataset.duplicateRows).toBe(cases.wine.duplicateRows);
  expect(answers.wine.profile.target).toMatchObject({ task: 'regression', classes: [] });
  expect(answers.wine.profile.missing.byColumn[0]).toMatchObject({
    column: 'fixed acidity',
    count: 10,
  });
});

test('no document holds NaN, infinity or undefined', () => {
  for (const document of files.flatMap((file) => [answers[file].profile, answers[file].tests])) {
    expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document);
  }
});
