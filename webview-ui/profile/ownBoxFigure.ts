import { type ChartConfiguration } from 'chart.js';
import { type BoxSummary, type ColumnProfile, type ProfileIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatCount, formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';

/** The box plot of a number by itself: quartiles, Tukey's whiskers, and how many values lie beyond them. */
export function ownBoxFigure(
  column: ColumnProfile,
  box: BoxSummary,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const { lowerWhisker, q1, median, q3, upperWhisker, outliers } = box;
  const title = t('Box plot of {0}', column.name);
  const beyond = t(
    '{0} values below the whiskers, {1} above',
    formatCount(outliers.below),
    formatCount(outliers.above),
  );
  const numbers: readonly (readonly [string, number])[] = [
    [t('lower whisker'), lowerWhisker],
    ['25 %', q1],
    [t('median'), median],
    ['75 %', q3],
    [t('upper whisker'), upperWhisker],
  ];
  return chartFigure(
    {
      id: `box-${column.index}`,
      title,
      summary: `${numbers.map(([name, value]) => `${name} ${formatQuantity(value)}`).join(', ')}. ${beyond}.`,
      heightPx: 120,
      draw: (theme) =>
        ({
          type: 'boxplot',
          data: {
            labels: [''],
            datasets: [
              {
                label: column.name,
                data: [
                  {
                    min: lowerWhisker,
                    q1,
                    median,
                    q3,
                    max: upperWhisker,
                    whiskerMin: lowerWhisker,
                    whiskerMax: upperWhisker,
                    items: [],
                    outliers: [],
                  },
                ],
                backgroundColor: withAlpha(theme.neutral, 0.35),
                borderColor: theme.neutral,
                borderWidth: 1.5,
                medianColor: theme.foreground,
                maxBarThickness: 26,
              },
            ],
          },
          options: {
            indexAxis: 'y',
            scales: { x: axis(theme, beyond), y: axis(theme, '', { grid: { display: false } }) },
            plugins: {
              legend: { display: false },
              tooltip: {
                callbacks: {
                  label: () => numbers.map(([name, value]) => `${name} ${formatQuantity(value)}`),
                },
              },
            },
          },
        }) as unknown as ChartConfiguration,
      table: {
        caption: title,
        columns: [{ label: t('statistic') }, { label: column.name, numeric: true }],
        rows: [
          ...numbers,
          [t('values below'), outliers.below],
          [t('values above'), outliers.above],
        ],
      },
    },
    port,
  );
}
