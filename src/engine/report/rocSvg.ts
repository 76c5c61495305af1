import { formatMetric } from '../../format/numbers';
import type { RocCurve } from '../../protocol';
import { svgFile } from './svg';

const side = 300;
const left = 50;
const top = 36;

/**
 * The ROC curve as an SVG file, with the diagonal of chance.
 *
 * @param curve points of the out-of-fold predictions
 * @param area mean area under the curve over the folds, for the title; `null` when it does not exist
 */
export function rocSvg(curve: RocCurve, area: number | null): string {
  const x = (rate: number): number => Math.round((left + rate * side) * 100) / 100;
  const y = (rate: number): number => Math.round((top + (1 - rate) * side) * 100) / 100;
  const points = curve.falsePositiveRate
    .map((rate, i) => `${x(rate)},${y(curve.truePositiveRate[i] ?? 0)}`)
    .join(' ');
  const ticks = [0, 0.25, 0.5, 0.75, 1]
    .map(
      (tick) => `  <g fill="currentColor" opacity=".7">
    <text x="${x(tick)}" y="${top + side + 18}" text-anchor="middle">${tick}</text>
    <text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>
  </g>`,
    )
    .join('\n');
  const title = `ROC curve, mean area over the folds ${formatMetric(area)}`;
  return svgFile(
    left + side + 20,
    top + side + 50,
    title,
    `  <text x="${left}" y="20" fill="currentColor" font-weight="600">${title}</text>
  <rect x="${left}" y="${top}" width="${side}" height="${side}" fill="none" stroke="currentColor" opacity=".3"/>
  <line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="currentColor" opacity=".4" stroke-dasharray="4 4"/>
  <polyline points="${points}" fill="none" stroke="#2f81f7" stroke-width="2"/>
${ticks}
  <text x="${left + side / 2}" y="${top + side + 38}" text-anchor="middle" fill="currentColor">false positive rate</text>
  <text transform="translate(14 ${top + side / 2}) rotate(-90)" text-anchor="middle" fill="currentColor">true positive rate</text>`,
  );
}
