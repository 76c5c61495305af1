import { type ConfusionMatrix } from '../../src/protocol';
import { html } from '../shared/dom';
import { formatCount, formatScore, formatShare } from '../shared/format';
import { t } from '../shared/translate';

/** Actual against predicted classes; the shade of a cell is its share of the actual class. */
export function confusionTable(
  title: string,
  matrix: ConfusionMatrix,
  threshold: number | null,
): HTMLElement {
  const { classes, counts } = matrix;
  const caption =
    threshold === null ? title : `${title}, ${t('threshold {0}', formatScore(threshold))}`;
  return html(
    'figure',
    { class: 'figure confusion' },
    html('figcaption', {}, html('span', { class: 'figure-title' }, caption)),
    html(
      'table',
      { class: 'confusion-table' },
      html('caption', { class: 'visually-hidden' }, caption),
      html(
        'thead',
        {},
        html(
          'tr',
          {},
          html('td', {}),
          html(
            'th',
            { scope: 'colgroup', colspan: classes.length, class: 'muted' },
            t('predicted'),
          ),
        ),
        html(
          'tr',
          {},
          html('th', { scope: 'col', class: 'muted' }, t('actual')),
          classes.map((name) => html('th', { scope: 'col' }, name)),
        ),
      ),
      html(
        'tbody',
        {},
        counts.map((row, actual) => {
          const total = row.reduce((sum, count) => sum + count, 0);
          return html(
            'tr',
            {},
            html('th', { scope: 'row' }, classes[actual] ?? ''),
            row.map((count, predicted) => {
              const share = total === 0 ? 0 : count / total;
              const cell = html(
                'td',
                { class: actual === predicted ? 'right' : 'wrong' },
                html('span', { class: 'shade', 'aria-hidden': 'true' }),
                html('span', { class: 'count' }, formatCount(count)),
                html('span', { class: 'share muted' }, formatShare(share)),
              );
              (cell.firstElementChild as HTMLElement).style.opacity = String(share);
              return cell;
            }),
          );
        }),
      ),
    ),
  );
}
