import { argsort } from './argsort';

/** Calls `visit` with each run [start, end) of equal values along the ascending `order`; NaN at its end is not visited. */
export function forEachTie(
  values: Float64Array,
  order: Uint32Array,
  visit: (start: number, end: number) => void,
): void {
  const n = order.length;
  let start = 0;
  while (start < n) {
    const value = values[order[start]!]!;
    if (Number.isNaN(value)) return;
    let end = start + 1;
    while (end < n && values[order[end]!] === value) end++;
    visit(start, end);
    start = end;
  }
}

/**
 * Ranks from 1 on; equal values share the mean of the ranks they cover (midranks).
 *
 * @param values shape (n); infinities are ranked, −0 and 0 are equal; not changed
 * @returns shape (n)
 *
 * **Missing values:** NaN gets the rank NaN and takes no rank from the others. **Cost:** that of {@link argsort}.
 *
 * **Agrees with** `scipy.stats.rankdata(method='average', nan_policy='omit')`, exactly.
 *
 * @example
 * rankAverage(Float64Array.of(10, 20, 10, 5)); // Float64Array [2.5, 4, 2.5, 1]
 */
export function rankAverage(values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length).fill(NaN);
  const order = argsort(values);
  forEachTie(values, order, (start, end) => {
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) ranks[order[i]!] = rank;
  });
  return ranks;
}
