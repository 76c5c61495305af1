import type { DataIssue, DatasetRequest } from './dataset';
import type { TargetInfo } from './profile';
import type { Reasons } from './reasons';

/** Request to test every column against the target. */
export interface TargetTestsParams {
  readonly dataset: DatasetRequest;
  readonly target: string;
  readonly alpha?: number;
  readonly seed?: number;
  readonly memory?: string;
  readonly threads?: number;
}

/** Whether something a test relies on holds in the data. */
export interface AssumptionCheck {
  readonly name: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** One column tested against the target. */
export interface ColumnTest extends Reasons {
  readonly column: string;
  readonly test:
    | 'chi-square'
    | 'chi-square-monte-carlo'
    | 'fisher-exact'
    | 'kruskal-wallis'
    | 'pearson'
    | 'spearman';
  readonly statistic: number | null;
  readonly df: number | null;
  readonly pValue: number | null;
  /** Corrected over all tests of the table: Holm and Benjamini–Hochberg. */
  readonly pAdjusted: { readonly holm: number | null; readonly bh: number | null };
  readonly effect: { readonly name: string; readonly value: number | null };
  /** Rows used: both the column and the target present. */
  readonly n: number;
  /** False when the p-value comes from simulation or a sample. */
  readonly exact: boolean;
  readonly assumptions: readonly AssumptionCheck[];
  /** `related` when the Holm-corrected p is at most alpha. */
  readonly decision: 'related' | 'not shown' | 'not tested';
  /** Other tests of the same question or of its assumptions; absent for categories against classes. */
  readonly companions?: readonly CompanionTest[];
  /** Which groups differ: Dunn's test over all pairs of three to ten groups, strongest first; absent otherwise. */
  readonly postHoc?: readonly PairwiseComparison[];
  /** True when the result is significant although the effect is negligible: many rows make small differences visible. */
  readonly negligible: boolean;
  /** The result in one plain sentence. */
  readonly sentence: string;
}

/** A test beside the main one. */
export interface CompanionTest {
  readonly name: 'anova' | 'welch-anova' | 'brown-forsythe' | 'pearson';
  readonly statistic: number | null;
  readonly df: readonly (number | null)[];
  readonly pValue: number | null;
  readonly sentence: string;
}

/** Two groups compared after a test over all groups. */
export interface PairwiseComparison {
  readonly a: string;
  readonly b: string;
  /** z of Dunn's test, ties corrected. */
  readonly statistic: number;
  readonly pValue: number;
  /** Holm-corrected over the pairs of this column. */
  readonly pAdjusted: number;
}

/** One column dropped on the way to variance inflation below the limit. */
export interface VarianceInflationStep {
  readonly column: string;
  readonly vif: number | null;
  /** Why this one, in a sentence, naming the columns that explain it best. */
  readonly sentence: string;
}

/** Variance inflation of one numeric column. */
export interface VarianceInflation extends Reasons {
  readonly column: string;
  /** 1 / (1 − R²) of the column regressed on the others with an intercept. */
  readonly vif: number | null;
  /** Without intercept and uncentred; only to explain old numbers. */
  readonly uncentred: number | null;
}

/** Normality of one numeric column. */
export interface NormalityTest extends Reasons {
  readonly column: string;
  readonly test: 'shapiro-wilk' | 'dagostino-k2' | 'anderson-darling';
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly n: number;
  readonly exact: boolean;
}

/** The `test` document of the command line. */
export interface TargetTestsResult {
  readonly target: string;
  readonly targetInfo: TargetInfo;
  /** Rows with the target present. */
  readonly n: number;
  readonly alpha: number;
  readonly tests: readonly ColumnTest[];
  readonly vif: readonly VarianceInflation[];
  /** What to drop, one at a time, until every VIF is at most `limit`; recomputed after each. */
  readonly vifSteps: {
    readonly limit: number;
    readonly steps: readonly VarianceInflationStep[];
    readonly kept: readonly string[];
  };
  readonly normality: readonly NormalityTest[];
  readonly issues: readonly DataIssue[];
}
