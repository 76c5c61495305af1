import {
  type ColumnTest,
  type ProfileAlert,
  type ProfileIntent,
  type ProfilePanelState,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { html } from '../shared/dom';
import { formatCount } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';
import { columnFilters } from './columnFilters';
import { createColumnList } from './columnList';
import {
  arrangeColumns,
  toColumnFilter,
  type ColumnFilter,
  type ColumnOrder,
  type ListedColumn,
} from './columnOrder';
import { columnPane } from './columnPane';
import { columnLabel, columnRow, type RowContext } from './columnRow';
import { type ShownProfile } from './shownProfile';

/** From this width on, a column's details stand beside the list. */
const widePx = 1200;

/** The searchable list of all columns, which takes in new numbers without losing its place. */
export interface ColumnsTab {
  readonly element: HTMLElement;
  show(shown: ShownProfile, tests: ProfilePanelState['tests']): void;
  /** Where the first row stands in the window, in pixels. */
  top(): number;
}

export function createColumnsTab(port: PanelPort<ProfileIntent>): ColumnsTab {
  const wide = window.matchMedia(`(min-width: ${widePx}px)`);
  let shown: ShownProfile | undefined;
  let columns: readonly ListedColumn[] = [];
  let byName = new Map<string, ListedColumn>();
  let filter = toColumnFilter(port.recalled['filter']);
  let open = asNames(port.recalled['open']);
  let context: RowContext | undefined;

  const filters = columnFilters((part) => {
    filter = { ...filter, ...part };
    port.remember('filter', filter);
    arrange();
  });
  const head = html('thead', {});
  const nothing = emptyView(t('No column matches.'));
  const list = createColumnList({
    // Narrow tables leave columns out, and a cell that spans more than there are would make new ones.
    width: () => [...head.querySelectorAll('th')].filter((cell) => cell.offsetWidth > 0).length,
    row: (column, onToggle) => columnRow(column, context!, onToggle),
    detail: (column) => columnPane(column, shown!, port),
    inline: () => !wide.matches,
    isOpen: (name) => (wide.matches ? open.at(-1) === name : open.includes(name)),
    onToggle: (name) => {
      const isOpen = wide.matches ? open.at(-1) === name : open.includes(name);
      const others = open.filter((other) => other !== name);
      setOpen(isOpen ? (wide.matches ? [] : others) : [...others, name]);
    },
    onMove: (name) => {
      if (wide.matches && open.length > 0) setOpen([name]);
    },
    covered: () => filters.bar.offsetHeight + head.offsetHeight,
  });
  const table = html(
    'table',
    { class: 'columns', id: 'columns' },
    html('caption', { class: 'visually-hidden' }, t('Columns of the data set')),
    head,
    list.body,
  );
  const side = html('aside', { class: 'side-pane', hidden: true });
  const split = html(
    'div',
    { class: 'columns-split' },
    html('div', { class: 'columns-list' }, table, nothing),
    side,
  );
  const element = html('div', { class: 'columns-tab' }, filters.chips, filters.bar, split);

  new ResizeObserver(() => {
    element.style.setProperty('--bar-height', `${filters.bar.offsetHeight}px`);
  }).observe(filters.bar);
  wide.addEventListener('change', () => {
    list.refresh();
    showSide();
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !wide.matches || open.length === 0) return;
    const name = open.at(-1)!;
    setOpen([]);
    list.focus(name);
  });

  function setOpen(names: readonly string[]): void {
    open = names;
    port.remember('open', open);
    list.refresh();
    showSide();
    requestDrawing();
  }

  function showSide(): void {
    const name = wide.matches ? open.at(-1) : undefined;
    const column = name === undefined ? undefined : byName.get(name);
    side.hidden = column === undefined;
    split.classList.toggle('with-side', column !== undefined);
    if (column === undefined || shown === undefined) {
      side.replaceChildren();
      return;
    }
    const label = columnLabel(column.profile);
    side.setAttribute('aria-label', t('Details of {0}', label));
    side.id = `detail-side`;
    side.replaceChildren(
      html(
        'div',
        { class: 'side-head' },
        html('h2', {}, label),
        html(
          'button',
          {
            type: 'button',
            class: 'tool',
            id: 'close-detail',
            'aria-label': t('Close the details'),
            title: t('Close the details'),
            onclick: () => {
              setOpen([]);
              list.focus(column.profile.name);
            },
          },
          '✕',
        ),
      ),
      columnPane(column, shown, port),
    );
    side.scrollTop = 0;
    requestDrawing();
  }

  function arrange(): void {
    if (shown === undefined) return;
    const arranged = arrangeColumns(columns, filter);
    const hasTarget = shown.profile.target !== null;
    head.replaceChildren(headerRow(shown, filter, sortBy));
    table.setAttribute('aria-rowcount', String(arranged.length + 1));
    filters.show(columns, filter, arranged.length, hasTarget);
    list.show(arranged);
    nothing.hidden = arranged.length > 0;
    requestDrawing();
  }

  function sortBy(order: ColumnOrder): void {
    const reversed = filter.order === order && !filter.reversed;
    filter = { ...filter, order, reversed };
    port.remember('filter', filter);
    arrange();
    head.querySelector<HTMLElement>(`[data-order="${order}"]`)?.focus();
  }

  return {
    element,
    top: () => list.body.getBoundingClientRect().top,
    show(next, tests) {
      shown = next;
      const { profile, stage } = next;
      columns = listColumns(next, tests);
      byName = new Map(columns.map((column) => [column.profile.name, column]));
      context = {
        stage,
        target: profile.target,
        sampledRows: profile.dataset.sampledRows,
        strongest: columns.reduce(
          (most, { profile: { target } }) => Math.max(most, target?.association.value ?? 0),
          0.05,
        ),
      };
      table.classList.toggle('without-target', profile.target === null);
      arrange();
      showSide();
    },
  };
}

