import type { DenseMatrix } from '../base/denseMatrix';
import type { FitContext } from '../base/fitContext';

/** Encoded rows with their classes. */
export interface LabelledMatrix {
  readonly matrix: DenseMatrix;
  /** Class index per row. */
  readonly codes: Int32Array;
}

/** Changes which training rows a model sees: adds, removes or repeats them. Only ever applied to training rows of a fold. */
export interface Resampler {
  readonly name: string;
  /**
   * The rows to train on in place of `data`, which is not changed.
   *
   * @param data encoded training rows, no missing values
   * @param classCount number of classes of the task
   * @param context randomness and cancelling
   */
  resample(data: LabelledMatrix, classCount: number, context: FitContext): LabelledMatrix;
}
