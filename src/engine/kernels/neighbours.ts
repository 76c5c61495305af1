import type { DenseMatrix } from '../base/denseMatrix';

/** The nearest points of each query. */
export interface Neighbours {
  readonly k: number;
  /** Rows of the points, nearest first: neighbour j of query i is `indices[i * k + j]`. */
  readonly indices: Int32Array;
  /** Squared Euclidean distances, in the same places. */
  readonly squaredDistances: Float64Array;
}

/**
 * A search with checked arguments: finite numbers, equally many columns on both sides, and at least `k` points for each
 * query.
 */
export interface NeighbourTask {
  readonly points: DenseMatrix;
  readonly queries: DenseMatrix;
  /** Row of the points that query i is, and that is not its own neighbour; `null` when queries are other points. */
  readonly selves: Uint32Array | null;
  readonly k: number;
  readonly signal: AbortSignal | undefined;
}
