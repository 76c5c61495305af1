import { type ChartConfiguration, type TooltipItem } from 'chart.js';
import { type ColumnComparison, type ComparisonIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { type Theme } from '../shared/theme';
import { t } from '../shared/translate';
import { type PairedShares } from './pairedShares';

/** Both distributions in one chart: the reference as filled bars, the current data as outlines over them, in per cent of each. */
export function pairFigure(
  id: string,
  { column }: ColumnComparison,
  shares: PairedShares,
  port: PanelPort<ComparisonIntent>,
): HTMLElement {
  const title = t('Distribution of {0}', column);
  const { edges, labels } = shares;
  return chartFigure(
    {
      id,
      title,
      summary: summary(shares),
      heightPx: edges === null ? Math.max(140, 72 + 34 * labels.length) : 240,
      draw: (theme) =>
        edges === null ? levelBars(shares, theme) : bins(column, edges, shares, theme),
      table: {
        caption: title,
        columns: [
          { label: column },
          { label: t('reference'), numeric: true },
          { label: t('current'), numeric: true },
          { label: t('reference, rows'), numeric: true },
          { label: t('current, rows'), numeric: true },
        ],
        rows: labels.map((label, i) => [
          label,
          shareCell(shares.reference[i]!),
          shareCell(shares.current[i]!),
          shares.counts.reference[i]!,
          shares.counts.current[i]!,
        ]),
      },
    },
    port,
  );
}

function shareCell(share: number): { content: string; text: string } {
  return { content: formatShare(share), text: String(share) };
}

function summary({ labels, reference, current }: PairedShares): string {
  let most = 0;
  labels.forEach((_, i) => {
    const moved = (at: number): number => Math.abs(current[at]! - reference[at]!);
    if (moved(i) > moved(most)) most = i;
  });
  return t(
    'Largest difference at {0}: {1} in the reference, {2} in the current data.',
    labels[most] ?? '',
    formatShare(reference[most]),
    formatShare(current[most]),
  );
}

const percent = (shares: readonly number[]): number[] => shares.map((share) => 100 * share);

function bins(
  name: string,
  edges: readonly string[],
  { labels, reference, current }: PairedShares,
  theme: Theme,
): ChartConfiguration<'bar'> {
  const common = { categoryPercentage: 1, barPercentage: 0.96, grouped: false };
  return {
    type: 'bar',
    data: {
      labels: [...labels],
      datasets: [
        {
          ...common,
          label: t('current'),
          data: percent(current),
          backgroundColor: 'transparent',
          borderColor: theme.positive,
          borderWidth: { top: 2, left: 1, right: 1, bottom: 0 },
        },
        {
          ...common,
          label: t('reference'),
          data: percent(reference),
          backgroundColor: withAlpha(theme.neutral, theme.highContrast ? 1 : 0.6),
        },
      ],
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: axis(theme, name, {
          grid: { display: false },
          ticks: {
            color: theme.muted,
            maxRotation: 0,
            autoSkipPadding: 16,
            callback: (_value: unknown, index: number) => edges[index] ?? '',
          },
        }),
        y: axis(theme, t('% of the rows with a value'), { beginAtZero: true }),
      },
      plugins: { legend: { reverse: true }, tooltip: percentTooltip },
    },
  };
}

function levelBars(
  { labels, reference, current }: PairedShares,
  theme: Theme,
): ChartConfiguration<'bar'> {
  return {
    type: 'bar',
    data: {
      labels: [...labels],
      datasets: [
        {
          label: t('reference'),
          data: percent(reference),
          backgroundColor: theme.neutral,
          maxBarThickness: 14,
        },
        {
          label: t('current'),
          data: percent(current),
          backgroundColor: 'transparent',
          borderColor: theme.positive,
          borderWidth: 2,
          maxBarThickness: 14,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'index', axis: 'y', intersect: false },
      scales: {
        x: axis(theme, t('% of the rows with a value'), { beginAtZero: true }),
        y: axis(theme, '', { grid: { display: false } }),
      },
      plugins: { tooltip: percentTooltip },
    },
  };
}

const percentTooltip = {
  callbacks: {
    label: ({ dataset, raw }: TooltipItem<'bar'>) =>
      `${dataset.label ?? ''} ${formatShare(Number(raw) / 100)}`,
  },
};
