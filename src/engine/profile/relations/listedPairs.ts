import { argsort } from '../../statistics/argsort';

/** A pair of positions i < j in a list of columns with the strength of its relation. */
export interface MeasuredPair {
  readonly i: number;
  readonly j: number;
  readonly value: number | null;
  readonly n: number;
}

/** Pairs that a measure lists in full; of more it lists the strongest. */
export const mostListed = 5000;
const strongestListed = 3000;
const columnsListed = 60;

/**
 * The pairs that are worth listing: all when there are at most {@link mostListed}; else the 3000 strongest, and every pair
 * among the 60 columns with the strongest ones, so that these can be drawn as a whole matrix. In the order given.
 */
export function listedPairs<Pair extends MeasuredPair>(pairs: readonly Pair[]): readonly Pair[] {
  if (pairs.length <= mostListed) return pairs;
  const order = argsort(
    Float64Array.from(pairs, ({ value }) => (value === null ? NaN : -Math.abs(value))),
  );
  const kept = new Set(order.subarray(0, strongestListed));
  const columns = new Set<number>();
  for (const p of order) {
    if (columns.size >= columnsListed) break;
    columns.add(pairs[p]!.i);
    if (columns.size < columnsListed) columns.add(pairs[p]!.j);
  }
  return pairs.filter(({ i, j }, p) => kept.has(p) || (columns.has(i) && columns.has(j)));
}
