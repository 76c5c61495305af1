import type { Standardised } from '../columns/centralMoments';
import type { NumberBlock } from './numberSums';

/**
 * The scaled deviations of numbers whose missing values are NaN; all 0 for a number without spread.
 *
 * @param numbers one array per column; not changed
 * @param standards mean and scale per column
 * @param rows leading rows to take
 */
export function numberBlock(
  numbers: readonly Float64Array[],
  standards: readonly (Pick<Standardised, 'mean' | 'scale'> | null)[],
  rows: number,
): NumberBlock {
  const present: (Float64Array | null)[] = [];
  const deviations = numbers.map((values, j) => {
    const own = new Float64Array(rows);
    present.push(deviationsInto(own, values, standards[j] ?? null));
    return own;
  });
  return { rows, deviations, present };
}

/** Fills `own`; returns where values are present, or `null` when all are. */
function deviationsInto(
  own: Float64Array,
  values: Float64Array,
  standard: Pick<Standardised, 'mean' | 'scale'> | null,
): Float64Array | null {
  const { mean, scale } = standard ?? { mean: 0, scale: Infinity };
  let has: Float64Array | null = null;
  for (let i = 0; i < own.length; i++) {
    const value = values[i]!;
    // NaN is the one value that differs from itself.
    if (value === value) own[i] = (value - mean) / scale;
    else (has ??= new Float64Array(own.length).fill(1))[i] = 0;
  }
  return has;
}
