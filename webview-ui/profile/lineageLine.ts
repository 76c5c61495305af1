import { type LineageState } from '../../src/protocol';
import { html } from '../shared/dom';
import { t } from '../shared/translate';

/** By what and from what a file was prepared, and whether that still holds; `null` for a file nobody prepared here. */
export function lineageLine(state: LineageState | undefined): HTMLElement | null {
  if (state === undefined) return null;
  const { lineage, stale } = state;
  const inputs = lineage.inputs.map(({ path }) => fileName(path)).join(', ');
  const isCurrent = stale.length === 0;
  const summary = html(
    'p',
    { class: 'lineage' },
    html(
      'span',
      { title: new Date(lineage.createdAt).toLocaleString() },
      t('prepared by {0} from {1}', fileName(lineage.script.path), inputs),
    ),
    ' · ',
    html(
      'span',
      { class: isCurrent ? 'lineage-current' : 'lineage-stale' },
      isCurrent ? t('up to date') : t('out of date'),
    ),
  );
  if (isCurrent) return summary;
  const reasons = stale.map((reason) => html('li', {}, reason));
  return html('div', {}, summary, html('ul', { class: 'lineage-reasons' }, reasons));
}

/** The last part of a path of any system. */
function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
