/** Sums over the rows where both of two columns are present, each column shifted near its mean. */
export interface PairSums {
  readonly n: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/** A correlation, or the reason why there is none. */
export type Correlation =
  | { readonly value: number; readonly n: number }
  | { readonly value: null; readonly n: number; readonly reason: string };

/**
 * Pearson's r from sums over pairwise complete rows.
 *
 * The columns must be shifted near their means and scaled to a similar size before they are summed, or digits cancel.
 *
 * @returns r in [−1, 1]; `null` with a reason for fewer than two rows or a column that is constant on those rows
 */
export function correlationFromSums({ n, x, y, xx, yy, xy }: PairSums): Correlation {
  if (n < 2) return { value: null, n, reason: 'Fewer than two rows have both values.' };
  const varianceX = xx - (x * x) / n;
  const varianceY = yy - (y * y) / n;
  // What is left of a constant column after the subtraction is rounding, not variance.
  if (!(varianceX > xx * 1e-13) || !(varianceY > yy * 1e-13)) {
    return { value: null, n, reason: 'One of the columns is constant where both are present.' };
  }
  const r = (xy - (x * y) / n) / Math.sqrt(varianceX * varianceY);
  return { value: Math.max(-1, Math.min(1, r)), n };
}
