import { type GridStatistics, type SortKey } from '../../src/protocol';
import { miniHistogram } from '../profile/miniHistogram';
import { typeName } from '../profile/names';
import { html, type Child } from '../shared/dom';
import { formatCount, formatShare } from '../shared/format';
import { t } from '../shared/translate';
import { type PlacedColumn } from './columnLayout';

export interface HeaderActions {
  sort(column: string, more: boolean): void;
  menu(column: PlacedColumn, anchor: DOMRect): void;
  /** Called while a person drags; `undefined` goes back to the usual width. */
  resize(column: string, width: number | undefined): void;
}

/** What the headers say beside the names. */
export interface HeaderFacts {
  readonly sort: readonly SortKey[];
  readonly statistics: ReadonlyMap<string, GridStatistics> | null;
}

/** The header of a column: name and sorting, type, missing values, small chart. */
export function headerCell(
  placed: PlacedColumn,
  { sort, statistics }: HeaderFacts,
  actions: HeaderActions,
): HTMLElement {
  const { name, type, storageType } = placed.column;
  const facts = statistics?.get(name);
  const key = sort.findIndex(({ column }) => column === name);
  const direction = key < 0 ? undefined : sort[key]!.descending ? 'descending' : 'ascending';
  const shownName = name === '' ? t('(no name)') : name;
  const menuButton = html(
    'button',
    {
      type: 'button',
      class: 'header-menu',
      tabindex: -1,
      'aria-haspopup': 'dialog',
      'aria-label': t('Filter, sort and more: {0}', shownName),
      onclick: () => actions.menu(placed, cell.getBoundingClientRect()),
    },
    html('span', { class: 'header-menu-icon', 'aria-hidden': 'true' }),
  );
  const cell = html(
    'div',
    {
      role: 'columnheader',
      class: `header-cell ${placed.pinned ? 'pinned' : ''}`,
      'aria-sort': direction ?? 'none',
      'data-name': name,
    },
    html(
      'button',
      {
        type: 'button',
        class: 'header-name',
        tabindex: -1,
        title: headerTitle(shownName, storageType, facts),
        onclick: (event) => actions.sort(name, event instanceof MouseEvent && event.shiftKey),
      },
      html('span', { class: 'header-text' }, shownName),
      direction === undefined ? null : sortMark(direction, sort.length > 1 ? key + 1 : undefined),
    ),
    menuButton,
    html('span', { class: 'header-type' }, typeName(type), missingText(facts)),
    html('span', { class: 'header-shape', 'aria-hidden': 'true' }, shape(facts)),
    missingBar(facts),
    resizeHandle(placed, actions),
  );
  return cell;
}

function sortMark(direction: 'ascending' | 'descending', key: number | undefined): HTMLElement {
  return html(
    'span',
    { class: `sort-mark ${direction}`, 'aria-hidden': 'true' },
    key === undefined ? null : String(key),
  );
}

function missingText(facts: GridStatistics | undefined): Child {
  if (facts === undefined || facts.missing.count === 0) return null;
  return ` · ${t('{0} missing', formatShare(facts.missing.rate))}`;
}

function headerTitle(name: string, storageType: string, facts: GridStatistics | undefined): string {
  const lines = [name, storageType];
  if (facts !== undefined) {
    lines.push(
      t('{0} missing values', formatCount(facts.missing.count)),
      t(
        '{0} distinct values',
        `${facts.distinct.exact ? '' : '≈ '}${formatCount(facts.distinct.count)}`,
      ),
    );
    if (facts.min !== null && facts.max !== null) lines.push(`${facts.min} … ${facts.max}`);
  }
  return lines.join('\n');
}

function shape(facts: GridStatistics | undefined): Child {
  if (facts === undefined || facts.bars.length === 0) return null;
  return miniHistogram({ counts: facts.bars, positive: [], separate: facts.separate });
}

function missingBar(facts: GridStatistics | undefined): HTMLElement {
  const rate = facts?.missing.rate ?? 0;
  const filled = html('span', {});
  filled.style.width = `${rate > 0 ? Math.max(2, 100 * rate) : 0}%`;
  return html('span', { class: 'missing-bar', 'aria-hidden': 'true' }, filled);
}

function resizeHandle({ column, width }: PlacedColumn, actions: HeaderActions): HTMLElement {
  const handle = html('span', { class: 'header-resize', 'aria-hidden': 'true' });
  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    event.stopPropagation();
    const start = event.clientX;
    const move = (moved: PointerEvent): void =>
      actions.resize(column.name, width + moved.clientX - start);
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
  });
  handle.addEventListener('dblclick', () => actions.resize(column.name, undefined));
  return handle;
}
