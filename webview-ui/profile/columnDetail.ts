import {
  type ColumnProfile,
  type ColumnTest,
  type NumericSummary,
  type ProfileIntent,
  type ProfileResult,
} from '../../src/protocol';
import { html, type Child } from '../shared/dom';
import {
  formatCount,
  formatExact,
  formatPStatement,
  formatQuantity,
  formatShare,
} from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { type ListedColumn } from './columnOrder';
import { distributionFigures } from './distributionFigures';

/** Everything known about one column, below its line. */
export function columnDetail(
  { profile: column, test }: ListedColumn,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  return html(
    'div',
    { class: 'detail' },
    html(
      'div',
      { class: 'detail-facts' },
      html('p', { class: 'muted' }, column.typeReason),
      test === undefined ? null : testFacts(test),
      facts(column),
    ),
    html('div', { class: 'figures' }, distributionFigures(column, profile, port)),
  );
}

function testFacts(test: ColumnTest): HTMLElement {
  return html(
    'div',
    { class: 'test-facts' },
    html('p', {}, test.sentence),
    html(
      'p',
      { class: 'muted', title: `p ${formatExact(test.pValue)}` },
      test.pValue === null
        ? [...new Set(Object.values(test.reasons ?? {}))].join(' ')
        : `${formatPStatement(test.pValue)}, ${t('after Holm’s correction')} ${formatPStatement(test.pAdjusted.holm)}, n = ${formatCount(test.n)}`,
    ),
    test.assumptions.length === 0
      ? null
      : html(
          'ul',
          { class: 'assumptions muted' },
          test.assumptions.map((assumption) =>
            html('li', {}, assumption.holds ? '✓ ' : '⚠ ', assumption.detail),
          ),
        ),
  );
}

function facts(column: ColumnProfile): HTMLElement {
  const pairs: [string, Child, string?][] = [
    [t('missing'), `${formatCount(column.missing.count)} (${formatShare(column.missing.rate)})`],
    [t('distinct'), formatCount(column.distinct.count)],
    [t('stored as'), column.storageType],
  ];
  if (column.numeric !== undefined) pairs.push(...numericFacts(column.numeric));
  if (column.categorical !== undefined && column.type !== 'identifier') {
    const { entropy, imbalance } = column.categorical;
    pairs.push(
      [t('entropy'), `${formatQuantity(entropy)} bit`, formatExact(entropy)],
      [t('imbalance'), formatQuantity(imbalance), formatExact(imbalance)],
    );
  }
  if (column.dateTime !== undefined) {
    pairs.push(
      [t('first'), column.dateTime.min],
      [t('last'), column.dateTime.max],
      [t('span'), t('{0} days', formatQuantity(column.dateTime.spanDays))],
    );
  }
  if (column.text !== undefined) {
    const { length, words, blank } = column.text;
    pairs.push(
      [t('length'), `${formatQuantity(length.min)} … ${formatQuantity(length.max)}`],
      [t('median length'), formatQuantity(length.median)],
      [t('words'), formatQuantity(words.mean)],
      [t('blank'), formatCount(blank)],
    );
  }
  return html(
    'dl',
    { class: 'facts-list' },
    pairs.map(([name, value, exact]) =>
      html('div', {}, html('dt', {}, name), html('dd', { title: exact }, value)),
    ),
  );
}

function numericFacts(summary: NumericSummary): [string, Child, string?][] {
  const quantity = (name: string, value: number | null): [string, Child, string] => [
    name,
    formatQuantity(value),
    formatExact(value),
  ];
  const quantile = (name: string, key: string): [string, Child, string] =>
    quantity(name, summary.quantiles[key] ?? null);
  return [
    quantity(t('mean'), summary.mean),
    quantity(t('standard deviation'), summary.std),
    quantity(t('minimum'), summary.min),
    quantile('5 %', '0.05'),
    quantile('25 %', '0.25'),
    quantile(t('median'), '0.5'),
    quantile('75 %', '0.75'),
    quantile('95 %', '0.95'),
    quantity(t('maximum'), summary.max),
    quantity(t('skewness'), summary.skewness),
    quantity(t('excess kurtosis'), summary.kurtosis),
    [t('zeros'), formatCount(summary.zeros)],
    [t('negative'), formatCount(summary.negatives)],
    ...(summary.infinite > 0
      ? ([[t('infinite'), formatCount(summary.infinite)]] satisfies [string, Child][])
      : []),
  ];
}
