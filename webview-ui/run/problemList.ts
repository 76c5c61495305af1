import { html } from '../shared/dom';

/** Sentences about what could not be shown; `null` when there is nothing to say. */
export function problemList(problems: readonly string[]): HTMLElement | null {
  if (problems.length === 0) return null;
  return html(
    'ul',
    { class: 'problems', role: 'status' },
    problems.map((problem) => html('li', {}, '⚠ ', problem)),
  );
}
