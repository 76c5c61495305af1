import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { columnTypes, type AlertCode, type ColumnType } from '../../src/protocol';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { formatCount } from '../shared/format';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import {
  columnOrders,
  emptyFilter,
  narrows,
  type ColumnFilter,
  type ColumnOrder,
  type ListedColumn,
} from './columnOrder';
import { alertName, typeName } from './names';

/** The controls above the list: search and order in the bar that stays, kinds of columns above it. */
export interface ColumnFilters {
  readonly bar: HTMLElement;
  readonly chips: HTMLElement;
  /** Shows the filter as it is, for these columns, of which so many are listed. */
  show(
    columns: readonly ListedColumn[],
    filter: ColumnFilter,
    listed: number,
    hasTarget: boolean,
  ): void;
}

/** Types and alerts worth a chip: with fewer columns a glance does the same. */
const chipsFrom = 6;

export function columnFilters(change: (part: Partial<ColumnFilter>) => void): ColumnFilters {
  const search = html('vscode-textfield', { id: 'search', class: 'search', type: 'search' });
  search.placeholder = t('Find column…');
  search.label = t('Find column');
  search.addEventListener('input', () => change({ search: search.value }));
  const order = html('span', {});
  const count = html('span', { class: 'muted listed-count', role: 'status' });
  const clear = actionButton(
    'clear-filter',
    t('Clear filters'),
    () => {
      search.value = '';
      const { types, alerts, search: text } = emptyFilter;
      change({ types, alerts, search: text });
    },
    'link',
  );
  const chips = html('div', { class: 'chip-rows' });
  return {
    bar: html('div', { class: 'filter-bar' }, search, order, count, clear),
    chips,
    show(columns, filter, listed, hasTarget) {
      if (search.value !== filter.search) search.value = filter.search;
      order.replaceChildren(orderChoice(filter, hasTarget, change));
      clear.hidden = !narrows(filter);
      count.textContent = narrows(filter)
        ? t('{0} of {1} columns', formatCount(listed), formatCount(columns.length))
        : '';
      chips.replaceChildren(
        ...(columns.length < chipsFrom
          ? []
          : [typeChips(columns, filter, change), alertChips(columns, filter, change)]
        ).filter((row) => row !== null),
      );
    },
  };
}

function orderChoice(
  { order }: ColumnFilter,
  hasTarget: boolean,
  change: (part: Partial<ColumnFilter>) => void,
): HTMLElement {
  return choice({
    id: 'order',
    label: t('Sort by'),
    options: columnOrders
      .filter((candidate) => candidate !== 'link' || hasTarget)
      .map((candidate) => ({ value: candidate, label: orderName(candidate) })),
    value: order,
    onChange: (value) =>
      change({
        order: columnOrders.find((candidate) => candidate === value) ?? 'file',
        reversed: false,
      }),
  });
}

function typeChips(
  columns: readonly ListedColumn[],
  { types }: ColumnFilter,
  change: (part: Partial<ColumnFilter>) => void,
): HTMLElement | null {
  const counts = new Map<ColumnType, number>();
  for (const { profile } of columns) counts.set(profile.type, (counts.get(profile.type) ?? 0) + 1);
  const present = columnTypes.filter((type) => counts.has(type));
  if (present.length < 2) return null;
  return chipRow(
    t('Types'),
    present.map((type) =>
      chip(typeName(type), counts.get(type)!, types.includes(type), () =>
        change({ types: toggled(types, type) }),
      ),
    ),
  );
}

function alertChips(
  columns: readonly ListedColumn[],
  { alerts: wanted }: ColumnFilter,
  change: (part: Partial<ColumnFilter>) => void,
): HTMLElement | null {
  const counts = new Map<AlertCode, number>();
  for (const { alerts = [] } of columns) {
    for (const code of new Set(alerts.map((alert) => alert.code))) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return null;
  return chipRow(
    t('Alerts'),
    [...counts]
      .toSorted((a, b) => b[1] - a[1])
      .map(([code, count]) =>
        chip(alertName(code), count, wanted.includes(code), () =>
          change({ alerts: toggled(wanted, code) }),
        ),
      ),
  );
}

function chipRow(label: string, chips: readonly HTMLElement[]): HTMLElement {
  return html(
    'div',
    { class: 'chip-row', role: 'group', 'aria-label': t('Only columns with: {0}', label) },
    html('span', { class: 'muted chip-label', 'aria-hidden': 'true' }, label),
    chips,
  );
}

function chip(label: string, count: number, pressed: boolean, onClick: () => void): HTMLElement {
  return html(
    'button',
    { type: 'button', class: 'chip', 'aria-pressed': String(pressed), onclick: onClick },
    label,
    html('span', { class: 'chip-count' }, ` ${formatCount(count)}`),
  );
}

function toggled<Item>(list: readonly Item[], item: Item): readonly Item[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

function orderName(order: ColumnOrder): string {
  switch (order) {
    case 'file':
      return t('in file order');
    case 'name':
      return t('by name');
    case 'type':
      return t('by type');
    case 'link':
      return t('strongest link first');
    case 'missing':
      return t('most missing first');
    case 'distinct':
      return t('most distinct first');
    case 'alerts':
      return t('gravest alerts first');
  }
}
