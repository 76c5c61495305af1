import { BoxAndWiskers, BoxPlotController } from '@sgratzl/chartjs-chart-boxplot';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Title,
  Tooltip,
  type ChartOptions,
} from 'chart.js';
import { MatrixController, MatrixElement } from 'chartjs-chart-matrix';
import { type Theme } from './themeTokens';

Chart.register(
  BarController,
  BarElement,
  BoxAndWiskers,
  BoxPlotController,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  MatrixController,
  MatrixElement,
  PointElement,
  ScatterController,
  Title,
  Tooltip,
);

/** What every chart has in common: the theme's font and colours, no animation, hover text in the editor's look. */
export function commonOptions(theme: Theme): ChartOptions {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    color: theme.foreground,
    font: { family: theme.fontFamily, size: theme.fontSize - 1 },
    interaction: { mode: 'nearest', intersect: false },
    plugins: {
      legend: {
        position: 'bottom',
        align: 'start',
        labels: {
          color: theme.foreground,
          boxWidth: 20,
          boxHeight: 8,
          padding: 12,
          font: { family: theme.fontFamily, size: theme.fontSize - 1 },
        },
      },
      tooltip: {
        backgroundColor: theme.hoverBackground,
        titleColor: theme.hoverForeground,
        bodyColor: theme.hoverForeground,
        borderColor: theme.hoverBorder,
        borderWidth: 1,
        cornerRadius: 3,
        displayColors: false,
        titleFont: { family: theme.fontFamily, size: theme.fontSize - 1, weight: 'bold' },
        bodyFont: { family: theme.fontFamily, size: theme.fontSize - 1 },
      },
    },
  };
}

/** Options of one axis with its title. */
export function axis(theme: Theme, title: string, more: object = {}): object {
  return {
    title: {
      display: title !== '',
      text: title,
      color: theme.muted,
      font: { family: theme.fontFamily, size: theme.fontSize - 1 },
    },
    ticks: {
      color: theme.muted,
      font: { family: theme.fontFamily, size: theme.fontSize - 2 },
      maxRotation: 0,
      autoSkipPadding: 12,
    },
    grid: { color: theme.grid, tickLength: 4 },
    border: { color: theme.grid },
    ...more,
  };
}
