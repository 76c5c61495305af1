import { parameterError, throwIfCancelled } from '../../protocol';
import { takeMatrixRows, type DenseMatrix } from '../base/denseMatrix';
import type { Neighbours } from './neighbours';
import { plainNeighbours } from './plainNeighbours';
import { simdNeighbours } from './simdNeighbours';

const owner = 'nearestNeighbours';

/** Squares of larger numbers, summed, could overflow to an infinite distance. */
const largestMagnitude = 1e150;

/** Options of {@link nearestNeighbours}. */
export interface NearestNeighboursOptions {
  /** Threads, ≥ 1; default: as many as the machine runs at once. Never changes the result. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The k nearest points of each query by Euclidean distance, exactly.
 *
 * Distances are sums of squared differences in double precision. Equal distances are ordered by row of the points, the
 * lower first. The same bits come out on every machine and with any number of threads.
 *
 * The calling thread blocks until the answer is there; see {@link simdNeighbours} for how it is found.
 *
 * @param points shape (n, d); magnitudes ≤ 1e150
 * @param queries other points, shape (m, d), or rows of `points`; a row is never its own neighbour
 * @param k number of neighbours, in [1, n], or in [1, n − 1] when the queries are rows of `points`
 * @param options threads and cancelling
 * @throws {CuvetteError} PARAMETER_INVALID when `k` is out of range, the widths differ, a row does not exist or a value is
 *   not finite.
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 *
 * @example
 * nearestNeighbours(fromRows([[0], [1], [5]]), Uint32Array.of(0, 2), 1).indices; // Int32Array [1, 1]
 */
export function nearestNeighbours(
  points: DenseMatrix,
  queries: DenseMatrix | Uint32Array,
  k: number,
  options: NearestNeighboursOptions = {},
): Neighbours {
  const { threads, signal } = options;
  const selves = queries instanceof Uint32Array ? queries : null;
  const available = selves === null ? points.rows : points.rows - 1;
  if (!Number.isInteger(k) || k < 1 || k > available) {
    throw parameterError('k', owner, `an integer in [1, ${Math.max(available, 1)}]`, k);
  }
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    throw parameterError('threads', owner, 'an integer ≥ 1', threads);
  }
  requireMagnitudes(points, 'points');
  const queryPoints = queries instanceof Uint32Array ? rowsOf(points, queries) : queries;
  if (selves === null) {
    requireMagnitudes(queryPoints, 'queries');
    if (queryPoints.columns !== points.columns) {
      throw parameterError(
        'queries',
        owner,
        `as wide as the points, ${points.columns} columns`,
        queryPoints.columns,
      );
    }
  }
  throwIfCancelled(signal);
  const task = { points, queries: queryPoints, selves, k, signal };
  return simdNeighbours(task, threads) ?? plainNeighbours(task);
}

function rowsOf(points: DenseMatrix, rows: Uint32Array): DenseMatrix {
  const outside = rows.find((row) => row >= points.rows);
  if (outside !== undefined) {
    throw parameterError('queries', owner, `rows in [0, ${points.rows})`, outside);
  }
  return takeMatrixRows(points, rows);
}

function requireMagnitudes({ values }: DenseMatrix, parameter: string): void {
  const wrong = values.find((value) => !(Math.abs(value) <= largestMagnitude));
  if (wrong !== undefined) {
    throw parameterError(parameter, owner, 'finite numbers of magnitude ≤ 1e150', wrong);
  }
}
