import { type ColumnProfile } from '../../src/protocol';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { formatCount, formatShare } from '../shared/format';
import { t } from '../shared/translate';
import { detailPart } from './detailPart';

/** Fields and entries of lists, maps and structs; `null` for other columns. */
export function nestedParts({ name, nested }: ColumnProfile): HTMLElement | null {
  if (nested === undefined) return null;
  const { fields, top, sampledRows } = nested;
  return html(
    'div',
    {},
    fields.length === 0
      ? null
      : detailPart(
          t('Fields'),
          dataTable(
            {
              caption: t('Fields of {0}', name),
              columns: [
                { label: t('name') },
                { label: t('type') },
                { label: t('rows'), numeric: true },
              ],
              rows: fields.map((field) => [field.name, field.type, formatCount(field.present)]),
            },
            'compact',
          ),
        ),
    top.length === 0
      ? null
      : detailPart(
          t('Most frequent entries'),
          dataTable(
            {
              caption: t('Most frequent entries of {0}', name),
              columns: [
                { label: t('entry') },
                { label: t('count'), numeric: true },
                { label: t('share'), numeric: true },
              ],
              rows: top.map(({ value, count, rate }) => [
                value,
                formatCount(count),
                formatShare(rate),
              ]),
            },
            'compact',
          ),
        ),
    sampledRows === null
      ? null
      : html('p', { class: 'muted' }, t('Counted in {0} rows.', formatCount(sampledRows))),
  );
}
