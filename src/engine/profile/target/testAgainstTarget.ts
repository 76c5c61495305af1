import { formatCount, formatRate } from '../../../format/numbers';
import {
  parameterError,
  type AssumptionCheck,
  type ColumnTest,
  type DataIssue,
  type TargetInfo,
  type TargetTestsResult,
} from '../../../protocol';
import { createRandomGenerator, type RandomGenerator } from '../../base/randomGenerator';
import type { Dataset } from '../../data/dataset';
import { chiSquareMonteCarlo } from '../../statistics/chiSquareMonteCarlo';
import { chiSquareTest, type ChiSquareResult } from '../../statistics/chiSquareTest';
import type { KruskalWallisResult } from '../../statistics/kruskalWallis';
import { benjaminiHochberg, holm } from '../../statistics/multipleTesting';
import { correlationTest } from '../../statistics/pearson';
import { countColumns, type ColumnCounts } from '../columns/columnCounts';
import type { Correlation } from '../relations/correlationSums';
import { normalityOf } from './normalityOf';
import { findColumn } from './resolveTarget';
import { linkToTarget, type LevelTable, type TargetLink } from './targetLinks';
import { effectSize, testSentence, type EffectSize } from './testSentence';
import { varianceInflationOf } from './varianceInflationOf';

/** Options of {@link testAgainstTarget}. */
export interface TargetTestOptions {
  /** Significance level of the corrected p, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** Seed of the simulated p-values; default 0. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (message: string, fraction: number | null) => void;
}

const monteCarloReplicates = 9999;

/**
 * Tests every column against the target, and the numeric columns for normality and variance inflation.
 *
 * Categories against classes: χ² as SciPy's default (Yates' correction for 2×2), effect Cramér's V from the uncorrected statistic;
 * where Cochran's rule does not hold (more than 20 % of the expected counts below 5, or one below 1) p is simulated with fixed
 * margins. Numbers against classes: Kruskal–Wallis with tie correction, effect ε². A numeric target: Spearman's ρ with numbers,
 * Kruskal–Wallis of the target over the levels of categories. Holm and Benjamini–Hochberg run over all tested columns; a column
 * is `related` when its Holm-corrected p is at most alpha.
 *
 * **Missing values:** each test leaves out the rows where its column or the target is missing. **Randomness:** one stream per
 * column, named by its position, from `seed`.
 * **Agrees with** `scipy.stats.chi2_contingency`, `kruskal` and `spearmanr`, rel 1e-8.
 *
 * @param dataset the opened data set
 * @param info the target; see `resolveTarget`
 * @param options level, seed, cancelling and progress
 * @throws {CuvetteError} PARAMETER_INVALID when `alpha` or `seed` is outside its range; CANCELLED.
 */
export async function testAgainstTarget(
  dataset: Dataset,
  info: TargetInfo,
  options: TargetTestOptions = {},
): Promise<TargetTestsResult> {
  const { alpha = 0.05, seed = 0, signal, onProgress } = options;
  if (!(alpha > 0 && alpha < 1)) throw parameterError('alpha', 'test', 'a number in (0, 1)', alpha);
  const random = createRandomGenerator(seed);
  const target = findColumn(dataset, info.column);

  onProgress?.('Counting', 0);
  const counted = await countColumns(dataset, signal);
  const features = counted.filter(({ column }) => column !== target);
  onProgress?.('Testing columns against the target', 0.1);
  const columns = features.map(({ column }) => column);
  const links = await linkToTarget(dataset, columns, target, info, signal);
  const tested = links.map((link, i) =>
    testOf(link, info, random.spawn(`chi-square/${columns[i]!.index}`), signal),
  );

  onProgress?.('Variance inflation', 0.7);
  const numeric = features.filter(({ column }) => column.type === 'numeric');
  const vif = await varianceInflationOf(dataset, numeric, signal);
  onProgress?.('Normality', 0.85);
  const normality = await normalityOf(dataset, numeric, signal);

  const pValues = tested.map(({ pValue }) => pValue);
  const holmP = holm(pValues);
  const bhP = benjaminiHochberg(pValues);
  const targetCounts = counted.find(({ column }) => column === target)!;
  return {
    target: info.column,
    targetInfo: info,
    n: targetCounts.present,
    alpha,
    tests: tested.map((test, i) =>
      concluded(test, columns[i]!.name, info.column, alpha, {
        holm: holmP[i] ?? null,
        bh: bhP[i] ?? null,
      }),
    ),
    vif,
    normality,
    issues: [...dataset.issues, ...missingTargetIssues(targetCounts)],
  };
}

/** An issue when rows have no target: they are left out wherever the target matters. */
export function missingTargetIssues({ column, rows, present }: ColumnCounts): DataIssue[] {
  if (present === rows) return [];
  const missing = rows - present;
  const message = `The target ${JSON.stringify(column.name)} is missing in ${formatCount(missing)} of ${formatCount(rows)} rows (${formatRate(missing / rows)}); they are left out of everything that concerns it.`;
  return [{ code: 'TARGET_MISSING_VALUES', message, row: null, column: column.name }];
}

type Tested = Pick<
  ColumnTest,
  'test' | 'statistic' | 'df' | 'pValue' | 'effect' | 'n' | 'exact' | 'assumptions'
> & {
  readonly size: EffectSize | null;
  readonly reason: string | null;
};

function testOf(
  link: TargetLink,
  info: TargetInfo,
  random: RandomGenerator,
  signal: AbortSignal | undefined,
): Tested {
  switch (link.kind) {
    case 'table':
      return testOfTable(link.table, link.cramersV, random, signal);
    case 'ranks':
      return testOfRanks(link.ranks.kruskalWallis);
    case 'correlation':
      return testOfCorrelation(link.pair.spearman);
    case 'none':
      return untested(info.task === 'regression' ? 'spearman' : 'chi-square', link.reason);
  }
}

function untested(test: ColumnTest['test'], reason: string, n = 0): Tested {
  const name =
    test === 'kruskal-wallis' ? 'ε²' : test === 'spearman' ? "Spearman's ρ" : "Cramér's V";
  return {
    test, statistic: null, df: null, pValue: null, effect: { name, value: null }, n, exact: true,
    assumptions: [], size: null, reason,
  }; // prettier-ignore
}

function testOfTable(
  { counts }: LevelTable,
  cramersV: number | null,
  random: RandomGenerator,
  signal: AbortSignal | undefined,
): Tested {
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
  const shared = {
    effect,
    size,
    n: result.n,
    assumptions: [expectedCountsCheck(result)],
    reason: null,
  };
  if (holdsCochran(result)) {
    const { statistic, df, pValue } = result;
    return { test: 'chi-square', statistic, df, pValue, exact: true, ...shared };
  }
  const simulated = chiSquareMonteCarlo(counts, random, monteCarloReplicates, signal);
  const { statistic, pValue } = simulated;
  return { test: 'chi-square-monte-carlo', statistic, df: null, pValue, exact: false, ...shared };
}

function holdsCochran({ smallExpectedShare, minExpected }: ChiSquareResult): boolean {
  return (smallExpectedShare ?? 1) <= 0.2 && (minExpected ?? 0) >= 1;
}

function expectedCountsCheck(result: ChiSquareResult): AssumptionCheck {
  const cells = result.expected.flat();
  const small = cells.filter((count) => count < 5).length;
  const smallest = (result.minExpected ?? 0).toFixed(2);
  const found =
    small === 0
      ? `The smallest is ${smallest}.`
      : `${small} of ${cells.length} are below 5, the smallest is ${smallest}.`;
  const consequence =
    small === 0
      ? ''
      : holdsCochran(result)
        ? ' The χ² distribution still serves (at most 20 % below 5, none below 1).'
        : ` The p-value is simulated from ${formatCount(monteCarloReplicates)} tables with the same margins.`;
  return { name: 'expected counts ≥ 5', holds: small === 0, detail: found + consequence };
}

function testOfRanks(result: KruskalWallisResult): Tested {
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
  return {
    test: 'kruskal-wallis', statistic, df, pValue, effect, n, exact: true, assumptions,
    size: effectSize(effect), reason: null,
  }; // prettier-ignore
}

function testOfCorrelation(spearman: Correlation): Tested {
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
    size: effectSize(effect), reason: null,
  }; // prettier-ignore
}

function concluded(
  test: Tested,
  column: string,
  target: string,
  alpha: number,
  pAdjusted: ColumnTest['pAdjusted'],
): ColumnTest {
  const { size, reason, ...rest } = test;
  const decision =
    pAdjusted.holm === null ? 'not tested' : pAdjusted.holm <= alpha ? 'related' : 'not shown';
  const sentence = testSentence({
    column, target, decision, effect: rest.effect, size, holm: pAdjusted.holm, n: rest.n, reason,
  }); // prettier-ignore
  const reasons: Record<string, string> = {};
  if (decision === 'not tested') {
    for (const field of ['statistic', 'df', 'pValue', 'pAdjusted', 'effect'])
      reasons[field] = reason ?? 'Not tested.';
  } else if (rest.df === null) {
    reasons['df'] = 'A simulated p-value has no degrees of freedom.';
  }
  return {
    column,
    ...rest,
    pAdjusted,
    decision,
    sentence,
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}
