import { formatCount, formatRate, formatValue } from '../../format/numbers';
import type { ClassBox, TargetInfo, TargetLevel } from '../../protocol';
import { n, shortened } from './barCharts';
import { html, type Html } from './html';

/** What the colours of the classes are. */
export function classLegend(target: TargetInfo): Html {
  const entries = target.classes.slice(0, 6).map(
    ({ value }, i) =>
      html`<span
        ><svg width="11" height="11" aria-hidden="true">
          <rect class="c${i}" width="11" height="11" rx="2" /></svg
        >${shortened(value, 30)}</span
      >`,
  );
  return html`<div class="legend">${target.column}: ${entries}</div>`;
}

const boxWidth = 460;
const rowHeight = 26;

/** One horizontal box per class: whiskers to the extremes, box from first to third quartile, median and mean. */
export function boxChart(label: string, boxes: readonly ClassBox[]): Html {
  const drawn = boxes.filter((box) => box.min !== null && box.max !== null);
  const low = Math.min(...drawn.map(({ min }) => min ?? 0));
  const high = Math.max(...drawn.map(({ max }) => max ?? 0));
  const left = 110;
  const x = (value: number | null): number =>
    left + (high > low ? (((value ?? low) - low) / (high - low)) * (boxWidth - left) : 0);
  const rows = drawn.map((box, i) => {
    const middle = i * rowHeight + rowHeight / 2;
    const title = `${box.class}: ${formatCount(box.count)} rows, quartiles ${formatValue(box.q1)}, ${formatValue(box.median)}, ${formatValue(box.q3)}, mean ${formatValue(box.mean)}`;
    return html`<g
      ><title>${title}</title
      ><text x="${left - 10}" y="${n(middle + 4)}" text-anchor="end"
        >${shortened(box.class, 16)}</text
      >
      <path
        class="whisker"
        d="M${n(x(box.min))} ${n(middle)}H${n(x(box.q1))}M${n(x(box.q3))} ${n(middle)}H${n(x(box.max))}" />
      <rect
        class="c${i % 6}"
        x="${n(x(box.q1))}"
        y="${n(middle - 7)}"
        width="${n(Math.max(1, x(box.q3) - x(box.q1)))}"
        height="14"
        rx="2" />
      <path class="whisker" d="M${n(x(box.median))} ${n(middle - 8)}v16" /><circle
        class="whisker"
        cx="${n(x(box.mean))}"
        cy="${n(middle)}"
        r="2.5"
    /></g>`;
  });
  const height = drawn.length * rowHeight + 20;
  return html`<svg
    width="${boxWidth}"
    height="${height}"
    viewBox="0 0 ${boxWidth} ${height}"
    role="img"
    aria-label="${label}"
  >
    ${rows}
    <text x="${left}" y="${height - 4}">${formatValue(low)}</text>
    <text x="${boxWidth}" y="${height - 4}" text-anchor="end">${formatValue(high)}</text>
  </svg>`;
}

/** Levels with their rows and, for two classes, the rate of the positive class with its interval. */
export function levelTable(levels: readonly TargetLevel[], target: TargetInfo): Html {
  const { positive } = target;
  const binary = positive !== null;
  const highest = Math.max(0.01, ...levels.map(({ interval }) => interval?.[1] ?? 0));
  const rows = levels.map((level) => {
    const share = binary ? rateBar(level, highest) : classBar(level);
    const numbers = binary
      ? html`<td class="number">${formatRate(level.rate)}</td>
          <td class="number quiet">${intervalText(level)}</td>`
      : null;
    return html`<tr>
      <td>${shortened(level.value)}</td>
      <td class="number">${formatCount(level.count)}</td>
      <td>${share}</td>
      ${numbers}
    </tr>`;
  });
  const heads = binary
    ? html`<th>${target.column} = ${shortened(positive, 20)}</th>
        <th class="number">Rate</th>
        <th class="number">95 % interval</th>`
    : html`<th>Classes</th>`;
  return html`<table>
    <thead>
      <tr>
        <th>Level</th>
        <th class="number">Rows</th>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function intervalText({ interval }: TargetLevel): string {
  return interval === null ? '–' : `${formatRate(interval[0])} – ${formatRate(interval[1])}`;
}

function rateBar({ rate, interval }: TargetLevel, highest: number): Html {
  const width = 160;
  const at = (value: number): number => (value / highest) * width;
  const [low, high] = interval ?? [0, 0];
  return html`<svg width="${width}" height="14" viewBox="0 0 ${width} 14" aria-hidden="true">
    <rect class="c1" y="3" width="${n(at(rate ?? 0))}" height="8" rx="2" />
    <path
      class="whisker"
      d="M${n(at(low))} 7H${n(at(high))}M${n(at(low))} 4v6M${n(at(high))} 4v6"
    />
  </svg>`;
}

function classBar({ classCounts, count }: TargetLevel): Html {
  const width = 220;
  let from = 0;
  const parts = classCounts.map((own, i) => {
    const wide = (own / Math.max(1, count)) * width;
    const part = html`<rect class="c${i % 6}" x="${n(from)}" width="${n(wide)}" height="12" />`;
    from += wide;
    return part;
  });
  return html`<svg
    width="${width}"
    height="12"
    viewBox="0 0 ${width} 12"
    role="img"
    aria-label="${classCounts.join(', ')}"
  >
    ${parts}
  </svg>`;
}
