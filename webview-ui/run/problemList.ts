import { html } from '../shared/dom';

/** Sentences about what could not be shown; `null` when there is nothing to say. */
export function problemList(problems: readonly string[]): HTMLElement | null {
  if (problems.length === 0) return null;
  const items = problems.map((problem) => html('li', {}, '⚠ ', problem));
  return html('div', { role: 'status' }, html('ul', { class: 'problems' }, items));
}
