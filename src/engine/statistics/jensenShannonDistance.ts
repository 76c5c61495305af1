import { parameterError } from '../../protocol';

/**
 * Jensen–Shannon distance of two distributions over the same levels: the square root of the divergence to base 2, in [0, 1]. 0 for
 * equal shares, 1 where no level is shared.
 *
 * @param reference counts or weights per level, ≥ 0
 * @param current the same for the other distribution, in the same order
 * @returns `null` when one of them has nothing to count
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a count is negative or not finite.
 *
 * **Agrees with** `scipy.spatial.distance.jensenshannon(base=2)`, rel 1e-12 (abs 1e-8 near 0).
 *
 * **Reference:** Endres and Schindelin (2003), IEEE Transactions on Information Theory 49, 1858–1860.
 *
 * @example
 * jensenShannonDistance([1, 0], [0, 1]); // 1
 */
export function jensenShannonDistance(
  reference: readonly number[],
  current: readonly number[],
): number | null {
  const [p, q] = [shares(reference, current.length), shares(current, reference.length)];
  if (p === null || q === null) return null;
  const divergence = p.reduce((sum, share, i) => {
    const middle = (share + q[i]!) / 2;
    return sum + relativeEntropy(share, middle) + relativeEntropy(q[i]!, middle);
  }, 0);
  return Math.sqrt(Math.min(1, Math.max(0, divergence / 2)));
}

function relativeEntropy(share: number, of: number): number {
  return share === 0 ? 0 : share * Math.log2(share / of);
}

function shares(counts: readonly number[], length: number): number[] | null {
  if (counts.length !== length) {
    throw parameterError('counts', 'jensenShannonDistance', 'of equal length', counts.length);
  }
  const wrong = counts.find((count) => !(count >= 0 && count < Infinity));
  if (wrong !== undefined) {
    throw parameterError('counts', 'jensenShannonDistance', 'finite counts ≥ 0', wrong);
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : counts.map((count) => count / total);
}
