import type { RandomGenerator } from './randomGenerator';

/** What fitting may use beside the data. */
export interface FitContext {
  readonly random: RandomGenerator;
  readonly signal?: AbortSignal;
}
