import { type GridColumn } from '../../src/protocol';

/** What a person did to the columns; kept by name so that it outlives a reload. */
export interface ColumnChoices {
  readonly widths: Readonly<Record<string, number>>;
  /** In the order in which they were pinned. */
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
}

/** A column as it stands in the grid. */
export interface PlacedColumn {
  readonly column: GridColumn;
  /** Position in the file. */
  readonly index: number;
  /** Distance from the left edge of the pinned columns, or of the others. */
  readonly left: number;
  readonly width: number;
  readonly pinned: boolean;
}

/** The shown columns from left to right: pinned ones first. */
export interface ColumnLayout {
  readonly columns: readonly PlacedColumn[];
  readonly pinnedCount: number;
  readonly pinnedWidth: number;
  /** Width of the columns that are not pinned, together. */
  readonly width: number;
}

export const narrowestColumn = 48;
export const widestColumn = 1200;
const characterWidth = 7.5;
const headerExtra = 44;
const widestByName = 280;

/** Places the columns that are not hidden. */
export function layOut(columns: readonly GridColumn[], choices: ColumnChoices): ColumnLayout {
  const hidden = new Set(choices.hidden);
  const order = new Map(choices.pinned.map((name, place) => [name, place]));
  const shown = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !hidden.has(column.name));
  const pinned = shown
    .filter(({ column }) => order.has(column.name))
    .sort((a, b) => order.get(a.column.name)! - order.get(b.column.name)!);
  const others = shown.filter(({ column }) => !order.has(column.name));
  const placedPinned = place(pinned, choices.widths, true);
  const placedOthers = place(others, choices.widths, false);
  return {
    columns: [...placedPinned, ...placedOthers],
    pinnedCount: placedPinned.length,
    pinnedWidth: extent(placedPinned),
    width: extent(placedOthers),
  };
}

/** First and one past the last of the columns, not pinned, that touch a horizontal stretch. */
export function columnsWithin(
  { columns, pinnedCount }: ColumnLayout,
  from: number,
  to: number,
): { readonly first: number; readonly end: number } {
  let first = pinnedCount;
  let high = columns.length;
  while (first < high) {
    const middle = (first + high) >> 1;
    const { left, width } = columns[middle]!;
    if (left + width <= from) first = middle + 1;
    else high = middle;
  }
  let end = first;
  while (end < columns.length && columns[end]!.left < to) end++;
  return { first, end };
}

function place(
  columns: readonly { readonly column: GridColumn; readonly index: number }[],
  widths: ColumnChoices['widths'],
  pinned: boolean,
): PlacedColumn[] {
  let left = 0;
  return columns.map(({ column, index }) => {
    const chosen = Object.hasOwn(widths, column.name) ? widths[column.name]! : usualWidth(column);
    const width = Math.min(widestColumn, Math.max(narrowestColumn, chosen));
    const placed = { column, index, left, width, pinned };
    left += width;
    return placed;
  });
}

function extent(columns: readonly PlacedColumn[]): number {
  const last = columns.at(-1);
  return last === undefined ? 0 : last.left + last.width;
}

/** Wide enough for the name and for usual values of the type. */
function usualWidth({ name, type, storageType }: GridColumn): number {
  const byName = Math.min(widestByName, name.length * characterWidth + headerExtra);
  return Math.round(
    Math.max(byName, usualWidths[type] ?? 120, storageType === 'TIMESTAMP' ? 170 : 0),
  );
}

const usualWidths: Readonly<Partial<Record<GridColumn['type'], number>>> = {
  text: 280,
  nested: 280,
  categorical: 140,
  identifier: 130,
  boolean: 90,
  ordinal: 90,
};
