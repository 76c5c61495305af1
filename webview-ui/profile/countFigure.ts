import { type ChartConfiguration } from 'chart.js';
import { type ProfileIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';

/** Counts with a name each. */
export interface NamedCounts {
  readonly id: string;
  readonly title: string;
  /** What is counted, e.g. `rows`. */
  readonly unit: string;
  /** What the names are, e.g. `word`. */
  readonly kind: string;
  readonly names: readonly string[];
  readonly counts: readonly number[];
  /** What the counts are shares of. */
  readonly total: number;
  /** Bars that stand side by side, for names in an order of their own; else they lie below each other. */
  readonly upright?: boolean;
  /** Said below the title, e.g. that the counts are from a sample. */
  readonly note?: string;
}

/** Plain bars of counts. */
export function countFigure(counted: NamedCounts, port: PanelPort<ProfileIntent>): HTMLElement {
  const { id, title, unit, kind, names, counts, total, upright = false } = counted;
  const most = counts.indexOf(Math.max(...counts));
  const rates = counts.map((count) => (total === 0 ? 0 : count / total));
  const summary = t('Most: {0}, {1}.', names[most] ?? '', formatShare(rates[most] ?? 0));
  const [along, across] = upright ? (['x', 'y'] as const) : (['y', 'x'] as const);
  return chartFigure(
    {
      id,
      title,
      summary: counted.note === undefined ? summary : `${summary} ${counted.note}`,
      heightPx: upright ? 150 : Math.max(110, 64 + 24 * names.length),
      draw: (theme): ChartConfiguration<'bar'> => ({
        type: 'bar',
        data: {
          labels: [...names],
          datasets: [
            { label: unit, data: [...counts], backgroundColor: theme.neutral, maxBarThickness: 16 },
          ],
        },
        options: {
          indexAxis: along,
          interaction: { mode: 'index', axis: along, intersect: false },
          scales: {
            [across]: axis(theme, counted.note === undefined ? unit : `${unit} (${counted.note})`, {
              beginAtZero: true,
            }),
            [along]: axis(theme, '', { grid: { display: false } }),
          },
          plugins: { legend: { display: false } },
        },
      }),
      table: {
        caption: title,
        columns: [
          { label: kind },
          { label: unit, numeric: true },
          { label: t('share'), numeric: true },
        ],
        rows: names.map((name, index) => [name, counts[index] ?? 0, rates[index] ?? 0]),
      },
    },
    port,
  );
}
