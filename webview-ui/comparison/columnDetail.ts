import { type Both, type ColumnComparison, type ComparisonIntent } from '../../src/protocol';
import { html, type Child } from '../shared/dom';
import {
  absent,
  formatCount,
  formatExact,
  formatPValue,
  formatQuantity,
  formatShare,
} from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { pairFigure } from './pairFigure';
import { type PairedShares } from './pairedShares';
import { distanceName, testName } from './words';

const mostLevels = 12;

/** Everything known about a compared column: the sentence, the numbers of both, the overlaid distributions, one-sided levels. */
export function columnDetail(
  id: string,
  compared: ColumnComparison,
  shares: PairedShares | null,
  port: PanelPort<ComparisonIntent>,
): HTMLElement {
  const { sentence, newLevels, lostLevels } = compared;
  return html(
    'div',
    { class: 'detail' },
    html(
      'div',
      {},
      html('p', { class: 'sentence' }, sentence),
      numbersTable(compared),
      facts(compared),
      levelList(t('New levels'), newLevels),
      levelList(t('Lost levels'), lostLevels),
    ),
    html(
      'div',
      { class: 'figures' },
      shares === null ? null : pairFigure(id, compared, shares, port),
    ),
  );
}

function numbersTable({
  mean,
  std,
  median,
  missingRate,
  distinct,
  reasons,
}: ColumnComparison): HTMLElement {
  const row = <Value>(
    label: string,
    value: Both<Value> | undefined,
    format: (value: Value) => string,
    exact: (value: Value) => string,
  ): Child =>
    value === undefined
      ? null
      : html(
          'tr',
          {},
          html('th', { scope: 'row' }, label),
          html('td', { class: 'numeric', title: exact(value.reference) }, format(value.reference)),
          html('td', { class: 'numeric', title: exact(value.current) }, format(value.current)),
        );
  const approximate = reasons?.['distinct'] === undefined ? '' : '≈ ';
  return html(
    'table',
    { class: 'data-table both' },
    html('caption', { class: 'visually-hidden' }, t('Numbers of both data sets')),
    html(
      'thead',
      {},
      html(
        'tr',
        {},
        html('td', {}),
        html('th', { scope: 'col', class: 'numeric' }, t('reference')),
        html('th', { scope: 'col', class: 'numeric' }, t('current')),
      ),
    ),
    html(
      'tbody',
      {},
      row(t('mean'), mean, formatQuantity, formatExact),
      row(t('standard deviation'), std, formatQuantity, formatExact),
      row(t('median'), median, formatQuantity, formatExact),
      row(t('missing'), missingRate, formatShare, formatExact),
      row(t('distinct'), distinct, (count) => `${approximate}${formatCount(count)}`, String),
    ),
  );
}

function facts({ test, distance, psi, decidedBy, reasons }: ColumnComparison): HTMLElement {
  const items: (readonly [name: string, value: string, title?: string | undefined])[] = [
    [distanceName(distance.name), formatQuantity(distance.value), reasons?.['distance.value']],
    [t('Population stability index'), formatQuantity(psi), reasons?.['psi']],
    [testName(test.name), formatQuantity(test.statistic), reasons?.['test.statistic']],
    ['p', formatPValue(test.pValue), formatExact(test.pValue)],
    [t('p after Holm'), formatPValue(test.pAdjusted.holm), formatExact(test.pAdjusted.holm)],
    [
      t('decided by'),
      decidedBy === null ? absent : decidedBy === 'test' ? t('test') : t('distance'),
    ],
  ];
  const notes = Object.values(reasons ?? {}).filter((note, i, all) => all.indexOf(note) === i);
  return html(
    'div',
    {},
    html(
      'dl',
      { class: 'facts-list' },
      items.map(([name, value, title]) =>
        html('div', { title }, html('dt', {}, name), html('dd', {}, value)),
      ),
    ),
    notes.map((note) => html('p', { class: 'note muted' }, note)),
  );
}

function levelList(title: string, levels: ColumnComparison['newLevels']): HTMLElement | null {
  if (levels === undefined || levels.levels === 0) return null;
  const more = levels.levels - Math.min(mostLevels, levels.values.length);
  return html(
    'div',
    { class: 'one-sided' },
    html('h3', {}, `${title} `, html('span', { class: 'tab-count' }, formatCount(levels.levels))),
    html(
      'p',
      {},
      levels.values.slice(0, mostLevels).map((value) => html('code', { class: 'level' }, value)),
      more > 0 ? t('and {0} more', formatCount(more)) : null,
      ' ',
      html('span', { class: 'muted' }, t('{0} rows', formatCount(levels.rows))),
    ),
  );
}
