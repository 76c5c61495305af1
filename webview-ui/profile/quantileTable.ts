import { type ColumnProfile } from '../../src/protocol';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { formatExact, formatQuantity } from '../shared/format';
import { t } from '../shared/translate';
import { detailPart } from './detailPart';

/** The quantiles of a quantity; `null` for other columns. */
export function quantileTable({ name, type, numeric }: ColumnProfile): HTMLElement | null {
  if (numeric === undefined || numeric.min === null || type === 'identifier') return null;
  const rows = Object.entries(numeric.quantiles)
    .map(([key, value]) => ({ probability: Number(key), value }))
    .sort((a, b) => a.probability - b.probability)
    .map(({ probability, value }) => [
      quantileName(probability),
      {
        content: html('span', { title: formatExact(value) }, formatQuantity(value)),
        text: formatExact(value),
      },
    ]);
  const caption = t('Quantiles of {0}', name);
  return detailPart(
    t('Quantiles'),
    dataTable(
      {
        caption,
        columns: [{ label: t('share below') }, { label: t('value'), numeric: true }],
        rows,
      },
      'compact',
    ),
  );
}

function quantileName(probability: number): string {
  if (probability === 0) return t('minimum');
  if (probability === 0.5) return t('median');
  return probability === 1 ? t('maximum') : `${probability * 100} %`;
}
