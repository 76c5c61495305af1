import { formatCount, formatRate } from '../../../format/numbers';
import {
  parameterError,
  type ColumnTest,
  type CompanionTest,
  type DataIssue,
  type TargetInfo,
  type TargetTestsResult,
} from '../../../protocol';
import { createRandomGenerator } from '../../base/randomGenerator';
import type { Dataset } from '../../data/dataset';
import { benjaminiHochberg, holm } from '../../statistics/multipleTesting';
import { countColumns, type ColumnCounts } from '../columns/columnCounts';
import { mainTest, type MainTest } from './columnTest';
import { companionTests } from './companionTests';
import { normalityOf } from './normalityOf';
import { findColumn } from './resolveTarget';
import { linkToTarget } from './targetLinks';
import { associationOf } from './targetViews';
import { testSentence } from './testSentence';
import { varianceInflationOf } from './varianceInflationOf';

/** Options of {@link testAgainstTarget}. */
export interface TargetTestOptions {
  /** Significance level of the corrected p, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** Seed of the simulated p-values; default 0. */
  readonly seed?: number;
  /** Largest variance inflation that is kept in the list of what to drop, ≥ 1; default 10, as in training. */
  readonly maxVif?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (message: string, fraction: number | null) => void;
}

/**
 * Tests every column against the target, and the numeric columns for normality and variance inflation.
 *
 * Categories against classes: χ² as SciPy's default (Yates' correction for 2×2), effect Cramér's V from the uncorrected statistic;
 * where Cochran's rule does not hold (more than 20 % of the expected counts below 5, or one below 1) Fisher's exact test for 2×2,
 * else p is simulated with fixed margins. Numbers against classes: Kruskal–Wallis with tie correction, effect ε², Dunn's test for
 * three to ten groups. A numeric target: Spearman's ρ with numbers, Kruskal–Wallis of the target over the levels of categories.
 * Beside them ANOVA, Welch's ANOVA and Brown–Forsythe, or Pearson's r. Holm and Benjamini–Hochberg run over the main tests; a column
 * is `related` when its Holm-corrected p is at most alpha.
 *
 * **Missing values:** each test leaves out the rows where its column or the target is missing. **Randomness:** one stream per
 * column, named by its position, from `seed`.
 * **Agrees with** `scipy.stats.chi2_contingency`, `fisher_exact`, `kruskal` and `spearmanr`, rel 1e-8.
 *
 * @param dataset the opened data set
 * @param info the target; see `resolveTarget`
 * @param options level, seed, cancelling and progress
 * @throws {CuvetteError} PARAMETER_INVALID when `alpha`, `seed` or `maxVif` is outside its range; CANCELLED.
 */
export async function testAgainstTarget(
  dataset: Dataset,
  info: TargetInfo,
  options: TargetTestOptions = {},
): Promise<TargetTestsResult> {
  const { alpha = 0.05, seed = 0, maxVif = 10, signal, onProgress } = options;
  if (!(alpha > 0 && alpha < 1)) throw parameterError('alpha', 'test', 'a number in (0, 1)', alpha);
  if (!(maxVif >= 1)) throw parameterError('maxVif', 'test', 'a number ≥ 1', maxVif);
  const random = createRandomGenerator(seed);
  const target = findColumn(dataset, info.column);

  onProgress?.('Counting', 0);
  const counted = await countColumns(dataset, signal);
  const targetCounts = counted.find(({ column }) => column === target)!;
  const features = counted.filter(({ column }) => column !== target);
  onProgress?.('Testing columns against the target', 0.1);
  const columns = features.map(({ column }) => column);
  const links = await linkToTarget(dataset, columns, target, info, signal);
  const tested = links.map((link, i) =>
    mainTest(link, info, random.spawn(`chi-square/${columns[i]!.index}`), signal),
  );
  onProgress?.('Comparing means and spread', 0.4);
  const compared = features.map((counts, i) => ({ counts, link: links[i]! }));
  const companions = await companionTests(dataset, compared, targetCounts, info, { signal });

  onProgress?.('Variance inflation', 0.7);
  const numeric = compared.filter(({ counts }) => counts.column.type === 'numeric');
  const numericCounts = numeric.map(({ counts }) => counts);
  const inflation = await varianceInflationOf(dataset, numericCounts, {
    limit: maxVif,
    worth: numeric.map(({ link }) => associationOf(link, info).value ?? 0),
    signal,
  });
  onProgress?.('Normality', 0.85);
  const normality = await normalityOf(dataset, numericCounts, { signal });

  const pValues = tested.map(({ pValue }) => pValue);
  const holmP = holm(pValues);
  const bhP = benjaminiHochberg(pValues);
  return {
    target: info.column,
    targetInfo: info,
    n: targetCounts.present,
    alpha,
    tests: tested.map((test, i) =>
      concluded(test, companions[i]!, {
        column: columns[i]!.name,
        target: info.column,
        alpha,
        pAdjusted: { holm: holmP[i] ?? null, bh: bhP[i] ?? null },
      }),
    ),
    ...inflation,
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

interface Conclusion {
  readonly column: string;
  readonly target: string;
  readonly alpha: number;
  readonly pAdjusted: ColumnTest['pAdjusted'];
}

function concluded(
  test: MainTest,
  companions: readonly CompanionTest[],
  { column, target, alpha, pAdjusted }: Conclusion,
): ColumnTest {
  const { size, reason, fieldReasons, ...rest } = test;
  const decision =
    pAdjusted.holm === null ? 'not tested' : pAdjusted.holm <= alpha ? 'related' : 'not shown';
  const negligible = decision === 'related' && size === 'negligible';
  const sentence = testSentence({
    column, target, decision, effect: rest.effect, size, holm: pAdjusted.holm, n: rest.n, reason,
  }); // prettier-ignore
  const reasons: Record<string, string> = { ...fieldReasons };
  if (decision === 'not tested') {
    for (const field of ['statistic', 'df', 'pValue', 'pAdjusted', 'effect'])
      reasons[field] = reason ?? 'Not tested.';
  }
  return {
    column,
    ...rest,
    pAdjusted,
    decision,
    negligible,
    ...(companions.length === 0 || decision === 'not tested' ? {} : { companions }),
    sentence,
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}
