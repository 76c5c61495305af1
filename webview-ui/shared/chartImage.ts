import { BasicPlatform, Chart, type ChartConfiguration } from 'chart.js';
import { chartSvg } from './chartSvg';
import { figureConfiguration, type ChartFigureSettings } from './figureConfiguration';
import { type Theme } from './theme';

/** Size of a saved picture in CSS pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels of a saved PNG per CSS pixel. */
const density = 2;

/** A figure with its title as an SVG document. */
export function figureSvg(settings: ChartFigureSettings, theme: Theme, size: ImageSize): string {
  const measure = document.createElement('canvas').getContext('2d');
  if (measure === null) throw new Error('The page has no canvas to measure texts with.');
  const page = { ...size, title: settings.title, description: settings.summary };
  return chartSvg(imageConfiguration(settings, theme), page, measure);
}

/** The same picture as a canvas of pixels. */
export function figureCanvas(
  settings: ChartFigureSettings,
  theme: Theme,
  { width, height }: ImageSize,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const configuration = imageConfiguration(settings, theme);
  const chart = new Chart(canvas, {
    ...configuration,
    platform: BasicPlatform,
    options: {
      ...configuration.options,
      responsive: false,
      animation: false,
      events: [],
      devicePixelRatio: density,
    },
  });
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}

/** On the theme's background, and with the title that stands beside the chart on the page. */
function imageConfiguration(settings: ChartFigureSettings, theme: Theme): ChartConfiguration {
  const configuration = figureConfiguration(settings, theme);
  const { options = {}, plugins = [] } = configuration;
  return {
    ...configuration,
    options: {
      ...options,
      layout: { padding: 16 },
      plugins: {
        ...options.plugins,
        title: {
          display: true,
          text: settings.title,
          align: 'start',
          color: theme.foreground,
          font: { family: theme.fontFamily, size: theme.fontSize + 1, weight: 'bold' },
          padding: { bottom: 12 },
        },
      },
    },
    plugins: [
      ...plugins,
      {
        id: 'background',
        beforeDraw({ ctx, width, height }) {
          ctx.save();
          ctx.fillStyle = theme.background;
          ctx.fillRect(0, 0, width, height);
          ctx.restore();
        },
      },
    ],
  };
}
