import path from 'node:path';
import { formatBytes, formatCount, formatRate, formatValue } from '../../format/numbers';
import type { Both, ColumnComparison, DataComparison, DatasetInfo } from '../../protocol';
import type { Terminal } from '../terminal';
import { shorten, sparkline, textTable } from './textTable';

type Colours = Terminal['colours'];

const binsShown = 10;
const ranks = { large: 0, moderate: 1, none: 2, 'not compared': 3 } as const;

/** A comparison of two data sets, the columns that drifted most first. */
export function renderDataComparison(comparison: DataComparison, colours: Colours): string {
  return [
    renderHeader(comparison, colours),
    renderAlerts(comparison, colours),
    renderIssues(comparison, colours),
    renderColumns(comparison),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function renderHeader(
  { reference, current, target, sharedRows }: DataComparison,
  { bold, dim }: Colours,
): string {
  const lines = [
    `reference  ${bold(path.basename(reference.path))}  ${facts(reference)}`,
    `current    ${bold(path.basename(current.path))}  ${facts(current)}`,
    ...(target === null ? [] : [`target     ${bold(target)}`]),
    dim(
      `${counted(sharedRows.count, 'current row')} ${sharedRows.count === 1 ? 'occurs' : 'occur'} in the reference too`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function facts(info: DatasetInfo): string {
  return [
    `${counted(info.rows, 'row')} × ${counted(info.columns, 'column')}`,
    formatBytes(info.sizeBytes),
    ...(info.exact ? [] : [`sample of ${formatCount(info.sampledRows)} rows`]),
  ].join(' · ');
}

function renderAlerts({ alerts }: DataComparison, { bold, yellow, red, cyan }: Colours): string {
  if (alerts.length === 0) return '';
  const marks = { error: red('✕'), warning: yellow('!'), info: cyan('i') };
  const lines = alerts.map(({ severity, message }) => `  ${marks[severity]} ${message}`);
  return `${bold(`Alerts ${alerts.length}`)}\n${lines.join('\n')}\n`;
}

function renderIssues({ issues }: DataComparison, { bold, yellow }: Colours): string {
  if (issues.length === 0) return '';
  const lines = issues.map(({ message }) => `  ${yellow('!')} ${message}`);
  return `${bold('While reading')}\n${lines.join('\n')}\n`;
}

function renderColumns({ columns, target }: DataComparison): string {
  if (columns.length === 0) return 'The data sets have no column in common.\n';
  const sorted = [...columns].sort(
    (a, b) =>
      Number(b.column === target) - Number(a.column === target) ||
      ranks[a.drift] - ranks[b.drift] ||
      (b.distance.value ?? 0) - (a.distance.value ?? 0),
  );
  return textTable(
    [
      { title: 'column' },
      { title: 'type' },
      { title: 'drift' },
      { title: 'distance', align: 'right' },
      { title: 'PSI', align: 'right' },
      { title: 'p (Holm)', align: 'right' },
      { title: 'reference' },
      { title: 'current' },
      { title: 'mean, or share of the most frequent' },
      { title: 'missing' },
    ],
    sorted.map((column) => [
      `${shorten(column.column, 32)}${column.column === target ? ' (target)' : ''}`,
      both(column.type),
      column.drift,
      distanceText(column),
      formatValue(column.psi, 2),
      formatValue(column.test.pAdjusted.holm, 2),
      distribution(column, 'reference'),
      distribution(column, 'current'),
      centre(column),
      missing(column.missingRate),
    ]),
  );
}

function both({ reference, current }: Both<string>): string {
  return reference === current ? reference : `${reference} → ${current}`;
}

function distanceText({ distance }: ColumnComparison): string {
  if (distance.value === null) return '–';
  return `${formatValue(distance.value, 2)} ${distance.name === 'wasserstein' ? 'sd' : 'JS'}`;
}

function distribution({ histogram, levels }: ColumnComparison, side: keyof Both<unknown>): string {
  if (histogram !== undefined) return sparkline(rebin(histogram[side], binsShown));
  return levels === undefined ? '' : sparkline(levels[side].slice(0, binsShown));
}

function rebin(counts: readonly number[], bins: number): number[] {
  if (counts.length <= bins) return [...counts];
  const merged = new Array<number>(bins).fill(0);
  counts.forEach((count, i) => (merged[Math.floor((i * bins) / counts.length)]! += count));
  return merged;
}

function centre({ mean, levels }: ColumnComparison): string {
  if (mean !== undefined) return `${formatValue(mean.reference)} → ${formatValue(mean.current)}`;
  const level = levels?.values[0];
  if (levels === undefined || level === undefined) return '';
  const share = (side: keyof Both<unknown>): string => {
    const total = levels[side].reduce((sum, count) => sum + count, levels.other[side]);
    return total === 0 ? '–' : formatRate(levels[side][0]! / total);
  };
  return `${shorten(level, 20)} ${share('reference')} → ${share('current')}`;
}

function missing({ reference, current }: Both<number>): string {
  if (reference === 0 && current === 0) return '0';
  return `${formatRate(reference)} → ${formatRate(current)}`;
}
