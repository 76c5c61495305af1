import { formatBytes, formatCount, formatRate } from '../../format/numbers';
import type { DataIssue, DatasetInfo, ProfileAlert, ProfileResult } from '../../protocol';
import { shareBar } from './barCharts';
import { html, type Html } from './html';

/** Name of the file, without its folders. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The figures of the data set as a row of cards. */
export function overviewSection({ dataset, columns, missing, target }: ProfileResult): Html {
  const cells = Math.max(1, dataset.sampledRows * columns.length);
  const missingCells = missing.byColumn.reduce((sum, { count }) => sum + count, 0);
  const duplicates = dataset.duplicateRows === null ? '–' : formatCount(dataset.duplicateRows);
  const cards = [
    ['rows', formatCount(dataset.rows)],
    ['columns', formatCount(dataset.columns)],
    ['cells missing', formatRate(missingCells / cells)],
    ['rows repeated', duplicates],
    ['file', formatBytes(dataset.sizeBytes)],
  ] as const;
  const classes = target?.classes
    .slice(0, 8)
    .map(({ value, rate }) => `${value} ${formatRate(rate)}`);
  const positive = !target?.positive
    ? ''
    : ` Positive class: ${target.positive}. ${target.positiveReason ?? ''}`;
  return html`<section>
    <div class="cards">
      ${cards.map(([label, value]) => html`<div class="card"><b>${value}</b><span>${label}</span></div>`)}
    </div>
    ${target === null ? null : html`<p class="quiet target">Target <b>${target.column}</b>, ${taskText(target.task)}${classes?.length ? `: ${classes.join(', ')}` : ''}.${positive}</p>`}
  </section>`;
}

function taskText(task: string): string {
  if (task === 'binary') return 'two classes';
  return task === 'multiclass' ? 'several classes' : 'a number';
}

/** One line of facts about the file, for the head of the page. */
export function factsLine(dataset: DatasetInfo): Html {
  const read = dataset.exact
    ? 'all rows read, every number exact'
    : `from a sample of ${formatCount(dataset.sampledRows)} of ${formatCount(dataset.rows)} rows`;
  const parts = [
    dataset.format.toUpperCase(),
    dataset.delimiter === null ? null : `delimiter ${delimiterName(dataset.delimiter)}`,
    dataset.encoding,
    dataset.compression,
    read,
    `SHA-256 ${dataset.sha256.slice(0, 12)}…`,
  ].filter((part) => part !== null);
  return html`<div class="facts" title="${dataset.path}">
    ${parts.map((part) => html`<span>${part}</span>`)}
  </div>`;
}

function delimiterName(delimiter: string): string {
  const names: Readonly<Record<string, string>> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'pipe',
  };
  return names[delimiter] ?? JSON.stringify(delimiter);
}

const severityNames = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What to know before using the data. */
export function alertsSection(alerts: readonly ProfileAlert[], issues: readonly DataIssue[]): Html {
  const items = alerts.map(
    ({ severity, message, why, sql }) =>
      html`<li>
        <span class="severity ${severity}">${severityNames[severity]}</span>
        <div>
          <div>${message}</div>
          <div class="quiet small">${why}</div>
          ${
            sql === null
              ? null
              : html`<details class="more">
                  <summary class="small">Rows as SQL</summary>
                  <code>${sql}</code>
                </details>`
          }
        </div>
      </li>`,
  );
  const notes = issues.map(
    ({ message, row }) =>
      html`<li>
        <span class="severity warning">Reading</span>
        <div>
          ${message}${row === null ? null : html` <span class="quiet">(line ${formatCount(row)})</span>`}
        </div>
      </li>`,
  );
  const nothing = html`<p class="quiet">Nothing stands out.</p>`;
  const list = html`<ul class="alerts">
    ${notes}${items}
  </ul>`;
  const count = items.length + notes.length;
  return html`<section>
    <h2 id="alerts">Alerts <span class="quiet">${count}</span></h2>
    ${count === 0 ? nothing : list}
  </section>`;
}

/** Missing values per column and the combinations they occur in. */
export function missingSection({ missing, dataset }: ProfileResult): Html {
  if (missing.byColumn.length === 0) {
    return html`<section>
      <h2 id="missing">Missing values</h2>
      <p class="quiet">No value is missing.</p>
    </section>`;
  }
  const columns = missing.byColumn.map(
    ({ column, count, rate }) =>
      html`<tr>
        <td>${column}</td>
        <td>${shareBar(rate, 200)}</td>
        <td class="number">${formatCount(count)}</td>
        <td class="number">${formatRate(rate)}</td>
      </tr>`,
  );
  const patterns = missing.patterns.slice(0, 20).map(
    ({ columns: names, count }) =>
      html`<tr>
        <td>${names.join(', ')}</td>
        <td class="number">${formatCount(count)}</td>
        <td class="number">${formatRate(count / Math.max(1, dataset.sampledRows))}</td>
      </tr>`,
  );
  return html`<section>
    <h2 id="missing">Missing values</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Column</th>
            <th><span class="hidden">Share</span></th>
            <th class="number">Rows</th>
            <th class="number">Share</th>
          </tr>
        </thead>
        <tbody>
          ${columns}
        </tbody>
      </table>
    </div>
    <h3>Missing together</h3>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Exactly these columns are missing</th>
            <th class="number">Rows</th>
            <th class="number">Share</th>
          </tr>
        </thead>
        <tbody>
          ${patterns}
        </tbody>
      </table>
    </div>
  </section>`;
}
