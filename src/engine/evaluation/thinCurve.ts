import { parameterError } from '../../protocol';

/**
 * Positions of at most `limit` points that stand for a curve: both ends, the vertices of its upper convex hull (the points at
 * which some cost of mistakes is optimal), and of the rest those nearest to even steps along the curve. All points when there
 * are no more than `limit`.
 *
 * @param x shape (n), non-decreasing
 * @param y shape (n)
 * @param limit at least 2
 * @returns ascending positions in [0, n)
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or the limit is below 2.
 */
export function thinCurve(x: Float64Array, y: Float64Array, limit: number): Uint32Array {
  const n = x.length;
  if (y.length !== n) throw parameterError('y', 'thinCurve', `of length ${n}`, y.length);
  if (!Number.isInteger(limit) || limit < 2) {
    throw parameterError('limit', 'thinCurve', 'an integer ≥ 2', limit);
  }
  if (n <= limit) return Uint32Array.from({ length: n }, (_, i) => i);

  const hull = upperHull(x, y);
  if (hull.length >= limit) {
    return Uint32Array.from(
      { length: limit },
      (_, i) => hull[Math.round((i * (hull.length - 1)) / (limit - 1))]!,
    );
  }
  const chosen = new Set(hull);
  for (const position of evenSteps(x, y, limit - hull.length)) chosen.add(position);
  return Uint32Array.from(chosen).sort();
}

/** Andrew's monotone chain over points already in order of x. */
function upperHull(x: Float64Array, y: Float64Array): number[] {
  const hull: number[] = [];
  for (let i = 0; i < x.length; i++) {
    while (hull.length >= 2) {
      const a = hull[hull.length - 2]!;
      const b = hull[hull.length - 1]!;
      const turn = (x[b]! - x[a]!) * (y[i]! - y[a]!) - (y[b]! - y[a]!) * (x[i]! - x[a]!);
      if (turn < 0) break;
      hull.pop();
    }
    hull.push(i);
  }
  return hull;
}

/** Positions nearest to `count` even steps of |Δx| + |Δy| along the curve. */
function evenSteps(x: Float64Array, y: Float64Array, count: number): number[] {
  const n = x.length;
  const travelled = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    travelled[i] = travelled[i - 1]! + Math.abs(x[i]! - x[i - 1]!) + Math.abs(y[i]! - y[i - 1]!);
  }
  const positions: number[] = [];
  let i = 0;
  for (let step = 1; step <= count; step++) {
    const goal = (travelled[n - 1]! * step) / (count + 1);
    while (i < n - 1 && travelled[i]! < goal) i++;
    positions.push(i);
  }
  return positions;
}
