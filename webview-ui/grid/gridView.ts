import { html } from '../shared/dom';
import { t } from '../shared/translate';
import { columnsWithin, type ColumnLayout, type PlacedColumn } from './columnLayout';
import { type HeaderActions, type HeaderFacts } from './headerCell';
import { createHeaderRow } from './headerRow';
import { cellId, createRowSlot, type RowDrawing, type RowSlot } from './gridRows';
import { trackPointer } from './pointerSelection';
import { rowScroll, type RowScroll } from './rowScroll';
import { type RowSource } from './rowSource';
import {
  moveSelection,
  selectCell,
  selectedRange,
  type CellPlace,
  type GridExtent,
  type Selection,
} from './selection';

const rowHeight = 24;
const headerHeight = 74;
const digitWidth = 8;

/** What the grid shows. */
export interface GridModel extends HeaderFacts {
  readonly source: RowSource;
  readonly layout: ColumnLayout;
  /** Largest row number, for the width of their column. */
  readonly totalRows: number;
}

export interface GridActions extends HeaderActions {
  /** Rows and columns that are drawn now: those that have not come are wanted. */
  want(first: number, end: number, columnIndexes: readonly number[]): void;
  select(selection: Selection): void;
  /** Enter, F2 or a double click on a cell. */
  open(place: CellPlace): void;
  scrolled(topRow: number, left: number): void;
}

/** The rows of a view in a grid that draws only what is seen. */
export interface GridView {
  readonly element: HTMLElement;
  readonly selection: Selection;
  /** Shows another view, other columns or other facts; the selection stays where it can. */
  show(model: GridModel): void;
  /** Draws again, as when cells have come. */
  refresh(): void;
  /** Scrolls a row to the top; used to come back to where a person was. */
  scrollTo(topRow: number, left: number): void;
  /** Selects a cell and makes it visible. */
  goTo(place: CellPlace): void;
  focus(): void;
}

