import { formatCount, formatMetric, formatRate } from '../../format/numbers';
import type { ConfusionMatrix, RocCurve } from '../../protocol';
import { n, shortened } from './barCharts';
import { html, type Html } from './html';

/** A curve of one result. */
export interface NamedCurve {
  readonly name: string;
  readonly curve: RocCurve;
  readonly area: number | null;
}

const size = 300;
const left = 34;

/** ROC curves over each other, with the diagonal of a guess. */
export function rocChart(curves: readonly NamedCurve[]): Html {
  const at = (rate: number): number => rate * size;
  const lines = curves.map(({ name, curve }, i) => {
    const points = curve.falsePositiveRate.map(
      (rate, k) => `${n(left + at(rate))} ${n(size - at(curve.truePositiveRate[k] ?? 0))}`,
    );
    return html`<path class="line s${i % 6}" d="M${points.join('L')}"
      ><title>${name}</title></path
    >`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (tick) =>
      html`<path
          class="grid"
          d="M${left} ${n(size - at(tick))}H${left + size}M${n(left + at(tick))} 0V${size}"
        />
        <text x="${left - 6}" y="${n(size - at(tick) + 4)}" text-anchor="end">${tick}</text
        ><text x="${n(left + at(tick))}" y="${size + 16}" text-anchor="middle">${tick}</text>`,
  );
  const names = curves.map(({ name, area }) => `${name} ${formatMetric(area)}`).join(', ');
  const legend = curves.map(
    ({ name, area }, i) =>
      html`<span
        ><svg width="14" height="8" aria-hidden="true">
          <rect class="f${i % 6}" y="2.5" width="14" height="3" /></svg
        >${name} <b>${formatMetric(area)}</b></span
      >`,
  );
  return html`<figure class="roc">
    <figcaption>ROC, out-of-fold predictions</figcaption>
    <svg
      width="${left + size + 8}"
      height="${size + 38}"
      viewBox="0 0 ${left + size + 8} ${size + 38}"
      role="img"
      aria-label="ROC curves with their areas: ${names}"
    >
      ${ticks}
      <path class="grid" stroke-dasharray="4 4" d="M${left} ${size}L${left + size} 0" />
      ${lines}
      <text x="${left + size / 2}" y="${size + 33}" text-anchor="middle">false positive rate</text>
      <text transform="translate(8 ${size / 2}) rotate(-90)" text-anchor="middle">
        true positive rate
      </text>
    </svg>
    <div class="legend">${legend}</div>
  </figure>`;
}

/** Actual classes in rows, predicted ones in columns; the shade is the share of the row. */
export function confusionChart(name: string, { classes, counts }: ConfusionMatrix): Html {
  const cell = classes.length <= 2 ? 84 : classes.length <= 5 ? 60 : 38;
  const start = 78;
  const top = 40;
  const label = (text: string): string => shortened(text, 10);
  const cells = counts.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => {
      const share = total === 0 ? 0 : count / total;
      const [x, y] = [start + j * cell, top + i * cell];
      const title = `${classes[i] ?? ''} predicted as ${classes[j] ?? ''}: ${formatCount(count)} (${formatRate(share)} of the row)`;
      return html`<g
        ><title>${title}</title
        ><rect
          class="${i === j ? 'positive' : 'negative'}"
          fill-opacity="${n(0.06 + 0.5 * share)}"
          x="${x}"
          y="${y}"
          width="${cell - 2}"
          height="${cell - 2}"
          rx="4"
        />
        <text
          class="${cell > 50 ? 'big' : 'strong'}"
          x="${x + cell / 2 - 1}"
          y="${y + cell / 2 + (cell > 50 ? 2 : 4)}"
          text-anchor="middle"
          >${formatCount(count)}</text
        >
        ${cell > 50 ? html`<text x="${x + cell / 2 - 1}" y="${y + cell / 2 + 19}" text-anchor="middle">${formatRate(share)}</text>` : null}</g
      >`;
    });
  });
  const heads = classes.flatMap((value, i) => [
    html`<text x="${start + i * cell + cell / 2}" y="${top - 8}" text-anchor="middle"
      >${label(value)}</text
    >`,
    html`<text x="${start - 8}" y="${top + i * cell + cell / 2 + 4}" text-anchor="end"
      >${label(value)}</text
    >`,
  ]);
  const side = classes.length * cell;
  return html`<figure>
    <figcaption>${name}</figcaption>
    <svg
      width="${start + side}"
      height="${top + side}"
      viewBox="0 0 ${start + side} ${top + side}"
      role="img"
      aria-label="Confusion matrix of ${name}: ${counts.map((row) => row.join(' ')).join('; ')}"
    >
      <text x="${start + side / 2}" y="12" text-anchor="middle">predicted</text>
      <text transform="translate(10 ${top + side / 2}) rotate(-90)" text-anchor="middle">
        actual
      </text>
      ${heads}${cells}
    </svg>
  </figure>`;
}
