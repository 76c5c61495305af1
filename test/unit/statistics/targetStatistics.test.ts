import { expect, test } from 'vitest';
import { fromRows } from '../../../src/engine/base/denseMatrix';
import {
  adjustedMutualInformation,
  andersonDarling,
  anovaFFromSummaries,
  aucFromRanks,
  dunnTest,
  fisherExact,
  groupSummaries,
  hypergeometricPmf,
  informationValue,
  leaveOneOutAuc,
  levene,
  mutualInformation,
  normalLogSf,
  quantile,
  rankAverage,
  varianceInflationSteps,
  welchAnova,
  type RankSums,
} from '../../../src/engine/statistics';
import { disagreements } from '../../support/agreement';
import { oracleFixture } from '../../support/oracleFixture';

interface Cases {
  readonly fisher: readonly {
    readonly observed: readonly (readonly number[])[];
    readonly oddsRatio: number;
    readonly twoSided: number;
    readonly less: number;
    readonly greater: number;
  }[];
  readonly groups: readonly {
    readonly values: readonly number[];
    readonly groups: readonly number[];
    readonly groupCount: number;
    readonly welch: readonly number[];
    readonly brownForsythe: readonly number[];
    readonly levene: readonly number[];
    readonly dunn: readonly number[];
    readonly dunnHolm: readonly number[];
  }[];
  readonly anderson: readonly {
    readonly values: readonly number[];
    readonly statistic: number;
    readonly pValue: number;
  }[];
  readonly logSurvival: readonly (readonly [number, number])[];
  readonly information: readonly {
    readonly counts: readonly (readonly number[])[];
    readonly mutualInformation: number;
    readonly adjusted: number;
    readonly informationValue?: number;
  }[];
  readonly curves: readonly {
    readonly values: readonly number[];
    readonly classes: readonly number[];
    readonly auc: number;
  }[];
  readonly inflationSteps: {
    readonly correlation: readonly (readonly number[])[];
    readonly limit: number;
    readonly steps: readonly (readonly [number, number])[];
    readonly kept: readonly number[];
  };
  readonly leftOut: readonly {
    readonly counts: readonly (readonly number[])[];
    readonly auc: number;
  }[];
}

const { cases, tolerance } = oracleFixture<Cases>('targetStatistics');

test.each(cases.fisher)('Fisher’s exact test of table $# agrees with SciPy', (expected) => {
  const { observed, oddsRatio } = expected;
  const p = (['two-sided', 'less', 'greater'] as const).map(
    (alternative) => fisherExact(observed, alternative).pValue,
  );
  const wanted = [expected.twoSided, expected.less, expected.greater];
  expect(disagreements('p', p, wanted, { rtol: tolerance.rtol, atol: 0 })).toEqual([]);
  const { statistic, reasons } = fisherExact(observed);
  if (Number.isFinite(oddsRatio)) expect(statistic).toBeCloseTo(oddsRatio, 10);
  else
    expect([statistic, reasons!['statistic']]).toEqual([null, expect.stringContaining('infinite')]);
});