function listColumns(
  { profile }: ShownProfile,
  tests: ProfilePanelState['tests'],
): readonly ListedColumn[] {
  const tested = new Map<string, ColumnTest>(
    tests?.state === 'ready' ? tests.value.tests.map((test) => [test.column, test]) : [],
  );
  const alerts = new Map<string, ProfileAlert[]>();
  for (const alert of profile.alerts) {
    for (const name of alert.columns) {
      const named = alerts.get(name);
      if (named === undefined) alerts.set(name, [alert]);
      else named.push(alert);
    }
  }
  return profile.columns.map((column) => ({
    profile: column,
    test: tested.get(column.name),
    alerts: alerts.get(column.name) ?? [],
  }));
}

/** Names of the table's columns; those with an order sort by it. */
function headerRow(
  { profile, stage }: ShownProfile,
  filter: ColumnFilter,
  sortBy: (order: ColumnOrder) => void,
): HTMLTableRowElement {
  const { target, dataset } = profile;
  const header = (
    className: string,
    label: string,
    order: ColumnOrder | null,
    title?: string,
  ): HTMLElement => {
    if (order === null) return html('th', { scope: 'col', class: className, title }, label);
    const sorted = filter.order === order;
    const rising = (order === 'name' || order === 'type') !== filter.reversed;
    return html(
      'th',
      {
        scope: 'col',
        class: className,
        title,
        'aria-sort': sorted ? (rising ? 'ascending' : 'descending') : undefined,
      },
      html(
        'button',
        { type: 'button', class: 'sort-button', 'data-order': order, onclick: () => sortBy(order) },
        label,
        sorted ? html('span', { 'aria-hidden': 'true' }, rising ? ' ↑' : ' ↓') : null,
      ),
    );
  };
  const sample =
    stage === 'preview' ? t('In the first {0} rows.', formatCount(dataset.sampledRows)) : undefined;
  return html(
    'tr',
    { 'aria-rowindex': 1 },
    header('c-name', t('name'), 'name'),
    header('c-type', t('type'), 'type'),
    header('c-missing numeric', t('missing'), 'missing', sample),
    header('c-distinct numeric', t('distinct'), 'distinct', sample),
    header('c-shape', t('distribution'), null, sample),
    header('c-centre', t('mean ± sd / top'), null, sample),
    target === null
      ? null
      : header(
          'c-link',
          t('link with {0}', target.column),
          'link',
          t('Strength of the association, on one scale for all columns; p after Holm’s correction'),
        ),
  );
}

function asNames(recalled: unknown): readonly string[] {
  return Array.isArray(recalled) ? recalled.filter((name) => typeof name === 'string') : [];
}
