import { svg } from '../shared/dom';
import { t } from '../shared/translate';
import { type MiniBars } from './miniBars';

const width = 120;
const height = 24;

/** A histogram of 120 × 24 units: two paths, whatever the number of bars. */
export function miniHistogram(bars: MiniBars): SVGSVGElement {
  const label =
    bars.positive.length > 0
      ? t('Distribution, with the share of the positive class')
      : t('Distribution');
  return svg(
    'svg',
    {
      class: 'mini',
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': label,
    },
    svg('path', { class: 'mini-all', d: barsPath(bars, bars.counts) }),
    bars.positive.length > 0
      ? svg('path', { class: 'mini-positive', d: barsPath(bars, bars.positive) })
      : null,
  );
}

function barsPath(bars: MiniBars, heights: readonly number[]): string {
  const highest = Math.max(1, ...bars.counts);
  const step = bars.separate
    ? Math.min(width / bars.counts.length, width / 4)
    : width / bars.counts.length;
  const gap = bars.separate ? Math.min(3, step * 0.2) : Math.min(1, step * 0.1);
  return heights
    .map((count, index) => {
      if (count === 0) return '';
      const tall = Math.max(0.75, (count / highest) * height);
      return `M${round(index * step)} ${height}v${round(-tall)}h${round(step - gap)}V${height}z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
