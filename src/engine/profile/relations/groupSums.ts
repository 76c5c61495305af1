import { correlationRatioFromSummaries } from '../../statistics/correlationRatio';
import type { NumberBlock } from './numberSums';

/** Sums of numbers within the levels of one category that grow block by block; see {@link createGroupSums}. */
export interface GroupSums {
  /** `codes` are 1 … levels, or 0 where the category is missing. */
  add(codes: Uint8Array, block: NumberBlock): void;
  /** Correlation ratio of the category with number j over the rows that have both; `null` where there is none. */
  ratio(j: number): { readonly value: number | null; readonly n: number };
}

/**
 * Sums for the correlation ratios of one category with each of `count` numbers. Memory: 24 bytes a level and number.
 *
 * **Missing values:** rows where either is missing are left out.
 */
export function createGroupSums(levels: number, count: number): GroupSums {
  const width = levels + 1;
  const counts = new Float64Array(width * count);
  const sums = new Float64Array(width * count);
  const squares = new Float64Array(width * count);
  return {
    add(codes, { rows, deviations, present }) {
      const sizes = new Float64Array(width);
      for (let i = 0; i < rows; i++) sizes[codes[i]!]!++;
      for (let j = 0; j < count; j++) {
        const values = deviations[j]!;
        const own = { sums: slice(sums, j), squares: slice(squares, j), counts: slice(counts, j) };
        addWithin(codes, values, rows, own.sums, own.squares);
        const has = present[j] ?? null;
        if (has === null) for (let g = 0; g < width; g++) own.counts[g]! += sizes[g]!;
        else for (let i = 0; i < rows; i++) own.counts[codes[i]!]! += has[i]!;
      }
    },
    ratio(j) {
      const groups = Array.from({ length: levels }, (_, g) => {
        const at = j * width + g + 1;
        const size = counts[at]!;
        const mean = size === 0 ? 0 : sums[at]! / size;
        return { count: size, mean, sumOfSquares: Math.max(0, squares[at]! - size * mean * mean) };
      });
      const n = groups.reduce((total, group) => total + group.count, 0);
      return { value: correlationRatioFromSummaries(groups), n };
    },
  };

  function slice(array: Float64Array, j: number): Float64Array {
    return array.subarray(j * width, (j + 1) * width);
  }
}

function addWithin(
  codes: Uint8Array,
  values: Float64Array,
  rows: number,
  sums: Float64Array,
  squares: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const value = values[i]!;
    const group = codes[i]!;
    sums[group]! += value;
    squares[group]! += value * value;
  }
}
