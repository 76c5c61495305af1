import { formatCount } from '../../../format/numbers';
import type {
  AssumptionCheck,
  ColumnTest,
  PairwiseComparison,
  TargetInfo,
} from '../../../protocol';
import type { RandomGenerator } from '../../base/randomGenerator';
import { chiSquareMonteCarlo } from '../../statistics/chiSquareMonteCarlo';
import { chiSquareTest, type ChiSquareResult } from '../../statistics/chiSquareTest';
import { contingencyTable } from '../../statistics/contingencyTable';
import { dunnTest } from '../../statistics/dunnTest';
import { fisherExact } from '../../statistics/fisherExact';
import { correlationTest } from '../../statistics/pearson';
import type { Correlation } from '../relations/correlationSums';
import type { GroupRanks } from './groupRanks';
import type { LevelTable, TargetLink } from './targetLinks';
import { effectSize, type EffectSize } from './testSentence';

const monteCarloReplicates = 9999;
/** Groups that are compared pair by pair at most: 45 pairs. */
const mostComparedGroups = 10;

/** The main test of one column, before the corrections over all columns. */
export type MainTest = Pick<
  ColumnTest,
  'test' | 'statistic' | 'df' | 'pValue' | 'effect' | 'n' | 'exact' | 'assumptions' | 'postHoc'
> & {
  readonly size: EffectSize | null;
  /** Why there was no test, or `null`. */
  readonly reason: string | null;
  /** Why a single field is `null`. */
  readonly fieldReasons: Readonly<Record<string, string>>;
};

