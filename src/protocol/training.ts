import type { DataIssue, DatasetRequest } from './dataset';
import type { Reasons } from './reasons';

/** The strategies that are compared on the same folds. */
export const strategies = [
  'base',
  'selection',
  'selection+resampling',
  'selection+cost-sensitive',
] as const;
/** One of {@link strategies}. */
export type Strategy = (typeof strategies)[number];

/** The models that can be trained. */
export const models = ['logistic'] as const;
/** One of {@link models}. */
export type ModelName = (typeof models)[number];

/** Metrics of a classifier, by their names in documents. */
export const classificationMetrics = [
  'rocAuc',
  'averagePrecision',
  'f1',
  'precision',
  'recall',
  'accuracy',
  'balancedAccuracy',
  'brier',
  'logLoss',
] as const;
/** One of {@link classificationMetrics}. */
export type MetricName = (typeof classificationMetrics)[number];

/** Request of a cross-validated comparison. */
export interface TrainParams {
  readonly dataset: DatasetRequest;
  readonly target: string;
  readonly positive?: string;
  readonly strategies: readonly Strategy[];
  readonly models: readonly ModelName[];
  /** Number of folds, ≥ 2; default 5. */
  readonly folds?: number;
  /** Repetitions of the k folds with other shuffles; default 1. */
  readonly repeats?: number;
  /** Share of rows kept apart until the end, in [0, 1); default 0.2, 0 for none. */
  readonly holdout?: number;
  readonly drop?: readonly string[];
  /** Metric that ranks the strategies; default `rocAuc`. */
  readonly metric?: MetricName;
  /** Name of the comparison run. */
  readonly name?: string;
  readonly experiment?: string;
  readonly seed?: number;
  /** Significance level of selection; default 0.05. */
  readonly alpha?: number;
  readonly store: string;
  readonly memory?: string;
  readonly threads?: number;
}

/** A metric over the folds. */
export interface MetricSummary extends Reasons {
  readonly mean: number | null;
  /** Sample standard deviation over folds (ddof 1). */
  readonly std: number | null;
  readonly folds: readonly (number | null)[];
}

/** Counts of actual (rows) against predicted (columns) classes, summed over the out-of-fold predictions of one repeat. */
export interface ConfusionMatrix {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** A curve with the decision threshold of each point. */
export interface RocCurve {
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
  /** Descending; the first is `null` (above every score: nothing is called positive). */
  readonly thresholds: readonly (number | null)[];
}

/** Precision against recall with the decision threshold of each point. */
export interface PrecisionRecallCurve {
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly thresholds: readonly (number | null)[];
}

/** What one fold's selection kept and why the rest went. */
export interface FoldSelection {
  readonly fold: number;
  readonly kept: readonly string[];
  readonly dropped: readonly { readonly column: string; readonly reason: string }[];
  /** Set when no column passed and the best one was kept all the same. */
  readonly note?: string;
}

/** One strategy × model × variant. */
export interface TrainedResult {
  readonly strategy: Strategy;
  readonly model: ModelName;
  readonly runId: string;
  readonly variant: 'raw';
  readonly metrics: Readonly<Record<MetricName, MetricSummary>>;
  /** Metrics on the untouched rows, computed once by a model fitted on all training rows; `null` without holdout. */
  readonly holdout: Readonly<Record<MetricName, number | null>> | null;
  readonly confusionMatrix: ConfusionMatrix;
  /** Out-of-fold ROC; `null` for more than two classes. */
  readonly roc: RocCurve | null;
  readonly precisionRecall: PrecisionRecallCurve | null;
  /** Probability from which the positive class is predicted; `null` for more than two classes. */
  readonly threshold: number | null;
  readonly selected: readonly FoldSelection[];
  readonly seconds: number;
  readonly peakMemoryBytes: number;
}

/** Two results compared over the same folds. */
export interface PairedComparison {
  /** Run ids. */
  readonly a: string;
  readonly b: string;
  readonly metric: MetricName;
  /** Mean over folds of (a − b). */
  readonly difference: number | null;
  /** 95 % interval by the corrected resampled t (Nadeau and Bengio 2003). */
  readonly interval: readonly [number, number] | null;
  readonly pValue: number | null;
  /** From a's side; `no difference` when the interval holds 0. */
  readonly verdict: 'better' | 'worse' | 'no difference';
  readonly reason?: string;
}

/** The `train` document of the command line. */
export interface TrainResult {
  readonly experimentId: string;
  readonly experiment: string;
  readonly parentRunId: string;
  readonly target: string;
  readonly task: 'binary' | 'multiclass';
  readonly classes: readonly string[];
  readonly positive: string | null;
  readonly positiveReason: string | null;
  readonly folds: {
    readonly kind: 'stratified';
    readonly k: number;
    readonly repeats: number;
    readonly seed: number;
    /** SHA-256 over the fold of every row: equal ids mean equal folds. */
    readonly sha256: string;
  };
  readonly dataset: {
    readonly path: string;
    readonly sha256: string;
    readonly rows: number;
    readonly trainingRows: number;
    readonly holdoutRows: number;
  };
  /** Columns that no strategy could use, with the reason. */
  readonly unusedColumns: readonly { readonly column: string; readonly reason: string }[];
  readonly results: readonly TrainedResult[];
  readonly comparison: readonly PairedComparison[];
  readonly best: { readonly runId: string; readonly why: string };
  readonly issues: readonly DataIssue[];
}

/** Progress of a training job beyond the general fields. */
export interface TrainUpdate {
  readonly parentRunId: string;
  readonly experimentId: string;
  /** Set when a fold of a strategy ended. */
  readonly fold?: {
    readonly runId: string;
    readonly strategy: Strategy;
    readonly model: ModelName;
    /** 0-based, counting through the repeats. */
    readonly fold: number;
    readonly of: number;
    readonly metric: MetricName;
    readonly value: number | null;
  };
}
