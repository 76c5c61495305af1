import { type ChartConfiguration } from 'chart.js';
import { type PairView, type ProfileIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatCount, formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
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

/** A number at each level of a category: range, middle half, median and mean. */
function boxesFigure({ x, y, numeric, boxes }: View<'boxes'>, port: Port): HTMLElement {
  const [number, category] = numeric === 'x' ? [x, y] : [y, x];
  const drawn = boxes.filter(({ median }) => median !== null);
  const title = t('{0} at each level of {1}', number, category);
  const medians = drawn
    .slice(0, 6)
    .map((box) => `${box.class}: ${formatQuantity(box.median)}`)
    .join(', ');
  return chartFigure(
    {
      id: 'pair',
      title,
      summary: t('Medians: {0}.', medians),
      heightPx: Math.max(170, 80 + 34 * drawn.length),
      draw: (theme) =>
        ({
          type: 'boxplot',
          data: {
            labels: drawn.map((box) => box.class),
            datasets: [
              {
                label: number,
                data: drawn.map(({ min, q1, median, q3, max, mean }) => ({
                  min,
                  q1,
                  median,
                  q3,
                  max,
                  mean,
                  whiskerMin: min,
                  whiskerMax: max,
                  items: [],
                  outliers: [],
                })),
                backgroundColor: withAlpha(theme.neutral, 0.35),
                borderColor: theme.neutral,
                borderWidth: 1.5,
                medianColor: theme.foreground,
                meanBackgroundColor: theme.foreground,
                meanBorderColor: theme.foreground,
                meanRadius: 2.5,
                maxBarThickness: 22,
              },
            ],
          },
          options: {
            indexAxis: 'y',
            scales: {
              x: axis(theme, number),
              y: axis(theme, category, { grid: { display: false } }),
            },
            plugins: {
              legend: { display: false },
              tooltip: {
                callbacks: {
                  label: ({ dataIndex }: { dataIndex: number }) => {
                    const box = drawn[dataIndex];
                    if (box === undefined) return '';
                    return [
                      t('median {0}', formatQuantity(box.median)),
                      t('middle half {0} – {1}', formatQuantity(box.q1), formatQuantity(box.q3)),
                      t('range {0} – {1}', formatQuantity(box.min), formatQuantity(box.max)),
                      t('{0} rows', formatCount(box.count)),
                    ];
                  },
                },
              },
            },
          },
        }) as unknown as ChartConfiguration,
      table: {
        caption: title,
        columns: [
          { label: category },
          ...[t('rows'), t('minimum'), '25 %', t('median'), '75 %', t('maximum'), t('mean')].map(
            (label) => ({ label, numeric: true }),
          ),
        ],
        rows: drawn.map((box) => [
          box.class,
          box.count,
          box.min,
          box.q1,
          box.median,
          box.q3,
          box.max,
          box.mean,
        ]),
      },
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
