import {
  type CellFormat,
  type GridIntent,
  type GridPanelState,
  type GridReply,
  type RowsView,
  type SortKey,
} from '../../src/protocol';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { banner } from './banner';
import { createCellDetail } from './cellDetail';
import { columnFinder } from './columnFinder';
import { layOut, type ColumnLayout } from './columnLayout';
import { openColumnMenu } from './columnMenu';
import { openCopyMenu } from './copyMenu';
import { createFilterBar } from './filterBar';
import { addCondition } from './filterText';
import { toGridMemory, type GridMemory } from './gridMemory';
import { createGridView, type GridModel } from './gridView';
import { createPageLoader, type PageLoader } from './pageLoader';
import { previewSource } from './previewSource';
import { selectedRange, type CellPlace } from './selection';
import { nextSort } from './sortKeys';
import { createStatusLine, previewText, sizeText } from './statusLine';

/** The whole page of a data grid. */
export interface GridPage {
  readonly element: HTMLElement;
  update(state: GridPanelState): void;
  take(reply: GridReply): void;
}

export function createGridPage(start: GridPanelState, port: PanelPort<GridIntent>): GridPage {
  let state = start;
  let memory = toGridMemory(port.recalled['grid']);
  let loader: PageLoader | undefined;
  let loaderVersion = -1;
  /** The view that is drawn; while another is computed, the one before it. */
  let model = modelOf();
  let restored = false;

  const filterBar = createFilterBar(columnNames, (where) => {
    if (where !== state.view.where || state.refused !== null) setView({ ...state.view, where });
  });
  const grid = createGridView(model, {
    want: (first, end, columns) => loader?.want(first, end, columns),
    select: (selection) => status.showSelection(selection),
    open: openCell,
    sort: (column, more) => sortBy(nextSort(state.view.sort, column, more)),
    menu: (placed, anchor) =>
      openColumnMenu(anchor, placed, model.statistics?.get(placed.column.name), {
        filter: (condition) =>
          setView({ ...state.view, where: addCondition(state.view.where, condition) }),
        sort: (column, direction) =>
          sortBy(direction === 'none' ? [] : [{ column, descending: direction === 'descending' }]),
        pin: (column, pinned) =>
          choose({
            pinned: pinned
              ? [...memory.pinned, column]
              : memory.pinned.filter((name) => name !== column),
          }),
        hide: (column) => choose({ hidden: [...memory.hidden, column] }),
        copyName: (text) => port.send({ type: 'copyText', text }),
      }),
    resize(column, width) {
      const { [column]: _usual, ...others } = memory.widths;
      choose({ widths: width === undefined ? others : { ...others, [column]: width } });
    },
    scrolled(topRow, left) {
      if (!restored || (topRow === memory.topRow && left === memory.left)) return;
      remember({ topRow, left });
    },
  });
  const status = createStatusLine(() => port.send({ type: 'askRow' }));
  const detail = createCellDetail(
    (text) => port.send({ type: 'copyText', text }),
    () => grid.focus(),
  );
  const bars = html('div', { class: 'bars' });
  const hiddenNote = html('span', { id: 'hidden-columns' });
  const copyButton = actionButton('copy-menu', t('Copy'), () =>
    openCopyMenu(copyButton.getBoundingClientRect(), copyCells, (language) =>
      port.send({ type: 'copyViewAs', language }),
    ),
  );
  copyButton.setAttribute('aria-haspopup', 'menu');
  const element = html(
    'main',
    { class: 'grid-page', 'aria-label': state.fileName },
    html(
      'div',
      { class: 'toolbar' },
      filterBar.element,
      columnFinder(columnNames, showColumn),
      hiddenNote,
      copyButton,
      actionButton('open-profile', t('Profile'), () => port.send({ type: 'openProfile' })),
    ),
    bars,
    grid.element,
    detail.element,
    status.element,
  );
  document.addEventListener('copy', (event) => {
    // A selection within a field or the text of a cell is copied as the browser does.
    if (document.activeElement !== grid.element) return;
    event.preventDefault();
    copyCells('tsv', false);
  });
  return { element, update, take };

  function update(next: GridPanelState): void {
    const before = state;
    state = next;
    filterBar.show(state.view.where);
    filterBar.refuse(
      state.refused === null
        ? null
        : { where: state.refused.view.where, error: state.refused.error },
    );
    bars.replaceChildren(...banner(state, port));
    element.classList.toggle('busy', state.rows.state === 'waiting' && loader !== undefined);
    const { rows } = state;
    if (rows.state === 'ready' && rows.value.version !== loaderVersion) {
      const isAnother = loader !== undefined;
      loader = createPageLoader(rows.value, (intent) => port.send(intent));
      loaderVersion = rows.value.version;
      showModel();
      if (!restored) grid.scrollTo(memory.topRow, memory.left);
      else if (isAnother) grid.scrollTo(0, memory.left);
      restored = true;
      status.showRows(sizeText(rows.value));
      return;
    }
    if (rows.state === 'ready') status.showRows(sizeText(rows.value));
    else if (loader === undefined && state.preview.state === 'ready') {
      status.showRows(previewText(state.preview.value));
    }
    const isReread = before.statistics !== null && state.statistics === null;
    if (isReread && rows.state !== 'ready') loader = undefined;
    if (
      before.statistics !== state.statistics ||
      before.preview !== state.preview ||
      before.view !== state.view
    ) {
      showModel();
    }
  }

  function take(reply: GridReply): void {
    switch (reply.kind) {
      case 'page':
      case 'pageFailed':
        if (loader?.take(reply) === true) grid.refresh();
        else if (reply.kind === 'pageFailed') status.showRows(reply.error.message);
        return;
      case 'cell':
        detail.fill(reply.row, reply.column, reply.text);
        return;
      case 'goTo':
        grid.goTo({ row: reply.position, column: Math.max(0, grid.selection.focus.column) });
        return;
    }
  }

  function modelOf(): GridModel {
    const { rows, preview, view, statistics } = state;
    const known = preview.state === 'ready' ? preview.value : undefined;
    const columns = rows.state === 'ready' ? rows.value.columns : (known?.columns ?? []);
    const source = loader ?? previewSource(known);
    return {
      source,
      layout:
        loader !== undefined && rows.state !== 'ready' ? model.layout : layOut(columns, memory),
      totalRows: rows.state === 'ready' ? rows.value.totalRows : source.rows,
      sort: view.sort,
      statistics:
        statistics === null ? null : new Map(statistics.map((facts) => [facts.column, facts])),
    };
  }

  function showModel(): void {
    model = modelOf();
    hiddenNote.replaceChildren(...hiddenButton());
    grid.show(model);
  }

  function setView(view: RowsView): void {
    port.send({ type: 'setView', view });
  }

  function sortBy(sort: readonly SortKey[]): void {
    setView({ ...state.view, sort });
  }

  function columnNames(): readonly string[] {
    const { rows, preview } = state;
    const columns =
      rows.state === 'ready'
        ? rows.value.columns
        : preview.state === 'ready'
          ? preview.value.columns
          : [];
    return columns.map(({ name }) => name);
  }

  function remember(change: Partial<GridMemory>): void {
    memory = { ...memory, ...change };
    port.remember('grid', memory);
  }

  function choose(change: Partial<GridMemory>): void {
    remember(change);
    showModel();
  }

  function hiddenButton(): readonly HTMLElement[] {
    const names = new Set(columnNames());
    const count = memory.hidden.filter((name) => names.has(name)).length;
    if (count === 0) return [];
    return [
      actionButton(
        'show-hidden',
        t('Show {0} hidden', count),
        () => choose({ hidden: [] }),
        'link',
      ),
    ];
  }

  function showColumn(name: string): void {
    if (memory.hidden.includes(name)) {
      choose({ hidden: memory.hidden.filter((hidden) => hidden !== name) });
    }
    const place = placeOf(model.layout, name);
    if (place >= 0) grid.goTo({ row: Math.max(0, grid.selection.focus.row), column: place });
  }

  function openCell({ row, column }: CellPlace): void {
    const placed = model.layout.columns[column];
    const fileRow = model.source.rowNumber(row);
    if (placed === undefined || fileRow === undefined) return;
    const known = model.source.cell(row, placed.index);
    detail.open(fileRow, placed.column.name, known);
    if (known?.endsWith('…') === true) {
      port.send({ type: 'getCell', row: fileRow, column: placed.column.name });
    }
  }

  function copyCells(format: CellFormat, header: boolean): void {
    const { top, bottom, left, right } = selectedRange(grid.selection);
    port.send({
      type: 'copyCells',
      format,
      header,
      offset: top,
      rows: Math.max(0, bottom - top + 1),
      columns: model.layout.columns.slice(left, right + 1).map(({ column }) => column.name),
    });
  }
}

function placeOf(layout: ColumnLayout, name: string): number {
  return layout.columns.findIndex(({ column }) => column.name === name);
}
