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
    'chi-square' | 'chi-square-monte-carlo' | 'kruskal-wallis' | 'pearson' | 'spearman';
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
  /** The result in one plain sentence. */
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
  readonly test: 'shapiro-wilk' | 'dagostino-k2';
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
  readonly normality: readonly NormalityTest[];
  readonly issues: readonly DataIssue[];
}
