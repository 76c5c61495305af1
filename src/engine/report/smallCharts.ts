import { formatCount, formatValue } from '../../format/numbers';
import type { BoxSummary, NumericSummary, TargetBin } from '../../protocol';
import { n } from './barCharts';
import { html, type Html } from './html';

const width = 460;

/** Tukey's box of one column on its whole range: whiskers, quartiles, median, and how many values lie beyond. */
export function boxPlot(label: string, box: BoxSummary, { min, max }: NumericSummary): Html {
  const [low, high] = [min ?? box.lowerWhisker, max ?? box.upperWhisker];
  const x = (value: number): string =>
    n(high > low ? 6 + ((value - low) / (high - low)) * (width - 12) : width / 2);
  const { below, above } = box.outliers;
  const beyond = [
    below > 0 ? html`<path class="beyond" d="M${x(low)} 20H${x(box.lowerWhisker)}" />` : null,
    above > 0 ? html`<path class="beyond" d="M${x(box.upperWhisker)} 20H${x(high)}" />` : null,
  ];
  const title = `whiskers ${formatValue(box.lowerWhisker)} and ${formatValue(box.upperWhisker)}, quartiles ${formatValue(box.q1)}, ${formatValue(box.median)}, ${formatValue(box.q3)}; beyond: ${formatCount(below)} below, ${formatCount(above)} above`;
  return html`<svg
    width="${width}"
    height="40"
    viewBox="0 0 ${width} 40"
    role="img"
    aria-label="${label}: ${title}"
  >
    <title>${title}</title>
    ${beyond}
    <path
      class="whisker"
      d="M${x(box.lowerWhisker)} 20H${x(box.q1)}M${x(box.q3)} 20H${x(box.upperWhisker)}M${x(box.lowerWhisker)} 14v12M${x(box.upperWhisker)} 14v12"
    />
    <rect
      class="track"
      x="${x(box.q1)}"
      y="8"
      width="${n(Math.max(1, Number(x(box.q3)) - Number(x(box.q1))))}"
      height="24"
      rx="3"
    />
    <path class="median" d="M${x(box.median)} 7v26" />
  </svg>`;
}

/** Bins as one outline: light to draw, whatever their number. */
export function stepHistogram(
  label: string,
  counts: readonly number[],
  wide = 220,
  tall = 56,
): Html {
  const most = Math.max(1, ...counts);
  const step = wide / Math.max(1, counts.length);
  const tops = counts.map((count, i) => `V${n(tall - (count / most) * tall)}H${n((i + 1) * step)}`);
  return html`<svg
    width="${wide}"
    height="${tall + 1}"
    viewBox="0 0 ${wide} ${tall + 1}"
    role="img"
    aria-label="${label}"
  >
    <path class="bar" d="M0 ${tall}${tops.join('')}V${tall}Z" />
    <path class="axis" d="M0 ${tall}.5H${wide}" />
  </svg>`;
}

/** Named bars upwards, such as rows per weekday. */
export function namedBars(
  label: string,
  names: readonly string[],
  counts: readonly number[],
): Html {
  const step = Math.min(34, width / names.length);
  const most = Math.max(1, ...counts);
  const every = Math.ceil(22 / step);
  const bars = counts.map((count, i) => {
    const tall = (count / most) * 60;
    return html`<g
      ><title>${names[i]}: ${formatCount(count)}</title
      ><rect
        class="bar"
        x="${n(i * step)}"
        y="${n(60 - tall)}"
        width="${n(step - 2)}"
        height="${n(tall)}"
      />${i % every === 0 ? html`<text x="${n(i * step + step / 2 - 1)}" y="75" text-anchor="middle">${names[i]}</text>` : null}</g
    >`;
  });
  const wide = n(names.length * step);
  return html`<svg
    width="${wide}"
    height="80"
    viewBox="0 0 ${wide} 80"
    role="img"
    aria-label="${label}: ${names.map((name, i) => `${name} ${formatCount(counts[i] ?? 0)}`).join(', ')}"
  >
    ${bars}
  </svg>`;
}

const bandHeight = 150;

/** The numeric target over bins of a column: a band between the quartiles, a line through the means. */
export function binsChart(label: string, bins: readonly TargetBin[]): Html | null {
  const drawn = bins.filter(({ q1, q3, mean }) => q1 !== null && q3 !== null && mean !== null);
  if (drawn.length < 2) return null;
  const values = drawn.flatMap(({ q1, q3, mean }) => [q1!, q3!, mean!]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [drawn[0]!.from, drawn.at(-1)!.to];
  const x = ({ from, to }: TargetBin): string =>
    n(last > first ? (((from + to) / 2 - first) / (last - first)) * width : 0);
  const y = (value: number): string =>
    n(
      high > low
        ? bandHeight - 6 - ((value - low) / (high - low)) * (bandHeight - 12)
        : bandHeight / 2,
    );
  const upper = drawn.map((bin) => `${x(bin)} ${y(bin.q3!)}`);
  const lower = drawn.map((bin) => `${x(bin)} ${y(bin.q1!)}`).reverse();
  const means = drawn.map((bin) => `${x(bin)} ${y(bin.mean!)}`);
  return html`<svg
    width="${width}"
    height="${bandHeight + 22}"
    viewBox="0 0 ${width} ${bandHeight + 22}"
    role="img"
    aria-label="${label}"
  >
    <path class="track" d="M${upper.join('L')}L${lower.join('L')}Z" />
    <path class="line s0" d="M${means.join('L')}" />
    <path class="axis" d="M0 ${bandHeight}.5H${width}" />
    <text x="2" y="11">${formatValue(high)}</text>
    <text x="2" y="${bandHeight - 4}">${formatValue(low)}</text>
    <text x="0" y="${bandHeight + 16}">${formatValue(first)}</text>
    <text x="${width}" y="${bandHeight + 16}" text-anchor="end">${formatValue(last)}</text>
  </svg>`;
}
