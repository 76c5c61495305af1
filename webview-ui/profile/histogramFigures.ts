import { type ChartConfiguration } from 'chart.js';
import { type ColumnProfile, type ProfileIntent, type TargetInfo } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { classColor, orderForStack, type Series } from './classSeries';
import { positiveIndex } from './miniBars';

type Port = PanelPort<ProfileIntent>;

/** A numeric column's bins, stacked by class when there is a target. */
export function histogramFigure(
  column: ColumnProfile,
  histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] },
  target: TargetInfo | null,
  port: Port,
): HTMLElement {
  const byClass = column.target?.histogram;
  const series: readonly Series[] =
    target !== null && byClass !== undefined && byClass.counts.length > 0
      ? byClass.counts.map((counts, index) => ({
          label: `${target.column} = ${target.classes[index]?.value ?? t('other')}`,
          counts,
        }))
      : [{ label: t('rows'), counts: histogram.counts }];
  const edges = (series.length > 1 ? byClass?.edges : undefined) ?? histogram.edges;
  return binnedFigure(
    column,
    target !== null && series.length > 1
      ? t('{0} by {1}', column.name, target.column)
      : t('Distribution of {0}', column.name),
    column.name,
    edges.map(formatQuantity),
    series,
    positiveIndex(target),
    port,
  );
}

/** Bins that have texts for edges: dates, lengths. */
export function plainHistogram(
  column: ColumnProfile,
  title: string,
  unit: string,
  edges: readonly string[],
  counts: readonly number[],
  port: Port,
): HTMLElement {
  return binnedFigure(column, title, unit, edges, [{ label: t('rows'), counts }], -1, port);
}

function binnedFigure(
  column: ColumnProfile,
  title: string,
  axisTitle: string,
  edges: readonly string[],
  series: readonly Series[],
  positive: number,
  port: Port,
): HTMLElement {
  const bins = edges.slice(0, -1).map((from, index) => `${from} – ${edges[index + 1] ?? ''}`);
  const range = t('From {0} to {1}', edges[0] ?? '', edges.at(-1) ?? '');
  return chartFigure(
    {
      id: `histogram-${column.index}`,
      title,
      summary: t('Histogram of {0} bins. {1}.', bins.length, range),
      heightPx: 220,
      draw: (theme): ChartConfiguration<'bar'> => ({
        type: 'bar',
        data: {
          labels: bins,
          datasets: orderForStack(series, positive).map(({ label, counts, index }) => ({
            label,
            data: [...counts],
            backgroundColor: classColor(theme, index, positive, series.length),
            categoryPercentage: 1,
            barPercentage: 0.94,
            stack: 'rows',
          })),
        },
        options: {
          scales: {
            x: axis(theme, axisTitle, {
              stacked: true,
              grid: { display: false },
              ticks: {
                color: theme.muted,
                maxRotation: 0,
                autoSkipPadding: 16,
                callback: (_value: unknown, index: number) => edges[index] ?? '',
              },
            }),
            y: axis(theme, t('rows'), { stacked: true, beginAtZero: true }),
          },
          interaction: { mode: 'index', intersect: false },
          plugins: { legend: { display: series.length > 1 } },
        },
      }),
      table: {
        caption: title,
        columns: [{ label: column.name }, ...series.map(({ label }) => ({ label, numeric: true }))],
        rows: bins.map((bin, index) => [bin, ...series.map(({ counts }) => counts[index] ?? 0)]),
      },
    },
    port,
  );
}
