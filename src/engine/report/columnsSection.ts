import {
  formatCount,
  formatMetric,
  formatPValue,
  formatRate,
  formatValue,
} from '../../format/numbers';
import type {
  ColumnProfile,
  ColumnTest,
  ProfileAlert,
  ProfileResult,
  TargetTestsResult,
} from '../../protocol';
import { shareBar, shortened, sparkBars } from './barCharts';
import { columnDetail } from './columnDetail';
import { html, type Html } from './html';

/** Columns shown with all their details; a report of thousands of columns stays readable and small. */
const mostDetailed = 300;
/** Columns from which the list is searched rather than read. */
const searchedFrom = 8;

/**
 * The list of columns: one line each with a small histogram, opening to the details. Of more than 300 columns those with alerts
 * above a note and those most linked with the target are detailed, then the first ones.
 */
export function columnsSection(profile: ProfileResult, tests: TargetTestsResult | undefined): Html {
  const linked = profile.target !== null;
  const testOf = new Map((tests?.tests ?? []).map((test) => [test.column, test]));
  const codes = codesByColumn(profile.alerts);
  const detailed = detailedColumns(profile);
  const strongest = profile.columns.reduce(
    (most, { target }) => Math.max(most, target?.association.value ?? 0),
    0.3,
  );
  const rows = profile.columns.map((column) => {
    const link = linked ? linkCell(column, testOf.get(column.name), strongest) : null;
    const own = codes.get(column.name) ?? [];
    const find = [column.name, column.type, ...own].join(' ').toLowerCase();
    const line = html`<span class="marker"></span
      ><span class="name">${column.name}${roleTag(column)}</span>
      <span class="type">${column.type}</span><span>${sparkBars(shape(column))}</span>
      ${cell('missing', missingText(column))}${cell('distinct', distinctText(column))}
      <span class="ellipsis">${summaryText(column)}</span>${link}`;
    const marks = html`id="column-${column.index}" data-find="${find}"
    data-type="${column.type}"${own.length > 0 ? html` data-alert` : null}`;
    return detailed.has(column)
      ? html`<details ${marks}>
          <summary class="${rowClass(linked)}">${line}</summary>
          ${columnDetail(column, profile.target, testOf.get(column.name))}
        </details>`
      : html`<div class="plain-row" ${marks}><div class="${rowClass(linked)}">${line}</div></div>`;
  });
  const left = profile.columns.length - detailed.size;
  return html`<section>
    <h2 id="columns">Columns <span class="quiet">${formatCount(profile.columns.length)}</span></h2>
    ${profile.columns.length < searchedFrom ? null : tools(profile)}
    ${
      left === 0
        ? null
        : html`<p class="quiet small">
            ${formatCount(detailed.size)} columns open to their details: those with alerts, those
            most linked with the target, and the first ones. The other ${formatCount(left)} have
            their line here; Cuvette shows them in full.
          </p>`
    }
    <div class="columns">
      <div class="${rowClass(linked)} head" aria-hidden="true">
        <span></span><span>Column</span><span>Type</span><span>Distribution</span>
        <span class="number">Missing</span><span class="number">Distinct</span
        ><span>Mean or most frequent</span
        >${profile.target !== null ? html`<span>Link with ${profile.target.column}</span>` : null}
      </div>
      ${rows}
    </div>
  </section>`;
}

/** Shown by the report's script, which makes it work. */
function tools({ columns }: ProfileResult): Html {
  const types = [...new Set(columns.map(({ type }) => type))].sort();
  return html`<div class="tools" hidden>
    <input
      type="search"
      placeholder="Search columns"
      aria-label="Search columns by name, type or alert"
    />
    <select aria-label="Type">
      <option value="">all types</option>
      ${types.map((type) => html`<option>${type}</option>`)}
    </select>
    <label><input type="checkbox" /> with alerts</label>
    <button type="button">Open or close all</button>
    <output aria-live="polite"></output>
  </div>`;
}

function codesByColumn(alerts: readonly ProfileAlert[]): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const { columns, code } of alerts) {
    for (const name of columns) codes.set(name, [...(codes.get(name) ?? []), code]);
  }
  return codes;
}

function detailedColumns({ columns, alerts }: ProfileResult): Set<ColumnProfile> {
  if (columns.length <= mostDetailed) return new Set(columns);
  const warned = new Set(
    alerts.filter(({ severity }) => severity !== 'info').flatMap((alert) => alert.columns),
  );
  const weight = ({ name, role, target }: ColumnProfile): number =>
    role === 'target' ? 3 : (warned.has(name) ? 1 : 0) + (target?.association.value ?? 0);
  const ranked = [...columns].sort((a, b) => weight(b) - weight(a) || a.index - b.index);
  return new Set(ranked.slice(0, mostDetailed));
}

function rowClass(linked: boolean): string {
  return linked ? 'row' : 'row plain';
}

function cell(label: string, text: string): Html {
  return html`<span class="number"><span class="hidden">${label} </span>${text}</span>`;
}

function roleTag({ role }: ColumnProfile): Html | null {
  return role === 'feature' ? null : html`<span class="tag">${role}</span>`;
}

function missingText({ missing }: ColumnProfile): string {
  return missing.count === 0 ? '0' : formatRate(missing.rate);
}

function distinctText({ distinct }: ColumnProfile): string {
  return `${distinct.exact ? '' : '≥ '}${formatCount(distinct.count)}`;
}

/** Heights of the small histogram. */
function shape({ categorical, numeric, dateTime, text, type }: ColumnProfile): readonly number[] {
  if (type === 'constant' || type === 'identifier') return [];
  if (text?.length.histogram) return text.length.histogram.counts;
  const counts = numeric?.histogram?.counts ?? dateTime?.histogram?.counts;
  return counts ?? categorical?.top.map(({ count }) => count) ?? [];
}

function summaryText({ type, numeric, categorical, dateTime, text }: ColumnProfile): string {
  if (type === 'numeric' && numeric !== undefined) {
    return `${formatValue(numeric.mean)} ± ${formatValue(numeric.std, 3)}`;
  }
  if (dateTime !== undefined) return `${dateTime.min ?? '–'} – ${dateTime.max ?? '–'}`;
  if (text !== undefined) return `${formatValue(text.length.mean, 3)} characters`;
  const top = categorical?.top[0];
  return top === undefined || type === 'identifier'
    ? '–'
    : `${shortened(top.value, 40)} · ${formatRate(top.rate)}`;
}

function linkCell(column: ColumnProfile, test: ColumnTest | undefined, strongest: number): Html {
  const association = column.target?.association;
  if (typeof association?.value !== 'number') return html`<span class="quiet">–</span>`;
  const { name, value } = association;
  const p = test?.pAdjusted.holm ?? null;
  const exact = `${name} ${String(value)}${p === null ? '' : `, p ${String(p)} after correction`}`;
  return html`<span class="link" title="${exact}"
    >${shareBar(value / strongest, 64)}<span class="small"
      >${shortName(name)} ${formatMetric(value)}</span
    ><span class="small quiet">${p === null ? null : formatPValue(p)}</span></span
  >`;
}

/** The symbol alone, where the column head or a tooltip has the name. */
function shortName(name: string): string {
  return name.replace(/^Cramér's /, '').replace(/Spearman's /, '');
}
