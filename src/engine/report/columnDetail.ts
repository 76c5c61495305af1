import { formatCount, formatRate, formatValue } from '../../format/numbers';
import type { ColumnProfile, ColumnTest, NumericSummary, TargetInfo } from '../../protocol';
import { histogramChart, plainHistogram, shortened, valueTable } from './barCharts';
import { html, type Html } from './html';
import { boxChart, classLegend, levelTable } from './targetCharts';

/** Everything about one column: distribution, numbers, distribution against the target, test. */
export function columnDetail(
  column: ColumnProfile,
  target: TargetInfo | null,
  test: ColumnTest | undefined,
): Html {
  return html`<div class="detail">
    <p class="wide quiet small">
      ${column.type}: ${sentence(column.typeReason)} Stored as ${column.storageType}.
    </p>
    <div>${distribution(column)}</div>
    <div>${numbers(column)}</div>
    ${target === null ? null : againstTarget(column, target, test)}
  </div>`;
}

function distribution({ name, type, numeric, categorical, text, dateTime }: ColumnProfile): Html {
  if (dateTime?.histogram) {
    const { edges, counts } = dateTime.histogram;
    return titled('Values over time', histogramChart(`Rows of ${name} over time`, edges, [counts]));
  }
  if (text !== undefined) {
    const lengths = text.length.histogram;
    const examples = text.examples.map((example) => html`<li>${shortened(example, 120)}</li>`);
    return html`${lengths === null ? null : titled('Length in characters', plainHistogram(`Lengths of ${name}`, lengths))}
    ${
      examples.length === 0
        ? null
        : html`<h3>Examples</h3>
            <ul class="plain">
              ${examples}
            </ul>`
    }`;
  }
  if (categorical !== undefined && type !== 'identifier') {
    return titled('Most frequent values', valueTable(categorical.top, categorical.other));
  }
  if (numeric?.histogram) {
    return titled('Distribution', plainHistogram(`Histogram of ${name}`, numeric.histogram));
  }
  return html`<p class="quiet">No distribution to show.</p>`;
}

function titled(title: string, content: Html): Html {
  return html`<h3>${title}</h3>
    ${content}`;
}

type Fact = readonly [label: string, value: string, exact?: number | null];

function numbers(column: ColumnProfile): Html {
  const { missing, distinct, numeric, categorical, text, dateTime } = column;
  const facts: Fact[] = [
    ['Missing', `${formatCount(missing.count)} (${formatRate(missing.rate)})`],
    ['Distinct', formatCount(distinct.count)],
  ];
  if (numeric !== undefined) facts.push(...numericFacts(numeric));
  if (typeof categorical?.entropy === 'number') {
    facts.push(['Entropy', `${formatValue(categorical.entropy, 3)} bits`, categorical.entropy]);
    facts.push([
      'Imbalance (0 even, 1 one value)',
      formatValue(categorical.imbalance, 3),
      categorical.imbalance,
    ]);
  }
  if (text !== undefined) {
    facts.push([
      'Characters, shortest to longest',
      `${formatValue(text.length.min)} to ${formatValue(text.length.max)}`,
    ]);
    facts.push(['Characters, median', formatValue(text.length.median)]);
    facts.push(
      ['Words, mean', formatValue(text.words.mean, 3)],
      ['Words, most', formatValue(text.words.max)],
    );
    facts.push(['Blank', formatCount(text.blank)]);
  }
  if (dateTime !== undefined) {
    facts.push(['First', dateTime.min ?? '–'], ['Last', dateTime.max ?? '–']);
    facts.push(['Span', `${formatValue(dateTime.spanDays, 4)} days`]);
    const gap = dateTime.gaps[0];
    if (gap !== undefined)
      facts.push(['Widest gap', `${formatValue(gap.days, 3)} days, ${gap.from} to ${gap.to}`]);
  }
  return titled(
    'Numbers',
    html`<dl>
      ${facts.map(([label, value, exact]) => html`<dt>${label}</dt><dd${typeof exact !== 'number' ? null : html` title="${String(exact)}"`}>${value}</dd>`)}
    </dl>`,
  );
}

function numericFacts(numeric: NumericSummary): Fact[] {
  const at = (p: string): number | null => numeric.quantiles[p] ?? null;
  const fact = (label: string, value: number | null, digits = 4): Fact => [
    label,
    formatValue(value, digits),
    value,
  ];
  return [
    fact('Mean', numeric.mean),
    fact('Standard deviation', numeric.std),
    fact('Minimum', numeric.min),
    fact('5 %', at('0.05')),
    fact('25 %', at('0.25')),
    fact('Median', at('0.5')),
    fact('75 %', at('0.75')),
    fact('95 %', at('0.95')),
    fact('Maximum', numeric.max),
    fact('Median absolute deviation', numeric.mad),
    fact('Skewness', numeric.skewness, 3),
    fact('Excess kurtosis', numeric.kurtosis, 3),
    [
      'Zeros, negatives, infinite',
      [numeric.zeros, numeric.negatives, numeric.infinite].map(formatCount).join(', '),
    ],
  ];
}

function againstTarget(
  column: ColumnProfile,
  target: TargetInfo,
  test: ColumnTest | undefined,
): Html | null {
  const view = column.target;
  if (view === undefined) return null;
  const { levels, boxes, histogram } = view;
  if (levels === undefined && boxes === undefined) {
    const reason = view.reasons?.['association'];
    return reason === undefined && test === undefined
      ? null
      : html`<div class="wide">
          <h3>Against ${target.column}</h3>
          <p class="quiet">${test?.sentence ?? reason}</p>
        </div>`;
  }
  const shown = levels !== undefined ? levelTable(levels, target) : null;
  const stacked =
    histogram === undefined
      ? null
      : html`<figure>
          ${classLegend(target)}${histogramChart(`${column.name} by class of ${target.column}`, histogram.edges, histogram.counts)}
        </figure>`;
  const boxed =
    boxes === undefined
      ? null
      : html`<figure>
          <figcaption>${boxCaption(target, column)}</figcaption>
          ${boxChart(`Quartiles of ${column.name} against ${target.column}`, boxes)}
        </figure>`;
  const checks = (test?.assumptions ?? []).map(
    ({ name, holds, detail }) =>
      html`<li>
        <span class="${holds ? 'good' : 'warning'}">${holds ? '✓' : '!'} ${name}</span>. ${detail}
      </li>`,
  );
  return html`<div class="wide">
    <h3>Against ${target.column}</h3>
    ${test === undefined ? null : html`<p>${test.sentence}</p>`}
    <div class="figures">${stacked}${boxed}</div>
    ${shown}
    ${
      checks.length === 0
        ? null
        : html`<ul class="plain small quiet">
            ${checks}
          </ul>`
    }
  </div>`;
}

function boxCaption(target: TargetInfo, column: ColumnProfile): string {
  const what =
    target.task === 'regression' ? `${target.column} per level` : `${column.name} per class`;
  return `${what}: smallest, quartiles, largest; circle: mean`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
