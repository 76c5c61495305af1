import type { ColumnTest, TargetTestsResult } from '../../protocol';
import { formatCount, formatPValue, formatValue } from '../../format/numbers';
import type { Terminal } from '../terminal';
import { shorten, textTable } from './textTable';

type Colours = Terminal['colours'];

export function renderTargetTests(result: TargetTestsResult, colours: Colours): string {
  const { bold, dim } = colours;
  const related = result.tests.filter(({ decision }) => decision === 'related').length;
  const tested = result.tests.filter(({ decision }) => decision !== 'not tested').length;
  const heading =
    `${bold(`${formatCount(related)} of ${formatCount(tested)} columns ${related === 1 ? 'is' : 'are'} related to ${result.target}`)}  ` +
    `${formatCount(result.n)} rows · Holm-corrected p ≤ ${result.alpha}`;
  return [
    `${heading}\n`,
    renderTests(result.tests, colours),
    renderPairs(result, colours),
    renderInflation(result, colours),
    `${dim('Smaller p says "less likely by chance", not "stronger"; the effect says how strong.')}\n`,
  ].join('\n');
}

function renderTests(tests: readonly ColumnTest[], { green, dim }: Colours): string {
  const ordered = tests.toSorted((a, b) => strength(b) - strength(a));
  return textTable(
    [
      { title: '' },
      { title: 'column' },
      { title: 'test' },
      { title: 'statistic', align: 'right' },
      { title: 'df', align: 'right' },
      { title: 'p' },
      { title: 'Holm' },
      { title: 'effect' },
      { title: 'note' },
    ],
    ordered.map((test) => [
      test.decision === 'related' ? green('●') : dim(test.decision === 'not tested' ? ' ' : '○'),
      shorten(test.column, 32),
      test.decision === 'not tested' ? dim('not tested') : test.test,
      formatValue(test.statistic),
      test.df === null ? '' : formatValue(test.df),
      formatPValue(test.pValue),
      formatPValue(test.pAdjusted.holm),
      test.effect.value === null
        ? ''
        : `${test.effect.name} ${formatValue(test.effect.value, 3)}${test.negligible ? dim(' negligible') : ''}`,
      dim(note(test)),
    ]),
  );
}

/** Effects of all kinds on one scale: ε² is a squared correlation, V and r are not. */
function strength({ effect: { name, value } }: ColumnTest): number {
  if (value === null) return -1;
  return name === 'ε²' ? Math.sqrt(value) : Math.abs(value);
}

function note(test: ColumnTest): string {
  if (test.decision === 'not tested') return test.sentence;
  return test.assumptions
    .filter(({ holds }) => !holds)
    .map(({ detail }) => detail)
    .join('; ');
}

/** Pairs of groups shown per column; the JSON document has them all. */
const pairsShown = 3;
/** Columns whose pairs are shown, the strongest ones. */
const columnsShown = 10;

function renderPairs({ tests, alpha }: TargetTestsResult, { bold, dim }: Colours): string {
  const compared = tests
    .filter(({ decision, postHoc }) => decision === 'related' && postHoc !== undefined)
    .toSorted((a, b) => strength(b) - strength(a));
  if (compared.length === 0) return '';
  const lines = compared.slice(0, columnsShown).map(({ column, postHoc = [] }) => {
    const differing = postHoc.filter(({ pAdjusted }) => pAdjusted <= alpha);
    const shown = differing
      .slice(0, pairsShown)
      .map(
        ({ a, b, pAdjusted }) =>
          `${shorten(a, 20)} ≠ ${shorten(b, 20)} ${dim(formatPValue(pAdjusted))}`,
      );
    const found = `${differing.length} of ${postHoc.length} pairs`;
    return `  ${shorten(column, 32)}  ${[found, ...shown].join(' · ')}${differing.length > pairsShown ? ' …' : ''}`;
  });
  const rest = compared.length - lines.length;
  const more = rest > 0 ? `\n  ${dim(`and ${rest} more columns: see --json`)}` : '';
  return `${bold('Which groups differ')}  Dunn, Holm-corrected\n${lines.join('\n')}${more}\n`;
}

function renderInflation({ vif, vifSteps }: TargetTestsResult, { bold }: Colours): string {
  if (vif.length === 0) return '';
  const { limit, steps, kept } = vifSteps;
  const heading = bold('Collinearity');
  if (steps.length === 0) {
    const largest = Math.max(...vif.map((entry) => entry.vif ?? 0));
    const shown = largest > 0 ? ` (largest ${formatValue(largest, 3)})` : '';
    return `${heading}  no variance inflation above ${limit}${shown}\n`;
  }
  const lines = steps.map(({ sentence }, i) => `  ${i + 1}. ${sentence}`);
  return `${heading}  variance inflation above ${limit}; dropping one at a time leaves ${kept.length} of ${vif.length} numbers\n${lines.join('\n')}\n`;
}
