import { formatCount, formatRate } from '../../format/numbers';
import type { ConfusionMatrix } from '../../protocol';
import { escapeHtml } from './html';
import { svgFile } from './svg';

const left = 120;
const top = 70;
const longestLabel = 16;

/**
 * A confusion matrix as an SVG file: actual classes in rows, predicted in columns, each cell with its count and its share of the
 * row, shaded by the share.
 */
export function confusionMatrixSvg({ classes, counts }: ConfusionMatrix): string {
  const cell = classes.length <= 4 ? 96 : 56;
  const labels = classes.map((name) =>
    escapeHtml(name.length > longestLabel ? `${name.slice(0, longestLabel - 1)}…` : name),
  );
  const cells = counts.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => {
      const share = total === 0 ? 0 : count / total;
      const centre = left + j * cell + cell / 2;
      const middle = top + i * cell + cell / 2;
      const strong = share > 0.55 ? '#fff' : 'currentColor';
      return `  <rect x="${left + j * cell}" y="${top + i * cell}" width="${cell - 2}" height="${cell - 2}" rx="3" fill="#2f81f7" fill-opacity="${(0.08 + 0.87 * share).toFixed(3)}"/>
  <text x="${centre}" y="${middle}" text-anchor="middle" fill="${strong}" font-weight="600">${formatCount(count)}</text>
  <text x="${centre}" y="${middle + 16}" text-anchor="middle" fill="${strong}" font-size="10">${formatRate(share)}</text>`;
    });
  });
  const heads = labels.flatMap((label, i) => [
    `  <text x="${left + i * cell + cell / 2}" y="${top - 10}" text-anchor="middle" fill="currentColor">${label}</text>`,
    `  <text x="${left - 10}" y="${top + i * cell + cell / 2 + 4}" text-anchor="end" fill="currentColor">${label}</text>`,
  ]);
  const side = classes.length * cell;
  return svgFile(
    left + side + 20,
    top + side + 20,
    'Confusion matrix of the out-of-fold predictions',
    `  <text x="${left + side / 2}" y="26" text-anchor="middle" fill="currentColor" opacity=".7">predicted</text>
  <text transform="translate(16 ${top + side / 2}) rotate(-90)" text-anchor="middle" fill="currentColor" opacity=".7">actual</text>
${[...heads, ...cells].join('\n')}`,
  );
}
