import { formatCount, formatMetric, formatPValue, formatValue } from '../../format/numbers';
import type { ColumnProfile, ColumnTest, TargetInfo, TargetView, TargetWord } from '../../protocol';
import { histogramChart, shortened } from './barCharts';
import { html, type Html } from './html';
import { binsChart } from './smallCharts';
import { boxChart, classLegend, levelTable } from './targetCharts';
import { binsTable, twinTable } from './twinTable';

/** A column against the target: what the test says, strength, distribution per class or level. */
export function targetDetail(
  column: ColumnProfile,
  target: TargetInfo,
  test: ColumnTest | undefined,
): Html | null {
  const view = column.target;
  if (view === undefined) return null;
  const figures = figuresOf(column, target, view);
  const reason = test?.sentence ?? view.reasons?.['association'];
  if (figures === null) {
    return reason === undefined
      ? null
      : html`<div class="wide">
          <h3>Against ${target.column}</h3>
          <p class="quiet">${reason}</p>
          ${strengths(view)}
        </div>`;
  }
  return html`<div class="wide">
    <h3>Against ${target.column}</h3>
    ${test === undefined ? null : html`<p>${test.sentence}</p>`} ${strengths(view)} ${figures}
    ${test === undefined ? null : testParts(test)}
  </div>`;
}

function strengths({ auc, mutualInformation, informationValue }: TargetView): Html | null {
  const parts = [
    auc === null ? null : `ROC-AUC alone ${formatMetric(auc)}`,
    mutualInformation === null ? null : `mutual information ${formatMetric(mutualInformation)}`,
    informationValue === null ? null : `information value ${formatValue(informationValue, 3)}`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return html`<div class="facts small">${parts.map((part) => html`<span>${part}</span>`)}</div>`;
}

function figuresOf(column: ColumnProfile, target: TargetInfo, view: TargetView): Html | null {
  const { levels, boxes, histogram, bins, words } = view;
  if (!levels && !boxes && !bins && !words) return null;
  const classes = target.classes.map(({ value }) => value);
  const stacked =
    histogram === undefined
      ? null
      : html`<figure>
          ${classLegend(target)}${histogramChart(`${column.name} by class of ${target.column}`, histogram.edges, histogram.counts)}
          ${binsTable(
            histogram.edges,
            histogram.counts.map((counts, i) => ({
              name: shortened(classes[i] ?? '', 20),
              counts,
            })),
          )}
        </figure>`;
  const boxed =
    boxes === undefined
      ? null
      : html`<figure>
          <figcaption>${boxCaption(target, column)}</figcaption>
          ${boxChart(`Quartiles of ${column.name} against ${target.column}`, boxes)}
          ${twinTable(
            ['', 'Rows', 'Min', 'Q1', 'Median', 'Q3', 'Max', 'Mean'],
            boxes.map((box) => [
              shortened(box.class, 24), box.count, box.min, box.q1, box.median, box.q3, box.max, box.mean,
            ]), // prettier-ignore
          )}
        </figure>`;
  const over =
    bins === undefined
      ? null
      : html`<figure>
          <figcaption>
            ${target.column} over tenths of ${column.name}: line through the means, band between the
            quartiles
          </figcaption>
          ${binsChart(`${target.column} over ${column.name}`, bins)}
          ${twinTable(
            ['From', 'To', 'Rows', 'Q1', 'Median', 'Q3', 'Mean'],
            bins.map(({ from, to, count, q1, median, q3, mean }) => [
              from, to, count, q1, median, q3, mean,
            ]), // prettier-ignore
          )}
        </figure>`;
  return html`<div class="figures">${stacked}${boxed}${over}</div>
    ${levels === undefined ? null : levelTable(levels, target)}
    ${words === undefined ? null : wordTable(words, view.wordRows)}`;
}

function boxCaption(target: TargetInfo, column: ColumnProfile): string {
  const what =
    target.task === 'regression' ? `${target.column} per level` : `${column.name} per class`;
  return `${what}: smallest, quartiles, largest; circle: mean`;
}

const wordsShown = 15;

function wordTable(words: readonly TargetWord[], sampledRows: number | undefined): Html | null {
  if (words.length === 0) return null;
  const rows = words.slice(0, wordsShown).map(
    ({ word, count, leansTo, association }) =>
      html`<tr>
        <td>${shortened(word, 40)}</td>
        <td class="number">${formatCount(count)}</td>
        <td>${shortened(leansTo, 30)}</td>
        <td class="number">${formatMetric(association)}</td>
      </tr>`,
  );
  const sampled =
    sampledRows === undefined
      ? null
      : html`<p class="quiet small">Counted on a sample of ${formatCount(sampledRows)} rows.</p>`;
  return html`<table>
      <thead>
        <tr>
          <th>Word</th>
          <th class="number">Rows with it</th>
          <th>Leans to</th>
          <th class="number">Cramér's V</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${sampled}`;
}

const pairsShown = 10;

/** Assumptions, companions and pairwise comparisons of a test. */
function testParts({ assumptions, companions = [], postHoc = [] }: ColumnTest): Html {
  const checks = assumptions.map(
    ({ name, holds, detail }) =>
      html`<li>
        <span class="${holds ? 'good' : 'warning'}">${holds ? '✓' : '!'} ${name}</span>. ${detail}
      </li>`,
  );
  const beside = companions.map(({ sentence }) => html`<li>${sentence}</li>`);
  const pairs = postHoc.map(({ a, b, statistic, pAdjusted }) => [
    `${shortened(a, 24)} and ${shortened(b, 24)}`,
    statistic,
    formatPValue(pAdjusted),
  ]);
  return html`${
    checks.length + beside.length === 0
      ? null
      : html`<ul class="plain small quiet">
          ${checks}${beside}
        </ul>`
  }
  ${
    pairs.length === 0
      ? null
      : html`<p class="small quiet pairs">Pairs of groups by Dunn's test, Holm-corrected:</p>
          ${twinTable(['Pair', 'z', 'p'], pairs.slice(0, pairsShown))}`
  }`;
}
