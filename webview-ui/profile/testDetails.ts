import { type ColumnTest, type CompanionTest, type TargetTestsResult } from '../../src/protocol';
import { choice } from '../shared/choice';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { absent, formatCount, formatExact, formatPValue, formatQuantity } from '../shared/format';
import { t } from '../shared/translate';

/** Which groups differ, and the other tests of the same question, of one column at a time; `null` without any. */
export function testDetails(result: TargetTestsResult): HTMLElement | null {
  const detailed = result.tests
    .filter(({ companions, postHoc }) => companions !== undefined || postHoc !== undefined)
    .toSorted((a, b) => (a.pValue ?? 2) - (b.pValue ?? 2));
  const first = detailed[0];
  if (first === undefined) return null;
  const place = html('div', { 'aria-live': 'polite' }, detailOf(first, result.alpha));
  const chosen = choice({
    id: 'test-detail-column',
    label: t('column'),
    options: detailed.map(({ column }) => ({ value: column, label: column })),
    value: first.column,
    searchable: detailed.length > 10,
    onChange: (column) => {
      const test = detailed.find((candidate) => candidate.column === column);
      if (test !== undefined) place.replaceChildren(detailOf(test, result.alpha));
    },
  });
  return html(
    'details',
    { class: 'test-details' },
    html('summary', {}, t('Which groups differ, and other tests of {0} columns', detailed.length)),
    chosen,
    place,
  );
}

function detailOf(test: ColumnTest, alpha: number): HTMLElement {
  return html(
    'div',
    {},
    html('p', {}, test.sentence),
    test.companions === undefined ? null : companionTable(test, test.companions),
    test.postHoc === undefined ? null : pairTable(test, test.postHoc, alpha),
  );
}

function companionTable(test: ColumnTest, companions: readonly CompanionTest[]): HTMLElement {
  return dataTable({
    caption: t('Other tests of {0}', test.column),
    columns: [
      { label: t('test') },
      { label: t('statistic'), numeric: true },
      { label: 'df', numeric: true },
      { label: 'p', numeric: true },
      { label: t('in words') },
    ],
    rows: companions.map((companion) => {
      const df = companion.df.map((own) => (own === null ? absent : formatQuantity(own)));
      return [
        companionName(companion.name),
        {
          content: formatQuantity(companion.statistic),
          text: formatExact(companion.statistic),
          title: formatExact(companion.statistic),
        },
        { content: df.join(', '), text: companion.df.join(' ') },
        {
          content: formatPValue(companion.pValue),
          text: formatExact(companion.pValue),
          title: formatExact(companion.pValue),
        },
        companion.sentence,
      ];
    }),
  });
}

function companionName(name: CompanionTest['name']): string {
  switch (name) {
    case 'anova':
      return t('ANOVA');
    case 'welch-anova':
      return t('Welch’s ANOVA');
    case 'brown-forsythe':
      return t('Brown–Forsythe');
    case 'pearson':
      return t('Pearson');
  }
}

function pairTable(
  test: ColumnTest,
  pairs: NonNullable<ColumnTest['postHoc']>,
  alpha: number,
): HTMLElement {
  const differing = pairs.filter(({ pAdjusted }) => pAdjusted <= alpha).length;
  return html(
    'div',
    {},
    html(
      'p',
      {},
      t(
        '{0} of {1} pairs of groups differ at α = {2} (Dunn’s test, Holm-corrected over the pairs).',
        formatCount(differing),
        formatCount(pairs.length),
        alpha,
      ),
    ),
    dataTable({
      caption: t('Pairs of groups of {0}', test.column),
      columns: [
        { label: t('groups') },
        { label: t('result') },
        { label: 'z', numeric: true },
        { label: t('p (Holm)'), numeric: true },
        { label: 'p', numeric: true },
      ],
      rows: pairs.map(({ a, b, statistic, pValue, pAdjusted }) => [
        `${a} – ${b}`,
        pAdjusted <= alpha ? `● ${t('differ')}` : `○ ${t('not shown')}`,
        { content: formatQuantity(statistic), text: String(statistic), title: String(statistic) },
        { content: formatPValue(pAdjusted), text: String(pAdjusted), title: String(pAdjusted) },
        { content: formatPValue(pValue), text: String(pValue), title: String(pValue) },
      ]),
    }),
  );
}
