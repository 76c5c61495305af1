import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type {
  ColumnTest,
  ColumnType,
  ProfileResult,
  TargetTestsResult,
  TargetView,
} from '../../../src/protocol';
import { openDataset } from '../../../src/engine/data/openDataset';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { resolveTarget } from '../../../src/engine/profile/target/resolveTarget';
import { testAgainstTarget } from '../../../src/engine/profile/target/testAgainstTarget';
import { disagreements } from '../../support/agreement';
import { oracleFixture } from '../../support/oracleFixture';

type Companions = Readonly<Record<'anova' | 'welch-anova' | 'brown-forsythe', readonly number[]>>;
type Pairs = readonly (readonly [string, string, number])[];
interface ColumnCase extends Partial<Companions> {
  readonly auc?: number;
  readonly informationValue: number;
  readonly mutualInformation: number;
  readonly anderson?: readonly [number, number];
}
interface Cases {
  readonly attrition: {
    readonly binary: Readonly<Record<string, ColumnCase>>;
    readonly classes: { readonly companions: Companions; readonly pairs: Pairs };
    readonly number: {
      readonly companions: Companions;
      readonly pairs: Pairs;
      readonly pearson: readonly [number, number];
      readonly mutualInformation: number;
      readonly bins: readonly (readonly [number, number, number, number, number, number])[];
    };
  };
}

const { cases, tolerance } = oracleFixture<Cases>('targetStatistics');
const { binary, classes, number } = cases.attrition;
const results = new Map<string, { profile: ProfileResult; tests: TargetTestsResult }>();

beforeAll(async () => {
  const file = path.join(import.meta.dirname, '../../../samples/hr-attrition.csv');
  const types: Record<string, ColumnType> = { Age: 'numeric', YearsAtCompany: 'numeric' };
  for (const target of ['Attrition', 'EducationField', 'MonthlyIncome']) {
    const dataset = await openDataset({ path: file, overrides: { types } });
    try {
      const tests = await testAgainstTarget(dataset, await resolveTarget(dataset, target));
      results.set(target, { profile: await profileDataset(dataset, { target }), tests });
    } finally {
      await dataset.close();
    }
  }
}, 60_000);

function testOf(target: string, column: string): ColumnTest {
  return results.get(target)!.tests.tests.find((own) => own.column === column)!;
}

function viewOf(target: string, column: string): TargetView {
  return results.get(target)!.profile.columns.find(({ name }) => name === column)!.target!;
}

function companionLines(own: ColumnTest, expected: Partial<Companions>): string[] {
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const companion = own.companions!.find((candidate) => candidate.name === name)!;
    const got = [companion.statistic, ...companion.df, companion.pValue];
    return disagreements(`${own.column} ${name}`, got, wanted, tolerance);
  });
}

function pairLines({ postHoc = [] }: ColumnTest, expected: Pairs): string[] {
  const found = new Map(postHoc.map(({ a, b, pAdjusted }) => [[a, b].sort().join('|'), pAdjusted]));
  return expected.flatMap(([a, b, p]) =>
    disagreements(`${a} ${b}`, [found.get([a, b].sort().join('|')) ?? null], [p], tolerance),
  );
}

test.each(Object.entries(binary))(
  '%s against two classes agrees with the peers',
  (name, expected) => {
    const view = viewOf('Attrition', name);
    const { anova, 'welch-anova': welch, 'brown-forsythe': spread } = expected;
    expect([
      ...(expected.auc === undefined
        ? []
        : disagreements('AUC', [view.auc], [expected.auc], tolerance)),
      ...disagreements(
        'IV, AMI',
        [view.informationValue, view.mutualInformation],
        [expected.informationValue, expected.mutualInformation],
        tolerance,
      ),
      ...(anova && welch && spread
        ? companionLines(testOf('Attrition', name), {
            anova,
            'welch-anova': welch,
            'brown-forsythe': spread,
          })
        : []),
    ]).toEqual([]);
  },
);

test('a column’s Anderson–Darling test stands beside its Shapiro–Wilk test', () => {
  const { normality } = results.get('Attrition')!.tests;
  for (const [name, { anderson }] of Object.entries(binary)) {
    const own = normality.filter(({ column }) => column === name);
    if (anderson === undefined) continue;
    expect(own.map(({ test: kind, exact }) => [kind, exact])).toEqual([
      ['shapiro-wilk', true],
      ['anderson-darling', true],
    ]);
    const loose = { rtol: 1e-7, atol: 1e-12 };
    const { statistic, pValue } = own[1]!;
    expect(disagreements(name, [statistic, pValue], anderson, loose)).toEqual([]);
  }
});

test('six classes get ANOVA, Welch and Dunn’s 15 pairs, strongest first', () => {
  const own = testOf('EducationField', 'Age');
  expect(companionLines(own, classes.companions)).toEqual([]);
  expect(own.postHoc).toHaveLength(15);
  expect(pairLines(own, classes.pairs)).toEqual([]);
  const sizes = own.postHoc!.map(({ statistic }) => Math.abs(statistic));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

test('a numeric target over nine levels of a category gets the same', () => {
  const own = testOf('MonthlyIncome', 'JobRole');
  expect(own.test).toBe('kruskal-wallis');
  expect(own.postHoc).toHaveLength(36);
  expect([...companionLines(own, number.companions), ...pairLines(own, number.pairs)]).toEqual([]);
});

test('a numeric target and a number: Pearson beside Spearman, bins of the target', () => {
  const { companions } = testOf('MonthlyIncome', 'Age');
  expect(companions).toHaveLength(1);
  const { name, statistic, df, pValue } = companions![0]!;
  expect([name, df]).toEqual(['pearson', [1468]]);
  expect(disagreements('Pearson', [statistic, pValue], number.pearson, tolerance)).toEqual([]);
  const view = viewOf('MonthlyIncome', 'Age');
  expect(
    disagreements('AMI', [view.mutualInformation], [number.mutualInformation], tolerance),
  ).toEqual([]);
  const bins = view.bins!.map(({ from, count, q1, median, q3, mean }) => [
    from,
    count,
    q1,
    median,
    q3,
    mean,
  ]);
  expect(disagreements('bins', bins.flat(), number.bins.flat(), tolerance)).toEqual([]);
});
