import { argsort } from './argsort';
import { forEachTie } from './rankAverage';

/** Where each value stands in the order of all. */
export interface RankedParts {
  /** Values that are present. */
  readonly n: number;
  /** Ranks from 1 on, equal values sharing the mean of theirs; NaN where missing. Shape (rows). */
  readonly midranks: Float64Array;
  /** Part of the order, 0 … parts − 1, −1 where missing; equal values lie where the first of them lies. Shape (rows). */
  readonly parts: Int32Array;
  /** Σ (t³ − t) over the runs of t equal values. */
  readonly tieSum: number;
}

/**
 * Midranks of the values, and which of `parts` equally long stretches of their order (tenths, say) each lies in.
 *
 * The part of a value is ⌊(r − 1)·parts / n⌋, r the rank of the first value equal to it: ties are never torn apart, so that fewer
 * parts are used where they are heavy.
 *
 * @param values shape (rows); infinities are ranked, −0 and 0 are equal; not changed
 * @param parts how many, ≥ 1
 *
 * **Missing values:** NaN gets no rank. **Cost:** that of {@link argsort}.
 *
 * **Agrees with** `scipy.stats.rankdata` (method `average` for the ranks, `min` for the parts), exactly.
 *
 * @example
 * rankedParts(Float64Array.of(7, NaN, 5, 7), 2).parts; // Int32Array [0, -1, 0, 0]
 */
export function rankedParts(values: Float64Array, parts: number): RankedParts {
  const order = argsort(values);
  let n = values.length;
  while (n > 0 && Number.isNaN(values[order[n - 1]!]!)) n--;
  const midranks = new Float64Array(values.length).fill(NaN);
  const partOf = new Int32Array(values.length).fill(-1);
  let tieSum = 0;
  forEachTie(values, order, (start, end) => {
    const rank = (start + 1 + end) / 2;
    const part = Math.floor((start * parts) / n);
    for (let i = start; i < end; i++) {
      midranks[order[i]!] = rank;
      partOf[order[i]!] = part;
    }
    const length = end - start;
    tieSum += length ** 3 - length;
  });
  return { n, midranks, parts: partOf, tieSum };
}
