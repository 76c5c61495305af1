import { html } from '../shared/dom';

/** A text field with a list of suggestions below it (WAI-ARIA combobox). */
export interface SuggestionField {
  /** The list; to be placed right after the field, in a positioned parent. */
  readonly list: HTMLElement;
  /** Shows other suggestions; none hides the list. */
  show(options: readonly string[]): void;
}

/**
 * Arrow keys walk over the suggestions, Tab or Enter takes the marked one, Escape hides them. Without a marked one Enter is left
 * to the field.
 */
export function suggestFor(
  field: HTMLInputElement,
  listId: string,
  label: string,
  onTake: (option: string) => void,
): SuggestionField {
  const list = html('div', {
    id: listId,
    class: 'suggestions',
    role: 'listbox',
    'aria-label': label,
    hidden: true,
  });
  let options: readonly string[] = [];
  let marked = -1;
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', listId);
  field.setAttribute('aria-expanded', 'false');

  const mark = (next: number): void => {
    marked = next;
    list.querySelectorAll('[role="option"]').forEach((option, i) => {
      option.setAttribute('aria-selected', String(i === marked));
      if (i === marked) option.scrollIntoView({ block: 'nearest' });
    });
    if (marked < 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `${listId}-${marked}`);
  };
  const show = (next: readonly string[]): void => {
    options = next;
    list.hidden = options.length === 0;
    field.setAttribute('aria-expanded', String(options.length > 0));
    list.replaceChildren(
      ...options.map((option, i) =>
        html(
          'div',
          { id: `${listId}-${i}`, role: 'option', class: 'suggestion', 'aria-selected': 'false' },
          option,
        ),
      ),
    );
    mark(-1);
  };
  const take = (option: string): void => {
    show([]);
    onTake(option);
  };

  field.addEventListener('keydown', (event) => {
    if (options.length === 0) return;
    const last = options.length - 1;
    if (event.key === 'ArrowDown') mark(marked === last ? 0 : marked + 1);
    else if (event.key === 'ArrowUp') mark(marked <= 0 ? last : marked - 1);
    else if (event.key === 'Escape') show([]);
    else if (event.key === 'Tab') take(options[Math.max(0, marked)]!);
    else if (event.key === 'Enter' && marked >= 0) take(options[marked]!);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  field.addEventListener('blur', () => show([]));
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const option = (event.target as HTMLElement).closest('[role="option"]');
    if (option !== null) take(options[[...list.children].indexOf(option)]!);
  });
  return { list, show };
}
