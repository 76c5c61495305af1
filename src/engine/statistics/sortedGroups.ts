import { requireGroups } from './groupedValues';

/**
 * The finite values of each group, ascending.
 *
 * @param values shape (n); not changed
 * @param groups code in [0, groupCount) per value, negative where the group is missing
 * @param groupCount number of groups
 * @returns one array per group, also for empty ones
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a code is not below `groupCount`.
 *
 * **Missing values:** rows with a NaN, an infinity or a negative group are left out. **Cost:** a sort of each group.
 *
 * @example
 * sortedGroups(Float64Array.of(3, 1, 2), Int32Array.of(0, 0, 1), 2); // [Float64Array [1, 3], Float64Array [2]]
 */
export function sortedGroups(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
): readonly Float64Array[] {
  requireGroups(values, groups, groupCount, 'sortedGroups');
  const ends = new Uint32Array(groupCount);
  for (let i = 0; i < values.length; i++) {
    if (groups[i]! >= 0 && Number.isFinite(values[i])) ends[groups[i]!]!++;
  }
  const sorted = Array.from(ends, (count) => new Float64Array(count));
  ends.fill(0);
  for (let i = 0; i < values.length; i++) {
    const group = groups[i]!;
    if (group >= 0 && Number.isFinite(values[i])) sorted[group]![ends[group]!++] = values[i]!;
  }
  for (const own of sorted) own.sort();
  return sorted;
}
