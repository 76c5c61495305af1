import {
  formatCount,
  formatMetric,
  formatPValue,
  formatRate,
  formatValue,
} from '../../format/numbers';
import type { ColumnProfile, ColumnTest, ProfileResult, TargetTestsResult } from '../../protocol';
import { shareBar, shortened, sparkBars } from './barCharts';
import { columnDetail } from './columnDetail';
import { html, type Html } from './html';

/** The list of columns: one line each with a small histogram, opening to the details. */
export function columnsSection(profile: ProfileResult, tests: TargetTestsResult | undefined): Html {
  const linked = profile.target !== null;
  const testOf = new Map((tests?.tests ?? []).map((test) => [test.column, test]));
  const strongest = Math.max(
    0.3,
    ...profile.columns.map(({ target }) => target?.association.value ?? 0),
  );
  const rows = profile.columns.map((column) => {
    const link = linked ? linkCell(column, testOf.get(column.name), strongest) : null;
    return html`<details id="column-${column.index}">
      <summary class="${rowClass(linked)}">
        <span class="marker"></span><span class="name">${column.name}${roleTag(column)}</span>
        <span class="type">${column.type}</span><span>${sparkBars(shape(column))}</span>
        ${cell('missing', missingText(column))}${cell('distinct', distinctText(column))}
        <span class="ellipsis">${summaryText(column)}</span>${link}
      </summary>
      ${columnDetail(column, profile.target, testOf.get(column.name))}
    </details>`;
  });
  return html`<section>
    <h2 id="columns">Columns <span class="quiet">${formatCount(profile.columns.length)}</span></h2>
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
