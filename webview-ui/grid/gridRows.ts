import { type Cell } from '../../src/protocol';
import { html } from '../shared/dom';
import { t } from '../shared/translate';
import { type PlacedColumn } from './columnLayout';
import { type RowSource } from './rowSource';
import { type CellPlace, type SelectedRange } from './selection';

/** A row of the page that is reused for whatever row stands there. */
export interface RowSlot {
  readonly element: HTMLElement;
  draw(row: number, top: number, drawing: RowDrawing): void;
  hide(): void;
}

/** What all rows of one drawing have in common. */
export interface RowDrawing {
  readonly source: RowSource;
  /** Columns to draw, each with its distance from the left edge of what is seen. */
  readonly columns: readonly {
    readonly placed: PlacedColumn;
    readonly place: number;
    readonly left: number;
  }[];
  readonly gutter: number;
  readonly selected: SelectedRange;
  readonly focus: CellPlace;
}

/** Id of a drawn cell, for `aria-activedescendant`. */
export function cellId(row: number, place: number): string {
  return `cell-${row}-${place}`;
}

/** A row that draws itself anew with as few changes to the page as it takes. */
export function createRowSlot(): RowSlot {
  const number = html('div', { role: 'rowheader', class: 'row-number', 'aria-colindex': 1 });
  const element = html('div', { role: 'row', class: 'row' }, number);
  const cells: CellSlot[] = [];
  return {
    element,
    draw(row, top, drawing) {
      element.hidden = false;
      element.style.transform = `translateY(${top}px)`;
      element.setAttribute('aria-rowindex', String(row + 2));
      element.classList.toggle('odd', row % 2 === 1);
      const fileRow = drawing.source.rowNumber(row);
      number.textContent = fileRow === undefined ? '' : fileRow.toLocaleString('en-US');
      number.style.width = `${drawing.gutter}px`;
      number.dataset['row'] = String(row);
      drawing.columns.forEach((column, i) => {
        cells[i] ??= createCellSlot(element);
        cells[i].draw(row, column, drawing);
      });
      for (let i = drawing.columns.length; i < cells.length; i++) cells[i]!.remove();
      cells.length = Math.min(cells.length, drawing.columns.length);
    },
    hide() {
      element.hidden = true;
    },
  };
}

interface CellSlot {
  draw(row: number, column: RowDrawing['columns'][number], drawing: RowDrawing): void;
  remove(): void;
}

function createCellSlot(parent: HTMLElement): CellSlot {
  const element = html('div', { role: 'gridcell' });
  parent.append(element);
  /** A cell that has not come has been drawn so by its class alone. */
  let shown: Cell | undefined;
  let state = '';
  return {
    draw(row, { placed, place, left }, { source, selected, focus }) {
      const { style } = element;
      style.left = `${left}px`;
      style.width = `${placed.width}px`;
      element.id = cellId(row, place);
      element.setAttribute('aria-colindex', String(place + 2));
      const cell = source.cell(row, placed.index);
      if (cell !== shown) {
        shown = cell;
        element.textContent = cell === undefined ? '' : cell === null ? '–' : onOneLine(cell);
        if (cell === null) element.setAttribute('aria-label', t('missing'));
        else element.removeAttribute('aria-label');
      }
      const isSelected =
        row >= selected.top &&
        row <= selected.bottom &&
        place >= selected.left &&
        place <= selected.right;
      const isFocused = row === focus.row && place === focus.column;
      const { storageType } = placed.column;
      const next = [
        'cell',
        storageType === 'BIGINT' || storageType === 'DOUBLE' ? 'number' : '',
        cell === undefined ? 'loading' : '',
        cell === null ? 'missing' : '',
        placed.pinned ? 'pinned' : '',
        isSelected ? 'selected' : '',
        isFocused ? 'focused' : '',
      ]
        .filter((name) => name !== '')
        .join(' ');
      if (next === state) return;
      state = next;
      element.className = next;
      element.setAttribute('aria-selected', String(isSelected));
    },
    remove: () => element.remove(),
  };
}

const mostShown = 400;

/** Line ends and tabs as signs, and no more of a long text than a column could show. */
function onOneLine(text: string): string {
  const short = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  return /[\r\n\t]/.test(short) ? short.replace(/\r\n|\r|\n/g, '⏎').replaceAll('\t', '⇥') : short;
}
