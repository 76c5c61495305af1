import type { BoxSummary } from '../../../protocol';
import { nextDouble } from './doubles';
import type { OrderedColumn } from './orderedColumn';

/** Quartiles and range of a column's numbers. */
export interface FiveNumbers {
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
}

/** Limits beyond which a value is an outlier, as edges to count between. */
interface Fences {
  readonly lower: number;
  /** The smallest number above the upper fence. */
  readonly beyondUpper: number;
}

/** Tukey's inner fences: 1.5 interquartile ranges below the first and above the third quartile. */
function fencesOf({ q1, q3 }: FiveNumbers): Fences {
  const iqr = q3 - q1;
  const finite = (value: number): number =>
    Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
  const upper = finite(q3 + 1.5 * iqr);
  return {
    lower: finite(q1 - 1.5 * iqr),
    beyondUpper: upper === Number.MAX_VALUE ? upper : nextDouble(upper),
  };
}

/**
 * Box plot by Tukey: whiskers reach to the last values within the fences, and never into the box.
 *
 * **Agrees with** `matplotlib.cbook.boxplot_stats` (`whis` 1.5), exactly.
 *
 * @param ordered the values, at least one
 */
export async function boxSummary(
  ordered: OrderedColumn,
  numbers: FiveNumbers,
): Promise<BoxSummary> {
  const { q1, median, q3 } = numbers;
  const { lower, beyondUpper } = fencesOf(numbers);
  const [below, until] = (await ordered.below([lower, beyondUpper])) as [number, number];
  const [lowest, highest] = (await ordered.at([below, until - 1])) as [number, number];
  return {
    lowerWhisker: Math.min(lowest, q1),
    q1,
    median,
    q3,
    upperWhisker: Math.max(highest, q3),
    outliers: { below, above: ordered.count - until },
  };
}
