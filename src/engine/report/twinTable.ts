import { formatValue } from '../../format/numbers';
import { html, type Html } from './html';

/** The numbers of a chart as a table that can be opened, for people who cannot see it or want them. */
export function twinTable(
  heads: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Html {
  const cells = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell) =>
          typeof cell === 'string'
            ? html`<td>${cell}</td>`
            : html`<td class="number">${cell === null ? '–' : formatValue(cell)}</td>`,
        )}
      </tr>`,
  );
  return html`<details class="twin">
    <summary class="small">Numbers</summary>
    <table>
      <thead>
        <tr>
          ${heads.map((head, i) => html`<th${typeof rows[0]?.[i] === 'string' ? null : html` class="number"`}>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${cells}
      </tbody>
    </table>
  </details>`;
}

/** Bins and their rows, one series a column. */
export function binsTable(
  edges: readonly (number | string)[],
  series: readonly { readonly name: string; readonly counts: readonly number[] }[],
): Html {
  const rows = (series[0]?.counts ?? []).map((_, i) => [
    `${shown(edges[i]!)} to ${shown(edges[i + 1]!)}`,
    ...series.map(({ counts }) => counts[i] ?? 0),
  ]);
  return twinTable(['Bin', ...series.map(({ name }) => name)], rows);
}

function shown(edge: number | string): string {
  return typeof edge === 'number' ? formatValue(edge) : edge;
}
