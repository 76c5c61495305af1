import {
  formatBytes,
  formatCount,
  formatPValue,
  formatRate,
  formatValue,
} from '../../format/numbers';
import type { Both, ColumnComparison, DataComparison, DatasetInfo } from '../../protocol';
import { alertsSection } from './alertsSection';
import { fileName } from './dataSections';
import { html, type Html } from './html';
import { pairedBarsChart, type PairedBars } from './pairedBars';
import { renderPage } from './reportPage';

/** The document that a comparison report shows. */
export interface ComparisonReportDocuments {
  readonly comparison: DataComparison;
  readonly productVersion: string;
  /** ISO 8601. */
  readonly generatedAt: string;
}

const driftOrder = { large: 0, moderate: 1, none: 2, 'not compared': 3 } as const;
const mostOpen = 3;

/**
 * Renders the comparison of two data sets as one HTML file that needs nothing else. Every text that comes from the document is
 * escaped.
 *
 * @returns the text of the file; the same document gives the same text
 */
export function renderComparisonReport(documents: ComparisonReportDocuments): string {
  const { comparison, productVersion, generatedAt } = documents;
  const { reference, current } = comparison;
  const title = `${fileName(reference.path)} → ${fileName(current.path)}`;
  return renderPage({
    title,
    sections: [
      ['alerts', 'Alerts'],
      ['schema', 'Schema'],
      ['columns', 'Columns'],
    ],
    lead: null,
    content: [
      overview(comparison),
      alertsSection(comparison.alerts, comparison.issues),
      schemaSection(comparison),
      columnsSection(comparison),
    ],
    signature: html`SHA-256: reference <code>${reference.sha256}</code>, current
      <code>${current.sha256}</code>`,
    productVersion,
    generatedAt,
    style,
  });
}

/** What only this report draws: two data sets over each other. */
const style = `
.reference { fill: var(--class-0); } .current { fill: none; stroke: var(--class-1); stroke-width: 1.8; stroke-linejoin: round; }
.hover { fill: transparent; } .swatch { display: inline-block; width: 14px; height: 10px; background: var(--class-0); margin-right: 6px; }
.swatch.line { height: 0; border-top: 2px solid var(--class-1); background: none; vertical-align: 3px; }
.drift { white-space: nowrap; } .drift-large { color: var(--error); font-weight: 600; } .drift-moderate { color: var(--warning); font-weight: 600; }
.row.pair { grid-template-columns: 20px minmax(130px, 1.4fr) 96px 128px 104px 90px 72px minmax(120px, 1fr); }
`;

function overview({ reference, current, target, sharedRows, columns }: DataComparison): Html {
  const drifted = columns.filter(({ drift }) => drift === 'large' || drift === 'moderate').length;
  const cards = [
    ['reference rows', formatCount(reference.rows)],
    ['current rows', formatCount(current.rows)],
    ['columns compared', formatCount(columns.length)],
    ['columns drifted', formatCount(drifted)],
    ['current rows in the reference', formatRate(sharedRows.rate)],
  ] as const;
  return html`<section>
    <div class="cards">
      ${cards.map(([label, value]) => html`<div class="card"><b>${value}</b><span>${label}</span></div>`)}
    </div>
    <p class="quiet target">
      Reference <b>${fileName(reference.path)}</b>, ${factsText(reference)}. Current
      <b>${fileName(current.path)}</b>,
      ${factsText(current)}.${target === null ? null : html` Target <b>${target}</b>.`}
    </p>
  </section>`;
}

function factsText(info: DatasetInfo): string {
  const read = info.exact ? '' : `, a sample of ${formatCount(info.sampledRows)} rows`;
  return `${formatCount(info.rows)} rows × ${formatCount(info.columns)} columns, ${formatBytes(info.sizeBytes)}${read}`;
}

function schemaSection({ schema }: DataComparison): Html {
  const { added, removed, retyped, sameOrder } = schema;
  const items = [
    ...removed.map((name) => html`<li><b>${name}</b> is missing from the current data.</li>`),
    ...added.map((name) => html`<li><b>${name}</b> is new in the current data.</li>`),
    ...retyped.map(
      ({ column, type }) => html`<li><b>${column}</b>: ${type.reference} → ${type.current}</li>`,
    ),
    ...(sameOrder ? [] : [html`<li>The columns stand in another order.</li>`]),
  ];
  return html`<section>
    <h2 id="schema">Schema</h2>
    ${
      items.length === 0
        ? html`<p class="quiet">
            Both have the same columns, of the same types, in the same order.
          </p>`
        : html`<ul class="plain">
            ${items}
          </ul>`
    }
  </section>`;
}

function columnsSection({ columns, target }: DataComparison): Html {
  const sorted = [...columns].sort(
    (a, b) =>
      Number(b.column === target) - Number(a.column === target) ||
      driftOrder[a.drift] - driftOrder[b.drift] ||
      (b.distance.value ?? 0) - (a.distance.value ?? 0),
  );
  return html`<section>
    <h2 id="columns">Columns <span class="quiet">${formatCount(columns.length)}</span></h2>
    <p class="legend">
      <span><span class="swatch"></span>reference</span
      ><span><span class="swatch line"></span>current</span>
    </p>
    <div class="columns">
      <div class="row pair head" aria-hidden="true">
        <span></span><span>Column</span><span>Type</span><span>Distribution</span><span>Drift</span>
        <span class="number">Distance</span><span class="number">PSI</span
        ><span>Mean, or commonest level</span>
      </div>
      ${sorted.map((column, i) => columnRow(column, target, i < mostOpen))}
    </div>
  </section>`;
}

