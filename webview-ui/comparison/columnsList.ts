import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { columnTypes, type ComparisonIntent, type DataComparison } from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';
import {
  arrangeColumns,
  columnOrders,
  driftChoices,
  toColumnFilter,
  type ColumnFilter,
  type ColumnOrder,
  type DriftChoice,
} from './columnList';
import { columnRow } from './columnRow';
import { lazyRows } from './lazyRows';
import { typeName } from './words';

const rowHeightPx = 36;

/** The searchable list of all compared columns. */
export function columnsList(
  { columns, target }: DataComparison,
  port: PanelPort<ComparisonIntent>,
): HTMLElement {
  const open = new Set(asNames(port.recalled['open']));
  let filter = toColumnFilter(port.recalled['filter']);
  const nothing = emptyView(t('No column matches.'));
  const table = html(
    'table',
    { class: 'columns', id: 'columns' },
    html('caption', { class: 'visually-hidden' }, t('Columns of both data sets')),
    headerRow(),
  );
  let bodies: readonly Element[] = [];
  const show = (): void => {
    const arranged = arrangeColumns(columns, filter, target);
    for (const body of bodies) body.remove();
    bodies = lazyRows(
      arranged.length,
      rowHeightPx,
      (i) => {
        const compared = arranged[i]!;
        const { column } = compared;
        const isOpen = open.has(column);
        return columnRow(compared, columns.indexOf(compared), target, isOpen, port, (opened) => {
          if (opened) open.add(column);
          else open.delete(column);
          port.remember('open', [...open]);
        });
      },
      requestDrawing,
    );
    table.append(...bodies);
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
    'section',
    { 'aria-label': t('Columns') },
    filterBar(columns, filter, change),
    html('div', { class: 'columns-scroll' }, table),
    nothing,
  );
}

function headerRow(): HTMLElement {
  const header = (className: string, label: string, title?: string): HTMLElement =>
    html('th', { scope: 'col', class: className, title }, label);
  return html(
    'thead',
    {},
    html(
      'tr',
      {},
      header('c-name', t('name')),
      header('c-type', t('type')),
      header('c-shape', t('distribution')),
      header('c-drift', t('drift')),
      header(
        'c-distance numeric',
        t('distance'),
        t(
          'Wasserstein distance in standard deviations (sd) of the reference, or Jensen–Shannon distance (JS)',
        ),
      ),
      header('c-psi numeric', 'PSI', t('Population stability index')),
      header('c-centre', t('median / top'), t('Median, or share of the commonest value')),
      header('c-missing numeric', t('missing')),
    ),
  );
}

function filterBar(
  columns: DataComparison['columns'],
  filter: ColumnFilter,
  change: (part: Partial<ColumnFilter>) => void,
): HTMLElement {
  const search = html('vscode-textfield', { id: 'search', class: 'search', type: 'search' });
  search.placeholder = t('Find column…');
  search.label = t('Find column');
  search.value = filter.search;
  search.addEventListener('input', () => change({ search: search.value }));
  const present = columnTypes.filter((type) =>
    columns.some((column) => column.type.reference === type || column.type.current === type),
  );
  return html(
    'div',
    { class: 'filter-bar' },
    search,
    choice({
      id: 'drift-filter',
      label: t('Drift'),
      options: driftChoices.map((value) => ({ value, label: driftChoiceName(value) })),
      value: filter.drift,
      onChange: (value) => change({ drift: driftChoices.find((c) => c === value) ?? 'all' }),
    }),
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
      options: columnOrders.map((order) => ({ value: order, label: orderName(order) })),
      value: filter.order,
      onChange: (value) => change({ order: columnOrders.find((o) => o === value) ?? 'drift' }),
    }),
    legend(),
  );
}

/** How the two data sets are told apart in every picture of the list. */
function legend(): HTMLElement {
  return html(
    'span',
    { class: 'legend muted' },
    html('span', { class: 'swatch reference', 'aria-hidden': 'true' }),
    t('reference'),
    html('span', { class: 'swatch current', 'aria-hidden': 'true' }),
    t('current'),
  );
}

function driftChoiceName(value: DriftChoice): string {
  switch (value) {
    case 'all':
      return t('all columns');
    case 'drifted':
      return t('drifted');
    case 'large':
      return t('large drift');
    case 'newLevels':
      return t('with new levels');
    case 'none':
      return t('without drift');
  }
}

function orderName(order: ColumnOrder): string {
  switch (order) {
    case 'drift':
      return t('strongest drift first');
    case 'file':
      return t('in file order');
    case 'name':
      return t('by name');
    case 'missing':
      return t('missing values changed most');
  }
}

function asNames(recalled: unknown): readonly string[] {
  return Array.isArray(recalled) ? recalled.filter((name) => typeof name === 'string') : [];
}
