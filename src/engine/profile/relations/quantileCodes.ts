import type { Codes } from '../../statistics/mutualInformationOfCodes';
import type { OrderedValues } from '../../statistics/kendallTau';

/** Bins that a number is cut into for its mutual information. */
export const quantileBins = 10;

/**
 * A number as levels: up to ten different values are levels as they are, more fall into ten quantile bins (edge, edge], the first one
 * with its lower edge; equal edges make one bin.
 *
 * **Missing values:** code 0. **Agrees with** `pandas.qcut(x, 10, duplicates='drop')`, exactly.
 *
 * @param values NaN where missing
 * @param ordered the order of `values`
 */
export function quantileCodes(values: Float64Array, { order, ranks }: OrderedValues): Codes {
  const n = order.length;
  const distinct = n === 0 ? 0 : ranks[order[n - 1]!]!;
  if (distinct <= quantileBins) return { codes: Uint8Array.from(ranks), levels: distinct };
  const edges = new Set<number>();
  for (let k = 1; k < quantileBins; k++) edges.add(quantileAt(values, order, k / quantileBins));
  const lowest = values[order[0]!]!;
  // The lowest value lies in the first bin even where the first inner edge equals it.
  const inner = [...edges].filter((edge) => edge > lowest && edge < values[order[n - 1]!]!);
  const codes = new Uint8Array(values.length);
  let bin = 0;
  for (const position of order) {
    while (bin < inner.length && values[position]! > inner[bin]!) bin++;
    codes[position] = bin + 1;
  }
  return { codes, levels: inner.length + 1 };
}

/** Linear interpolation between order statistics (type 7). */
function quantileAt(values: Float64Array, order: Uint32Array, p: number): number {
  const position = (order.length - 1) * p;
  const below = Math.floor(position);
  const low = values[order[below]!]!;
  const high = values[order[Math.min(below + 1, order.length - 1)]!]!;
  const share = position - below;
  const step = high - low;
  return share < 0.5 ? low + step * share : high - step * (1 - share);
}
