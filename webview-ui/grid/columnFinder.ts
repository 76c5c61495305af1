import { html } from '../shared/dom';
import { t } from '../shared/translate';
import { findColumns } from './findColumns';
import { suggestFor } from './suggestions';

/** A field that finds a column by a part of its name and shows it. */
export function columnFinder(
  names: () => readonly string[],
  onFound: (name: string) => void,
): HTMLElement {
  const field = html('input', {
    id: 'find-column',
    type: 'text',
    class: 'field find-column',
    autocomplete: 'off',
    placeholder: t('Find column…'),
    'aria-label': t('Find column'),
  });
  const found = (): readonly string[] => findColumns(names(), field.value);
  const take = (name: string): void => {
    field.value = '';
    onFound(name);
  };
  const suggestions = suggestFor(field, 'found-columns', t('Columns'), take);
  const show = (): void => suggestions.show(found());
  field.addEventListener('input', show);
  field.addEventListener('focus', show);
  field.addEventListener('keydown', (event) => {
    const [first] = found();
    if (event.key === 'Enter' && field.value !== '' && first !== undefined) take(first);
  });
  return html('div', { class: 'finder' }, field, suggestions.list);
}
