import { type ColumnProfile, type ProfileAlert, type TargetInfo } from '../../src/protocol';
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
import { t } from '../shared/translate';
import { type ListedColumn } from './columnOrder';
import { miniBars } from './miniBars';
import { miniHistogram } from './miniHistogram';
import { measureSymbol, typeName } from './names';
import { type ShownStage } from './shownProfile';

/** What all lines of the list have in common. */
export interface RowContext {
  readonly stage: ShownStage;
  readonly target: TargetInfo | null;
  /** The strongest link of any column, which fills its bar. */
  readonly strongest: number;
  /** Rows that the numbers of a preview come from. */
  readonly sampledRows: number;
}

/** A column's line in the list; its button opens what else is known. */
export function columnRow(
  column: ListedColumn,
  context: RowContext,
  onToggle: () => void,
): HTMLTableRowElement {
  const { profile: summary, alerts = [] } = column;
  const { stage, target } = context;
  const button = html(
    'button',
    {
      type: 'button',
      class: 'expander',
      id: `column-${summary.index}`,
      'aria-expanded': 'false',
      title: summary.name,
      tabindex: -1,
    },
    html('span', { class: 'chevron', 'aria-hidden': 'true' }),
    html('span', { class: 'column-name' }, columnLabel(summary)),
    alertMark(alerts),
    summary.role === 'target' ? html('span', { class: 'target-mark' }, t('target')) : null,
  );
  const row = html(
    'tr',
    {
      class: `column-row ${summary.role} ${stage}`,
      'data-column': summary.name,
      'data-stage': stage,
    },
    html('th', { scope: 'row', class: 'c-name' }, button),
    html('td', { class: 'c-type', title: summary.typeReason }, typeName(summary.type)),
    missingCell(summary, context),
    distinctCell(summary, context),
    html('td', { class: 'c-shape' }, shape(summary, target)),
    centreCell(summary, context),
    target === null ? null : linkCell(column, context.strongest),
  );
  row.addEventListener('click', onToggle);
  return row;
}

/** What a column is called on the page. */
export function columnLabel({ name }: Pick<ColumnProfile, 'name'>): string {
  return name === '' ? t('(no name)') : name;
}

function alertMark(alerts: readonly ProfileAlert[]): HTMLElement | null {
  const grave = alerts.filter(({ severity }) => severity !== 'info');
  if (grave.length === 0) return null;
  const isError = grave.some(({ severity }) => severity === 'error');
  return html(
    'span',
    {
      class: `row-mark ${isError ? 'error' : 'warning'}`,
      role: 'img',
      'aria-label': grave.length === 1 ? t('1 alert') : t('{0} alerts', grave.length),
      title: grave.map(({ message }) => message).join('\n'),
    },
    isError ? '✕' : '⚠',
  );
}

/** Marks a number of the first rows alone. */
function about(text: string, { stage }: RowContext): string {
  return stage === 'preview' && text !== absent ? `~ ${text}` : text;
}

function sampleNote({ stage, sampledRows }: RowContext): string {
  return stage === 'preview' ? ` ${t('In the first {0} rows.', formatCount(sampledRows))}` : '';
}

function missingCell(column: ColumnProfile, context: RowContext): HTMLElement {
  const { count, rate } = column.missing;
  return html(
    'td',
    {
      class: `c-missing numeric ${count === 0 ? 'quiet' : ''}`,
      title: t('{0} missing values', formatCount(count)) + sampleNote(context),
    },
    about(count === 0 ? '0' : formatShare(rate), context),
  );
}

function distinctCell({ distinct }: ColumnProfile, context: RowContext): HTMLElement {
  const estimated = !distinct.exact && context.stage !== 'preview';
  return html(
    'td',
    {
      class: 'c-distinct numeric',
      title: (estimated ? t('estimated') : '') + sampleNote(context),
    },
    about(`${estimated ? '≈ ' : ''}${formatCount(distinct.count)}`, context),
  );
}

function shape(column: ColumnProfile, target: TargetInfo | null): Child {
  const bars = miniBars(column, target);
  return bars === null ? null : miniHistogram(bars);
}

function centreCell(column: ColumnProfile, context: RowContext): HTMLElement {
  const note = sampleNote(context);
  const cell = (title: string, ...children: readonly Child[]): HTMLElement =>
    html('td', { class: 'c-centre', title: `${title}${note}`.trim() }, children);
  const muted = (text: string): HTMLElement => html('span', { class: 'muted' }, text);
  if (column.numeric !== undefined && column.type !== 'identifier') {
    const { mean, std } = column.numeric;
    return cell(
      t('mean {0}, standard deviation {1}', formatExact(mean), formatExact(std)),
      about(formatQuantity(mean), context),
      muted(` ± ${formatQuantity(std)}`),
    );
  }
  const top = column.categorical?.top[0];
  if (top !== undefined && column.type !== 'identifier') {
    return cell(
      t('{0}: {1} rows', top.value, formatCount(top.count)),
      html('span', { class: 'top-value' }, top.value),
      muted(` ${about(formatShare(top.rate), context)}`),
    );
  }
  if (column.dateTime !== undefined) {
    const { min, max } = column.dateTime;
    return cell(`${min ?? absent} … ${max ?? absent}`, `${day(min)} … ${day(max)}`);
  }
  if (column.text !== undefined) {
    const words = about(formatQuantity(column.text.words.mean), context);
    return cell('', muted(t('{0} words on average', words)));
  }
  return cell('', muted(absent));
}

function day(moment: string | null): string {
  return moment?.slice(0, 10) ?? absent;
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
  const filled = html('span', {});
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
      html('span', { class: 'link-bar', 'aria-hidden': 'true' }, filled),
      html(
        'span',
        { class: 'link-value' },
        `${measureSymbol(association.name)} ${formatScore(value)}`,
      ),
      html('span', { class: 'link-p muted' }, test === undefined ? '' : formatPStatement(p)),
    ),
  );
}