export function createGridView(start: GridModel, actions: GridActions): GridView {
  let model = start;
  let selection = selectCell({ row: 0, column: 0 });
  let distance = 0;
  /** The scroll bar's place that this view set itself. */
  let ownScrollTop = 0;
  let scroll: RowScroll = rowScroll(0, rowHeight, 0);
  let frame = 0;

  const headers = createHeaderRow(actions);
  const body = html('div', { class: 'body', role: 'rowgroup' });
  const stage = html(
    'div',
    { class: 'stage', role: 'presentation' },
    html('div', { class: 'head', role: 'rowgroup' }, headers.element),
    body,
  );
  const extentElement = html('div', { class: 'extent', role: 'presentation' }, stage);
  const element = html(
    'div',
    {
      id: 'grid',
      class: 'grid',
      role: 'grid',
      tabindex: 0,
      'aria-multiselectable': 'true',
      'aria-readonly': 'true',
      'aria-label': t('Rows of the file'),
    },
    extentElement,
  );
  const slots: RowSlot[] = [];

  const gutter = (): number =>
    Math.max(48, model.totalRows.toLocaleString('en-US').length * digitWidth + 20);
  const frozen = (): number => gutter() + model.layout.pinnedWidth;
  const viewportRows = (): number => Math.max(0, element.clientHeight - headerHeight);
  const gridExtent = (): GridExtent => ({
    rows: model.source.rows,
    columns: model.layout.columns.length,
    pageRows: Math.max(1, Math.floor(viewportRows() / rowHeight) - 1),
  });

  element.addEventListener('scroll', () => {
    if (scroll.exact || Math.abs(element.scrollTop - ownScrollTop) >= 1) {
      distance = scroll.toDistance(element.scrollTop);
      ownScrollTop = element.scrollTop;
    }
    requestDrawing();
  });
  element.addEventListener(
    'wheel',
    (event) => {
      if (scroll.exact || event.ctrlKey || event.deltaY === 0 || event.shiftKey) return;
      event.preventDefault();
      const unit =
        event.deltaMode === WheelEvent.DOM_DELTA_LINE
          ? rowHeight
          : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
            ? viewportRows()
            : 1;
      element.scrollLeft += event.deltaX;
      moveTo(distance + event.deltaY * unit);
    },
    { passive: false },
  );
  element.addEventListener('keydown', onKey);
  trackPointer(body, {
    placeAt,
    selection: () => selection,
    extent: gridExtent,
    select: setSelection,
    open: (place) => actions.open(place),
  });
  new ResizeObserver(() => {
    measure();
    requestDrawing();
  }).observe(element);

  return {
    element,
    get selection() {
      return selection;
    },
    show(next) {
      model = next;
      headers.forget();
      measure();
      clampSelection();
      requestDrawing();
    },
    refresh: requestDrawing,
    scrollTo(topRow, left) {
      moveTo(topRow * rowHeight);
      element.scrollLeft = left;
    },
    goTo(place) {
      setSelection(selectCell(place), true);
      element.focus();
    },
    focus: () => element.focus(),
  };

  function measure(): void {
    const { clientHeight, clientWidth } = element;
    scroll = rowScroll(model.source.rows, rowHeight, viewportRows());
    extentElement.style.height = `${Math.max(clientHeight, headerHeight + scroll.height)}px`;
    extentElement.style.width = `${Math.max(clientWidth, frozen() + model.layout.width)}px`;
    stage.style.width = `${clientWidth}px`;
    stage.style.height = `${clientHeight}px`;
    element.setAttribute('aria-rowcount', String(model.source.rows + 1));
    element.setAttribute('aria-colcount', String(model.layout.columns.length + 1));
    moveTo(distance);
  }

  function moveTo(next: number): void {
    distance = Math.min(scroll.farthest, Math.max(0, next));
    const top = scroll.toScrollTop(distance);
    if (Math.abs(element.scrollTop - top) >= 1) element.scrollTop = top;
    ownScrollTop = element.scrollTop;
    requestDrawing();
  }

  function requestDrawing(): void {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  }

  function draw(): void {
    const { layout, source } = model;
    const { scrollLeft, clientWidth } = element;
    const within = columnsWithin(layout, scrollLeft, scrollLeft + clientWidth - frozen());
    const columns: RowDrawing['columns'][number][] = [];
    const add = (place: number): void => {
      const placed = layout.columns[place]!;
      columns.push({ placed, place, left: leftOf(placed, scrollLeft) });
    };
    for (let place = 0; place < layout.pinnedCount; place++) add(place);
    for (let place = within.first; place < within.end; place++) add(place);
    headers.draw(columns, model, gutter(), selection.focus);
    const first = Math.floor(distance / rowHeight);
    const end = Math.min(source.rows, Math.ceil((distance + viewportRows()) / rowHeight));
    const drawing: RowDrawing = {
      source,
      columns,
      gutter: gutter(),
      selected: selectedRange(selection),
      focus: selection.focus,
    };
    for (let row = first; row < end; row++) {
      slots[row - first] ??= addSlot();
      slots[row - first]!.draw(row, row * rowHeight - distance, drawing);
    }
    for (let i = Math.max(0, end - first); i < slots.length; i++) slots[i]!.hide();
    const { row, column } = selection.focus;
    const focused = row < 0 ? `header-${column}` : cellId(row, column);
    if (document.getElementById(focused) === null) element.removeAttribute('aria-activedescendant');
    else element.setAttribute('aria-activedescendant', focused);
    actions.want(
      first,
      end,
      columns.map(({ placed }) => placed.index),
    );
    actions.scrolled(first, scrollLeft);
  }

  function addSlot(): RowSlot {
    const slot = createRowSlot();
    body.append(slot.element);
    return slot;
  }

  function leftOf(placed: PlacedColumn, scrollLeft: number): number {
    return placed.pinned ? gutter() + placed.left : frozen() + placed.left - scrollLeft;
  }

  function onKey(event: KeyboardEvent): void {
    if (event.target !== element) return;
    const { row, column } = selection.focus;
    const placed = model.layout.columns[column];
    if (placed !== undefined && event.key === 'Enter' && row < 0) {
      event.preventDefault();
      actions.sort(placed.column.name, event.shiftKey);
      return;
    }
    const wantsMenu =
      event.key === 'ContextMenu' ||
      (event.key === 'F10' && event.shiftKey) ||
      (event.key === 'ArrowDown' && event.altKey) ||
      (event.key === 'f' && (event.ctrlKey || event.metaKey));
    if (placed !== undefined && wantsMenu) {
      event.preventDefault();
      showColumn(column);
      draw();
      const anchor = headers.cell(column);
      if (anchor !== undefined) actions.menu(placed, anchor.getBoundingClientRect());
      return;
    }
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      actions.open(selection.focus);
      return;
    }
    const next = moveSelection(selection, event, gridExtent());
    if (next === undefined) return;
    event.preventDefault();
    const wholeRange = event.key === 'a' || event.key === ' ';
    setSelection(next, !wholeRange);
  }

  function setSelection(next: Selection, reveal: boolean): void {
    selection = next;
    if (reveal) {
      showRow(next.focus.row);
      showColumn(next.focus.column);
    }
    actions.select(selection);
    requestDrawing();
  }

  function clampSelection(): void {
    const { rows, columns } = gridExtent();
    const clamp = ({ row, column }: CellPlace): CellPlace => ({
      row: Math.min(row, Math.max(0, rows - 1)),
      column: Math.min(column, Math.max(0, columns - 1)),
    });
    selection = { anchor: clamp(selection.anchor), focus: clamp(selection.focus) };
    actions.select(selection);
  }

  function showRow(row: number): void {
    if (row < 0) return;
    const top = row * rowHeight;
    if (top < distance) moveTo(top);
    else if (top + rowHeight > distance + viewportRows()) {
      moveTo(top + rowHeight - viewportRows());
    }
  }

  function showColumn(place: number): void {
    const placed = model.layout.columns[place];
    if (placed === undefined || placed.pinned) return;
    const width = element.clientWidth - frozen();
    if (placed.left < element.scrollLeft) element.scrollLeft = placed.left;
    else if (placed.left + placed.width > element.scrollLeft + width) {
      element.scrollLeft = Math.min(placed.left, placed.left + placed.width - width);
    }
  }

  function placeAt(clientX: number, clientY: number): CellPlace & { readonly inGutter: boolean } {
    const bounds = element.getBoundingClientRect();
    const y = clientY - bounds.top - headerHeight + distance;
    const row = Math.min(model.source.rows - 1, Math.max(0, Math.floor(y / rowHeight)));
    const x = clientX - bounds.left;
    const { layout } = model;
    const inGutter = x < gutter();
    const pinned = x < frozen();
    const at = pinned ? x - gutter() : x - frozen() + element.scrollLeft;
    const candidates = pinned ? layout.columns.slice(0, layout.pinnedCount) : layout.columns;
    const from = pinned ? 0 : layout.pinnedCount;
    let column = from;
    for (let place = from; place < candidates.length; place++) {
      if (candidates[place]!.left <= at) column = place;
      else break;
    }
    return { row, column: Math.min(column, layout.columns.length - 1), inGutter };
  }
}
