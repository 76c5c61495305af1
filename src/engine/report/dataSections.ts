import { formatBytes, formatCount, formatRate } from '../../format/numbers';
import type { DatasetInfo, ProfileResult } from '../../protocol';
import { html, type Html } from './html';

/** Name of the file, without its folders. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The figures of the data set as a row of cards. */
export function overviewSection({ dataset, columns, missing, target }: ProfileResult): Html {
  const cells = Math.max(1, dataset.sampledRows * columns.length);
  const missingCells = missing.byColumn.reduce((sum, { count }) => sum + count, 0);
  const duplicates = dataset.duplicateRows === null ? '–' : formatCount(dataset.duplicateRows);
  const cards = [
    ['rows', formatCount(dataset.rows)],
    ['columns', formatCount(dataset.columns)],
    [
      'cells missing',
      missingCells === 0
        ? '0'
        : `${formatCount(missingCells)} (${formatRate(missingCells / cells)})`,
    ],
    ['rows repeated', duplicates],
    ['file', formatBytes(dataset.sizeBytes)],
  ] as const;
  const classes = target?.classes
    .slice(0, 8)
    .map(({ value, rate }) => `${value} ${formatRate(rate)}`);
  const positive = !target?.positive
    ? ''
    : ` Positive class: ${target.positive}. ${target.positiveReason ?? ''}`;
  return html`<section>
    <div class="cards">
      ${cards.map(([label, value]) => html`<div class="card"><b>${value}</b><span>${label}</span></div>`)}
    </div>
    ${target === null ? null : html`<p class="quiet target">Target <b>${target.column}</b>, ${taskText(target.task)}${classes?.length ? `: ${classes.join(', ')}` : ''}.${positive}</p>`}
  </section>`;
}

function taskText(task: string): string {
  if (task === 'binary') return 'two classes';
  return task === 'multiclass' ? 'several classes' : 'a number';
}

/** One line of facts about the file, for the head of the page. */
export function factsLine(dataset: DatasetInfo): Html {
  const read = dataset.exact
    ? 'all rows read, every number exact'
    : `from a sample of ${formatCount(dataset.sampledRows)} of ${formatCount(dataset.rows)} rows`;
  const parts = [
    dataset.format.toUpperCase(),
    dataset.delimiter === null ? null : `delimiter ${delimiterName(dataset.delimiter)}`,
    dataset.encoding,
    dataset.compression,
    read,
    `SHA-256 ${dataset.sha256.slice(0, 12)}…`,
  ].filter((part) => part !== null);
  return html`<div class="facts" title="${dataset.path}">
    ${parts.map((part) => html`<span>${part}</span>`)}
  </div>`;
}

function delimiterName(delimiter: string): string {
  const names: Readonly<Record<string, string>> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'pipe',
  };
  return names[delimiter] ?? JSON.stringify(delimiter);
}

/** How the file was prepared, when it was. */
export function lineageLine({ lineage }: DatasetInfo): Html | null {
  if (lineage === undefined) return null;
  const { script, inputs } = lineage.lineage;
  const from = inputs.map(({ path }) => fileName(path)).join(', ');
  const state =
    lineage.stale.length === 0
      ? 'as recorded'
      : html`<span class="warning">${lineage.stale.join('; ')}</span>`;
  return html`<div class="facts">
    <span>Prepared by <b>${fileName(script.path)}</b> from ${from}</span><span>${state}</span>
  </div>`;
}
