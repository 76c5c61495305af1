import type { PairSums } from './correlationSums';

/** Some rows of several numbers, each shifted near its mean and scaled to a similar size. */
export interface NumberBlock {
  readonly rows: number;
  /** Per column the scaled deviations, 0 where the value is missing. */
  readonly deviations: readonly Float64Array[];
  /** Per column 1 where the value is present and 0 where it is missing; `null` when none is. */
  readonly present: readonly (Float64Array | null)[];
}

/** Sums of products of every pair of columns that grow block by block; see {@link createNumberSums}. */
export interface NumberSums {
  add(block: NumberBlock): void;
  /** The sums of columns i < j over the rows where both are present. */
  pair(i: number, j: number): PairSums;
}

/** Rows whose columns are multiplied at a time: they stay in the processor's cache. */
const tileRows = 1024;
const sumsPerPair = 6;

/**
 * Sums for the correlations of every pair of `count` columns. Memory: 48 bytes a pair, however many rows are added. Partial sums
 * of 1024 rows keep the rounding small.
 *
 * **Missing values:** left out pairwise. **Cost:** a multiplication per row and pair, six where one of the two is incomplete.
 */
export function createNumberSums(count: number): NumberSums {
  const totals = new Float64Array((sumsPerPair * count * (count - 1)) / 2);
  const plain = new Float64Array(count);
  const squares = new Float64Array(count);
  const part = new Float64Array(sumsPerPair);

  function addTile({ deviations, present }: NumberBlock, from: number, to: number): void {
    for (let i = 0; i < count; i++) {
      plain[i] = sum(deviations[i]!, from, to);
      squares[i] = dot(deviations[i]!, deviations[i]!, from, to);
    }
    let at = 0;
    for (let i = 0; i < count; i++) {
      const x = deviations[i]!;
      const hasX = present[i] ?? null;
      for (let j = i + 1; j < count; j++, at += sumsPerPair) {
        const y = deviations[j]!;
        const hasY = present[j] ?? null;
        if (hasX === null && hasY === null) {
          totals[at]! += to - from;
          totals[at + 1]! += plain[i]!;
          totals[at + 2]! += plain[j]!;
          totals[at + 3]! += squares[i]!;
          totals[at + 4]! += squares[j]!;
          totals[at + 5]! += dot(x, y, from, to);
          continue;
        }
        if (hasX === null) {
          if (hasY !== null) maskedSums(y, hasY, x, from, to, part);
          addSwapped(totals, at, part);
          continue;
        }
        if (hasY === null) maskedSums(x, hasX, y, from, to, part);
        else bothMaskedSums(x, hasX, y, hasY, from, to, part);
        for (let k = 0; k < sumsPerPair; k++) totals[at + k]! += part[k]!;
      }
    }
  }

  return {
    add(block) {
      for (let from = 0; from < block.rows; from += tileRows) {
        addTile(block, from, Math.min(from + tileRows, block.rows));
      }
    },
    pair(i, j) {
      const at = sumsPerPair * ((i * (2 * count - i - 1)) / 2 + (j - i - 1));
      const own = totals.subarray(at, at + sumsPerPair);
      return { n: own[0]!, x: own[1]!, y: own[2]!, xx: own[3]!, yy: own[4]!, xy: own[5]! };
    },
  };
}

function sum(x: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += x[i]!;
  return total;
}

/** Four running sums, so that an addition need not wait for the one before. */
function dot(x: Float64Array, y: Float64Array, from: number, to: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (const end = to - 3; i < end; i += 4) {
    a += x[i]! * y[i]!;
    b += x[i + 1]! * y[i + 1]!;
    c += x[i + 2]! * y[i + 2]!;
    d += x[i + 3]! * y[i + 3]!;
  }
  for (; i < to; i++) a += x[i]! * y[i]!;
  return a + b + (c + d);
}

/** The six sums where x alone has missing values: its own are plain, those of the complete y run over the present x. */
function maskedSums(
  x: Float64Array,
  hasX: Float64Array,
  y: Float64Array,
  from: number,
  to: number,
  result: Float64Array,
): void {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = from; i < to; i++) {
    const a = x[i]!;
    const b = y[i]!;
    const shared = b * hasX[i]!;
    n += hasX[i]!;
    sx += a;
    sy += shared;
    xx += a * a;
    yy += shared * b;
    xy += a * b;
  }
  put(result, n, sx, sy, xx, yy, xy);
}

function bothMaskedSums(
  x: Float64Array,
  hasX: Float64Array,
  y: Float64Array,
  hasY: Float64Array,
  from: number,
  to: number,
  result: Float64Array,
): void {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = from; i < to; i++) {
    const a = x[i]! * hasY[i]!;
    const b = y[i]! * hasX[i]!;
    n += hasX[i]! * hasY[i]!;
    sx += a;
    sy += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  put(result, n, sx, sy, xx, yy, xy);
}

function put(
  result: Float64Array,
  n: number,
  x: number,
  y: number,
  xx: number,
  yy: number,
  xy: number,
): void {
  result[0] = n;
  result[1] = x;
  result[2] = y;
  result[3] = xx;
  result[4] = yy;
  result[5] = xy;
}

/** Adds sums that were taken with x and y exchanged. */
function addSwapped(totals: Float64Array, at: number, part: Float64Array): void {
  totals[at]! += part[0]!;
  totals[at + 1]! += part[2]!;
  totals[at + 2]! += part[1]!;
  totals[at + 3]! += part[4]!;
  totals[at + 4]! += part[3]!;
  totals[at + 5]! += part[5]!;
}
