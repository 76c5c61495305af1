import type { ProfileAlert } from './alerts';
import type { ColumnType, DataIssue, DatasetInfo, DatasetRequest } from './dataset';
import type { Reasons } from './reasons';

/** Request to compare two data sets: the reference (training data, last month) and the current one. */
export interface DataComparisonParams {
  readonly reference: DatasetRequest;
  readonly current: DatasetRequest;
  readonly target?: string;
  readonly seed?: number;
  readonly memory?: string;
  readonly threads?: number;
}

/** A number of both data sets. */
export interface Both<Value> {
  readonly reference: Value;
  readonly current: Value;
}

/**
 * A column that both data sets have. Texts are compared by their lengths in characters, identifiers not at all. `reasons` say why
 * a value is `null`, and what is estimated (`distinct`, `test.statistic`, `distance.value`).
 */
export interface ColumnComparison extends Reasons {
  readonly column: string;
  readonly type: Both<ColumnType>;
  readonly missingRate: Both<number>;
  readonly distinct: Both<number>;
  /** Numbers only. */
  readonly mean?: Both<number | null>;
  readonly std?: Both<number | null>;
  readonly median?: Both<number | null>;
  /** Counts over the same bins (numbers, dates as ISO texts) … */
  readonly histogram?: Both<readonly number[]> & { readonly edges: readonly (number | string)[] };
  /** … or over the same levels, the commonest of both first; `other` holds the rest. */
  readonly levels?: {
    readonly values: readonly string[];
    readonly reference: readonly number[];
    readonly current: readonly number[];
    readonly other: Both<number>;
  };
  /** Levels of `current` that `reference` does not have, commonest first, and their rows. */
  readonly newLevels?: {
    readonly values: readonly string[];
    readonly levels: number;
    readonly rows: number;
  };
  readonly lostLevels?: {
    readonly values: readonly string[];
    readonly levels: number;
    readonly rows: number;
  };
  /**
   * Population stability index: levels, or ten quantile bins of the reference; missing values a bin of their own, an empty bin half
   * a row.
   */
  readonly psi: number | null;
  /** Two-sample Kolmogorov–Smirnov for numbers and dates, χ² for categories. */
  readonly test: {
    readonly name: 'kolmogorov-smirnov' | 'chi-square';
    readonly statistic: number | null;
    readonly pValue: number | null;
    readonly pAdjusted: { readonly holm: number | null; readonly bh: number | null };
    readonly exact: boolean;
  };
  /** Wasserstein distance in standard deviations of the reference for numbers, Jensen–Shannon distance (base 2) for categories. */
  readonly distance: {
    readonly name: 'wasserstein' | 'jensen-shannon';
    readonly value: number | null;
  };
  /**
   * Up to 1,000 rows in either data set the test decides (Holm-corrected p ≤ 0.05), above it the distance (≥ the `drift`
   * threshold, 0.1), because with many rows every difference is significant; the test must then still reject, because a distance
   * over many levels can come from chance. A share of missing values that moved by the threshold is a drift too. Large from
   * 2.5 thresholds on.
   */
  readonly drift: 'none' | 'moderate' | 'large' | 'not compared';
  readonly decidedBy: 'test' | 'distance' | null;
  /** The result in one plain sentence. */
  readonly sentence: string;
}

/** The `compare-data` document of the command line. */
export interface DataComparison {
  readonly reference: DatasetInfo;
  readonly current: DatasetInfo;
  readonly target: string | null;
  readonly schema: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly retyped: readonly { readonly column: string; readonly type: Both<ColumnType> }[];
    /** Whether the shared columns stand in the same order. */
    readonly sameOrder: boolean;
  };
  /** In the order of the reference. */
  readonly columns: readonly ColumnComparison[];
  /** Rows of `current` that occur in `reference`, compared over the shared columns; and leaving the target out. */
  readonly sharedRows: {
    readonly count: number;
    readonly rate: number;
    readonly withoutTarget: number | null;
    /** DuckDB SQL that shows them; `{reference}` and `{current}` stand for the reader calls. */
    readonly sql: string;
  };
  readonly alerts: readonly ProfileAlert[];
  readonly issues: readonly DataIssue[];
}
