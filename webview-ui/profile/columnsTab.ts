import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import {
  columnTypes,
  type ColumnTest,
  type ProfileIntent,
  type ProfilePanelState,
  type ProfileResult,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';
import {
  arrangeColumns,
  columnOrders,
  toColumnFilter,
  type ColumnFilter,
  type ColumnOrder,
  type ListedColumn,
} from './columnOrder';
import { columnRow } from './columnRow';
import { typeName } from './names';

/** The searchable list of all columns. */
export function columnsTab(
  state: ProfilePanelState,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const columns = listColumns(state, profile);
  const strongest = Math.max(
    0.05,
    ...columns.map(({ profile: column }) => column.target?.association.value ?? 0),
  );
  const open = new Set(asNames(port.recalled['open']));
  let filter = toColumnFilter(port.recalled['filter']);

  const body = html('tbody', {});
  const nothing = emptyView(t('No column matches.'));
  const table = html(
    'table',
    { class: `columns ${profile.target === null ? 'without-target' : ''}`, id: 'columns' },
    html('caption', { class: 'visually-hidden' }, t('Columns of the data set')),
    html('thead', {}, headerRow(profile)),
    body,
  );

  const show = (): void => {
    const arranged = arrangeColumns(columns, filter);
    body.replaceChildren(
      ...arranged.flatMap((column) =>
        columnRow(column, profile, strongest, open.has(column.profile.name), port, (isOpen) => {
          if (isOpen) open.add(column.profile.name);
          else open.delete(column.profile.name);
          port.remember('open', [...open]);
        }),
      ),
    );
    nothing.hidden = arranged.length > 0;
    requestDrawing();
  };
  const change = (part: Partial<ColumnFilter>): void => {
    filter = { ...filter, ...part };
    port.remember('filter', filter);
    show();
  };

  show();
  return html(
    'div',
    {},
    filterBar(profile, filter, change),
    html('div', { class: 'columns-scroll' }, table),
    nothing,
  );
}

function listColumns(state: ProfilePanelState, profile: ProfileResult): readonly ListedColumn[] {
  const tests = new Map<string, ColumnTest>(
    state.tests?.state === 'ready'
      ? state.tests.value.tests.map((test) => [test.column, test])
      : [],
  );
  return profile.columns.map((column) => ({ profile: column, test: tests.get(column.name) }));
}

function headerRow(profile: ProfileResult): HTMLTableRowElement {
  const header = (className: string, label: string, title?: string): HTMLElement =>
    html('th', { scope: 'col', class: className, title }, label);
  return html(
    'tr',
    {},
    header('c-name', t('name')),
    header('c-type', t('type')),
    header('c-missing numeric', t('missing')),
    header('c-distinct numeric', t('distinct')),
    header('c-shape', t('distribution')),
    header('c-centre', t('mean ± sd / top')),
    profile.target === null
      ? null
      : header(
          'c-link',
          t('link with {0}', profile.target.column),
          t('Strength of the association, on one scale for all columns; p after Holm’s correction'),
        ),
  );
}

function filterBar(
  profile: ProfileResult,
  filter: ColumnFilter,
  change: (part: Partial<ColumnFilter>) => void,
): HTMLElement {
  const search = html('vscode-textfield', { id: 'search', class: 'search', type: 'search' });
  search.placeholder = t('Find column…');
  search.label = t('Find column');
  search.value = filter.search;
  search.addEventListener('input', () => change({ search: search.value }));
  const present = columnTypes.filter((type) => profile.columns.some((c) => c.type === type));
  return html(
    'div',
    { class: 'filter-bar' },
    search,
    choice({
      id: 'type-filter',
      label: t('Type'),
      options: [
        { value: 'all', label: t('all types') },
        ...present.map((type) => ({ value: type, label: typeName(type) })),
      ],
      value: filter.type,
      onChange: (value) => change({ type: columnTypes.find((type) => type === value) ?? 'all' }),
    }),
    choice({
      id: 'order',
      label: t('Sort by'),
      options: columnOrders
        .filter((order) => order !== 'link' || profile.target !== null)
        .map((order) => ({ value: order, label: orderName(order) })),
      value: filter.order,
      onChange: (value) =>
        change({ order: columnOrders.find((order) => order === value) ?? 'file' }),
    }),
  );
}

function orderName(order: ColumnOrder): string {
  switch (order) {
    case 'file':
      return t('in file order');
    case 'name':
      return t('by name');
    case 'link':
      return t('strongest link first');
    case 'missing':
      return t('most missing first');
    case 'distinct':
      return t('most distinct first');
  }
}

function asNames(recalled: unknown): readonly string[] {
  return Array.isArray(recalled) ? recalled.filter((name) => typeof name === 'string') : [];
}
