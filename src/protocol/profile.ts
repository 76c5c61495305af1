import type { ColumnType, DataIssue, DatasetInfo, DatasetRequest } from './dataset';
import type { Reasons } from './reasons';

/** What a column is used for. */
export type ColumnRole = 'feature' | 'target' | 'ignored';

/** Request of a profile. */
export interface ProfileParams {
  readonly dataset: DatasetRequest;
  readonly target?: string;
  /** Positive class of a binary target; by default inferred with a reason. */
  readonly positive?: string;
  /** Profile only this many rows, drawn at random; exact when absent. */
  readonly sample?: number;
  readonly seed?: number;
  /** Engine's memory limit, DuckDB syntax (`4GB`). */
  readonly memory?: string;
  readonly threads?: number;
}

/**
 * Equal-width bins over [min, max]; the last bin includes its upper edge, as numpy.histogram. The edges of a column of whole
 * numbers lie between two of them (17.5, 18.5 …), so that every bin holds equally many.
 */
export interface Histogram {
  /** counts.length + 1 ascending edges. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Moments and quantiles of the finite, present values of a numeric column. */
export interface NumericSummary extends Reasons {
  readonly mean: number | null;
  /** Sample standard deviation (ddof 1). */
  readonly std: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number | null;
  /** Bias-corrected (pandas `skew()`). */
  readonly skewness: number | null;
  /** Excess, bias-corrected (pandas `kurt()`). */
  readonly kurtosis: number | null;
  /** Median absolute deviation from the median, unscaled (SciPy default). */
  readonly mad: number | null;
  readonly zeros: number;
  readonly negatives: number;
  readonly infinite: number;
  /** Linear interpolation (type 7, numpy default); keys `0`, `0.01`, `0.05`, `0.25`, `0.5`, `0.75`, `0.95`, `0.99`, `1` at least. */
  readonly quantiles: Readonly<Record<string, number | null>>;
  readonly histogram: Histogram | null;
}

/** A value, how often it occurs, and its share of the present values. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
  readonly rate: number;
}

/** Frequencies of a column with few values. */
export interface CategoricalSummary extends Reasons {
  /** Most frequent first; ties by value. */
  readonly top: readonly ValueCount[];
  /** Rows whose value is not among `top`. */
  readonly other: number;
  /** Shannon entropy in bits. */
  readonly entropy: number | null;
  /** 1 − entropy / log2(levels): 0 uniform, 1 one value. `null` for a single level. */
  readonly imbalance: number | null;
}

/** Lengths and emptiness of a text column. */
export interface TextSummary extends Reasons {
  /** Length in Unicode code points. */
  readonly length: {
    readonly min: number | null;
    readonly max: number | null;
    readonly mean: number | null;
    readonly median: number | null;
    readonly histogram: Histogram | null;
  };
  /** Words separated by white space, per value. */
  readonly words: { readonly mean: number | null; readonly max: number | null };
  /** Values that are empty or white space only. */
  readonly blank: number;
  /** Examples, shortened. */
  readonly examples: readonly string[];
}

/** Range and gaps of a date/time column. ISO 8601 texts. */
export interface DateTimeSummary extends Reasons {
  readonly min: string | null;
  readonly max: string | null;
  /** Span between min and max in days. */
  readonly spanDays: number | null;
  /** The widest stretches without a value, widest first. */
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly days: number }[];
  readonly histogram: {
    readonly edges: readonly string[];
    readonly counts: readonly number[];
  } | null;
}

/** Share of the positive class (or of each class) at one level of a column. */
export interface TargetLevel {
  readonly value: string;
  readonly count: number;
  /** Counts per class, in the order of `TargetInfo.classes`. */
  readonly classCounts: readonly number[];
  /** Rate of the positive class; `null` for more than two classes. */
  readonly rate: number | null;
  /** 95 % Wilson score interval of `rate`. */
  readonly interval: readonly [number, number] | null;
}

/** Five-number summary and mean of a numeric column within one class. */
export interface ClassBox {
  readonly class: string;
  readonly count: number;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
  readonly mean: number | null;
}

