import { formatCount, formatMetric } from '../../format/numbers';
import type { CorrelationMeasure, Correlations } from '../../protocol';
import { n, shortened } from './barCharts';
import { html, type Html } from './html';

/** Columns that the heat map draws at most; more would not be readable on paper. */
const mostDrawn = 48;
const strongestListed = 15;
const pageWidth = 1064;
/** Room to the right of the map for the slanted names. */
const overhang = 90;

const symbols: Readonly<Record<CorrelationMeasure['name'], string>> = {
  pearson: "Pearson's r",
  spearman: "Spearman's ρ",
  cramersV: "Cramér's V",
  correlationRatio: 'Correlation ratio η',
  kendall: "Kendall's τ",
  mutualInformation: 'Mutual information',
  mixed: 'Association',
};

interface Relation {
  readonly i: number;
  readonly j: number;
  readonly measure: CorrelationMeasure['name'];
  readonly value: number;
  readonly n: number;
}

/** Heat map of the association of every pair of columns, and its strongest pairs as a table. */
export function relationsSection(correlations: Correlations): Html | null {
  const relations = relationsOf(correlations);
  if (relations.length === 0) return null;
  const strongest = [...relations]
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, strongestListed)
    .map(
      ({ i, j, measure, value, n: rows }) =>
        html`<tr>
          <td>${correlations.columns[i]}</td>
          <td>${correlations.columns[j]}</td>
          <td>${symbols[measure]}</td>
          <td class="number" title="${String(value)}">${formatMetric(value)}</td>
          <td class="number">${formatCount(rows)}</td>
        </tr>`,
    );
  const definitions = correlations.measures.map(({ definition }) => html`<li>${definition}</li>`);
  return html`<section>
    <h2 id="relations">Relations between columns</h2>
    <p class="quiet">
      ${legend(relations)} Darker is
      stronger${relations.some(({ value }) => value < 0) ? '; an inner ring marks a negative r' : ''}.
    </p>
    <div class="scroll">${heatMap(correlations.columns, relations)}</div>
    <h3>Strongest pairs</h3>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Column</th>
            <th>Column</th>
            <th>Measure</th>
            <th class="number">Value</th>
            <th class="number">Rows</th>
          </tr>
        </thead>
        <tbody>
          ${strongest}
        </tbody>
      </table>
    </div>
    <details class="more">
      <summary>How these are measured</summary>
      <ul class="plain small quiet">
        ${definitions}
      </ul>
    </details>
  </section>`;
}

/** One value per pair: Pearson's r, which has a sign, for two numbers; V or η for the others; the mixed measure fills the rest. */
function relationsOf({ measures }: Correlations): Relation[] {
  const found = new Map<string, Relation>();
  for (const name of ['pearson', 'cramersV', 'correlationRatio', 'mixed'] as const) {
    const pairs = measures.find((measure) => measure.name === name)?.pairs ?? [];
    for (const { i, j, value, n: rows } of pairs) {
      const key = `${i} ${j}`;
      if (value !== null && !found.has(key))
        found.set(key, { i, j, measure: name, value, n: rows });
    }
  }
  return [...found.values()];
}

const legends: Readonly<Partial<Record<CorrelationMeasure['name'], string>>> = {
  pearson: "Two numbers: Pearson's r.",
  cramersV: "Two categories: Cramér's V.",
  correlationRatio: 'One of each: the correlation ratio.',
  mixed: 'By the kinds of the pair: |ρ|, the correlation ratio or V.',
};

function legend(relations: readonly Relation[]): string {
  const used = [...new Set(relations.map(({ measure }) => measure))];
  return used.flatMap((measure) => legends[measure] ?? []).join(' ');
}

/** Positions of the columns to draw: all, or those with the strongest relation to another, in the order of the file. */
function drawnColumns(columns: readonly string[], relations: readonly Relation[]): number[] {
  const strongest = new Float64Array(columns.length);
  for (const { i, j, value } of relations) {
    strongest[i] = Math.max(strongest[i]!, Math.abs(value));
    strongest[j] = Math.max(strongest[j]!, Math.abs(value));
  }
  return columns
    .map((_, position) => position)
    .sort((a, b) => strongest[b]! - strongest[a]! || a - b)
    .slice(0, mostDrawn)
    .sort((a, b) => a - b);
}

function heatMap(columns: readonly string[], relations: readonly Relation[]): Html {
  const positions = drawnColumns(columns, relations);
  const slot = new Map(positions.map((position, at) => [position, at]));
  const names = positions.map((position) => columns[position]!);
  const drawn = positions.length;
  const left =
    8 + Math.min(190, Math.max(...names.map((name) => shortened(name, 28).length)) * 6.2);
  const top = Math.min(150, left * 0.75);
  const size = Math.floor(Math.max(15, Math.min(34, (pageWidth - left - overhang) / drawn)));
  const at = (index: number, start: number): number => start + index * size;
  const empty = Array.from({ length: drawn }, (_, i) =>
    Array.from({ length: drawn }, (_unused, j) => [i, j] as const),
  )
    .flat()
    .map(
      ([i, j]) =>
        html`<rect
          class="cell-empty"
          x="${n(at(i, left))}"
          y="${n(at(j, top))}"
          width="${size - 1}"
          height="${size - 1}"
        />`,
    );
  const cells = relations.flatMap(({ i, j, measure, value, n: rows }) => {
    const [x, y] = [slot.get(i), slot.get(j)];
    if (x === undefined || y === undefined) return [];
    const title = `${columns[i]!} and ${columns[j]!}: ${symbols[measure]} ${formatMetric(value)}, ${formatCount(rows)} rows`;
    return [[x, y] as const, [y, x] as const].map(([across, down]) =>
      cell(title, value, at(across, left), at(down, top), size - 1),
    );
  });
  const labels = names.flatMap((name, i) => {
    const text = shortened(name, 28);
    const middle = i * size + size / 2;
    return [
      html`<text x="${n(left - 6)}" y="${n(top + middle + 4)}" text-anchor="end">${text}</text>`,
      html`<text transform="translate(${n(left + middle + 3)} ${n(top - 6)}) rotate(-45)"
        >${text}</text
      >`,
    ];
  });
  const width = left + drawn * size + overhang;
  const height = top + drawn * size;
  const more =
    columns.length > drawn
      ? html`<p class="quiet small">
          The ${drawn} columns with the strongest relations, of ${formatCount(columns.length)}.
        </p>`
      : null;
  return html`<svg
      width="${n(width)}"
      height="${n(height)}"
      viewBox="0 0 ${n(width)} ${n(height)}"
      role="img"
      aria-label="Heat map of the association between ${drawn} columns; the strongest pairs are listed below"
    >
      ${empty}${cells}${labels}</svg
    >${more}`;
}

function cell(title: string, value: number, x: number, y: number, size: number): Html {
  const opacity = n(Math.max(0.04, Math.abs(value)));
  const ring =
    value < -0.05
      ? html`<rect
          class="ring"
          x="${n(x + size * 0.3)}"
          y="${n(y + size * 0.3)}"
          width="${n(size * 0.4)}"
          height="${n(size * 0.4)}"
        />`
      : null;
  return html`<g
    ><title>${title}</title
    ><rect
      class="${value < 0 ? 'negative' : 'positive'}"
      fill-opacity="${opacity}"
      x="${n(x)}"
      y="${n(y)}"
      width="${size}"
      height="${size}"
    />${ring}</g
  >`;
}