function columnRow(column: ColumnComparison, target: string | null, open: boolean): Html {
  const bars = pairedShares(column);
  const tag = column.column === target ? html`<span class="tag">target</span>` : null;
  return html`<details ${open && column.drift !== 'none' ? 'open' : ''}>
    <summary class="row pair">
      <span class="marker"></span><span class="name">${column.column}${tag}</span>
      <span class="type">${typeText(column.type)}</span
      ><span>${bars === null ? null : pairedBarsChart(bars, null, 120, 26)}</span>
      <span class="drift drift-${column.drift.replace(' ', '-')}">${column.drift}</span>
      <span class="number">${distanceText(column)}</span>
      <span class="number">${formatValue(column.psi, 2)}</span>
      <span class="ellipsis">${centreText(column)}</span>
    </summary>
    <div class="detail">
      <div>
        <p>${column.sentence}</p>
        ${factList(column)}
      </div>
      <div>
        ${
          bars === null
            ? null
            : html`${pairedBarsChart(bars, `Distribution of ${column.column} in both data sets`, 460, 150)}
                <details class="more">
                  <summary class="small">Table</summary>
                  ${sharesTable(bars)}
                </details>`
        }
      </div>
    </div>
  </details>`;
}

function factList({
  mean,
  std,
  median,
  missingRate,
  distinct,
  test,
  newLevels,
  lostLevels,
  reasons,
}: ColumnComparison): Html {
  const numbers = (label: string, value: Both<number | null> | undefined): [string, string][] =>
    value === undefined
      ? []
      : [[label, `${formatValue(value.reference)} → ${formatValue(value.current)}`]];
  const testName = test.name === 'chi-square' ? 'χ² test' : 'Kolmogorov–Smirnov test';
  const facts: [string, string][] = [
    ...numbers('mean', mean),
    ...numbers('standard deviation', std),
    ...numbers('median', median),
    ...numbers('distinct values', distinct),
    ['missing', `${formatRate(missingRate.reference)} → ${formatRate(missingRate.current)}`],
    [
      testName,
      test.pValue === null
        ? (reasons?.['test.statistic'] ?? '–')
        : `${formatValue(test.statistic)}, ${formatPValue(test.pValue)} (${formatPValue(test.pAdjusted.holm)} after Holm)`,
    ],
    ...(newLevels === undefined || newLevels.levels === 0
      ? []
      : [['new levels', listText(newLevels)] as [string, string]]),
    ...(lostLevels === undefined || lostLevels.levels === 0
      ? []
      : [['lost levels', listText(lostLevels)] as [string, string]]),
  ];
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function listText({
  values,
  levels,
}: {
  readonly values: readonly string[];
  readonly levels: number;
}): string {
  const shown = values.slice(0, 5).map((value) => JSON.stringify(value));
  const more = levels - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

function sharesTable({ labels, reference, current }: PairedBars): Html {
  return html`<table>
    <thead>
      <tr>
        <th></th>
        <th class="number">Reference</th>
        <th class="number">Current</th>
      </tr>
    </thead>
    <tbody>
      ${labels.map(
        (label, i) =>
          html`<tr>
            <td>${label}</td>
            <td class="number">${formatRate(reference[i])}</td>
            <td class="number">${formatRate(current[i])}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function pairedShares({ histogram, levels }: ColumnComparison): PairedBars | null {
  if (histogram !== undefined) {
    const edge = (value: number | string): string =>
      typeof value === 'number' ? formatValue(value) : value;
    return {
      labels: histogram.edges
        .slice(0, -1)
        .map((from, i) => `${edge(from)} – ${edge(histogram.edges[i + 1]!)}`),
      reference: shares(histogram.reference),
      current: shares(histogram.current),
    };
  }
  if (levels === undefined || levels.values.length === 0) return null;
  const rest = levels.other.reference + levels.other.current > 0;
  return {
    labels: [...levels.values, ...(rest ? ['(other)'] : [])],
    reference: shares([...levels.reference, ...(rest ? [levels.other.reference] : [])]),
    current: shares([...levels.current, ...(rest ? [levels.other.current] : [])]),
  };
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}

function typeText({ reference, current }: Both<string>): string {
  return reference === current ? reference : `${reference} → ${current}`;
}

function distanceText({ distance }: ColumnComparison): string {
  if (distance.value === null) return '–';
  return `${formatValue(distance.value, 2)} ${distance.name === 'wasserstein' ? 'sd' : 'JS'}`;
}

function centreText({ mean, levels }: ColumnComparison): string {
  if (mean !== undefined) return `${formatValue(mean.reference)} → ${formatValue(mean.current)}`;
  return levels?.values[0] ?? '';
}
