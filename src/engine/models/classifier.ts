import type { FitContext } from '../base/fitContext';
import type { Json } from '../base/json';
import type { DenseMatrix } from '../base/denseMatrix';

/** Training rows of a classifier. */
export interface ClassificationData {
  readonly matrix: DenseMatrix;
  /** Class index per row, in [0, classCount). */
  readonly codes: Int32Array;
  readonly classCount: number;
  /** Non-negative weight per row; all 1 when absent. */
  readonly weights?: Float64Array;
}

/** A trained classifier. */
export interface FittedClassifier {
  readonly name: string;
  readonly classCount: number;
  /** Probability of each class per row, row-major, shape (rows, classCount); rows sum to 1. */
  predictProba(matrix: DenseMatrix): Float64Array;
  toJson(): Json;
}

/** The description of a classifier: hyper-parameters only. Fitting twice gives two independent, equal models. */
export interface Classifier {
  readonly name: string;
  /** Hyper-parameters, as they are logged with a run. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
  fit(data: ClassificationData, context: FitContext): FittedClassifier;
}
