import { formatCount, formatRate, formatValue } from '../../format/numbers';
import type { ProfileResult } from '../../protocol';
import { n, shareBar, shortened } from './barCharts';
import { html, type Html } from './html';

/** Columns listed and drawn at most. */
const columnsListed = 100;
const columnsDrawn = 60;
const patternsListed = 20;
const pairsListed = 15;

/** Missing values per column, where along the file they are, and how columns are missing together. */
export function missingSection({ missing, dataset }: ProfileResult): Html {
  if (missing.byColumn.length === 0) {
    return html`<section>
      <h2 id="missing">Missing values</h2>
      <p class="quiet">No value is missing.</p>
    </section>`;
  }
  const columns = missing.byColumn.slice(0, columnsListed).map(
    ({ column, count, rate }) =>
      html`<tr>
        <td>${column}</td>
        <td>${shareBar(rate, 200)}</td>
        <td class="number">${formatCount(count)}</td>
        <td class="number">${formatRate(rate)}</td>
      </tr>`,
  );
  return html`<section>
    <h2 id="missing">Missing values</h2>
    ${table(['Column', '', 'Rows', 'Share'], columns)}
    ${left(missing.byColumn.length - columnsListed, 'columns with fewer missing values')}
    ${matrix(missing)}${together(missing, dataset.sampledRows)}${cooccurrence(missing)}
  </section>`;
}

function table(heads: readonly string[], rows: readonly Html[]): Html {
  const cells = heads.map((head, i) =>
    head === ''
      ? html`<th><span class="hidden">Share</span></th>`
      : html`<th${i > 0 && i >= heads.length - 2 ? html` class="number"` : null}>${head}</th>`,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${cells}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function left(more: number, what: string): Html | null {
  if (more <= 0) return null;
  return html`<p class="quiet small">And ${formatCount(more)} ${what}.</p>`;
}

/** Shades of the matrix, as upper ends of the share of missing values. */
const shades = [0.05, 0.25, 0.5, 0.75, 1] as const;

/** A column each, the file from top to bottom; one path a shade keeps the picture small. */
function matrix({ matrix: { columns, stretches, rates } }: ProfileResult['missing']): Html | null {
  const drawn = Math.min(columns.length, columnsDrawn);
  if (drawn === 0 || stretches.length < 2) return null;
  const wide = Math.min(28, Math.max(12, Math.floor(900 / drawn)));
  const tall = Math.max(2, Math.floor(240 / stretches.length));
  const top = 96;
  const paths = shades.map((shade, k) => {
    const from = k === 0 ? 0 : shades[k - 1]!;
    let path = '';
    rates.forEach((row, s) => {
      for (let c = 0; c < drawn; c++) {
        const rate = row[c]!;
        if (rate > from && rate <= shade)
          path += `M${c * wide} ${top + s * tall}h${wide - 1}v${tall}h${1 - wide}z`;
      }
    });
    return path === ''
      ? null
      : html`<path class="bar" fill-opacity="${n(0.2 + shade * 0.8)}" d="${path}" />`;
  });
  const names = columns
    .slice(0, drawn)
    .map(
      (name, c) =>
        html`<text transform="translate(${n(c * wide + wide / 2 + 3)} ${top - 6}) rotate(-45)"
          >${shortened(name, 18)}</text
        >`,
    );
  const height = top + stretches.length * tall;
  const width = drawn * wide + 80;
  return html`<h3>Where along the file</h3>
    <p class="quiet small">
      From the first row at the top to the last; darker where more values are missing in a stretch
      of ${formatCount(stretches[0]!.rows)} rows.
      ${columns.length > drawn ? `The first ${drawn} of ${formatCount(columns.length)} columns with missing values.` : ''}
    </p>
    <div class="scroll">
      <svg
        width="${width}"
        height="${height}"
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label="Missing values of ${drawn} columns along the file; the shares are in the table above"
      >
        <rect class="cell-empty" y="${top}" width="${drawn * wide}" height="${height - top}" />
        ${paths}${names}
      </svg>
    </div>`;
}

function together({ patterns }: ProfileResult['missing'], sampledRows: number): Html | null {
  if (patterns.length === 0) return null;
  const rows = patterns.slice(0, patternsListed).map(
    ({ columns, count }) =>
      html`<tr>
        <td>
          ${columns.length > 12 ? `${columns.slice(0, 12).join(', ')} and ${columns.length - 12} more` : columns.join(', ')}
        </td>
        <td class="number">${formatCount(count)}</td>
        <td class="number">${formatRate(count / Math.max(1, sampledRows))}</td>
      </tr>`,
  );
  return html`<h3>Combinations</h3>
    ${table(['Exactly these columns are missing', 'Rows', 'Share'], rows)}
    ${left(patterns.length - patternsListed, 'rarer combinations')}`;
}

function cooccurrence({ cooccurrence: pairs }: ProfileResult['missing']): Html | null {
  if (pairs.length === 0) return null;
  const rows = pairs.slice(0, pairsListed).map(
    ({ a, b, both, phi }) =>
      html`<tr>
        <td>${a}</td>
        <td>${b}</td>
        <td class="number">${formatCount(both)}</td>
        <td class="number">${formatValue(phi, 2)}</td>
      </tr>`,
  );
  return html`<h3>Missing together</h3>
    <p class="quiet small">
      φ is 1 when two columns are missing in the same rows, −1 when one is missing where the other
      is not, 0 when they have nothing to do with each other.
    </p>
    ${table(['Column', 'Column', 'Both missing', 'φ'], rows)}
    ${left(pairs.length - pairsListed, 'weaker pairs')}`;
}
