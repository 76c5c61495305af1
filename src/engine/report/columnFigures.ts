import { formatCount, formatRate, formatValue } from '../../format/numbers';
import type {
  BinRule,
  CategoricalSummary,
  ColumnProfile,
  DateTimeSummary,
  ExtremeValue,
  NestedSummary,
  NumericSummary,
  TextSummary,
} from '../../protocol';
import { histogramChart, plainHistogram, shortened, valueTable } from './barCharts';
import { html, type Html } from './html';
import { boxPlot, namedBars, stepHistogram } from './smallCharts';
import { binsTable, twinTable } from './twinTable';

/** How the values of a column are distributed, by its kind. */
export function columnFigures(column: ColumnProfile): Html {
  const { name, type, numeric, categorical, text, dateTime, nested } = column;
  if (nested !== undefined) return nestedFigures(nested);
  if (dateTime !== undefined) return dateFigures(name, dateTime);
  if (text !== undefined) return textFigures(name, text);
  if (categorical !== undefined && type !== 'identifier') return levelFigures(categorical);
  if (numeric?.histogram) return numericFigures(name, numeric);
  return html`<p class="quiet">No distribution to show.</p>`;
}

function titled(title: string, content: Html | null): Html | null {
  if (content === null) return null;
  return html`<h3>${title}</h3>
    ${content}`;
}

const ruleNames: Readonly<Record<BinRule, string>> = {
  'freedman-diaconis': 'Freedman–Diaconis',
  sturges: 'Sturges',
  scott: 'Scott',
};

function numericFigures(name: string, numeric: NumericSummary): Html {
  const { histogram, histograms, box, extremes } = numeric;
  const rules = histograms.map(
    ({ rule, counts, cut }) =>
      html`<figure>
        <figcaption>
          ${ruleNames[rule]}: ${formatCount(counts.length)} bins${cut ? ', cut' : ''}
        </figcaption>
        ${stepHistogram(`Histogram of ${name}, bins by ${ruleNames[rule]}`, counts)}
      </figure>`,
  );
  return html`${histogram === null ? null : titled('Distribution', html`${plainHistogram(`Histogram of ${name}`, histogram)}${binsTable(histogram.edges, [{ name: 'Rows', counts: histogram.counts }])}`)}
  ${box === null ? null : titled('Box plot', boxPlot(`Box plot of ${name}`, box, numeric))}
  ${
    rules.length === 0
      ? null
      : html`<details class="twin">
          <summary class="small">Bins by other rules</summary>
          <div class="figures">${rules}</div>
        </details>`
  }
  ${
    extremes.lowest.length === 0
      ? null
      : html`<details class="twin">
          <summary class="small">Smallest and largest values</summary>
          ${extremeTable(extremes.lowest, extremes.highest)}
        </details>`
  }`;
}

function extremeTable(lowest: readonly ExtremeValue[], highest: readonly ExtremeValue[]): Html {
  const rows = Array.from({ length: Math.max(lowest.length, highest.length) }, (_, i) =>
    [lowest[i], highest[i]].map((end) =>
      end === undefined
        ? html`<td></td>
            <td></td>`
        : html`<td class="number">${formatValue(end.value)}</td>
            <td class="quiet">
              row ${formatCount(end.row)}${end.count > 1 ? `, ${formatCount(end.count)} times` : ''}
            </td>`,
    ),
  );
  return html`<table>
    <thead>
      <tr>
        <th class="number">Smallest</th>
        <th>first in</th>
        <th class="number">Largest</th>
        <th>first in</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const spellingsShown = 10;

function levelFigures({ top, other, spellings }: CategoricalSummary): Html {
  const groups = spellings
    .slice(0, spellingsShown)
    .map(
      ({ values }) =>
        html`<li>
          ${values.map(({ value, count }) => `“${shortened(value, 40)}” (${formatCount(count)})`).join(', ')}
        </li>`,
    );
  return html`${titled('Most frequent values', valueTable(top, other))}
  ${
    groups.length === 0
      ? null
      : titled(
          'Spelled in several ways',
          html`<ul class="plain small">
            ${groups}
          </ul>`,
        )
  }`;
}

const wordsShown = 15;

function textFigures(name: string, text: TextSummary): Html {
  const lengths = text.length.histogram;
  const examples = text.examples.map((example) => html`<li>${shortened(example, 120)}</li>`);
  const scripts = text.characters.scripts
    .map(({ script, rate }) => `${script} ${formatRate(rate)}`)
    .join(', ');
  const words = text.frequentWords.slice(0, wordsShown);
  const placeholders = text.placeholders
    .map(({ value, count }) => `“${shortened(value, 30)}” (${formatCount(count)})`)
    .join(', ');
  return html`${lengths === null ? null : titled('Length in characters', html`${plainHistogram(`Lengths of ${name}`, lengths)}${binsTable(lengths.edges, [{ name: 'Rows', counts: lengths.counts }])}`)}
  ${words.length === 0 ? null : titled('Most frequent words', valueTable(words, 0))}
  ${scripts === '' ? null : titled('Scripts', html`<p class="small">${scripts}</p>`)}
  ${placeholders === '' ? null : titled('Placeholders', html`<p class="small">${placeholders}</p>`)}
  ${
    examples.length === 0
      ? null
      : titled(
          'Examples',
          html`<ul class="plain">
            ${examples}
          </ul>`,
        )
  }`;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour));

function dateFigures(name: string, dateTime: DateTimeSummary): Html {
  const { histogram } = dateTime;
  const overTime =
    histogram === null
      ? null
      : html`${histogramChart(`Rows of ${name} over time`, histogram.edges, [histogram.counts])}${binsTable(histogram.edges, [{ name: 'Rows', counts: histogram.counts }])}`;
  const gaps = dateTime.gaps.map(({ from, to, days }) => [from, to, days]);
  return html`${titled('Values over time', overTime)}
  ${titled('Day of the week', namedBars(`Rows of ${name} per day of the week`, weekdays, dateTime.weekdays))}
  ${titled('Month', namedBars(`Rows of ${name} per month`, months, dateTime.months))}
  ${dateTime.hours === null ? null : titled('Hour (UTC)', namedBars(`Rows of ${name} per hour`, hours, dateTime.hours))}
  ${gaps.length === 0 ? null : titled('Widest gaps', twinTable(['From', 'To', 'Days'], gaps))}`;
}

function nestedFigures({ fields, top }: NestedSummary): Html {
  const rows = fields.map(
    ({ name, type, present }) =>
      html`<tr>
        <td>${shortened(name)}</td>
        <td class="type">${type}</td>
        <td class="number">${formatCount(present)}</td>
      </tr>`,
  );
  const table = html`<table>
    <thead>
      <tr>
        <th>Field</th>
        <th>Type</th>
        <th class="number">Rows with a value</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return html`${rows.length === 0 ? null : titled('Fields', table)}
  ${top.length === 0 ? null : titled('Most frequent entries', valueTable(top, 0))}`;
}
