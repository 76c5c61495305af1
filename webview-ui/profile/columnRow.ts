import { type ColumnProfile, type ProfileIntent, type ProfileResult } from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { html, type Child } from '../shared/dom';
import {
  absent,
  formatCount,
  formatExact,
  formatPStatement,
  formatQuantity,
  formatScore,
  formatShare,
} from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { columnDetail } from './columnDetail';
import { type ListedColumn } from './columnOrder';
import { miniBars } from './miniBars';
import { miniHistogram } from './miniHistogram';
import { measureSymbol, typeName } from './names';

/** A column's line in the list and the row below it that opens with everything else. */
export function columnRow(
  column: ListedColumn,
  profile: ProfileResult,
  strongest: number,
  open: boolean,
  port: PanelPort<ProfileIntent>,
  onToggle: (open: boolean) => void,
): readonly HTMLTableRowElement[] {
  const { profile: summary } = column;
  const detailId = `detail-${summary.index}`;
  const detail = html('td', { colspan: profile.target === null ? 6 : 7 });
  const detailRow = html('tr', { id: detailId, class: 'detail-row', hidden: !open }, detail);
  const fill = (): void => {
    if (detail.childElementCount > 0) return;
    detail.append(columnDetail(column, profile, port));
    requestDrawing();
  };
  if (open) fill();

  const button = html(
    'button',
    {
      type: 'button',
      class: 'expander',
      'aria-expanded': String(open),
      'aria-controls': detailId,
      title: summary.name,
    },
    html('span', { class: 'chevron', 'aria-hidden': 'true' }),
    html('span', { class: 'column-name' }, summary.name === '' ? t('(no name)') : summary.name),
    summary.role === 'target' ? html('span', { class: 'target-mark' }, t('target')) : null,
  );
  const toggle = (): void => {
    const opening = detailRow.hidden;
    fill();
    detailRow.hidden = !opening;
    button.setAttribute('aria-expanded', String(opening));
    onToggle(opening);
  };
  const row = html(
    'tr',
    { class: `column-row ${summary.role}`, 'data-column': summary.name },
    html('th', { scope: 'row', class: 'c-name' }, button),
    html('td', { class: 'c-type', title: summary.typeReason }, typeName(summary.type)),
    missingCell(summary),
    html(
      'td',
      { class: 'c-distinct numeric', title: summary.distinct.exact ? undefined : t('estimated') },
      `${summary.distinct.exact ? '' : '≈ '}${formatCount(summary.distinct.count)}`,
    ),
    html('td', { class: 'c-shape' }, shape(summary, profile)),
    centreCell(summary),
    profile.target === null ? null : linkCell(column, strongest),
  );
  row.addEventListener('click', toggle);
  return [row, detailRow];
}

function missingCell(column: ColumnProfile): HTMLElement {
  const { count, rate } = column.missing;
  return html(
    'td',
    {
      class: `c-missing numeric ${count === 0 ? 'quiet' : ''}`,
      title: t('{0} missing values', formatCount(count)),
    },
    count === 0 ? '0' : formatShare(rate),
  );
}

function shape(column: ColumnProfile, profile: ProfileResult): Child {
  const bars = miniBars(column, profile.target);
  return bars === null ? null : miniHistogram(bars);
}

function centreCell(column: ColumnProfile): HTMLElement {
  if (column.numeric !== undefined && column.type !== 'identifier') {
    const { mean, std } = column.numeric;
    return html(
      'td',
      {
        class: 'c-centre',
        title: t('mean {0}, standard deviation {1}', formatExact(mean), formatExact(std)),
      },
      formatQuantity(mean),
      html('span', { class: 'muted' }, ' ± ', formatQuantity(std)),
    );
  }
  const top = column.categorical?.top[0];
  if (top !== undefined && column.type !== 'identifier') {
    return html(
      'td',
      { class: 'c-centre', title: t('{0}: {1} rows', top.value, formatCount(top.count)) },
      html('span', { class: 'top-value' }, top.value),
      html('span', { class: 'muted' }, ` ${formatShare(top.rate)}`),
    );
  }
  if (column.dateTime !== undefined) {
    const { min, max } = column.dateTime;
    const range = `${min?.slice(0, 10) ?? absent} … ${max?.slice(0, 10) ?? absent}`;
    return html('td', { class: 'c-centre' }, range);
  }
  if (column.text !== undefined) {
    const words = formatQuantity(column.text.words.mean);
    return html('td', { class: 'c-centre muted' }, t('{0} words on average', words));
  }
  return html('td', { class: 'c-centre quiet' }, absent);
}

function linkCell({ profile: column, test }: ListedColumn, strongest: number): HTMLElement {
  const association = column.target?.association;
  const value = association?.value ?? null;
  if (association === undefined || value === null) {
    const reason = column.target?.reasons?.['association'] ?? column.typeReason;
    const title = column.role === 'target' ? t('This is the target.') : reason;
    return html('td', { class: 'c-link quiet', title }, absent);
  }
  const p = test?.pAdjusted.holm ?? null;
  const bar = html('span', { class: 'link-bar', 'aria-hidden': 'true' }, html('span', {}));
  const filled = bar.firstElementChild as HTMLElement;
  filled.style.width = `${Math.min(100, (100 * value) / strongest)}%`;
  const title =
    test === undefined
      ? `${association.name} ${formatExact(value)}`
      : `${test.sentence}\n${association.name} ${formatExact(value)}, p ${formatExact(test.pValue)}, ${t('Holm')} ${formatExact(p)}`;
  return html(
    'td',
    { class: `c-link ${test?.decision === 'not shown' ? 'not-shown' : ''}`, title },
    html(
      'span',
      { class: 'link-cell' },
      bar,
      html(
        'span',
        { class: 'link-value' },
        `${measureSymbol(association.name)} ${formatScore(value)}`,
      ),
      html('span', { class: 'link-p muted' }, test === undefined ? '' : formatPStatement(p)),
    ),
  );
}
