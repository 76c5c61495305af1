import { formatRate } from '../../format/numbers';
import { html, type Html } from './html';
import { n } from './barCharts';

/** Shares of the reference as filled bars and of the current data as a line over them, on one scale. */
export interface PairedBars {
  /** Text of each bar, for its title. */
  readonly labels: readonly string[];
  /** Shares in [0, 1]. */
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/**
 * Two distributions over the same bins in one drawing: areas for the reference, a stepped line for the current data, told apart by
 * shape as well as colour.
 *
 * @param label what is plotted; `null` where the numbers stand beside it
 */
export function pairedBarsChart(
  { labels, reference, current }: PairedBars,
  label: string | null,
  width: number,
  height: number,
): Html {
  const most = Math.max(1e-9, ...reference, ...current);
  const step = width / Math.max(1, labels.length);
  const gap = step > 4 ? 1 : 0;
  const top = (share: number): number => height - (share / most) * (height - 1);
  const bars = reference.map(
    (share, i) =>
      html`<rect
        class="reference"
        x="${n(i * step)}"
        y="${n(top(share))}"
        width="${n(Math.max(0.5, step - gap))}"
        height="${n(height - top(share))}"
      />`,
  );
  const titles =
    label === null
      ? null
      : labels.map(
          (text, i) =>
            html`<rect class="hover" x="${n(i * step)}" y="0" width="${n(step)}" height="${height}">
              <title>
                ${text}: ${formatRate(reference[i] ?? 0)} → ${formatRate(current[i] ?? 0)}
              </title>
            </rect>`,
        );
  const line = current
    .map((share, i) => `${i === 0 ? 'M' : 'L'}${n(i * step)} ${n(top(share))}H${n((i + 1) * step)}`)
    .join('');
  const role = label === null ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  return html`<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${role}>
    ${bars}
    <path class="current" d="${line}" />
    ${titles}
  </svg>`;
}
