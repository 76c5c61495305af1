import { html } from '../shared/dom';
import { t } from '../shared/translate';
import { headerCell, type HeaderActions, type HeaderFacts } from './headerCell';
import { type RowDrawing } from './gridRows';
import { type CellPlace } from './selection';

/** The row of column headers, of which only those that are seen are on the page. */
export interface HeaderRow {
  readonly element: HTMLElement;
  draw(columns: RowDrawing['columns'], facts: HeaderFacts, gutter: number, focus: CellPlace): void;
  /** The header at a place among the shown columns, when it is on the page. */
  cell(place: number): HTMLElement | undefined;
  /** Makes every header anew at the next drawing. */
  forget(): void;
}

export function createHeaderRow(actions: HeaderActions): HeaderRow {
  const corner = html('div', {
    role: 'columnheader',
    class: 'corner',
    'aria-colindex': 1,
    'aria-label': t('Row number in the file'),
  });
  const element = html('div', { role: 'row', class: 'header-row', 'aria-rowindex': 1 }, corner);
  const cells = new Map<number, HTMLElement>();

  function remove(place: number): void {
    cells.get(place)?.remove();
    cells.delete(place);
  }

  return {
    element,
    cell: (place) => cells.get(place),
    forget() {
      for (const place of [...cells.keys()]) remove(place);
    },
    draw(columns, facts, gutter, focus) {
      const seen = new Set(columns.map(({ place }) => place));
      for (const place of [...cells.keys()]) if (!seen.has(place)) remove(place);
      corner.style.width = `${gutter}px`;
      for (const { placed, place, left } of columns) {
        let cell = cells.get(place);
        if (cell === undefined) {
          cell = headerCell(placed, facts, actions);
          cell.id = `header-${place}`;
          cell.setAttribute('aria-colindex', String(place + 2));
          cells.set(place, cell);
          element.append(cell);
        }
        cell.style.left = `${left}px`;
        cell.style.width = `${placed.width}px`;
        cell.classList.toggle('focused', focus.row < 0 && focus.column === place);
      }
    },
  };
}
