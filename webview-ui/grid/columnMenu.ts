import { type GridStatistics } from '../../src/protocol';
import { html, type Child } from '../shared/dom';
import { formatCount } from '../shared/format';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { type PlacedColumn } from './columnLayout';
import { conditionSql, type ColumnCondition } from './filterText';
import { openPopup } from './popup';

export interface ColumnMenuActions {
  /** Adds a condition, in SQL, to the filter. */
  filter(condition: string): void;
  sort(column: string, direction: 'ascending' | 'descending' | 'none'): void;
  pin(column: string, pinned: boolean): void;
  hide(column: string): void;
  copyName(column: string): void;
}

/** Everything that can be done with a column: order, conditions without SQL, its most frequent values, place in the grid. */
export function openColumnMenu(
  anchor: DOMRect,
  placed: PlacedColumn,
  statistics: GridStatistics | undefined,
  actions: ColumnMenuActions,
): void {
  const { column, pinned } = placed;
  openPopup(anchor, t('Column {0}', column.name), (close) => {
    const then = (action: () => void) => (): void => {
      close();
      action();
    };
    const apply = (condition: ColumnCondition, problem: HTMLElement): void => {
      const sql = conditionSql(column, condition);
      if (sql === undefined) {
        problem.textContent = problemText(column.storageType);
        return;
      }
      close();
      actions.filter(sql);
    };
    return [
      html('p', { class: 'popup-title' }, column.name === '' ? t('(no name)') : column.name),
      html(
        'div',
        { class: 'popup-row' },
        actionButton(
          'sort-ascending',
          t('Sort ascending'),
          then(() => actions.sort(column.name, 'ascending')),
        ),
        actionButton(
          'sort-descending',
          t('Sort descending'),
          then(() => actions.sort(column.name, 'descending')),
        ),
        actionButton(
          'sort-none',
          t('Do not sort'),
          then(() => actions.sort(column.name, 'none')),
        ),
      ),
      isOrdered(column.storageType) ? rangeForm(column.storageType, apply) : null,
      valueForm('contains', t('Contains'), (text) => ({ kind: 'contains', text }), apply),
      valueForm('equals', t('Equals'), (value) => ({ kind: 'equals', value }), apply),
      frequentValues(statistics, apply),
      html(
        'div',
        { class: 'popup-row' },
        actionButton('only-missing', t('Only missing'), () =>
          apply({ kind: 'missing' }, html('p')),
        ),
        actionButton('only-present', t('Not missing'), () => apply({ kind: 'present' }, html('p'))),
      ),
      html(
        'div',
        { class: 'popup-row' },
        actionButton(
          'pin',
          pinned ? t('Unpin column') : t('Pin column'),
          then(() => actions.pin(column.name, !pinned)),
        ),
        actionButton(
          'hide',
          t('Hide column'),
          then(() => actions.hide(column.name)),
        ),
        actionButton(
          'copy-name',
          t('Copy name'),
          then(() => actions.copyName(column.name)),
        ),
      ),
    ];
  });
}

type Apply = (condition: ColumnCondition, problem: HTMLElement) => void;

function valueForm(
  id: string,
  label: string,
  toCondition: (text: string) => ColumnCondition,
  apply: Apply,
): HTMLElement {
  const field = textField(`condition-${id}`, label);
  return conditionForm(id, label, [field], (problem) => apply(toCondition(field.value), problem));
}

function rangeForm(storageType: string, apply: Apply): HTMLElement {
  const from = textField('condition-from', t('From'));
  const to = textField('condition-to', t('To'));
  from.placeholder = storageType.startsWith('DATE') ? '2024-01-31' : t('From');
  to.placeholder = storageType.startsWith('DATE') ? '2024-12-31' : t('To');
  return conditionForm('between', t('Between'), [from, to], (problem) =>
    apply({ kind: 'between', from: from.value, to: to.value }, problem),
  );
}

function conditionForm(
  id: string,
  label: string,
  fields: readonly HTMLInputElement[],
  onSubmit: (problem: HTMLElement) => void,
): HTMLElement {
  const problem = html('p', { class: 'field-problem', role: 'alert' });
  return html(
    'form',
    {
      class: 'condition',
      onsubmit: (event) => {
        event.preventDefault();
        onSubmit(problem);
      },
    },
    html('span', { class: 'condition-label' }, label),
    fields,
    html('button', { id: `apply-${id}`, type: 'submit', class: 'button' }, t('Filter')),
    problem,
  );
}

function frequentValues(statistics: GridStatistics | undefined, apply: Apply): Child {
  const top = statistics?.top ?? [];
  if (top.length === 0) return null;
  const problem = html('p', { class: 'field-problem', role: 'alert' });
  return html(
    'div',
    { class: 'frequent', role: 'group', 'aria-label': t('Most frequent values') },
    top.map(({ value, count }) =>
      html(
        'button',
        {
          type: 'button',
          class: 'frequent-value',
          title: t('Only rows with this value'),
          onclick: () => apply({ kind: 'equals', value }, problem),
        },
        html('span', { class: 'frequent-text' }, value === '' ? '""' : value),
        html('span', { class: 'muted' }, formatCount(count)),
      ),
    ),
    problem,
  );
}

function textField(id: string, label: string): HTMLInputElement {
  return html('input', {
    id,
    type: 'text',
    class: 'field',
    'aria-label': label,
    autocomplete: 'off',
  });
}

function isOrdered(storageType: string): boolean {
  return storageType !== 'VARCHAR' && storageType !== 'BOOLEAN';
}

function problemText(storageType: string): string {
  switch (storageType) {
    case 'BIGINT':
    case 'DOUBLE':
      return t('Type a number, such as 40 or 1.5.');
    case 'BOOLEAN':
      return t('Type true or false.');
    case 'DATE':
    case 'TIMESTAMP':
      return t('Type a date, such as 2024-01-31.');
    default:
      return t('Type a text.');
  }
}
