import { parameterError } from '../../protocol';

/**
 * Checks that `groups` names a group in [0, groupCount), or none (negative), for each of `values`.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ, a code is too large, or `groupCount` is not an integer ≥ 0.
 */
export function requireGroups(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
  owner: string,
): void {
  if (!Number.isInteger(groupCount) || groupCount < 0) {
    throw parameterError('groupCount', owner, 'an integer ≥ 0', groupCount);
  }
  if (groups.length !== values.length) {
    const constraint = `one group per value (${values.length})`;
    throw parameterError('groups', owner, constraint, `${groups.length} groups`);
  }
  for (let i = 0; i < groups.length; i++) {
    if (groups[i]! >= groupCount) {
      const constraint = `codes below groupCount (${groupCount})`;
      throw parameterError('groups', owner, constraint, groups[i]);
    }
  }
}

/** What a comparison of means needs to know about one group. */
export interface GroupSummary {
  readonly count: number;
  readonly mean: number;
  /** Σ (x − mean)² within the group: (count − 1) times the sample variance. */
  readonly sumOfSquares: number;
}

/**
 * Count, mean and sum of squared deviations of the finite values of each group, in two passes.
 *
 * @param values shape (n)
 * @param groups code in [0, groupCount) per value, negative where the group is missing
 * @param groupCount number of groups
 * @param centre subtracted from every value first; default 0. Means that are compared keep their digits only near 0, so
 *   comparisons pass the {@link groupedMean}
 * @returns one summary per group, also for empty ones (count 0, mean 0)
 * @throws {CuvetteError} PARAMETER_INVALID as {@link requireGroups}.
 *
 * **Missing values:** rows with a NaN, an infinity or a negative group are left out.
 *
 * @example
 * groupSummaries(Float64Array.of(1, 3, 5), Int32Array.of(0, 0, 1), 2)[0]; // { count: 2, mean: 2, sumOfSquares: 2 }
 */
export function groupSummaries(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
  centre = 0,
): readonly GroupSummary[] {
  requireGroups(values, groups, groupCount, 'groupSummaries');
  const counts = new Float64Array(groupCount);
  const means = new Float64Array(groupCount);
  const deviations = new Float64Array(groupCount);
  const squares = new Float64Array(groupCount);
  for (let i = 0; i < values.length; i++) {
    const group = groups[i]!;
    if (group < 0 || !Number.isFinite(values[i])) continue;
    counts[group]!++;
    means[group]! += values[i]! - centre;
  }
  for (let group = 0; group < groupCount; group++) {
    if (counts[group]! > 0) means[group]! /= counts[group]!;
  }
  for (let i = 0; i < values.length; i++) {
    const group = groups[i]!;
    if (group < 0 || !Number.isFinite(values[i])) continue;
    const deviation = values[i]! - centre - means[group]!;
    deviations[group]! += deviation;
    squares[group]! += deviation * deviation;
  }
  return Array.from(counts, (count, group) => {
    if (count === 0) return { count, mean: 0, sumOfSquares: 0 };
    // What is left of the deviations' sum is the rounding of the mean: it corrects both.
    const residue = deviations[group]!;
    return {
      count,
      mean: means[group]! + residue / count,
      sumOfSquares: Math.max(0, squares[group]! - (residue * residue) / count),
    };
  });
}

/** Mean of the finite values that have a group; 0 when there are none. */
export function groupedMean(values: Float64Array, groups: Int32Array): number {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (groups[i]! < 0 || !Number.isFinite(values[i])) continue;
    count++;
    sum += values[i]!;
  }
  return count === 0 ? 0 : sum / count;
}
