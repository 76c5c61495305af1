import { type ErrorPayload } from '../../src/protocol';
import { html } from '../shared/dom';
import { t } from '../shared/translate';
import { completeFilter } from './completion';
import { suggestFor } from './suggestions';

/** The field in which a person writes a SQL condition. */
export interface FilterBar {
  readonly element: HTMLElement;
  /** Puts a condition into the field, unless the person is writing another one. */
  show(where: string): void;
  /** Says why a condition was refused, and marks the place; `null` takes it back. */
  refuse(refusal: { readonly where: string; readonly error: ErrorPayload } | null): void;
  focus(): void;
}

/**
 * @param columns names to complete
 * @param onFilter called with the condition when Enter is pressed, or with nothing when it is cleared
 */
export function createFilterBar(
  columns: () => readonly string[],
  onFilter: (where: string) => void,
): FilterBar {
  let applied = '';
  const field = html('input', {
    id: 'filter',
    type: 'text',
    class: 'field filter-field',
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: t('Filter by SQL, such as "Age" > 40 AND City = \'Bonn\''),
    'aria-label': t('Filter by a SQL condition'),
    'aria-describedby': 'filter-error',
  });
  const clear = html(
    'button',
    {
      id: 'clear-filter',
      type: 'button',
      class: 'icon-button',
      title: t('Clear filter'),
      'aria-label': t('Clear filter'),
      hidden: true,
      onclick: () => {
        field.value = '';
        apply();
        field.focus();
      },
    },
    '×',
  );
  const error = html('div', { id: 'filter-error', class: 'filter-error', role: 'alert' });
  const suggestions = suggestFor(field, 'filter-suggestions', t('Columns'), (option) => {
    const { start, end } = completeFilter(field.value, caret(), columns());
    field.setRangeText(option, start, end, 'end');
  });
  const caret = (): number => field.selectionStart ?? field.value.length;
  const apply = (): void => {
    suggestions.show([]);
    clear.hidden = field.value === '';
    onFilter(field.value.trim());
  };
  field.addEventListener('input', () => {
    clear.hidden = field.value === '';
    suggestions.show(completeFilter(field.value, caret(), columns()).options);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') apply();
    if (event.key === 'Escape' && field.value !== applied) {
      field.value = applied;
      clear.hidden = applied === '';
      refuse(null);
    }
  });

  function refuse(refusal: Parameters<FilterBar['refuse']>[0]): void {
    field.setAttribute('aria-invalid', String(refusal !== null));
    if (refusal === null) {
      error.replaceChildren();
      return;
    }
    const { message, hint, details } = refusal.error;
    error.replaceChildren(
      html('span', {}, message),
      ...(hint === undefined ? [] : [html('span', { class: 'muted' }, ` ${hint}`)]),
    );
    field.value = refusal.where;
    clear.hidden = refusal.where === '';
    const position = details?.['position'];
    if (typeof position === 'number' && document.activeElement === field) {
      field.setSelectionRange(position, field.value.length);
    }
  }

  return {
    element: html(
      'div',
      { class: 'filter-bar' },
      html('div', { class: 'filter-line' }, field, clear, suggestions.list),
      error,
    ),
    show(where) {
      if (where === applied && field.value !== '') return;
      applied = where;
      field.value = where;
      clear.hidden = where === '';
    },
    refuse,
    focus: () => field.focus(),
  };
}
