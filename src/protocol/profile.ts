import type { ProfileAlert } from './alerts';
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
  /** Report what is known while the rest is being computed, as {@link ProfileUpdate}s. */
  readonly partial?: boolean;
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
  /** Linear interpolation (type 7, numpy default); keys `0`, `0.01`, `0.05`, `0.1`, `0.25`, `0.5`, `0.75`, `0.9`, `0.95`, `0.99`, `1`. */
  readonly quantiles: Readonly<Record<string, number | null>>;
  /** Interquartile range, quantile 0.75 − quantile 0.25. */
  readonly iqr: number | null;
  /** Coefficient of variation, std / mean; `null` with a reason when the mean is 0. */
  readonly cv: number | null;
  /** Bins by the rule that people see first: as many as fit the values, at most 50. */
  readonly histogram: Histogram | null;
  /** The same values in bins of other rules; a rule that would need more than 200 bins is cut there and says so. */
  readonly histograms: readonly RuledHistogram[];
  /** Tukey's box: whiskers at the last values within 1.5 IQR of the quartiles; `null` without values. */
  readonly box: BoxSummary | null;
  /** The smallest values, smallest first, and the largest, largest first; each value once, with the row where it is first found. */
  readonly extremes: {
    readonly lowest: readonly ExtremeValue[];
    readonly highest: readonly ExtremeValue[];
  };
  /** Whether the values only rise or fall in the order of the rows. */
  readonly monotonic: Monotonicity;
}

/** Name of a rule for the number of bins, as in `numpy.histogram_bin_edges` and statistics texts. */
export type BinRule = 'freedman-diaconis' | 'sturges' | 'scott';

/** A histogram whose bins follow a rule. */
export interface RuledHistogram extends Histogram {
  readonly rule: BinRule;
  /** True when the rule asked for more bins than are drawn. */
  readonly cut: boolean;
}

/** Quartiles, whiskers and what lies beyond them. */
export interface BoxSummary {
  readonly lowerWhisker: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly upperWhisker: number;
  /** Values below q1 − 1.5 IQR and above q3 + 1.5 IQR. */
  readonly outliers: { readonly below: number; readonly above: number };
}

/** A value at an end of the range. */
export interface ExtremeValue {
  readonly value: number;
  /** 1-based data row (the header is not counted) where it occurs first. */
  readonly row: number;
  readonly count: number;
}

/** Order of the values along the rows, missing ones left out. `constant` columns and those with one value are `none`. */
export type Monotonicity =
  'strictly increasing' | 'increasing' | 'strictly decreasing' | 'decreasing' | 'none';

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
  /** Levels with fewer than `belowRows` rows, and the rows they hold together. */
  readonly rare: { readonly belowRows: number; readonly levels: number; readonly rows: number };
  /**
   * Groups of levels that differ only in case, white space, accents, punctuation or width; most rows first. The commonest
   * spelling of a group comes first in it.
   */
  readonly spellings: readonly { readonly values: readonly ValueCount[] }[];
  /** p of the χ² test that all levels are equally frequent; `null` for a single level or when too many levels. */
  readonly uniformPValue: number | null;
  /** Length of the values in code points. */
  readonly length: { readonly min: number | null; readonly max: number | null };
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
  readonly words: {
    readonly mean: number | null;
    readonly max: number | null;
    readonly min: number | null;
    readonly median: number | null;
    /** Words in all values together, and how many different ones (in lower case). */
    readonly total: number;
    readonly distinct: number;
  };
  /** Values that are empty or white space only. */
  readonly blank: number;
  /** Values that stand for "nothing to say": `n/a`, `-`, `none`, `없음` …, most frequent first. */
  readonly placeholders: readonly ValueCount[];
  /** Most frequent words, in lower case, without punctuation at their ends; `rate` is a share of all words. */
  readonly frequentWords: readonly ValueCount[];
  /**
   * Code points in all values together (of a longer one the first 100,000) and how they fall to scripts (Unicode), most
   * frequent first.
   */
  readonly characters: {
    readonly total: number;
    readonly distinct: number;
    readonly scripts: readonly {
      readonly script: string;
      readonly count: number;
      readonly rate: number;
    }[];
  };
  /** Rows that words and characters were counted on, when not on all; `null` when exact. */
  readonly sampledRows: number | null;
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
  /** Rows per day of the week, Monday first. */
  readonly weekdays: readonly number[];
  /** Rows per hour of the day (UTC), 24 counts; `null` when no value has a time of day. */
  readonly hours: readonly number[] | null;
  /** Rows per month, January first. */
  readonly months: readonly number[];
  /** Order along the rows. */
  readonly monotonic: Monotonicity;
  /** The commonest distance between neighbouring distinct values in seconds, and its share; `null` under three values. */
  readonly step: { readonly seconds: number; readonly rate: number } | null;
}

