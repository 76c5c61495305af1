/** Rows of a list with gaps between those that are in the page: an index, or the height of what is left out. */
export type RowSlot =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly height: number };

/** Where each row begins, and after the last one the height of all. */
export function rowOffsets(heights: readonly number[]): readonly number[] {
  const offsets = [0];
  for (const height of heights) offsets.push(offsets.at(-1)! + height);
  return offsets;
}

/** The first row that ends below `y`; the last row for anything below all. */
export function rowAt(offsets: readonly number[], y: number): number {
  let [low, high] = [0, Math.max(0, offsets.length - 2)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle + 1]! > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * What of a list of rows has to be in the page: those between `top` and `bottom` with `more` on either side, those in `kept`
 * wherever they are, and gaps as high as what lies between, so that nothing moves.
 */
export function rowWindow(
  offsets: readonly number[],
  top: number,
  bottom: number,
  more: number,
  kept: Iterable<number> = [],
): readonly RowSlot[] {
  const count = offsets.length - 1;
  if (count === 0) return [];
  const first = Math.max(0, rowAt(offsets, top) - more);
  const last = Math.min(count - 1, rowAt(offsets, bottom) + more);
  const shown = new Set<number>();
  for (let index = first; index <= last; index++) shown.add(index);
  for (const index of kept) if (index >= 0 && index < count) shown.add(index);
  const slots: RowSlot[] = [];
  let end = 0;
  for (const index of [...shown].toSorted((a, b) => a - b)) {
    if (offsets[index]! > end) slots.push({ kind: 'gap', height: offsets[index]! - end });
    slots.push({ kind: 'row', index });
    end = offsets[index + 1]!;
  }
  const rest = offsets[count]! - end;
  if (rest > 0) slots.push({ kind: 'gap', height: rest });
  return slots;
}
