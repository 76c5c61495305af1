import type { MetricName } from '../../../src/protocol';

/** Metrics and curves of one set of predictions, as scikit-learn gives them. */
export interface MetricCase {
  readonly name: string;
  readonly classCount: number;
  readonly threshold: number;
  readonly codes: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
  readonly metrics: Readonly<Record<MetricName, number>>;
  readonly confusion: readonly (readonly number[])[];
  readonly roc?: {
    readonly fpr: readonly number[];
    readonly tpr: readonly number[];
    readonly thresholds: readonly number[];
  };
  readonly precisionRecall?: {
    readonly precision: readonly number[];
    readonly recall: readonly number[];
    readonly thresholds: readonly number[];
  };
}

/** The cases of fixtures/oracle/evaluation.json. */
export interface EvaluationCases {
  readonly metrics: readonly MetricCase[];
  readonly paired: readonly {
    readonly name: string;
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly testTrainRatio: number;
    readonly difference: number;
    readonly interval: readonly [number, number];
    readonly pValue: number;
  }[];
  readonly folds: readonly {
    readonly name: string;
    readonly codes: readonly number[];
    readonly k: number;
    readonly classSizesPerFold: readonly (readonly number[])[];
  }[];
  readonly holdouts: readonly {
    readonly name: string;
    readonly codes: readonly number[];
    readonly share: number;
    readonly classSizes: readonly number[];
  }[];
}