/** A column's distribution against the target. */
export interface TargetView extends Reasons {
  /** For few-valued columns: one entry per level shown. */
  readonly levels?: readonly TargetLevel[];
  /** For numeric columns: one box per class. For a numeric target: one box of the target per level of a category. */
  readonly boxes?: readonly ClassBox[];
  /** For numeric columns: counts per class over the bins of the column's histogram. */
  readonly histogram?: {
    readonly edges: readonly number[];
    readonly counts: readonly (readonly number[])[];
  };
  /** One number in [0, 1] comparable over columns: Cramér's V for categories, sqrt(ε²) for numbers, |r| for a numeric target. */
  readonly association: { readonly name: string; readonly value: number | null };
}

/** Everything known about one column. */
export interface ColumnProfile {
  readonly name: string;
  /** 0-based position in the file. */
  readonly index: number;
  readonly type: ColumnType;
  readonly typeReason: string;
  readonly role: ColumnRole;
  /** Storage type in the SQL engine, e.g. `BIGINT`. */
  readonly storageType: string;
  readonly missing: { readonly count: number; readonly rate: number };
  readonly distinct: { readonly count: number; readonly exact: boolean };
  readonly numeric?: NumericSummary;
  readonly categorical?: CategoricalSummary;
  readonly text?: TextSummary;
  readonly dateTime?: DateTimeSummary;
  readonly target?: TargetView;
}

/** The target of a supervised task. */
export interface TargetInfo {
  readonly column: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  /** Class labels as text, most frequent first; empty for regression. */
  readonly classes: readonly ValueCount[];
  readonly positive: string | null;
  readonly positiveReason: string | null;
}

/** One measure of association over every pair of columns of its kind. */
export interface CorrelationMeasure {
  readonly name: 'pearson' | 'spearman' | 'cramersV' | 'correlationRatio';
  /** What the measure is, with its range. */
  readonly definition: string;
  /** Pairs (i, j) with i < j as positions in `Correlations.columns`; `n` is the number of rows with both present. */
  readonly pairs: readonly {
    readonly i: number;
    readonly j: number;
    readonly value: number | null;
    readonly n: number;
    readonly reason?: string;
  }[];
}

/** Association between columns. */
export interface Correlations {
  readonly columns: readonly string[];
  readonly measures: readonly CorrelationMeasure[];
}

/** Codes of profile alerts. */
export type AlertCode =
  | 'CONSTANT'
  | 'IDENTIFIER'
  | 'NEAR_CONSTANT'
  | 'MISSING'
  | 'DUPLICATE_ROWS'
  | 'DUPLICATE_COLUMNS'
  | 'HIGH_CARDINALITY'
  | 'SENTINEL'
  | 'INFINITE'
  | 'SKEWED'
  | 'ZEROS'
  | 'HIGH_CORRELATION'
  | 'TARGET_IMBALANCE'
  | 'RARE_CLASS'
  | 'TARGET_LEAKAGE';

/** Something a person should know before using the data. */
export interface ProfileAlert {
  readonly code: AlertCode;
  readonly severity: 'info' | 'warning' | 'error';
  readonly columns: readonly string[];
  readonly message: string;
  /** Why it matters, at most two sentences. */
  readonly why: string;
  /** The measured value that crossed the threshold. */
  readonly value: number | null;
  readonly threshold: number | null;
  /** DuckDB SQL that shows the rows; `{table}` stands for the file's reader call. */
  readonly sql: string | null;
}

/** The answer of a profile; the `profile` document of the command line. */
export interface ProfileResult {
  readonly dataset: DatasetInfo;
  readonly columns: readonly ColumnProfile[];
  readonly target: TargetInfo | null;
  readonly correlations: Correlations;
  readonly missing: {
    readonly byColumn: readonly {
      readonly column: string;
      readonly count: number;
      readonly rate: number;
    }[];
    /** Combinations of columns that are missing together, most frequent first. */
    readonly patterns: readonly { readonly columns: readonly string[]; readonly count: number }[];
  };
  readonly alerts: readonly ProfileAlert[];
  readonly issues: readonly DataIssue[];
}