/**
 * The main test of a column against the target, by what links them: χ² (Fisher's exact test, or simulated, where expected counts
 * are small), Kruskal–Wallis with Dunn's pairs, or Spearman's ρ.
 *
 * @param link what `linkToTarget` measured
 * @param info the target
 * @param random stream of this column alone, for a simulated p
 * @param signal cancels a simulation
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export function mainTest(
  link: TargetLink,
  info: TargetInfo,
  random: RandomGenerator,
  signal?: AbortSignal,
): MainTest {
  switch (link.kind) {
    case 'table':
      return testOfTable(link.table, link.cramersV, random, signal);
    case 'ranks':
      return testOfRanks(link.ranks);
    case 'correlation':
      return testOfCorrelation(link.pair.spearman);
    case 'none':
      return untested(info.task === 'regression' ? 'spearman' : 'chi-square', link.reason);
  }
}

function untested(test: ColumnTest['test'], reason: string, n = 0): MainTest {
  const name =
    test === 'kruskal-wallis' ? 'ε²' : test === 'spearman' ? "Spearman's ρ" : "Cramér's V";
  return {
    test, statistic: null, df: null, pValue: null, effect: { name, value: null }, n, exact: true,
    assumptions: [], size: null, reason, fieldReasons: {},
  }; // prettier-ignore
}

function testOfTable(
  { counts }: LevelTable,
  cramersV: number | null,
  random: RandomGenerator,
  signal: AbortSignal | undefined,
): MainTest {
  const result = chiSquareTest(counts);
  if (result.statistic === null) {
    return untested(
      'chi-square',
      result.reasons?.['statistic'] ?? 'There is only one level.',
      result.n,
    );
  }
  const effect = { name: "Cramér's V", value: cramersV };
  const size = effectSize(effect, Math.min(result.expected.length, result.expected[0]!.length));
  const isSquare = result.df === 1;
  const shared = {
    effect,
    size,
    n: result.n,
    assumptions: [expectedCountsCheck(result, isSquare)],
    reason: null,
  };
  if (holdsCochran(result)) {
    const { statistic, df, pValue } = result;
    return { test: 'chi-square', statistic, df, pValue, exact: true, ...shared, fieldReasons: {} };
  }
  if (isSquare) {
    const fisher = fisherExact(contingencyTable(counts, 'mainTest').counts);
    return {
      test: 'fisher-exact',
      statistic: fisher.statistic,
      df: null,
      pValue: fisher.pValue,
      exact: true,
      ...shared,
      fieldReasons: { ...fisher.reasons, df: 'An exact p-value has no degrees of freedom.' },
    };
  }
  const simulated = chiSquareMonteCarlo(counts, random, monteCarloReplicates, signal);
  const { statistic, pValue } = simulated;
  return {
    test: 'chi-square-monte-carlo',
    statistic,
    df: null,
    pValue,
    exact: false,
    ...shared,
    fieldReasons: { df: 'A simulated p-value has no degrees of freedom.' },
  };
}

function holdsCochran({ smallExpectedShare, minExpected }: ChiSquareResult): boolean {
  return (smallExpectedShare ?? 1) <= 0.2 && (minExpected ?? 0) >= 1;
}

function expectedCountsCheck(result: ChiSquareResult, isSquare: boolean): AssumptionCheck {
  const cells = result.expected.flat();
  const small = cells.filter((count) => count < 5).length;
  const smallest = (result.minExpected ?? 0).toFixed(2);
  const found =
    small === 0
      ? `The smallest is ${smallest}.`
      : `${small} of ${cells.length} are below 5, the smallest is ${smallest}.`;
  return {
    name: 'expected counts ≥ 5',
    holds: small === 0,
    detail: small === 0 ? found : `${found} ${consequence(result, isSquare)}`,
  };
}

function consequence(result: ChiSquareResult, isSquare: boolean): string {
  if (holdsCochran(result)) {
    return 'The χ² distribution still serves (at most 20 % below 5, none below 1).';
  }
  return isSquare
    ? "The p-value is that of Fisher's exact test."
    : `The p-value is simulated from ${formatCount(monteCarloReplicates)} tables with the same margins.`;
}

function testOfRanks(ranks: GroupRanks): MainTest {
  const result = ranks.kruskalWallis;
  if (result.statistic === null) {
    return untested(
      'kruskal-wallis',
      result.reasons?.['statistic'] ?? 'There is nothing to rank.',
      result.n,
    );
  }
  const effect = { name: 'ε²', value: result.epsilonSquared };
  const { statistic, df, pValue, n } = result;
  const enough = n >= 5 * (df + 1);
  const assumptions = [
    {
      name: 'enough values for the χ² approximation',
      holds: enough,
      detail: `${formatCount(n)} values in ${df + 1} groups. No normal distribution is assumed.`,
    },
  ];
  const pairs = pairsOf(ranks);
  return {
    test: 'kruskal-wallis', statistic, df, pValue, effect, n, exact: true, assumptions,
    size: effectSize(effect), reason: null, fieldReasons: {},
    ...(pairs.length === 0 ? {} : { postHoc: pairs }),
  }; // prettier-ignore
}

/** Dunn's comparisons of three to ten groups, strongest first. With two, Kruskal–Wallis has said it already. */
function pairsOf({ groups, tieSum }: GroupRanks): PairwiseComparison[] {
  if (groups.length < 3 || groups.length > mostComparedGroups) return [];
  const comparisons = dunnTest({
    rankSums: groups.map(({ rankSum }) => rankSum),
    counts: groups.map(({ count }) => count),
    tieSum,
  });
  return comparisons
    .map(({ a, b, ...test }) => ({ a: groups[a]!.label, b: groups[b]!.label, ...test }))
    .sort((p, q) => Math.abs(q.statistic) - Math.abs(p.statistic));
}

function testOfCorrelation(spearman: Correlation): MainTest {
  const { r, n, df, pValue, reasons } = correlationTest(spearman.value, spearman.n);
  if (r === null || pValue === null) {
    return untested('spearman', reasons?.['pValue'] ?? 'There is nothing to correlate.', n);
  }
  const effect = { name: "Spearman's ρ", value: r };
  const assumptions = [
    {
      name: 'enough rows for the t approximation',
      holds: n >= 10,
      detail: `${formatCount(n)} rows. A monotone relation is looked for; no normal distribution is assumed.`,
    },
  ];
  return {
    test: 'spearman', statistic: r, df, pValue, effect, n, exact: true, assumptions,
    size: effectSize(effect), reason: null, fieldReasons: {},
  }; // prettier-ignore
}
