import { type ChartConfiguration } from 'chart.js';
import { commonOptions } from './chartSetup';
import { type Table } from './dataTable';
import { type Theme } from './theme';

export interface ChartFigureSettings {
  readonly id: string;
  /** Says what is plotted. */
  readonly title: string;
  /** The chart in one or two sentences, for those who do not see it. */
  readonly summary: string;
  readonly heightPx: number;
  /** Width over height of the drawing; free when absent. */
  readonly square?: boolean;
  readonly draw: (
    theme: Theme,
  ) => ChartConfiguration | ChartConfiguration<'line'> | ChartConfiguration<'bar'>;
  /** The same numbers as a table. */
  readonly table: Table;
  /** Called when a mark is clicked, or Enter is pressed on it: its place among the data of the chart. */
  readonly onChoose?: (index: number) => void;
}

/** What Chart.js is to draw: the figure's own wishes over what all charts have in common. */
export function figureConfiguration(
  settings: ChartFigureSettings,
  theme: Theme,
): ChartConfiguration {
  const { options, ...configuration } = settings.draw(theme);
  const common = commonOptions(theme);
  return {
    ...configuration,
    options: {
      ...common,
      ...options,
      plugins: {
        ...common.plugins,
        ...options?.plugins,
        legend: { ...common.plugins?.legend, ...options?.plugins?.legend },
        tooltip: { ...common.plugins?.tooltip, ...options?.plugins?.tooltip },
      },
    },
  };
}
