import { type ChartConfiguration } from 'chart.js';
import {
  type ClassBox,
  type ColumnProfile,
  type ProfileIntent,
  type TargetInfo,
} from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { classColor } from './classSeries';

type Port = PanelPort<ProfileIntent>;

/**
 * A number within each class of the target, or a numeric target at each level of the column: range, middle half, median and
 * mean. Of a text it is the length.
 */
export function boxFigure(
  column: ColumnProfile,
  boxes: readonly ClassBox[],
  target: TargetInfo,
  port: Port,
): HTMLElement {
  const drawn = boxes.filter((box) => box.median !== null);
  const isNumber = target.task === 'regression';
  const own = column.type === 'text' ? t('Length of {0}', column.name) : column.name;
  const [value, group] = isNumber ? [target.column, column.name] : [own, target.column];
  const title = isNumber
    ? t('{0} at each level of {1}', value, group)
    : t('{0} within each class of {1}', value, group);
  const medians = drawn.map((box) => `${box.class}: ${formatQuantity(box.median)}`).join(', ');
  const positive = drawn.findIndex((box) => box.class === target.positive);
  return chartFigure(
    {
      id: `boxes-${column.index}`,
      title,
      summary: t('Medians: {0}.', medians),
      heightPx: Math.max(150, 70 + 44 * drawn.length),
      draw: (theme) =>
        ({
          type: 'boxplot',
          data: {
            labels: drawn.map((box) => box.class),
            datasets: [
              {
                label: value,
                data: drawn.map((box) => ({
                  min: box.min,
                  q1: box.q1,
                  median: box.median,
                  q3: box.q3,
                  max: box.max,
                  mean: box.mean,
                  whiskerMin: box.min,
                  whiskerMax: box.max,
                  items: [],
                  outliers: [],
                })),
                backgroundColor: drawn.map((_box, index) =>
                  withAlpha(classColor(theme, index, positive, drawn.length), 0.35),
                ),
                borderColor: drawn.map((_box, index) =>
                  classColor(theme, index, positive, drawn.length),
                ),
                borderWidth: 1.5,
                medianColor: theme.foreground,
                meanBackgroundColor: theme.foreground,
                meanBorderColor: theme.foreground,
                meanRadius: 2.5,
                maxBarThickness: 26,
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
                  label: ({ dataIndex }: { dataIndex: number }) => boxText(drawn[dataIndex]),
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

function boxText(box: ClassBox | undefined): string[] {
  if (box === undefined) return [];
  return [
    t('median {0}', formatQuantity(box.median)),
    t('middle half {0} – {1}', formatQuantity(box.q1), formatQuantity(box.q3)),
    t('range {0} – {1}', formatQuantity(box.min), formatQuantity(box.max)),
    t('mean {0}', formatQuantity(box.mean)),
  ];
}
