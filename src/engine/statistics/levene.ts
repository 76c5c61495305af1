import { anovaF, type AnovaResult } from './anovaF';
import { finiteValues } from './finiteValues';
import { groupedMean, groupSummaries, requireGroups } from './groupedValues';
import { quantile } from './quantile';

/** Options of {@link levene}. */
export interface LeveneOptions {
  /** What deviations are taken from: the group's median (Brown and Forsythe, robust) or mean (Levene). Default `median`. */
  readonly center?: 'median' | 'mean';
}

/**
 * Levene's test of equal variances: the analysis of variance of |x − centre of the group|. With the median, the default, it is the
 * Brown–Forsythe test, which keeps its level also for skewed data. From group summaries of the deviations it is
 * {@link anovaFFromSummaries}.
 *
 * @param values shape (n)
 * @param groups code in [0, groupCount) per value, negative where the group is missing
 * @param groupCount number of groups; empty ones are ignored
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a code is not below `groupCount`.
 *
 * **Missing values:** rows with a NaN, an infinity or a negative group are left out. **Cost:** a sort of each group.
 *
 * **Agrees with** `scipy.stats.levene`, rel 1e-9.
 *
 * **Reference:** Brown and Forsythe (1974), JASA 69, 364–367.
 *
 * @example
 * levene(Float64Array.of(1, 2, 3, 2, 4, 9), Int32Array.of(0, 0, 0, 1, 1, 1), 2).statistic; // 1.25
 */
export function levene(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
  { center = 'median' }: LeveneOptions = {},
): AnovaResult {
  requireGroups(values, groups, groupCount, 'levene');
  const centres =
    center === 'mean' ? means(values, groups, groupCount) : medians(values, groups, groupCount);
  const deviations = values.map((value, i) => Math.abs(value - (centres[groups[i]!] ?? NaN)));
  return anovaF(deviations, groups, groupCount);
}

function means(values: Float64Array, groups: Int32Array, groupCount: number): (number | null)[] {
  const offset = groupedMean(values, groups);
  return groupSummaries(values, groups, groupCount, offset).map(({ mean }) => mean + offset);
}

function medians(values: Float64Array, groups: Int32Array, groupCount: number): (number | null)[] {
  return Array.from({ length: groupCount }, (_, group) =>
    quantile(finiteValues(values.filter((_, i) => groups[i] === group)).sort(), 0.5),
  );
}
