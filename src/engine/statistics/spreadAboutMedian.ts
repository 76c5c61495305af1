import type { GroupSummary } from './groupedValues';
import { quantile } from './quantile';

/** A group's values and their absolute deviations from the group's median. */
export interface SpreadAboutMedian {
  readonly values: GroupSummary;
  readonly deviations: GroupSummary;
}

/** Sums about the median of a group, from which its {@link SpreadAboutMedian} follows. */
export interface MedianSums {
  readonly count: number;
  readonly median: number;
  /** Σ (x − median). */
  readonly sum: number;
  /** Σ (x − median)². */
  readonly squares: number;
  /** Σ |x − median|. */
  readonly absolute: number;
}

/**
 * What the analyses of variance (of the values) and the Brown–Forsythe test (of the deviations) need to know about a group.
 *
 * @param sorted finite values, ascending, at least one
 *
 * @example
 * spreadAboutMedian(Float64Array.of(1, 2, 6)).deviations.mean; // 1.6666666666666667
 */
export function spreadAboutMedian(sorted: Float64Array): SpreadAboutMedian {
  const median = quantile(sorted, 0.5) ?? 0;
  let [sum, squares, absolute] = [0, 0, 0];
  for (const value of sorted) {
    const deviation = value - median;
    sum += deviation;
    squares += deviation * deviation;
    absolute += Math.abs(deviation);
  }
  return spreadFromSums({ count: sorted.length, median, sum, squares, absolute });
}

/**
 * {@link spreadAboutMedian} from sums, so that the rows can stay where they are.
 *
 * @param sums of at least one value
 *
 * @example
 * spreadFromSums({ count: 2, median: 2, sum: 0, squares: 2, absolute: 2 }).values.sumOfSquares; // 2
 */
export function spreadFromSums(sums: MedianSums): SpreadAboutMedian {
  const { count, median, sum, squares, absolute } = sums;
  const about = (total: number): number => Math.max(0, squares - (total * total) / count);
  return {
    values: { count, mean: median + sum / count, sumOfSquares: about(sum) },
    deviations: { count, mean: absolute / count, sumOfSquares: about(absolute) },
  };
}
