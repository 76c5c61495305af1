import path from 'node:path';
import type { ColumnProfile, DatasetInfo, ProfileResult } from '../../protocol';
import { formatBytes, formatCount, formatRate, formatValue } from '../../format/numbers';
import type { Terminal } from '../terminal';
import { bar, shorten, sparkline, textTable } from './textTable';

type Colours = Terminal['colours'];

const binsShown = 10;

export function renderProfile(profile: ProfileResult, colours: Colours): string {
  return [
    renderHeader(profile, colours),
    renderAlerts(profile, colours),
    renderIssues(profile, colours),
    renderColumns(profile),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function renderHeader({ dataset, target }: ProfileResult, { bold, dim }: Colours): string {
  const facts = [
    `${formatCount(dataset.rows)} rows × ${formatCount(dataset.columns)} columns`,
    formatBytes(dataset.sizeBytes),
    missingCells(dataset),
    dataset.duplicateRows === null ? '' : `${formatCount(dataset.duplicateRows)} duplicate rows`,
    dataset.exact ? 'exact' : `sample of ${formatCount(dataset.sampledRows)} rows`,
  ].filter((fact) => fact !== '');
  const lines = [`${bold(path.basename(dataset.path))}  ${facts.join(' · ')}`];
  if (target !== null) {
    const shares = target.classes
      .slice(0, 6)
      .map(({ value, rate }) => `${value} ${formatRate(rate)}`)
      .join(', ');
    lines.push(
      `target ${bold(target.column)}  ${target.task}${shares === '' ? '' : `: ${shares}`}`,
    );
    if (target.positiveReason !== null) lines.push(dim(target.positiveReason));
  }
  return `${lines.join('\n')}\n`;
}

function missingCells({ missingCells: count }: DatasetInfo): string {
  if (typeof count !== 'number') return '';
  return count === 0
    ? 'no cell empty'
    : `${formatCount(count)} empty ${count === 1 ? 'cell' : 'cells'}`;
}

/** Notes shown; errors and warnings always are. */
const notesShown = 12;

function renderAlerts(
  { alerts }: ProfileResult,
  { bold, dim, yellow, red, cyan }: Colours,
): string {
  if (alerts.length === 0) return '';
  const marks = { error: red('✕'), warning: yellow('!'), info: cyan('i') };
  const notes = alerts.filter(({ severity }) => severity === 'info');
  const hidden = notes.slice(notesShown);
  const lines = alerts
    .filter((alert) => !hidden.includes(alert))
    .map(({ severity, code, message }) => `  ${marks[severity]} ${message} ${dim(code)}`);
  if (hidden.length > 0) {
    lines.push(dim(`    and ${hidden.length} more notes; --html and --json show all`));
  }
  return `${bold(`Alerts ${alerts.length}`)}\n${lines.join('\n')}\n`;
}

function renderIssues({ issues }: ProfileResult, { bold, yellow }: Colours): string {
  if (issues.length === 0) return '';
  const lines = issues.map(({ message }) => `  ${yellow('!')} ${message}`);
  return `${bold('While reading')}\n${lines.join('\n')}\n`;
}

function renderColumns({ columns, target }: ProfileResult): string {
  return textTable(
    [
      { title: 'column' },
      { title: 'type' },
      { title: 'missing', align: 'right' },
      { title: 'distinct', align: 'right' },
      { title: 'distribution' },
      { title: 'mean ± std, or most frequent' },
      ...(target === null ? [] : [{ title: 'link with target' }]),
    ],
    columns.map((column) => [
      shorten(column.name, 32),
      column.type,
      column.missing.count === 0 ? '0' : formatRate(column.missing.rate),
      `${column.distinct.exact ? '' : '~'}${formatCount(column.distinct.count)}`,
      distribution(column),
      centre(column),
      ...(target === null ? [] : [link(column)]),
    ]),
  );
}

function distribution({ numeric, categorical }: ColumnProfile): string {
  if (numeric?.histogram) return sparkline(rebin(numeric.histogram.counts, binsShown));
  if (categorical) {
    return sparkline(categorical.top.slice(0, binsShown).map(({ count }) => count));
  }
  return '';
}

function rebin(counts: readonly number[], bins: number): number[] {
  if (counts.length <= bins) return [...counts];
  const merged = new Array<number>(bins).fill(0);
  counts.forEach((count, i) => (merged[Math.floor((i * bins) / counts.length)]! += count));
  return merged;
}

function centre({ numeric, categorical, dateTime, text, nested }: ColumnProfile): string {
  if (numeric) return `${formatValue(numeric.mean)} ± ${formatValue(numeric.std)}`;
  if (dateTime) return `${dateTime.min ?? '–'} … ${dateTime.max ?? '–'}`;
  if (text) return `${formatValue(text.length.mean)} characters on average`;
  if (nested) return `${nested.kind}, ${formatValue(nested.length.mean)} entries on average`;
  const first = categorical?.top[0];
  return first === undefined ? '' : `${shorten(first.value, 24)} ${formatRate(first.rate)}`;
}

function link({ target, role }: ColumnProfile): string {
  if (role === 'target') return 'target';
  const association = target?.association;
  if (association === undefined || association.value === null) return '';
  return `${bar(association.value, 8)} ${association.name} ${formatValue(association.value, 3)}`;
}
