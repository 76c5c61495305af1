import path from 'node:path';
import type { MetricName, PairedComparison, TrainedResult, TrainResult } from '../../protocol';
import { formatCount, formatMetric, formatSeconds } from '../../format/numbers';
import type { Terminal } from '../terminal';
import { textTable } from './textTable';

type Colours = Terminal['colours'];

const shownMetrics: readonly (readonly [MetricName, string])[] = [
  ['rocAuc', 'ROC-AUC'],
  ['averagePrecision', 'avg precision'],
  ['f1', 'F1'],
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['accuracy', 'accuracy'],
  ['brier', 'Brier'],
];

export function renderTraining(result: TrainResult, { bold, dim, green }: Colours): string {
  const { folds, dataset } = result;
  const positive = result.positive === null ? '' : ` = ${result.positive}`;
  const header = [
    bold(`${path.basename(dataset.path)} · ${result.target}${positive}`),
    `${folds.k} folds × ${folds.repeats}`,
    `seed ${folds.seed}`,
    `${formatCount(dataset.trainingRows)} training rows`,
    dataset.holdoutRows === 0 ? 'no holdout' : `${formatCount(dataset.holdoutRows)} kept apart`,
  ].join(' · ');
  const table = textTable(
    [
      { title: '' },
      { title: 'strategy' },
      { title: 'model' },
      ...shownMetrics.map(([, title]) => ({ title, align: 'right' as const })),
      { title: 'against base' },
      { title: 'holdout ROC-AUC', align: 'right' as const },
      { title: 'time', align: 'right' as const },
    ],
    result.results.map((row) => [
      row.runId === result.best.runId ? green('★') : '',
      row.strategy,
      row.model,
      ...shownMetrics.map(([name]) => meanAndSpread(row, name)),
      againstBase(row, result.comparison),
      formatMetric(row.holdout?.rocAuc),
      formatSeconds(row.seconds),
    ]),
  );
  const issues = result.issues.map(({ message }) => dim(`  ! ${message}`));
  const unused = result.unusedColumns.map(({ column, reason }) => dim(`  ${column}: ${reason}`));
  return [
    `${header}\n`,
    table,
    `${result.best.why}\n`,
    ...(unused.length === 0 ? [] : [`${dim('Columns left out')}\n${unused.join('\n')}\n`]),
    ...(issues.length === 0 ? [] : [`${issues.join('\n')}\n`]),
    `${dim(`Recorded as run ${result.parentRunId} of experiment ${result.experiment}.`)}\n`,
  ].join('\n');
}

function meanAndSpread(row: TrainedResult, name: MetricName): string {
  const { mean, std } = row.metrics[name];
  if (mean === null) return '–';
  return std === null ? formatMetric(mean) : `${formatMetric(mean)} ±${formatMetric(std)}`;
}

function againstBase(row: TrainedResult, comparisons: readonly PairedComparison[]): string {
  const found = comparisons.find(({ a }) => a === row.runId);
  if (found === undefined) return '';
  if (found.difference === null) return found.reason ?? '–';
  const marks = { better: '▲', worse: '▼', 'no difference': '≈' };
  const sign = found.difference >= 0 ? '+' : '−';
  const interval =
    found.interval === null
      ? ''
      : ` [${found.interval.map((end) => formatMetric(end)).join(', ')}]`;
  return `${marks[found.verdict]} ${sign}${formatMetric(Math.abs(found.difference))}${interval}`;
}
