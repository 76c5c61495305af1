import {
  type ColumnProfile,
  type ColumnTest,
  type ProfileIntent,
  type ProfileResult,
} from '../../src/protocol';
import { html } from '../shared/dom';
import { formatCount, formatExact, formatPStatement } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { columnFacts } from './columnFacts';
import { type ListedColumn } from './columnOrder';
import { dateGaps } from './datePatterns';
import { distributionFigures } from './distributionFigures';
import { extremeValues } from './extremeValues';
import { nestedParts } from './nestedParts';
import { placeholderList, spellingGroups } from './spellingGroups';
import { quantileTable } from './quantileTable';

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
      factList(column),
      quantileTable(column),
      extremeValues(column, port),
      dateGaps(column, port),
      spellingGroups(column, port),
      placeholderList(column, port),
      nestedParts(column),
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

/** Values of more characters have a line to themselves. */
const longValue = 14;

function factList(column: ColumnProfile): HTMLElement {
  return html(
    'dl',
    { class: 'facts-list' },
    columnFacts(column).map(([name, value, title]) =>
      html(
        'div',
        { class: value.length > longValue ? 'wide' : undefined },
        html('dt', {}, name),
        html('dd', { title }, value),
      ),
    ),
  );
}
