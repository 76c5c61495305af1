import {
  extendTo,
  selectCell,
  selectRows,
  type CellPlace,
  type GridExtent,
  type Selection,
} from './selection';

/** What selecting with the mouse needs to know of the grid. */
export interface PointerTarget {
  placeAt(clientX: number, clientY: number): CellPlace & { readonly inGutter: boolean };
  readonly selection: () => Selection;
  readonly extent: () => GridExtent;
  /** While a person drags, the far end is to be seen. */
  select(selection: Selection, isDragging: boolean): void;
  open(place: CellPlace): void;
}

/** Click selects a cell, with Shift stretches; dragging selects a rectangle; row numbers select rows; a double click opens. */
export function trackPointer(body: HTMLElement, target: PointerTarget): void {
  body.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || target.extent().rows === 0) return;
    const { inGutter, ...place } = target.placeAt(event.clientX, event.clientY);
    const startRow = event.shiftKey ? target.selection().anchor.row : place.row;
    const from = event.shiftKey ? target.selection() : selectCell(place);
    const stretch = (to: CellPlace): Selection =>
      inGutter ? selectRows(startRow, to.row, target.extent()) : extendTo(from, to);
    target.select(stretch(place), false);
    const move = (moved: PointerEvent): void =>
      target.select(stretch(target.placeAt(moved.clientX, moved.clientY)), !inGutter);
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
  });
  body.addEventListener('dblclick', (event) => {
    const { inGutter, row, column } = target.placeAt(event.clientX, event.clientY);
    if (!inGutter) target.open({ row, column });
  });
}
