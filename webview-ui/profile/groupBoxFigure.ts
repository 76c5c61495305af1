import { type ChartConfiguration } from 'chart.js';
import { type ClassBox, type ProfileIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatCount, formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { type Theme } from '../shared/theme';
import { t } from '../shared/translate';

export interface GroupBoxes {
  readonly id: string;
  readonly title: string;
  /** The number whose boxes are drawn. */
  readonly value: string;
  /** What divides the rows into the boxes. */
  readonly group: string;
  /** Those of {@link drawnBoxes}. */
  readonly boxes: readonly ClassBox[];
  /** So many medians are told in the summary; all when absent. */
  readonly mostTold?: number;
  readonly heightPx: number;
  readonly boxPx: number;
  readonly color: (theme: Theme, index: number) => string;
}

/** The boxes that have a median, in their order: only these are drawn. */
export function drawnBoxes(boxes: readonly ClassBox[]): ClassBox[] {
  return boxes.filter(({ median }) => median !== null);
}

/** A number within each group of rows: range, middle half, median and mean. */
export function groupBoxFigure(
  { id, title, value, group, boxes, mostTold, heightPx, boxPx, color }: GroupBoxes,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const medians = boxes
    .slice(0, mostTold)
    .map((box) => `${box.class}: ${formatQuantity(box.median)}`)
    .join(', ');
  return chartFigure(
    {
      id,
      title,
      summary: t('Medians: {0}.', medians),
      heightPx,
      draw: (theme) =>
        ({
          type: 'boxplot',
          data: {
            labels: boxes.map((box) => box.class),
            datasets: [
              {
                label: value,
                data: boxes.map(({ min, q1, median, q3, max, mean }) => ({
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
                backgroundColor: boxes.map((_box, index) => withAlpha(color(theme, index), 0.35)),
                borderColor: boxes.map((_box, index) => color(theme, index)),
                borderWidth: 1.5,
                medianColor: theme.foreground,
                meanBackgroundColor: theme.foreground,
                meanBorderColor: theme.foreground,
                meanRadius: 2.5,
                maxBarThickness: boxPx,
              },
            ],
          },
          options: {
            indexAxis: 'y',
            scales: {
              x: axis(theme, value),
              y: axis(theme, group, { grid: { display: false } }),
            },
            plugins: {
              legend: { display: false },
              tooltip: {
                callbacks: {
                  label: ({ dataIndex }: { dataIndex: number }) => boxText(boxes[dataIndex]),
                },
              },
            },
          },
        }) as unknown as ChartConfiguration,
      table: {
        caption: title,
        columns: [
          { label: group },
          ...[t('rows'), t('minimum'), '25 %', t('median'), '75 %', t('maximum'), t('mean')].map(
            (label) => ({ label, numeric: true }),
          ),
        ],
        rows: boxes.map((box) => [
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

function boxText(box: ClassBox | undefined): string[] {
  if (box === undefined) return [];
  return [
    t('median {0}', formatQuantity(box.median)),
    t('middle half {0} – {1}', formatQuantity(box.q1), formatQuantity(box.q3)),
    t('range {0} – {1}', formatQuantity(box.min), formatQuantity(box.max)),
    t('mean {0}', formatQuantity(box.mean)),
    t('{0} rows', formatCount(box.count)),
  ];
}
