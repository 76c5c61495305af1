import { type ChartConfiguration } from 'chart.js';
import { type PairView, type ProfileIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatCount, formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { drawnBoxes, groupBoxFigure } from './groupBoxFigure';
import { gridFigure, levelsFigure } from './pairMatrixFigures';
import { quartileBand } from './quartileBand';

type Port = PanelPort<ProfileIntent>;
type View<Kind extends PairView['kind']> = Extract<PairView, { readonly kind: Kind }>;

/** The picture of two columns that fits their kinds. */
export function pairFigure(view: Exclude<PairView, View<'none'>>, port: Port): HTMLElement {
  switch (view.kind) {
    case 'points':
      return pointsFigure(view, port);
    case 'bins':
      return gridFigure(view, port);
    case 'boxes':
      return boxesFigure(view, port);
    case 'table':
      return levelsFigure(view, port);
    case 'timeline':
      return timelineFigure(view, port);
  }
}

/** A cloud of points, faint where there are many, so that dense places show. */
function pointsFigure({ x, y, points }: View<'points'>, port: Port): HTMLElement {
  const title = t('{0} against {1}', y, x);
  const alpha = points.length > 400 ? 0.45 : 0.7;
  return chartFigure(
    {
      id: 'pair',
      title,
      summary: t('{0} points.', formatCount(points.length)),
      heightPx: 420,
      draw: (theme): ChartConfiguration<'scatter'> => ({
        type: 'scatter',
        data: {
          datasets: [
            {
              label: title,
              data: points.map(([a, b]) => ({ x: a, y: b })),
              backgroundColor: withAlpha(theme.neutral, theme.highContrast ? 1 : alpha),
              borderColor: theme.neutral,
              borderWidth: 0,
              pointRadius: points.length > 400 ? 2.5 : 3.5,
            },
          ],
        },
        options: {
          scales: { x: axis(theme, x), y: axis(theme, y) },
          plugins: {
            legend: { display: false },
            tooltip: {
              callbacks: {
                label: ({ dataIndex }) => {
                  const [a, b] = points[dataIndex] ?? [];
                  return [`${x}: ${formatQuantity(a)}`, `${y}: ${formatQuantity(b)}`];
                },
              },
            },
          },
        },
      }),
      table: {
        caption: title,
        columns: [
          { label: x, numeric: true },
          { label: y, numeric: true },
        ],
        rows: points.map(([a, b]) => [a, b]),
      },
    },
    port,
  );
}

/** A number at each level of a category. */
function boxesFigure({ x, y, numeric, boxes }: View<'boxes'>, port: Port): HTMLElement {
  const [number, category] = numeric === 'x' ? [x, y] : [y, x];
  const drawn = drawnBoxes(boxes);
  return groupBoxFigure(
    {
      id: 'pair',
      title: t('{0} at each level of {1}', number, category),
      value: number,
      group: category,
      boxes: drawn,
      mostTold: 6,
      heightPx: Math.max(170, 80 + 34 * drawn.length),
      boxPx: 22,
      color: (theme) => theme.neutral,
    },
    port,
  );
}

/** The mean of a number over stretches of time, with its middle half as a band. */
function timelineFigure(view: View<'timeline'>, port: Port): HTMLElement {
  const { x, y, time, edges, counts, mean, q1, q3 } = view;
  const [dates, number] = time === 'x' ? [x, y] : [y, x];
  const title = t('{0} over {1}', number, dates);
  const spans = counts.map((_count, i) => `${edges[i] ?? ''} – ${edges[i + 1] ?? ''}`);
  const bins = counts.map((_count, i) => ({ q1: q1[i] ?? null, q3: q3[i] ?? null }));
  const present = mean.filter((value) => value !== null);
  return chartFigure(
    {
      id: 'pair',
      title,
      summary: t(
        'Mean from {0} in the first stretch to {1} in the last.',
        formatQuantity(present[0]),
        formatQuantity(present.at(-1)),
      ),
      heightPx: 320,
      draw: (theme): ChartConfiguration<'line'> => ({
        type: 'line',
        data: {
          labels: edges.slice(0, -1),
          datasets: [
            {
              label: t('mean of {0}', number),
              data: [...mean],
              borderColor: theme.positive,
              backgroundColor: theme.positive,
              borderWidth: 2,
              pointRadius: 2.5,
            },
          ],
        },
        options: {
          interaction: { mode: 'index', intersect: false },
          scales: {
            x: axis(theme, dates),
            y: axis(theme, number, {
              suggestedMin: Math.min(...q1.map((value) => value ?? Infinity)),
              suggestedMax: Math.max(...q3.map((value) => value ?? -Infinity)),
            }),
          },
          plugins: {
            tooltip: {
              callbacks: {
                title: ([point]) => spans[point?.dataIndex ?? -1] ?? '',
                afterBody: ([point]) => {
                  const i = point?.dataIndex ?? -1;
                  return [
                    t('middle half {0} – {1}', formatQuantity(q1[i]), formatQuantity(q3[i])),
                    t('{0} rows', formatCount(counts[i] ?? 0)),
                  ];
                },
              },
            },
          },
        },
        plugins: [quartileBand(bins, withAlpha(theme.neutral, 0.25))],
      }),
      table: {
        caption: title,
        columns: [
          { label: dates },
          ...[t('rows'), '25 %', t('mean'), '75 %'].map((label) => ({ label, numeric: true })),
        ],
        rows: spans.map((span, i) => [
          span,
          counts[i]!,
          q1[i] ?? null,
          mean[i] ?? null,
          q3[i] ?? null,
        ]),
      },
    },
    port,
  );
}
