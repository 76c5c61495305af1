import { type ChartConfiguration } from 'chart.js';
import {
  type ColumnProfile,
  type ProfileIntent,
  type TargetInfo,
  type TargetLevel,
} from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { formatCount, formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { classColor, orderForStack } from './classSeries';
import { intervalBars } from './intervalBars';
import { byLevelOrder } from './levelOrder';
import { positiveIndex } from './miniBars';

type Port = PanelPort<ProfileIntent>;

const mostValues = 20;

/** Share of the positive class at each level, with its 95 % interval and the share of the whole as a line. */
export function rateFigure(
  column: ColumnProfile,
  shownLevels: readonly TargetLevel[],
  target: TargetInfo,
  port: Port,
): HTMLElement {
  const levels = byLevelOrder(column, shownLevels);
  const positive = target.positive ?? '';
  const overall = target.classes.find(({ value }) => value === positive)?.rate ?? null;
  const title = t('Share of {0} = {1} by {2}', target.column, positive, column.name);
  const rates = levels.map((level) => `${level.value}: ${formatShare(level.rate)}`).join(', ');
  return chartFigure(
    {
      id: `rates-${column.index}`,
      title,
      summary: `${rates}.`,
      heightPx: Math.max(120, 64 + 26 * levels.length),
      draw: (theme): ChartConfiguration<'bar'> => ({
        type: 'bar',
        data: {
          labels: levels.map(({ value }) => value),
          datasets: [
            {
              label: title,
              data: levels.map(({ rate }) => (rate === null ? null : 100 * rate)),
              backgroundColor: theme.positive,
              maxBarThickness: 18,
            },
          ],
        },
        options: {
          indexAxis: 'y',
          scales: {
            x: axis(theme, t('% {0}, with 95 % interval', positive), {
              beginAtZero: true,
              suggestedMax:
                100 * Math.max(...levels.map(({ interval, rate }) => interval?.[1] ?? rate ?? 0)),
            }),
            y: axis(theme, '', { grid: { display: false } }),
          },
          plugins: {
            legend: { display: false },
            tooltip: {
              callbacks: { label: ({ dataIndex }) => levelText(levels[dataIndex], positive) },
            },
          },
        },
        plugins: [
          intervalBars(
            levels.map(({ interval }) => interval && [100 * interval[0], 100 * interval[1]]),
            theme.foreground,
            overall === null ? null : 100 * overall,
            theme.muted,
          ),
        ],
      }),
      table: {
        caption: title,
        columns: [
          { label: column.name },
          { label: t('rows'), numeric: true },
          { label: t('share of {0}', positive), numeric: true },
          { label: t('from (95 %)'), numeric: true },
          { label: t('to (95 %)'), numeric: true },
        ],
        rows: levels.map((level) => [
          level.value,
          level.count,
          level.rate,
          level.interval?.[0] ?? null,
          level.interval?.[1] ?? null,
        ]),
      },
    },
    port,
  );
}

function levelText(level: TargetLevel | undefined, positive: string): string[] {
  if (level === undefined) return [];
  const interval =
    level.interval === null
      ? ''
      : ` [${formatShare(level.interval[0])} – ${formatShare(level.interval[1])}]`;
  return [
    `${positive} ${formatShare(level.rate)}${interval}`,
    t('{0} rows', formatCount(level.count)),
  ];
}

/** How often each value occurs, split by class where every level is known; `null` without values. */
export function topFigure(
  column: ColumnProfile,
  target: TargetInfo | null,
  port: Port,
): HTMLElement | null {
  const summary = column.categorical;
  if (summary === undefined || summary.top.length === 0) return null;
  const top = byLevelOrder(column, summary.top.slice(0, mostValues));
  const others =
    summary.other + summary.top.slice(mostValues).reduce((sum, { count }) => sum + count, 0);
  const labels = [...top.map(({ value }) => value), ...(others > 0 ? [t('other values')] : [])];
  const total = [...top.map(({ count }) => count), ...(others > 0 ? [others] : [])];
  const levels = new Map(column.target?.levels?.map((level) => [level.value, level.classCounts]));
  const split =
    target !== null && others === 0 && top.every(({ value }) => levels.has(value))
      ? target.classes.map(({ value }, index) => ({
          label: `${target.column} = ${value}`,
          counts: top.map((level) => levels.get(level.value)?.[index] ?? 0),
        }))
      : [{ label: t('rows'), counts: total }];
  const positive = positiveIndex(target);
  const title = t('Values of {0}', column.name);
  return chartFigure(
    {
      id: `values-${column.index}`,
      title,
      summary: t(
        'Most frequent: {0}, {1}.',
        summary.top[0]!.value,
        formatShare(summary.top[0]!.rate),
      ),
      heightPx: Math.max(120, 64 + 26 * labels.length + (split.length > 1 ? 24 : 0)),
      draw: (theme): ChartConfiguration<'bar'> => ({
        type: 'bar',
        data: {
          labels,
          datasets: orderForStack(split, positive).map(({ label, counts, index }) => ({
            label,
            data: [...counts],
            backgroundColor: classColor(theme, index, positive, split.length),
            maxBarThickness: 18,
            stack: 'rows',
          })),
        },
        options: {
          indexAxis: 'y',
          interaction: { mode: 'index', axis: 'y', intersect: false },
          scales: {
            x: axis(theme, t('rows'), { stacked: true, beginAtZero: true }),
            y: axis(theme, '', { stacked: true, grid: { display: false } }),
          },
          plugins: { legend: { display: split.length > 1 } },
        },
      }),
      table: {
        caption: title,
        columns: [{ label: column.name }, ...split.map(({ label }) => ({ label, numeric: true }))],
        rows: labels.map((label, index) => [
          label,
          ...split.map(({ counts }) => counts[index] ?? 0),
        ]),
      },
    },
    port,
  );
}
