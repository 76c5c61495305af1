import { type FoldSelection } from '../../src/protocol';
import { dataTable, type Cell } from '../shared/dataTable';
import { html } from '../shared/dom';
import { formatShare } from '../shared/format';
import { t } from '../shared/translate';
import { selectionStability } from './selectionStability';

/** Which columns each fold kept, so that an unstable selection shows. */
export function selectionTable(folds: readonly FoldSelection[]): HTMLElement {
  const columns = selectionStability(folds);
  const always = columns.filter(({ stability }) => stability === 1).length;
  return html(
    'div',
    {},
    html(
      'p',
      { class: 'muted' },
      t('{0} of {1} columns were kept by every fold.', always, columns.length),
    ),
    dataTable(
      {
        caption: t('Columns kept by each fold'),
        columns: [
          { label: t('column') },
          { label: t('kept'), numeric: true },
          ...folds.map((_fold, index) => ({ label: String(index + 1), className: 'fold-cell' })),
          { label: t('why dropped') },
        ],
        rows: columns.map(({ column, keptIn, stability, reasons }): Cell[] => [
          column,
          { content: formatShare(stability), text: String(stability) },
          ...keptIn.map((kept) => ({
            content: html(
              'span',
              {
                class: kept ? 'kept' : 'dropped',
                role: 'img',
                'aria-label': kept ? t('kept') : t('dropped'),
              },
              kept ? '●' : '○',
            ),
            text: kept ? '1' : '0',
          })),
          {
            content: html('span', { class: 'muted' }, reasons.join('; ')),
            text: reasons.join('; '),
          },
        ]),
      },
      'selection-table',
    ),
  );
}
