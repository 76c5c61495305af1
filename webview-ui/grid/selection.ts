/** A cell by its position in the view and its place among the shown columns. Row −1 is the header. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Selected cells: the rectangle between two corners. */
export interface Selection {
  /** Where selecting began. */
  readonly anchor: CellPlace;
  /** Where it went; this cell has the focus. */
  readonly focus: CellPlace;
}

/** A selection as a rectangle; ends are included. */
export interface SelectedRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** What the grid holds and shows at once. */
export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that PageUp and PageDown move by. */
  readonly pageRows: number;
}

/** A key with its modifiers, as a keyboard event has them. */
export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** The cells of a selection; the header belongs to none. */
export function selectedRange({ anchor, focus }: Selection): SelectedRange {
  return {
    top: Math.max(0, Math.min(anchor.row, focus.row)),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

/** A selection of one cell. */
export function selectCell(place: CellPlace): Selection {
  return { anchor: place, focus: place };
}

/** The selection stretched to another cell. */
export function extendTo(selection: Selection, place: CellPlace): Selection {
  return { anchor: selection.anchor, focus: place };
}

/** Whole rows from the anchor's to this one. */
export function selectRows(from: number, to: number, { columns }: GridExtent): Selection {
  return { anchor: { row: from, column: 0 }, focus: { row: to, column: columns - 1 } };
}

/**
 * Where a key takes the selection, as in a spreadsheet: arrows by one, with Ctrl to the edge; PageUp and PageDown; Home and End
 * in the row, with Ctrl in the grid; Shift stretches; Ctrl+A takes everything, Ctrl+Space the column, Shift+Space the row.
 *
 * @returns `undefined` for a key that moves nothing
 */
export function moveSelection(
  selection: Selection,
  key: GridKey,
  extent: GridExtent,
): Selection | undefined {
  if (extent.columns === 0) return undefined;
  const { focus } = selection;
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  const control = key.ctrlKey || key.metaKey;
  if (control && key.key.toLowerCase() === 'a') {
    return { anchor: { row: lastRow, column: lastColumn }, focus: { row: 0, column: 0 } };
  }
  if (key.key === ' ' && control) {
    return {
      anchor: { row: lastRow, column: focus.column },
      focus: { row: 0, column: focus.column },
    };
  }
  if (key.key === ' ' && key.shiftKey) {
    return { anchor: { row: focus.row, column: lastColumn }, focus: { row: focus.row, column: 0 } };
  }
  const next = moved(focus, key.key, control, extent);
  if (next === undefined) return undefined;
  const place = {
    row: Math.min(lastRow, Math.max(key.shiftKey ? 0 : -1, next.row)),
    column: Math.min(lastColumn, Math.max(0, next.column)),
  };
  return key.shiftKey ? extendTo(selection, place) : selectCell(place);
}

function moved(
  { row, column }: CellPlace,
  key: string,
  control: boolean,
  { rows, columns, pageRows }: GridExtent,
): CellPlace | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: control ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: control ? rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: control ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: control ? columns - 1 : column + 1 };
    case 'PageUp':
      return { row: Math.max(0, row - pageRows), column };
    case 'PageDown':
      return { row: row + pageRows, column };
    case 'Home':
      return { row: control ? 0 : row, column: 0 };
    case 'End':
      return { row: control ? rows - 1 : row, column: columns - 1 };
    default:
      return undefined;
  }
}