test('Fisher’s test of a table without a second row or column does not exist', () => {
  for (const table of [
    [
      [0, 0],
      [3, 4],
    ],
    [
      [2, 0],
      [3, 0],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ]) {
    expect(fisherExact(table)).toMatchObject({ statistic: null, pValue: null });
    expect(fisherExact(table).reasons!['pValue']).toContain('two non-empty rows');
  }
});

test('Fisher’s test takes a 2 × 2 table of whole counts', () => {
  expect(() =>
    fisherExact([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ).toThrow('2 × 3');
  expect(() => fisherExact([[1, 2]])).toThrow('2 × 2');
  expect(() =>
    fisherExact([
      [1.5, 2],
      [3, 4],
    ]),
  ).toThrow('Got 1.5');
  expect(() =>
    fisherExact([
      [1, -2],
      [3, 4],
    ]),
  ).toThrow('Got -2');
  expect(() =>
    fisherExact([
      [1, NaN],
      [3, 4],
    ]),
  ).toThrow('Got NaN');
});

test('a hypergeometric distribution of millions sums to one and keeps its mean', () => {
  const { first, probabilities } = hypergeometricPmf(10_000_000, 300_000, 2_000_000);
  const total = probabilities.reduce((sum, p) => sum + p, 0);
  const mean = probabilities.reduce((sum, p, i) => sum + p * (first + i), 0);
  expect(total).toBeCloseTo(1, 12);
  expect(mean).toBeCloseTo(60_000, 5);
  expect(hypergeometricPmf(5, 5, 3)).toEqual({ first: 3, probabilities: Float64Array.of(1) });
  expect(hypergeometricPmf(0, 0, 0)).toEqual({ first: 0, probabilities: Float64Array.of(1) });
});

test.each(cases.groups)(
  'tests of groups $# agree with statsmodels, SciPy and scikit-posthocs',
  (expected) => {
    const values = Float64Array.from(expected.values);
    const groups = Int32Array.from(expected.groups);
    const count = expected.groupCount;
    const welch = welchAnova(values, groups, count);
    const median = levene(values, groups, count);
    const mean = levene(values, groups, count, { center: 'mean' });
    const pairs = dunnTest(rankSumsOf(values, groups, count));
    const close = { rtol: tolerance.rtol, atol: tolerance.atol };
    expect([
      ...disagreements(
        'Welch',
        [welch.statistic, welch.dfBetween, welch.dfWithin, welch.pValue],
        expected.welch,
        // An offset of 1e9 costs statsmodels' own sums digits.
        { ...close, rtol: 1e-6 },
      ),
      ...disagreements(
        'Brown–Forsythe',
        [median.statistic, median.pValue],
        expected.brownForsythe,
        close,
      ),
      ...disagreements('Levene', [mean.statistic, mean.pValue], expected.levene, {
        ...close,
        rtol: 1e-6,
      }),
      ...disagreements(
        'Dunn',
        pairs.map(({ pValue }) => pValue),
        expected.dunn,
        close,
      ),
      ...disagreements(
        'Dunn, Holm',
        pairs.map(({ pAdjusted }) => pAdjusted),
        expected.dunnHolm,
        close,
      ),
    ]).toEqual([]);
  },
);

test('Brown–Forsythe from summaries of the deviations is the same test', () => {
  const { values, groups, groupCount } = cases.groups[2]!;
  const own = Float64Array.from(values);
  const codes = Int32Array.from(groups);
  const medians = Array.from({ length: groupCount }, (_, group) =>
    quantile(own.filter((_value, i) => groups[i] === group).sort(), 0.5),
  );
  const deviations = own.map((value, i) => Math.abs(value - medians[groups[i]!]!));
  const fromSummaries = anovaFFromSummaries(groupSummaries(deviations, codes, groupCount));
  expect(fromSummaries.statistic).toBeCloseTo(levene(own, codes, groupCount).statistic!, 10);
});

test('Welch’s test needs two values and some spread in each of two groups', () => {
  const of = (values: number[], groups: number[]) =>
    welchAnova(Float64Array.from(values), Int32Array.from(groups), 3);
  expect(of([1, 2, 3], [0, 0, 0]).reasons!['pValue']).toContain('two groups');
  expect(of([1, 2, 3], [0, 0, 1]).reasons!['pValue']).toContain('single value');
  expect(of([1, 2, 3, 3], [0, 0, 1, 1]).reasons!['pValue']).toContain('varies');
  expect(of([1, 2, NaN, 5, 7], [0, 0, 0, 1, 1]).n).toBe(4);
});

test('Dunn’s test leaves empty groups out, and equal values have no pairs', () => {
  const pairs = dunnTest({ rankSums: [6, 0, 15], counts: [3, 0, 3], tieSum: 0 });
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
  expect(dunnTest({ rankSums: [5, 5], counts: [2, 2], tieSum: 60 })).toEqual([]);
  expect(() => dunnTest({ rankSums: [5], counts: [2, 2], tieSum: 0 })).toThrow('`rankSums`');
});

test.each(cases.anderson)(
  'Anderson–Darling of sample $# agrees with SciPy and statsmodels',
  (expected) => {
    const { statistic, pValue } = andersonDarling(Float64Array.from(expected.values));
    expect(disagreements('A²', [statistic], [expected.statistic], tolerance)).toEqual([]);
    if (expected.pValue === 0) expect(pValue).toBeLessThan(1e-29);
    else
      expect(disagreements('p', [pValue], [expected.pValue], { rtol: 1e-7, atol: 0 })).toEqual([]);
  },
);

test('Anderson–Darling says why there is no test', () => {
  expect(andersonDarling(Float64Array.of(1, 2, 3)).reasons!['pValue']).toContain('at least 8');
  expect(andersonDarling(new Float64Array(20).fill(4)).reasons!['pValue']).toContain('equal');
  expect(andersonDarling(Float64Array.of(1, 2, 3, 4, 5, 6, 7, NaN, Infinity, 8)).n).toBe(8);
});

test('the logarithm of the normal tail agrees with SciPy where the tail is 0', () => {
  const got = cases.logSurvival.map(([x]) => normalLogSf(x));
  const wanted = cases.logSurvival.map(([, expected]) => expected);
  expect(disagreements('logsf', got, wanted, { rtol: 1e-11, atol: 1e-300 })).toEqual([]);
});

test.each(cases.information)('information in table $# agrees with scikit-learn', (expected) => {
  const table = { counts: expected.counts };
  expect(
    disagreements(
      'MI, AMI',
      [mutualInformation(table), adjustedMutualInformation(table)],
      [expected.mutualInformation, expected.adjusted],
      { rtol: 1e-8, atol: 1e-10 },
    ),
  ).toEqual([]);
  if (expected.informationValue === undefined) {
    expect(() => informationValue(table)).toThrow('two classes');
  } else {
    expect(
      disagreements('IV', [informationValue(table)], [expected.informationValue], tolerance),
    ).toEqual([]);
  }
});

test('levels given once with their repeats are the same table', () => {
  const counts = [
    [3, 1],
    [3, 1],
    [3, 1],
    [0, 2],
    [0, 2],
    [9, 4],
  ];
  const folded = {
    counts: [
      [3, 1],
      [0, 2],
      [9, 4],
    ],
    repeats: [3, 2, 1],
  };
  for (const measure of [
    mutualInformation,
    adjustedMutualInformation,
    informationValue,
    (table: { readonly counts: number[][]; readonly repeats?: number[] }) =>
      leaveOneOutAuc(table, 1),
  ]) {
    expect(measure(folded)).toBeCloseTo(measure({ counts })!, 12);
  }
});

test.each(cases.curves)(
  'the AUC of a rank sum agrees with scikit-learn, sample $#',
  ({ values, classes, auc }) => {
    const ranks = rankAverage(Float64Array.from(values));
    const positives = classes.reduce((sum, own) => sum + own, 0);
    const rankSum = ranks.reduce((sum, rank, i) => sum + (classes[i] === 1 ? rank : 0), 0);
    expect(aucFromRanks(rankSum, positives, values.length)).toBeCloseTo(auc, 12);
  },
);

test.each(cases.leftOut)(
  'the AUC of left-out rates of table $# agrees pair by pair',
  ({ counts, auc }) => {
    expect(leaveOneOutAuc({ counts }, 1)).toBeCloseTo(auc, 12);
  },
);

test('columns are dropped for collinearity in the order that statsmodels in a loop gives', () => {
  const { correlation, limit, steps, kept } = cases.inflationSteps;
  expect(steps.length).toBeGreaterThan(0);
  const result = varianceInflationSteps(fromRows(correlation), limit);
  expect(result.steps.map(({ column }) => column)).toEqual(steps.map(([column]) => column));
  const got = result.steps.map(({ vif }) => vif);
  const wanted = steps.map(([, vif]) => vif);
  expect(disagreements('VIF', got, wanted, tolerance)).toEqual([]);
  expect(result.kept).toEqual(kept);
});

test('of two copies the one worth less goes, and without worth the later', () => {
  const copies = fromRows([
    [1, 1],
    [1, 1],
  ]);
  const first = varianceInflationSteps(copies, 10);
  expect(first.steps).toEqual([{ column: 1, vif: Infinity, explainedBy: [0], rSquared: 1 }]);
  expect(varianceInflationSteps(copies, 10, [0.1, 0.4]).kept).toEqual([1]);
  expect(() => varianceInflationSteps(copies, 0)).toThrow('`limit`');
  const constant = fromRows([
    [NaN, NaN],
    [NaN, 1],
  ]);
  expect(varianceInflationSteps(constant, 10)).toEqual({ steps: [], kept: [1] });
});

test('measures of empty and one-sided tables do not exist', () => {
  expect(mutualInformation({ counts: [] })).toBeNull();
  expect(adjustedMutualInformation({ counts: [[3, 4]] })).toBeNull();
  expect(
    adjustedMutualInformation({
      counts: [
        [1, 0],
        [0, 1],
        [1, 0],
      ],
    }),
  ).toBeNull();
  expect(
    informationValue({
      counts: [
        [3, 0],
        [4, 0],
      ],
    }),
  ).toBeNull();
  expect(informationValue({ counts: [] })).toBeNull();
  expect(leaveOneOutAuc({ counts: [[3, 0]] }, 1)).toBeNull();
  expect(aucFromRanks(3, 0, 5)).toBeNull();
});

test('bad tables are refused', () => {
  expect(() => mutualInformation({ counts: [[1, 2], [3]] })).toThrow('equally long');
  expect(() => mutualInformation({ counts: [[1, -2]] })).toThrow('Got -2');
  expect(() => informationValue({ counts: [[1, 2]], repeats: [1, 2] })).toThrow('`repeats`');
  expect(() => informationValue({ counts: [[1, 2]], repeats: [0.5] })).toThrow('Got 0.5');
  expect(() => leaveOneOutAuc({ counts: [[1, 2]] }, 2)).toThrow('`positive`');
  expect(() => aucFromRanks(3, 6, 5)).toThrow('`count`');
});

function rankSumsOf(values: Float64Array, groups: Int32Array, groupCount: number): RankSums {
  const ranks = rankAverage(values);
  const rankSums = new Float64Array(groupCount);
  const counts = new Float64Array(groupCount);
  const lengths = new Map<number, number>();
  values.forEach((value, i) => {
    rankSums[groups[i]!]! += ranks[i]!;
    counts[groups[i]!]!++;
    lengths.set(value, (lengths.get(value) ?? 0) + 1);
  });
  const tieSum = [...lengths.values()].reduce((sum, length) => sum + length ** 3 - length, 0);
  return { rankSums, counts, tieSum };
}
