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
    `${bold(`${related} of ${tested} columns are related to ${result.target}`)}  ` +
    `${formatCount(result.n)} rows · Holm-corrected p ≤ ${result.alpha}`;
  return [
    `${heading}\n`,
    renderTests(result.tests, colours),
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
      test.effect.value === null ? '' : `${test.effect.name} ${formatValue(test.effect.value, 3)}`,
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

function renderInflation({ vif }: TargetTestsResult, { bold }: Colours): string {
  const high = vif.filter((entry) => entry.vif === null || entry.vif > 5);
  if (vif.length === 0) return '';
  if (high.length === 0) return `${bold('Collinearity')}  no variance inflation above 5\n`;
  const lines = high.map(
    ({ column, vif: value, reasons }) =>
      `  ${column}  ${value === null ? (reasons?.['vif'] ?? '–') : formatValue(value)}`,
  );
  return `${bold('Collinearity')}  variance inflation above 5\n${lines.join('\n')}\n`;
}
