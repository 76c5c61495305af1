import { formatCount, formatMetric, formatPValue, formatValue } from '../../format/numbers';
import type {
  ColumnTest,
  NormalityTest,
  TargetTestsResult,
  VarianceInflation,
} from '../../protocol';
import { html, type Html } from './html';

const testNames: Readonly<Record<ColumnTest['test'], string>> = {
  'chi-square': 'χ²',
  'chi-square-monte-carlo': 'χ², simulated',
  'fisher-exact': "Fisher's exact",
  'kruskal-wallis': 'Kruskal–Wallis',
  pearson: 'Pearson',
  spearman: 'Spearman',
};

/** Every column against the target, most surely related first; variance inflation and normality below. */
export function testsSection(tests: TargetTestsResult): Html {
  const tested = tests.tests.filter(({ decision }) => decision !== 'not tested');
  const sorted = [...tested].sort((a, b) => (a.pValue ?? 1) - (b.pValue ?? 1));
  const untested = tests.tests.filter(({ decision }) => decision === 'not tested');
  const related = tested.filter(({ decision }) => decision === 'related').length;
  const rows = sorted.map(
    (test) =>
      html`<tr>
        <td><b class="name">${test.column}</b></td>
        <td>${testNames[test.test]}</td>
        ${value(test.statistic, 4)}${value(test.df, 3)}
        ${pValue(test.pValue)}${pValue(test.pAdjusted.holm)}
        <td class="number" title="${String(test.effect.value)}">
          ${test.effect.name} ${formatMetric(test.effect.value)}
        </td>
        <td>${verdict(test)}${warnings(test)}</td>
      </tr>`,
  );
  return html`<section>
    <h2 id="tests">Tests against ${tests.target}</h2>
    <p class="quiet">
      ${related} of ${tested.length} tested columns are related to ${tests.target} at a corrected
      level of ${formatValue(tests.alpha)} (Holm). ${formatCount(tests.n)} rows. A small p says that
      a link exists, the effect says how strong it is.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Column</th>
            <th>Test</th>
            <th class="number">Statistic</th>
            <th class="number">df</th>
            <th class="number">p</th>
            <th class="number">corrected</th>
            <th class="number">Effect</th>
            <th>Finding</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${
      untested.length === 0
        ? null
        : html`<details class="more">
            <summary>${untested.length} columns not tested</summary>
            <ul class="plain small quiet">
              ${untested.map(({ sentence }) => html`<li>${sentence}</li>`)}
            </ul>
          </details>`
    }
    ${tests.vif.length === 0 ? null : inflation(tests.vif)}${inflationSteps(tests)}${tests.normality.length === 0 ? null : normality(tests.normality)}
  </section>`;
}

function value(number: number | null, digits: number): Html {
  return html`<td class="number" title="${String(number)}">
    ${number === null ? '–' : significant(number, digits)}
  </td>`;
}

/** A fixed number of significant digits, so that a column lines up; whole numbers stay whole. */
function significant(number: number, digits: number): string {
  const size = Math.abs(number);
  if (Number.isInteger(number) || size >= 10 ** digits || size < 1e-4)
    return formatValue(number, digits);
  return number.toPrecision(digits);
}

function pValue(p: number | null): Html {
  return html`<td class="number" title="${String(p)}">
    ${formatPValue(p).replace(/^p = /, '').replace(/^p /, '')}
  </td>`;
}

function verdict({ decision, sentence, negligible }: ColumnTest): Html {
  const text = decision === 'related' ? 'related' : 'not shown';
  const weak = negligible;
  return html`<span
    class="${decision === 'related' && !weak ? 'good' : 'quiet'}"
    title="${sentence}"
    >${text}${weak ? ', negligible' : ''}</span
  >`;
}

function warnings({ assumptions }: ColumnTest): readonly Html[] {
  return assumptions
    .filter(({ holds }) => !holds)
    .map(
      ({ name, detail }) =>
        html` <span class="warning small" title="${detail}">! not all ${name}</span>`,
    );
}

function inflation(vif: readonly VarianceInflation[]): Html {
  const rows = [...vif]
    .sort((a, b) => (b.vif ?? Infinity) - (a.vif ?? Infinity))
    .map(
      ({ column, vif: centred, uncentred, reasons }) =>
        html`<tr>
          <td>${column}</td>
          ${value(centred, 3)}${value(uncentred, 3)}
          <td class="quiet small">${reasons?.['vif']}</td>
        </tr>`,
    );
  return html`<details class="more">
    <summary>Variance inflation of ${vif.length} numeric columns</summary>
    <p class="quiet small">
      How much the other numeric columns inflate the variance of a coefficient; above 10 the column
      is nearly a combination of others. The uncentred value grows with the distance of the mean
      from 0 and is given only to explain older numbers.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Column</th>
            <th class="number">VIF</th>
            <th class="number">Uncentred</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** What to drop, one column at a time, until no variance inflation is above the limit. */
function inflationSteps({ vifSteps }: TargetTestsResult): Html | null {
  if (vifSteps.steps.length === 0) return null;
  const steps = vifSteps.steps.map(({ sentence }) => html`<li>${sentence}</li>`);
  return html`<details class="more">
    <summary>
      ${formatCount(vifSteps.steps.length)} columns to drop until every VIF is at most
      ${formatValue(vifSteps.limit)}
    </summary>
    <ol class="plain small">
      ${steps}
    </ol>
    <p class="quiet small">Kept: ${vifSteps.kept.join(', ')}.</p>
  </details>`;
}

const normalityNames: Readonly<Record<NormalityTest['test'], string>> = {
  'shapiro-wilk': 'Shapiro–Wilk W',
  'dagostino-k2': 'D’Agostino K²',
  'anderson-darling': 'Anderson–Darling A²',
};

function normality(tests: readonly NormalityTest[]): Html {
  const rows = tests.map(
    ({ column, test, statistic, pValue: p, n, reasons }) =>
      html`<tr>
        <td>${column}</td>
        <td>${normalityNames[test]}</td>
        ${value(statistic, 4)}${pValue(p)}
        <td class="number">${formatCount(n)}</td>
        <td class="quiet small">${reasons?.['statistic']}</td>
      </tr>`,
  );
  return html`<details class="more">
    <summary>
      Normality of ${new Set(tests.map(({ column }) => column)).size} numeric columns
    </summary>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Column</th>
            <th>Test</th>
            <th class="number">Statistic</th>
            <th class="number">p</th>
            <th class="number">n</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}
