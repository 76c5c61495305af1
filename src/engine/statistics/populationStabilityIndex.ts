import { parameterError } from '../../protocol';

/**
 * Population stability index of two distributions over the same cells: Σ (c − r)·ln(c/r) over the shares r of the reference and c
 * of the current one. Credit scoring reads 0.1 as a moderate and 0.25 as a large shift.
 *
 * A cell that only one of them has counts as half a row in the other; cells that none has are left out.
 *
 * @param reference counts per cell, ≥ 0
 * @param current counts per cell, in the same order
 * @returns `null` when one of them has nothing to count
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a count is negative or not finite.
 *
 * **Reference:** Siddiqi (2006), Credit Risk Scorecards, Wiley.
 *
 * @example
 * populationStabilityIndex([50, 50], [80, 20]); // 0.4158…
 */
export function populationStabilityIndex(
  reference: readonly number[],
  current: readonly number[],
): number | null {
  if (reference.length !== current.length) {
    throw parameterError(
      'current',
      'populationStabilityIndex',
      `of length ${reference.length}`,
      current.length,
    );
  }
  const wrong = [...reference, ...current].find((count) => !(count >= 0 && count < Infinity));
  if (wrong !== undefined) {
    throw parameterError('counts', 'populationStabilityIndex', 'finite counts ≥ 0', wrong);
  }
  const rows = total(reference);
  const currentRows = total(current);
  if (rows === 0 || currentRows === 0) return null;
  return reference.reduce((sum, count, i) => {
    const other = current[i]!;
    if (count === 0 && other === 0) return sum;
    const share = (count || 0.5) / rows;
    const currentShare = (other || 0.5) / currentRows;
    return sum + (currentShare - share) * Math.log(currentShare / share);
  }, 0);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
