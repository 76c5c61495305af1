import { svg } from '../shared/dom';
import { t } from '../shared/translate';
import { type PairedShares } from './pairedShares';

const width = 132;
const height = 26;

/** Both distributions in 132 × 26 units: areas for the reference, a stepped line over them for the current data. */
export function miniPair({ reference, current }: PairedShares): SVGSVGElement {
  const most = Math.max(1e-9, ...reference, ...current);
  const step = width / reference.length;
  const gap = Math.min(1, step * 0.1);
  const tall = (share: number): number => (share / most) * (height - 2);
  const bars = reference
    .map((share, i) =>
      share === 0
        ? ''
        : `M${round(i * step)} ${height}v${round(-tall(share))}h${round(step - gap)}V${height}z`,
    )
    .join('');
  const line = current
    .map(
      (share, i) =>
        `${i === 0 ? 'M' : 'L'}${round(i * step)} ${round(height - 1 - tall(share))}h${round(step)}`,
    )
    .join('');
  return svg(
    'svg',
    {
      class: 'mini-pair',
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': t('Distribution in both data sets'),
    },
    svg('path', { class: 'mini-reference', d: bars }),
    svg('path', { class: 'mini-current', d: line }),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
