import {
  type ColumnTest,
  type ProfileIntent,
  type ProfilePanelState,
  type ProfileResult,
  type TargetTestsResult,
} from '../../src/protocol';
import { dataTable, type Cell } from '../shared/dataTable';
import { html } from '../shared/dom';
import {
  absent,
  formatCount,
  formatExact,
  formatPValue,
  formatQuantity,
  formatScore,
} from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton, emptyView, progressView } from '../shared/panelStates';
import { t } from '../shared/translate';
import { targetSuggestion } from './header';
import { measureSymbol, testName } from './names';
import { normality, varianceInflation } from './numberTests';
import { testDetails } from './testDetails';

/** Every column tested against the target. */
export function testsTab(
  state: ProfilePanelState,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const { tests } = state;
  if (tests === null || profile.target === null) {
    return emptyView(
      t('Tests compare every column with a target.'),
      targetSuggestion(state.suggestedTargets, port),
    );
  }
  switch (tests.state) {
    case 'waiting':
      return html('div', { class: 'empty' }, progressView(tests.message, tests.fraction));
    case 'failed':
      return html(
        'div',
        { class: 'failure', role: 'alert' },
        html('p', {}, tests.error.message),
        tests.error.hint === undefined ? null : html('p', { class: 'muted' }, tests.error.hint),
        actionButton('retry-tests', t('Try again'), () => port.send({ type: 'retry' })),
      );
    case 'ready':
      return testResults(tests.value);
  }
}

function testResults(result: TargetTestsResult): HTMLElement {
  const tested = result.tests.filter(({ decision }) => decision !== 'not tested');
  const related = tested.filter(({ decision }) => decision === 'related').length;
  return html(
    'div',
    { class: 'tests' },
    html(
      'p',
      {},
      t(
        '{0} of {1} tested columns go with {2} at α = {3} after Holm’s correction, in {4} rows.',
        related,
        tested.length,
        result.target,
        result.alpha,
        formatCount(result.n),
      ),
    ),
    dataTable(
      {
        caption: t('Tests of every column against {0}', result.target),
        columns: [
          { label: t('column') },
          { label: t('result') },
          { label: t('effect'), numeric: true },
          { label: t('p (Holm)'), numeric: true },
          { label: 'p', numeric: true },
          { label: t('test'), className: 'test-name' },
          { label: t('statistic'), numeric: true },
          { label: 'df', numeric: true },
          { label: 'n', numeric: true },
          { label: t('in words'), className: 'sentence' },
        ],
        rows: sortTests(result.tests).map(testRow),
      },
      'tests-table',
    ),
    testDetails(result),
    varianceInflation(result),
    normality(result),
  );
}

/** Related columns first, by falling evidence; columns that could not be tested last. */
function sortTests(tests: readonly ColumnTest[]): readonly ColumnTest[] {
  const key = (test: ColumnTest): number => test.pValue ?? 2;
  return tests.toSorted(
    (a, b) => key(a) - key(b) || Math.abs(b.effect.value ?? 0) - Math.abs(a.effect.value ?? 0),
  );
}

function testRow(test: ColumnTest): readonly Cell[] {
  const number = (value: number | null, shown: string): Cell => ({
    content: shown,
    text: value === null ? '' : String(value),
    title:
      value === null
        ? [...new Set(Object.values(test.reasons ?? {}))].join(' ')
        : formatExact(value),
  });
  return [
    test.column,
    decisionCell(test),
    {
      content: [
        html('span', { class: 'muted' }, `${measureSymbol(test.effect.name)} `),
        formatScore(test.effect.value),
      ],
      text: test.effect.value === null ? '' : String(test.effect.value),
      title: `${test.effect.name} ${formatExact(test.effect.value)}`,
    },
    number(test.pAdjusted.holm, formatPValue(test.pAdjusted.holm)),
    number(test.pValue, `${test.exact ? '' : '≈ '}${formatPValue(test.pValue)}`),
    testName(test.test),
    number(test.statistic, formatQuantity(test.statistic)),
    number(test.df, test.df === null ? absent : String(test.df)),
    number(test.n, formatCount(test.n)),
    {
      content: test.sentence,
      text: test.sentence,
      className: 'sentence',
    },
  ];
}

function decisionCell(test: ColumnTest): Cell {
  const shown = {
    related: { sign: '●', text: t('related') },
    'not shown': { sign: '○', text: t('not shown') },
    'not tested': { sign: absent, text: t('not tested') },
  }[test.decision];
  const warnings = test.assumptions.filter(({ holds }) => !holds).map(({ detail }) => detail);
  return {
    content: [
      `${shown.sign} ${shown.text}`,
      test.negligible ? html('span', { class: 'negligible' }, ` ${t('negligible')}`) : null,
      warnings.length === 0
        ? null
        : html(
            'span',
            { class: 'mark warning', role: 'img', 'aria-label': warnings.join(' ') },
            ' ⚠',
          ),
    ],
    text: test.negligible ? `${test.decision}, negligible` : test.decision,
    title: [test.sentence, ...warnings].join('\n'),
    className: `decision ${test.decision.replace(' ', '-')}`,
  };
}
