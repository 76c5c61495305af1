import { type ChartConfiguration, type ChartDataset } from 'chart.js';
import { type MetricName, type RunIntent, type TrainedResult } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { formatScore } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { seriesDashes } from '../shared/theme';
import { t } from '../shared/translate';
import { metricName } from './metricNames';

const pointStyles = ['circle', 'triangle', 'rect', 'rectRot'] as const;

/** A metric on every fold; lines join what one strategy scored, folds are the same for all. */
export function foldFigure(
  results: readonly TrainedResult[],
  labelOf: (result: TrainedResult) => string,
  metric: MetricName,
  port: PanelPort<RunIntent>,
): HTMLElement {
  const folds = Math.max(...results.map(({ metrics }) => metrics[metric].folds.length));
  const labels = Array.from({ length: folds }, (_item, index) => String(index + 1));
  const title = t('{0} on every fold', metricName(metric));
  return chartFigure(
    {
      id: 'folds',
      title,
      summary: results
        .map(
          (result) =>
            `${labelOf(result)}: ${result.metrics[metric].folds.map(formatScore).join(', ')}`,
        )
        .join('; '),
      heightPx: 340,
      draw: (theme): ChartConfiguration<'line'> => ({
        type: 'line',
        data: {
          labels,
          datasets: results.map((result, index): ChartDataset<'line'> => {
            const color = theme.series[index % theme.series.length]!;
            return {
              label: labelOf(result),
              data: [...result.metrics[metric].folds],
              borderColor: color,
              backgroundColor: color,
              borderDash: [...seriesDashes[index % seriesDashes.length]!],
              borderWidth: 1.25,
              pointRadius: 4,
              pointStyle: pointStyles[index % pointStyles.length]!,
            };
          }),
        },
        options: {
          interaction: { mode: 'index', intersect: false },
          scales: {
            x: axis(theme, t('fold'), { offset: true, grid: { display: false } }),
            y: axis(theme, metricName(metric), { grace: '10%' }),
          },
          plugins: {
            legend: { labels: { usePointStyle: true } },
            tooltip: {
              callbacks: {
                title: (items) => t('fold {0}', items[0]?.label ?? ''),
                label: ({ dataset, parsed }) => `${dataset.label ?? ''}: ${formatScore(parsed.y)}`,
              },
            },
          },
        },
      }),
      table: {
        caption: title,
        columns: [
          { label: t('fold') },
          ...results.map((result) => ({ label: labelOf(result), numeric: true })),
        ],
        rows: labels.map((label, index) => [
          label,
          ...results.map(({ metrics }) => metrics[metric].folds[index] ?? null),
        ]),
      },
    },
    port,
  );
}
