import { formatCount, formatRate, formatValue } from '../../format/numbers';
import type { Histogram, ValueCount } from '../../protocol';
import { html, type Html } from './html';

/** A bar chart without axes for a line of the column list; for eyes only, the numbers stand beside it. */
export function sparkBars(counts: readonly number[], width = 120, height = 26): Html {
  const most = Math.max(1, ...counts);
  const step = Math.min(18, width / Math.max(1, counts.length));
  const gap = step > 4 ? 1 : 0;
  const bars = counts.map((count, i) => {
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
    return html`<rect
      class="bar"
      x="${n(i * step)}"
      y="${n(height - tall)}"
      width="${n(Math.max(0.5, step - gap))}"
      height="${n(tall)}"
    />`;
  });
  return html`<svg
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    aria-hidden="true"
  >
    ${bars}
  </svg>`;
}

/** A bar from 0 to 1, for a share or a strength. */
export function shareBar(share: number | null, width = 80): Html {
  const filled = Math.max(0, Math.min(1, share ?? 0)) * width;
  return html`<svg width="${width}" height="8" viewBox="0 0 ${width} 8" aria-hidden="true">
    <rect class="track" width="${width}" height="8" rx="2" />
    <rect class="bar" width="${n(filled)}" height="8" rx="2" />
  </svg>`;
}

const plotWidth = 460;
const plotHeight = 150;
/** Room above the bars for the largest count. */
const headroom = 16;

/**
 * A histogram with a value axis. With several series the bars are stacked, in the order given.
 *
 * @param label what is plotted, for people who cannot see it
 * @param edges bin edges, one more than counts
 * @param series counts per bin, one list per class
 */
export function histogramChart(
  label: string,
  edges: readonly (number | string)[],
  series: readonly (readonly number[])[],
): Html {
  const bins = edges.length - 1;
  const totals = Array.from({ length: bins }, (_, i) =>
    series.reduce((sum, own) => sum + (own[i] ?? 0), 0),
  );
  const most = Math.max(1, ...totals);
  const step = plotWidth / bins;
  const gap = step > 5 ? 1 : 0;
  const bars = totals.map((_, i) => {
    let below = 0;
    const parts = series.map((own, s) => {
      const tall = ((own[i] ?? 0) / most) * plotHeight;
      below += tall;
      const color = series.length === 1 ? 'bar' : `c${s % 6}`;
      return html`<rect
        class="${color}"
        x="${n(i * step)}"
        y="${n(plotHeight - below)}"
        width="${n(step - gap)}"
        height="${n(tall)}"
      />`;
    });
    const range = `${edgeText(edges[i]!)} to ${edgeText(edges[i + 1]!)}`;
    return html`<g
      ><title>${range}: ${series.map((own) => formatCount(own[i] ?? 0)).join(' / ')}</title
      >${parts}</g
    >`;
  });
  const last = edges[bins]!;
  return html`<svg
    width="${plotWidth}"
    height="${plotHeight + headroom + 22}"
    viewBox="0 ${-headroom} ${plotWidth} ${plotHeight + headroom + 22}"
    role="img"
    aria-label="${label}"
  >
    <text x="${plotWidth}" y="-5" text-anchor="end">${formatCount(most)} rows at most</text>
    ${bars}
    <path class="axis" d="M0 ${plotHeight}.5H${plotWidth}" />
    <text x="0" y="${plotHeight + 16}">${edgeText(edges[0]!)}</text>
    <text x="${plotWidth / 2}" y="${plotHeight + 16}" text-anchor="middle">
      ${middleText(edges)}
    </text>
    <text x="${plotWidth}" y="${plotHeight + 16}" text-anchor="end">${edgeText(last)}</text>
  </svg>`;
}

function edgeText(edge: number | string): string {
  return typeof edge === 'number' ? formatValue(edge, 4) : edge;
}

function middleText(edges: readonly (number | string)[]): string {
  const [first, last] = [edges[0], edges.at(-1)];
  if (typeof first !== 'number' || typeof last !== 'number') return '';
  return formatValue((first + last) / 2, 3);
}

/** The histogram of one numeric column. */
export function plainHistogram(label: string, histogram: Histogram): Html {
  return histogramChart(label, histogram.edges, [histogram.counts]);
}

/** The most frequent values with their counts, as a table with bars. */
export function valueTable(top: readonly ValueCount[], other: number): Html {
  const most = top[0]?.rate ?? 1;
  const rows = top.map(
    ({ value, count, rate }) =>
      html`<tr>
        <td>${shortened(value)}</td>
        <td>${shareBar(rate / most, 120)}</td>
        <td class="number">${formatCount(count)}</td>
        <td class="number">${formatRate(rate)}</td>
      </tr>`,
  );
  const rest =
    other === 0
      ? null
      : html`<tr>
          <td class="quiet">other values</td>
          <td></td>
          <td class="number">${formatCount(other)}</td>
          <td></td>
        </tr>`;
  return html`<table>
    <thead>
      <tr>
        <th>Value</th>
        <th><span class="hidden">Share</span></th>
        <th class="number">Rows</th>
        <th class="number">Share</th>
      </tr>
    </thead>
    <tbody>
      ${rows}${rest}
    </tbody>
  </table>`;
}

/** A cell text cut to a readable length; blank ones made visible. */
export function shortened(text: string, length = 60): string {
  if (text.trim() === '')
    return text === '' ? '(empty)' : `(${text.length} white-space characters)`;
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** A coordinate with at most two decimals. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
