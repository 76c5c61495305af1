import { type Both, type ColumnComparison, type ComparisonIntent } from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { html } from '../shared/dom';
import { absent, formatExact, formatPValue, formatQuantity, formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { columnDetail } from './columnDetail';
import { miniPair } from './miniPair';
import { pairedShares } from './pairedShares';
import { distanceName, driftName, typeName } from './words';

/** Columns of the list; the detail below a row spans them all. */
export const columnsOfList = 8;

/** A column's line in the list and the row below it that opens with everything else. */
export function columnRow(
  compared: ColumnComparison,
  position: number,
  target: string | null,
  open: boolean,
  port: PanelPort<ComparisonIntent>,
  onToggle: (open: boolean) => void,
): readonly HTMLTableRowElement[] {
  const id = `detail-${position}`;
  const shares = pairedShares(compared);
  const detail = html('td', { colspan: columnsOfList });
  const detailRow = html('tr', { id, class: 'detail-row', hidden: !open }, detail);
  const fill = (): void => {
    if (detail.childElementCount > 0) return;
    detail.append(columnDetail(`shares-${position}`, compared, shares, port));
    requestDrawing();
  };
  if (open) fill();
  const button = html(
    'button',
    {
      type: 'button',
      class: 'expander',
      'aria-expanded': String(open),
      'aria-controls': id,
      title: compared.column,
    },
    html('span', { class: 'chevron', 'aria-hidden': 'true' }),
    html(
      'span',
      { class: 'column-name' },
      compared.column === '' ? t('(no name)') : compared.column,
    ),
    compared.column === target ? html('span', { class: 'target-mark' }, t('target')) : null,
  );
  const row = html(
    'tr',
    { class: 'column-row', 'data-column': compared.column },
    html('th', { scope: 'row', class: 'c-name' }, button),
    html('td', { class: 'c-type' }, typeText(compared.type)),
    html('td', { class: 'c-shape' }, shares === null ? null : miniPair(shares)),
    driftCell(compared),
    distanceCell(compared),
    html(
      'td',
      { class: 'c-psi numeric', title: formatExact(compared.psi) },
      formatQuantity(compared.psi),
    ),
    html('td', { class: 'c-centre' }, centre(compared)),
    missingCell(compared.missingRate),
  );
  row.addEventListener('click', () => {
    const opening = detailRow.hidden;
    fill();
    detailRow.hidden = !opening;
    button.setAttribute('aria-expanded', String(opening));
    onToggle(opening);
  });
  return [row, detailRow];
}

function typeText({ reference, current }: ColumnComparison['type']): string {
  if (reference === current) return typeName(reference);
  return `${typeName(reference)} → ${typeName(current)}`;
}

function driftCell({ drift, sentence }: ColumnComparison): HTMLElement {
  return html(
    'td',
    { class: 'c-drift', title: sentence },
    html('span', { class: `drift ${drift.replace(' ', '-')}` }, driftName(drift)),
  );
}

function distanceCell({ distance, test, reasons }: ColumnComparison): HTMLElement {
  if (distance.value === null) {
    return html('td', { class: 'c-distance numeric', title: reasons?.['distance.value'] }, absent);
  }
  const unit = distance.name === 'wasserstein' ? t('sd') : 'JS';
  const title = `${distanceName(distance.name)} ${formatExact(distance.value)}\np ${formatPValue(test.pAdjusted.holm)} (${t('Holm')})`;
  return html(
    'td',
    { class: 'c-distance numeric', title },
    formatQuantity(distance.value),
    html('span', { class: 'unit muted' }, ` ${unit}`),
  );
}

function centre({ mean, median, levels }: ColumnComparison): string {
  if (median !== undefined) return arrow(median, formatQuantity);
  if (mean !== undefined) return arrow(mean, formatQuantity);
  const [level] = levels?.values ?? [];
  if (levels === undefined || level === undefined) return '';
  const share = (side: keyof Both<unknown>): number | null => {
    const total = levels[side].reduce((sum, count) => sum + count, levels.other[side]);
    return total === 0 ? null : levels[side][0]! / total;
  };
  return `${level} ${formatShare(share('reference'))} → ${formatShare(share('current'))}`;
}

function arrow<Value>(
  { reference, current }: Both<Value>,
  format: (value: Value) => string,
): string {
  return `${format(reference)} → ${format(current)}`;
}

function missingCell(rate: Both<number>): HTMLElement {
  const none = rate.reference === 0 && rate.current === 0;
  return html(
    'td',
    { class: `c-missing numeric ${none ? 'quiet' : ''}` },
    none ? '0' : arrow(rate, formatShare),
  );
}
