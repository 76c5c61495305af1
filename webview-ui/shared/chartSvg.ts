import { BasicPlatform, Chart, type ChartConfiguration, type ChartItem } from 'chart.js';
import { SvgContext, type TextMeasure } from './svgContext';

/** What is said about a picture besides its drawing, and its size in CSS pixels. */
export interface SvgPage {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
}

/** A chart as an SVG document; texts stay texts, marks stay shapes. */
export function chartSvg(
  configuration: ChartConfiguration,
  { width, height, title, description }: SvgPage,
  measure: TextMeasure,
): string {
  const context = new SvgContext(width, height, measure);
  const item: unknown = context;
  const { options = {} } = configuration;
  const chart = new Chart(item as ChartItem, {
    ...configuration,
    platform: BasicPlatform,
    options: {
      ...options,
      responsive: false,
      animation: false,
      events: [],
      devicePixelRatio: 1,
      // With options for segments, lines are drawn piece by piece instead of as a Path2D, which cannot be read back.
      datasets: { ...options.datasets, line: { ...options.datasets?.line, segment: {} } },
    },
  });
  const svg = context.toSvg(title, description);
  chart.destroy();
  return svg;
}
