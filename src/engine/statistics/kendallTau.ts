import { parameterError } from '../../protocol';
import { argsort } from './argsort';
import { forEachTie } from './rankAverage';

/** A variable prepared for {@link kendallTauOf}: its order is found once and serves against any other variable. */
export interface OrderedValues {
  /** Positions of the present values, ascending; equal values keep their order. */
  readonly order: Uint32Array;
  /** 1 for the smallest value, 2 for the next larger one, …; equal values share theirs; 0 where missing. */
  readonly ranks: Uint32Array;
}

/** Result of {@link kendallTau}. */
export interface KendallResult {
  /** In [−1, 1]; `null` when one variable does not vary or fewer than two pairs are complete. */
  readonly tau: number | null;
  /** Pairs of values used. */
  readonly n: number;
}

/**
 * The order and dense ranks of `values`, for {@link kendallTauOf}.
 *
 * @param values shape (n); infinities are ranked, NaN is missing; not changed
 *
 * @example
 * orderValues(Float64Array.of(7, NaN, 5, 7)).ranks; // Uint32Array [2, 0, 1, 2]
 */
export function orderValues(values: Float64Array): OrderedValues {
  const order = argsort(values);
  const ranks = new Uint32Array(values.length);
  let rank = 0;
  let present = 0;
  forEachTie(values, order, (start, end) => {
    rank++;
    for (let i = start; i < end; i++) ranks[order[i]!] = rank;
    present = end;
  });
  return { order: order.subarray(0, present), ranks };
}

/**
 * Kendall's τ-b: (P − Q) / √((P + Q + X₀)(P + Q + Y₀)), where P pairs of observations are ordered alike by both variables, Q
 * the other way round, X₀ tied in x alone and Y₀ in y alone.
 *
 * @param x shape (n); infinities are ranked
 * @param y shape (n); infinities are ranked
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ.
 *
 * **Ties:** as above. **Missing values:** pairs with a NaN are left out. **Cost:** O(n·log n).
 *
 * **Agrees with** `scipy.stats.kendalltau(nan_policy='omit')`, rel 1e-12.
 *
 * **Reference:** Knight (1966), J. of the American Statistical Association 61, 436–439.
 *
 * @example
 * kendallTau(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 3, 2, 4)).tau; // 0.6666666666666666
 */
export function kendallTau(x: Float64Array, y: Float64Array): KendallResult {
  if (x.length !== y.length) {
    throw parameterError('y', 'kendallTau', `as long as x (${x.length})`, `${y.length} values`);
  }
  return kendallTauOf(orderValues(x), orderValues(y));
}

/**
 * {@link kendallTau} of two variables whose orders are known.
 *
 * @param x from {@link orderValues}
 * @param y from {@link orderValues} of as many values
 *
 * @example
 * const x = orderValues(Float64Array.of(1, 2, 3));
 * kendallTauOf(x, orderValues(Float64Array.of(3, 2, 1))).tau; // -1
 */
export function kendallTauOf(x: OrderedValues, y: OrderedValues): KendallResult {
  const sequence = new Uint32Array(Math.min(x.order.length, y.order.length));
  let n = 0;
  let tiedInX = 0;
  let tiedInBoth = 0;
  let runStart = 0;
  let runRank = 0;
  const endRun = (): void => {
    const length = n - runStart;
    if (length < 2) return;
    tiedInX += pairsOf(length);
    const run = sequence.subarray(runStart, n).sort();
    tiedInBoth += tiedPairs(run);
  };
  for (const position of x.order) {
    const other = y.ranks[position]!;
    if (other === 0) continue;
    const rank = x.ranks[position]!;
    if (rank !== runRank) {
      endRun();
      runRank = rank;
      runStart = n;
    }
    sequence[n++] = other;
  }
  endRun();
  const used = sequence.subarray(0, n);
  // Within a run of equal x the sequence ascends, so that only pairs that x tells apart count as exchanged.
  const discordant = sortCountingExchanges(used);
  const tiedInY = tiedPairs(used);
  const all = pairsOf(n);
  const untiedX = all - tiedInX;
  const untiedY = all - tiedInY;
  if (untiedX === 0 || untiedY === 0) return { tau: null, n };
  const difference = all - tiedInX - tiedInY + tiedInBoth - 2 * discordant;
  const tau = difference / Math.sqrt(untiedX) / Math.sqrt(untiedY);
  return { tau: Math.max(-1, Math.min(1, tau)), n };
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}

/** Pairs of equal values in an ascending list. */
function tiedPairs(ascending: Uint32Array): number {
  let pairs = 0;
  let start = 0;
  for (let i = 1; i <= ascending.length; i++) {
    if (ascending[i] === ascending[start]) continue;
    pairs += pairsOf(i - start);
    start = i;
  }
  return pairs;
}

const insertionLength = 8;

/** Sorts `values` in place and returns how many pairs stood in the wrong order: a merge sort from short sorted runs up. */
function sortCountingExchanges(values: Uint32Array): number {
  const n = values.length;
  let exchanges = 0;
  for (let start = 0; start < n; start += insertionLength) {
    const end = Math.min(start + insertionLength, n);
    for (let i = start + 1; i < end; i++) {
      const value = values[i]!;
      let at = i;
      while (at > start && values[at - 1]! > value) {
        values[at] = values[at - 1]!;
        at--;
      }
      values[at] = value;
      exchanges += i - at;
    }
  }
  let from: Uint32Array = values;
  let to: Uint32Array = new Uint32Array(n);
  for (let width = insertionLength; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      exchanges += merge(
        from,
        to,
        start,
        Math.min(start + width, n),
        Math.min(start + 2 * width, n),
      );
    }
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return exchanges;
}

/**
 * Merges [start, middle) and [middle, end) of `from` into `to`; returns how many pairs change their order by it. Which side gives the
 * next value is told by the sign of a difference: a branch on it would be guessed wrong every other time.
 */
function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
): number {
  let exchanges = 0;
  let left = start;
  let right = middle;
  let at = start;
  while (left < middle && right < end) {
    const a = from[left]! | 0;
    const b = from[right]! | 0;
    const fromRight = (b - a) >> 31;
    exchanges += fromRight & (middle - left);
    to[at++] = (a & ~fromRight) | (b & fromRight);
    left += 1 + fromRight;
    right -= fromRight;
  }
  while (left < middle) to[at++] = from[left++]!;
  while (right < end) to[at++] = from[right++]!;
  return exchanges;
}
