import { html } from './dom';
import { t } from './translate';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

export interface ComboboxSettings {
  readonly id: string;
  /** Name for screen readers. */
  readonly label: string;
  /** Any number of options; those that match are made when the list opens, at most {@link mostShown} at once. */
  readonly options: readonly ComboboxOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const mostShown = 100;

/** A text box with a list of choices that narrows while one types, by the WAI-ARIA pattern, for thousands of options. */
export function combobox(settings: ComboboxSettings): HTMLElement {
  const { id, label, options } = settings;
  const labelOf = (value: string): string =>
    options.find((option) => option.value === value)?.label ?? value;
  const input = html('input', {
    id,
    type: 'text',
    role: 'combobox',
    class: 'combobox-input',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${id}-list`,
  });
  input.value = labelOf(settings.value);
  const list = html('div', {
    id: `${id}-list`,
    class: 'combobox-list',
    role: 'listbox',
    'aria-label': label,
    hidden: true,
  });
  const more = html('p', { class: 'combobox-more', hidden: true, 'aria-live': 'polite' });
  const root = html(
    'span',
    { class: 'combobox' },
    input,
    html('span', { class: 'combobox-arrow', 'aria-hidden': 'true' }),
    html('div', { class: 'combobox-popup', hidden: true }, list, more),
  );
  const popup = list.parentElement!;
  let matches: readonly ComboboxOption[] = [];
  let active = -1;

  const activate = (index: number): void => {
    active = Math.min(list.childElementCount - 1, Math.max(0, index));
    [...list.children].forEach((item, at) =>
      item.setAttribute('aria-selected', String(at === active)),
    );
    const item = list.children[active];
    if (item === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', item.id);
    item?.scrollIntoView({ block: 'nearest' });
  };
  const open = (search: string): void => {
    const wanted = search.trim().toLocaleLowerCase();
    matches = options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
    list.replaceChildren(...matches.slice(0, mostShown).map(item));
    const rest = matches.length - mostShown;
    more.hidden = matches.length > 0 && rest <= 0;
    more.textContent =
      matches.length === 0 ? t('Nothing matches.') : t('{0} more – type to find them', rest);
    list.hidden = false;
    popup.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    const chosen = matches.findIndex(({ value }) => value === settings.value);
    activate(search === '' && chosen !== -1 && chosen < mostShown ? chosen : 0);
  };
  const close = (): void => {
    popup.hidden = true;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    input.value = labelOf(settings.value);
  };
  const choose = (option: ComboboxOption | undefined): void => {
    close();
    if (option === undefined) return;
    input.value = option.label;
    if (option.value !== settings.value) settings.onChange(option.value);
  };
  const item = (option: ComboboxOption, index: number): HTMLElement =>
    html(
      'div',
      {
        id: `${id}-option-${index}`,
        class: 'combobox-option',
        role: 'option',
        'aria-selected': 'false',
        'data-value': option.value,
        onpointerdown: (event) => {
          event.preventDefault();
          choose(option);
        },
      },
      html('span', { class: 'combobox-label' }, option.label),
      html('span', { class: 'muted' }, option.description),
    );

  const isOpen = (): boolean => !popup.hidden;
  input.addEventListener('focus', () => input.select());
  input.addEventListener('click', () => {
    if (!isOpen()) open('');
  });
  input.addEventListener('input', () => open(input.value));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (isOpen()) activate(active + (event.key === 'ArrowDown' ? 1 : -1));
        else open('');
        break;
      case 'Enter':
        if (!isOpen()) return;
        choose(matches[active]);
        break;
      case 'Escape':
        if (!isOpen()) return;
        close();
        input.select();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  return root;
}
