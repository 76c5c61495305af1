import { nextDouble } from './doubles';
import type { OrderedColumn } from './orderedColumn';

/**
 * Quantiles of an ordered column: type 7 of Hyndman and Fan (1996), linear interpolation at (n − 1)·p.
 *
 * **Agrees with** `numpy.quantile`, exactly.
 *
 * @param ordered the values
 * @param probabilities in [0, 1]
 * @returns one quantile per probability; `null` when there are no values
 */
export async function quantiles(
  ordered: OrderedColumn,
  probabilities: readonly number[],
): Promise<(number | null)[]> {
  const { count } = ordered;
  if (count === 0) return probabilities.map(() => null);
  const places = probabilities.map((p) => {
    const position = (count - 1) * p;
    const below = Math.floor(position);
    return { below, share: position - below };
  });
  const values = await ordered.at(
    places.flatMap(({ below }) => [below, Math.min(below + 1, count - 1)]),
  );
  return places.map(({ share }, i) => {
    const [low, high] = [values[2 * i]!, values[2 * i + 1]!];
    const step = high - low;
    // From the nearer end, as numpy does, so that equal neighbours give exactly their value.
    return share < 0.5 ? low + step * share : high - step * (1 - share);
  });
}

/** The `length` smallest distinct values, smallest first, and the largest, largest first. */
export async function distinctEnds(
  ordered: OrderedColumn,
  length: number,
): Promise<{ readonly lowest: number[]; readonly highest: number[] }> {
  const { count, distinct } = ordered;
  const wanted = Math.min(length, distinct);
  const lowest: number[] = [];
  const highest: number[] = [];
  let [from, until] = [0, count];
  for (let i = 0; i < wanted; i++) {
    const [low, high] = (await ordered.at([from, until - 1])) as [number, number];
    lowest.push(low);
    highest.push(high);
    if (i + 1 < wanted)
      [from, until] = (await ordered.below([nextDouble(low), high])) as [number, number];
  }
  return { lowest, highest };
}

/**
 * Median absolute deviation from the median, unscaled.
 *
 * The deviations below the median ascend as the values descend, those above it as they ascend: the middle of both together is
 * found by halving, without sorting them.
 *
 * **Agrees with** `scipy.stats.median_abs_deviation`, exactly.
 *
 * @returns `null` when there are no values
 */
export async function medianDeviation(
  ordered: OrderedColumn,
  median: number,
): Promise<number | null> {
  const { count } = ordered;
  if (count === 0) return null;
  const [split] = (await ordered.below([median])) as [number];
  const low = await smallestDeviation(ordered, median, split, Math.floor((count + 1) / 2));
  if (count % 2 === 1) return low;
  const high = await smallestDeviation(ordered, median, split, count / 2 + 1);
  return low + (high - low) / 2;
}

/** The k-th smallest of |value − median|: of the first k, `left` lie below the median. */
async function smallestDeviation(
  ordered: OrderedColumn,
  median: number,
  split: number,
  k: number,
): Promise<number> {
  const { count } = ordered;
  const deviations = async (left: number): Promise<readonly [number, number]> => {
    const positions = [split - 1 - left, split + (k - left) - 1];
    const known = positions.map((position) => Math.min(count - 1, Math.max(0, position)));
    const [below, above] = (await ordered.at(known)) as [number, number];
    return [
      left >= split ? Infinity : Math.abs(below - median),
      k - left > count - split ? Infinity : k - left === 0 ? -Infinity : Math.abs(above - median),
    ];
  };
  let lowest = Math.max(0, k - (count - split));
  let highest = Math.min(k, split);
  // The fewest from below such that the next one below is no nearer than the last one above.
  while (lowest < highest) {
    const middle = Math.floor((lowest + highest) / 2);
    const [nextBelow, lastAbove] = await deviations(middle);
    if (nextBelow >= lastAbove) highest = middle;
    else lowest = middle + 1;
  }
  const left = lowest;
  const ends = [
    ...(left > 0 ? [split - left] : []),
    ...(k - left > 0 ? [split + (k - left) - 1] : []),
  ];
  return Math.max(...(await ordered.at(ends)).map((value) => Math.abs(value - median)));
}
