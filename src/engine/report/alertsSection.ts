import { formatCount, formatValue } from '../../format/numbers';
import type { ColumnProfile, DataIssue, ProfileAlert } from '../../protocol';
import { html, type Html } from './html';

const severityNames = { error: 'Error', warning: 'Warning', info: 'Note' } as const;
/** Notes shown at once; the rest can be opened. */
const notesShown = 12;

/**
 * What to know before using the data: errors and warnings, then notes.
 * Those about one of `columns`, the ones that the report shows, link to it.
 */
export function alertsSection(
  alerts: readonly ProfileAlert[],
  issues: readonly DataIssue[],
  columns: readonly ColumnProfile[] = [],
): Html {
  const positions = new Map(columns.map(({ name, index }) => [name, index]));
  const notes = issues.map(
    ({ message, row }) =>
      html`<li>
        <span class="severity warning">Reading</span>
        <div>
          ${message}${row === null ? null : html` <span class="quiet">(line ${formatCount(row)})</span>`}
        </div>
      </li>`,
  );
  const grave = alerts.filter(({ severity }) => severity !== 'info');
  const light = alerts.filter(({ severity }) => severity === 'info');
  const first = [...grave, ...light.slice(0, notesShown)].map((found) => item(found, positions));
  const rest = light.slice(notesShown).map((found) => item(found, positions));
  const count = alerts.length + notes.length;
  return html`<section>
    <h2 id="alerts">Alerts <span class="quiet">${count}</span></h2>
    ${
      count === 0
        ? html`<p class="quiet">Nothing stands out.</p>`
        : html`<ul class="alerts">
            ${notes}${first}
          </ul>`
    }
    ${
      rest.length === 0
        ? null
        : html`<details class="more">
            <summary>${formatCount(rest.length)} more notes</summary>
            <ul class="alerts">
              ${rest}
            </ul>
          </details>`
    }
  </section>`;
}

function item(found: ProfileAlert, positions: ReadonlyMap<string, number>): Html {
  const { severity, code, message, why, sql, actions } = found;
  const linked = found.columns.length === 1 ? positions.get(found.columns[0]!) : undefined;
  return html`<li>
    <span class="severity ${severity}">${severityNames[severity]}</span>
    <div>
      <div>
        ${message}
        ${linked === undefined ? null : html`<a class="small" href="#column-${linked}">see column</a>`}
      </div>
      <div class="quiet small">${why}</div>
      <div class="quiet small facts">
        <span class="code">${code}</span>${thresholdText(found)}
        ${actions.length === 0 ? null : html`<span>${actions.map(({ label }) => label).join(' or ')}</span>`}
      </div>
      ${
        sql === null
          ? null
          : html`<details class="twin">
              <summary class="small">Rows as SQL</summary>
              <code>${sql}</code>
            </details>`
      }
    </div>
  </li>`;
}

function thresholdText({ value, threshold, thresholdName }: ProfileAlert): Html | null {
  if (thresholdName === null || threshold === null) return null;
  const measured = value === null ? '' : `measured ${formatValue(value, 3)}, `;
  return html`<span>${measured}threshold ${thresholdName} = ${formatValue(threshold)}</span>`;
}
