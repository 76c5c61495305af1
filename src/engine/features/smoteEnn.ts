import { createEditedNearestNeighbours } from './editedNearestNeighbours';
import type { Resampler } from './resampler';
import { createSmote } from './smote';

const name = 'smoteEnn';

/** Options of {@link createSmoteEnn}. */
export interface SmoteEnnOptions {
  /** Threads of the neighbour searches, ≥ 1; default: as many as the machine runs at once. Never changes the result. */
  readonly threads?: number | undefined;
}

/**
 * SMOTE with 5 neighbours up to the largest class, then edited nearest neighbours: every row, given or synthetic, of any
 * class, is removed unless its 3 nearest neighbours are all of its class.
 *
 * Given the same draws, agrees with `imblearn.combine.SMOTEENN()` 0.14; see the two steps for where they differ.
 *
 * Reference: Batista, Prati and Monard 2004, A study of the behavior of several methods for balancing machine learning
 * training data, SIGKDD Explorations 6 (1).
 *
 * @example
 * const data = { matrix: fromRows([[0], [1], [2], [3], [8], [9]]), codes: Int32Array.of(0, 0, 0, 0, 1, 1) };
 * const context = { random: createRandomGenerator(1) };
 * createSmoteEnn().resample(data, 2, context).codes; // Int32Array [0, 0, 0, 0, 1, 1, 1, 1]
 */
export function createSmoteEnn(options: SmoteEnnOptions = {}): Resampler {
  const { threads } = options;
  const smote = createSmote({ k: 5, threads });
  const clean = createEditedNearestNeighbours({
    k: 3,
    kind: 'all',
    samplingStrategy: 'all',
    threads,
  });
  return {
    name,
    resample: (data, classCount, context) =>
      clean.resample(smote.resample(data, classCount, context), classCount, context),
  };
}
