import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html } from './dom';

export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

export interface ChoiceSettings {
  readonly id: string;
  /** Name for screen readers. */
  readonly label: string;
  readonly options: readonly ChoiceOption[];
  readonly value: string;
  /** Lets a person type to find an option; for long lists. */
  readonly searchable?: boolean;
  readonly onChange: (value: string) => void;
}

/** A drop-down list. */
export function choice(settings: ChoiceSettings): HTMLElement {
  const select = html('vscode-single-select', { id: settings.id, class: 'choice' });
  select.label = settings.label;
  select.combobox = settings.searchable ?? false;
  select.filter = 'contains';
  for (const { value, label, description } of settings.options) {
    const option = html('vscode-option', {}, label);
    option.value = value;
    option.description = description ?? '';
    option.selected = value === settings.value;
    select.append(option);
  }
  select.addEventListener('change', () => {
    if (settings.options.some((option) => option.value === select.value)) {
      settings.onChange(select.value);
    }
  });
  return select;
}
