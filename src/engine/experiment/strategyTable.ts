import type { Strategy } from '../../protocol';
import { balancedWeights } from '../features/balancedWeights';
import type { Resampler } from '../features/resampler';
import { createSmoteEnn } from '../features/smoteEnn';

/** What a strategy does with the training rows of a fold, beyond encoding them and fitting a model. */
export interface StrategyTraits {
  /** Whether columns are selected by their link with the target. */
  readonly selects: boolean;
  /** What changes the encoded training rows; `null` when nothing does. */
  readonly createResampler: ((threads: number | undefined) => Resampler) | null;
  /** Weights of the training rows; `null` when all weigh the same. */
  readonly weigh: ((codes: Int32Array, classCount: number) => Float64Array) | null;
  /** Rank by moving parts: of results that cannot be told apart the one with the lower rank is preferred. */
  readonly complexity: number;
}

/** Every strategy, as the steps that set it apart. */
export const strategyTable: Readonly<Record<Strategy, StrategyTraits>> = {
  base: { selects: false, createResampler: null, weigh: null, complexity: 0 },
  selection: { selects: true, createResampler: null, weigh: null, complexity: 1 },
  'selection+cost-sensitive': {
    selects: true,
    createResampler: null,
    weigh: balancedWeights,
    complexity: 2,
  },
  'selection+resampling': {
    selects: true,
    createResampler: (threads) => createSmoteEnn({ threads }),
    weigh: null,
    complexity: 3,
  },
};