/** What is inside a column of lists, maps or structs. */
export interface NestedSummary extends Reasons {
  readonly kind: 'list' | 'struct' | 'map';
  /** Declared type, e.g. `STRUCT(a INTEGER, b VARCHAR[])`, shortened. */
  readonly declaration: string;
  /** Entries per value; fields per value of a struct. */
  readonly length: {
    readonly min: number | null;
    readonly max: number | null;
    readonly mean: number | null;
    readonly median: number | null;
  };
  /** Present values without any entry. */
  readonly empty: number;
  /**
   * Fields of a struct, or keys of maps and JSON objects, in how many rows they have a value; most frequent first. Those of
   * structs in a list are called `[].name`.
   */
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly present: number;
  }[];
  /** Most frequent entries of lists, as text; `rate` is a share of all entries. */
  readonly top: readonly ValueCount[];
  /** Rows that fields and entries were counted on, when not on all; `null` when exact. */
  readonly sampledRows: number | null;
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

/** The numeric target over one bin of a numeric column. */
export interface TargetBin {
  /** The bin [from, to), the last one with its upper edge. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly mean: number | null;
}

/** A word of a text column against the classes. */
export interface TargetWord {
  readonly word: string;
  /** Rows whose text holds the word. */
  readonly count: number;
  /** Such rows per class, in the order of `TargetInfo.classes`. */
  readonly classCounts: readonly number[];
  /** Class whose share among these rows exceeds its share overall the most. */
  readonly leansTo: string;
  /** Cramér's V of "holds the word" against the classes. */
  readonly association: number;
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
  /** For a numeric column against a numeric target: the target over quantile bins of the column. */
  readonly bins?: readonly TargetBin[];
  /** For text columns against classes: the words that tell classes apart best, by χ². */
  readonly words?: readonly TargetWord[];
  /** Rows that `words` were counted on, when they are a sample. */
  readonly wordRows?: number;
  /**
   * Information value of the column for a binary target, Σ (share of positives − share of negatives) · ln(ratio) over levels, or
   * over ten quantile bins of a number, missing values a level of their own; an empty cell counts as 0.5 rows.
   */
  readonly informationValue: number | null;
  /**
   * ROC-AUC of the column alone, in [0.5, 1]: a number (date, length of a text) by its own order, the better direction, over the
   * rows that have it; a category by the target rate of its levels (missing is one), each row left out of its own level's rate, so
   * that noise of many levels stays near 0.5. For several classes: the best of one class against the rest.
   */
  readonly auc: number | null;
  /**
   * Mutual information with the target over the smaller entropy of both, each less what chance gives for these margins (adjusted
   * mutual information), in [0, 1]; numbers in ten quantile bins, for classes missing values are a level of their own.
   */
  readonly mutualInformation: number | null;
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
  readonly nested?: NestedSummary;
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
  readonly name:
    | 'pearson'
    | 'spearman'
    | 'kendall'
    | 'cramersV'
    | 'correlationRatio'
    | 'mutualInformation'
    /** One matrix over all kinds: |Spearman's ρ|, correlation ratio or bias-corrected Cramér's V, by the kinds of the pair. */
    | 'mixed';
  /** What the measure is, with its range. */
  readonly definition: string;
  /** Rows a value was computed on at most when sampled, and the half width of its 95 % interval; absent when exact. */
  readonly sample?: { readonly rows: number; readonly error: number };
  /** Weaker pairs that are not listed, when there are thousands; absent when all are listed. */
  readonly omitted?: number;
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
    /** Where along the file values are missing: share of missing values per stretch of rows (one entry each) and column. */
    readonly matrix: {
      readonly columns: readonly string[];
      /** First row (1-based) and number of rows of each stretch. */
      readonly stretches: readonly { readonly firstRow: number; readonly rows: number }[];
      /** `rates[s][c]`: stretch s, column c. */
      readonly rates: readonly (readonly number[])[];
    };
    /** How columns are missing together: φ of the two missing indicators, for pairs where |φ| ≥ 0.1, at most 1000, strongest first. */
    readonly cooccurrence: readonly {
      readonly a: string;
      readonly b: string;
      readonly both: number;
      readonly phi: number;
    }[];
  };
  readonly alerts: readonly ProfileAlert[];
  readonly issues: readonly DataIssue[];
}

/** The data set of a preview: what the rest of the file would tell is not known yet. */
export type DatasetPreview = Omit<DatasetInfo, 'rows' | 'sha256'> & {
  readonly rows: null;
  readonly sha256: null;
};

/**
 * A profile that is still being computed. `preview`: statistics of the first rows alone, `sampledRows` of them. `columns`: exact
 * counts, moments, quantiles and top values of all rows, which stay as they are; relations, target and alerts are still missing.
 */
export type ProfileUpdate = {
  readonly columns: readonly ColumnProfile[];
  readonly issues: readonly DataIssue[];
} & (
  | { readonly stage: 'preview'; readonly dataset: DatasetPreview }
  | { readonly stage: 'columns'; readonly dataset: DatasetInfo }
);
