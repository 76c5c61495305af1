/** Browsers stop growing elements somewhere beyond 16 million pixels, less when zoomed. */
const tallestElement = 8_000_000;

/** How rows of equal height are scrolled, however many there are. */
export interface RowScroll {
  /** Height of the element that makes the scroll bar. */
  readonly height: number;
  /** Distance in the rows for a place of the scroll bar. */
  toDistance(scrollTop: number): number;
  /** Place of the scroll bar for a distance in the rows. */
  toScrollTop(distance: number): number;
  /** Largest distance; the last row is then at the bottom. */
  readonly farthest: number;
  /** Whether a pixel of the scroll bar is a pixel of the rows. */
  readonly exact: boolean;
}

/**
 * Maps the scroll bar to the rows. Where they are taller together than an element can be, the bar is shorter than they are, and
 * its pixels stand for more than one.
 *
 * @param rows number of rows
 * @param rowHeight height of one in pixels
 * @param viewport height of what is seen of them
 */
export function rowScroll(rows: number, rowHeight: number, viewport: number): RowScroll {
  const total = rows * rowHeight;
  const height = Math.min(total, tallestElement);
  const farthest = Math.max(0, total - viewport);
  const range = Math.max(1, height - viewport);
  const exact = total <= tallestElement;
  const clamp = (distance: number): number => Math.min(farthest, Math.max(0, distance));
  return {
    height,
    farthest,
    exact,
    toDistance: (scrollTop) => clamp(exact ? scrollTop : (scrollTop / range) * farthest),
    toScrollTop: (distance) =>
      exact ? clamp(distance) : (clamp(distance) / Math.max(1, farthest)) * range,
  };
}
