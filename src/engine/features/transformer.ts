import type { FitContext } from '../base/fitContext';
import type { ClassTarget, Frame } from '../base/frame';
import type { Json } from '../base/json';

/**
 * A transformation learned from training rows. Applying it looks at one row at a time: nothing is learned from the rows it is
 * applied to.
 */
export interface FittedTransformer<Output> {
  readonly name: string;
  transform(frame: Frame): Output;
  /** The learned parameters; the step's `fromJson` gives back an equal step. */
  toJson(): Json;
}

/** A fitted transformation from table to table. */
export interface FittedFrameTransformer extends FittedTransformer<Frame> {
  /** Names of the columns that come out, in order. */
  readonly columnNames: readonly string[];
}

/** The description of a transformation: parameters only. `fit` may be called any number of times, each independent. */
export interface Transformer<Output> {
  readonly name: string;
  /**
   * Learns from the training rows of one fold.
   *
   * @param frame training rows
   * @param target classes of the same rows
   * @param context randomness and cancelling
   */
  fit(frame: Frame, target: ClassTarget, context: FitContext): FittedTransformer<Output>;
}
