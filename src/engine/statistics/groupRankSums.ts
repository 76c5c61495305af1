import { requireGroups } from './groupedValues';
import type { RankSums } from './kruskalWallis';
import { rankedParts } from './rankedParts';

/** How groups lie in one common order. */
export interface GroupRankSums extends RankSums {
  readonly rankSums: Float64Array;
  readonly counts: Float64Array;
  /** Values of each group in each part of the order; shape (groups, parts), row by row. */
  readonly partCounts: Float64Array;
}

/**
 * Rank sums of groups, and how many of their values lie in each of `parts` equally long stretches of the common order.
 *
 * @param values shape (n); infinities are ranked
 * @param groups code in [0, groupCount) per value, negative where the group is missing
 * @param groupCount number of groups; empty ones have sum and count 0
 * @param parts see {@link rankedParts}; default 1
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a code is not below `groupCount`.
 *
 * **Ties:** midranks. **Missing values:** rows with a NaN value or a negative group are left out. **Cost:** a sort.
 *
 * **Agrees with** sums of `scipy.stats.rankdata`, exactly while they stay below 2^52.
 *
 * @example
 * groupRankSums(Float64Array.of(1, 2, 3, 4), Int32Array.of(0, 0, 1, 1), 2).rankSums; // Float64Array [3, 7]
 */
export function groupRankSums(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
  parts = 1,
): GroupRankSums {
  requireGroups(values, groups, groupCount, 'groupRankSums');
  const used = values.slice();
  for (let i = 0; i < used.length; i++) if (groups[i]! < 0) used[i] = NaN;
  const ranked = rankedParts(used, parts);
  const rankSums = new Float64Array(groupCount);
  const counts = new Float64Array(groupCount);
  const partCounts = new Float64Array(groupCount * parts);
  for (let i = 0; i < used.length; i++) {
    const part = ranked.parts[i]!;
    if (part < 0) continue;
    const group = groups[i]!;
    rankSums[group]! += ranked.midranks[i]!;
    counts[group]!++;
    partCounts[group * parts + part]!++;
  }
  return { rankSums, counts, partCounts, tieSum: ranked.tieSum };
}
