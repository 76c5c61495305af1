import { classificationMetrics, type RunInfo, type TrainedResult } from '../../src/protocol';
import { dataTable, type Cell } from '../shared/dataTable';
import { absent, formatExact, formatQuantity, formatScore } from '../shared/format';
import { t } from '../shared/translate';
import { isLoss, metricName } from './metricNames';

/** A strategy's metrics: over the folds, on each, and on the rows held out. */
export function metricsTable(result: TrainedResult): HTMLElement {
  const folds = result.metrics.rocAuc.folds.length;
  const score = (value: number | null, reason?: string): Cell => ({
    content: formatScore(value),
    text: value === null ? '' : String(value),
    title: reason ?? formatExact(value),
  });
  return dataTable(
    {
      caption: t('Metrics over the folds'),
      columns: [
        { label: t('metric') },
        { label: t('mean'), numeric: true, title: t('Mean over the folds') },
        { label: t('± sd'), numeric: true, title: t('Standard deviation over the folds') },
        ...(result.holdout === null
          ? []
          : [{ label: t('held out'), numeric: true, title: t('On rows that no fold has seen') }]),
        ...Array.from({ length: folds }, (_item, index) => ({
          label: t('fold {0}', index + 1),
          numeric: true,
          className: 'muted',
        })),
      ],
      rows: classificationMetrics.map((metric): Cell[] => {
        const summary = result.metrics[metric];
        const name = isLoss(metric) ? `${metricName(metric)} ↓` : metricName(metric);
        return [
          {
            content: name,
            text: metric,
            ...(isLoss(metric) ? { title: t('less is better') } : {}),
          },
          score(summary.mean, summary.reasons?.['mean']),
          score(summary.std, summary.reasons?.['std']),
          ...(result.holdout === null ? [] : [score(result.holdout[metric])]),
          ...Array.from({ length: folds }, (_item, index) => score(summary.folds[index] ?? null)),
        ];
      }),
    },
    'metrics-table',
  );
}

/** The latest value of every metric of a run that is not ours. */
export function plainMetricsTable(run: RunInfo): HTMLElement {
  return dataTable({
    caption: t('Metrics'),
    columns: [{ label: t('metric') }, { label: t('latest value'), numeric: true }],
    rows: Object.entries(run.metrics)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, value]): Cell[] => [
        name,
        {
          content: value === null ? absent : formatQuantity(value),
          text: formatExact(value),
          title: value === null ? t('not a number') : formatExact(value),
        },
      ]),
  });
}
