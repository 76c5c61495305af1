import { formatMetric, formatSeconds } from '../../format/numbers';
import type {
  MetricName,
  MetricSummary,
  PairedComparison,
  TrainResult,
  TrainedResult,
} from '../../protocol';
import { html, type Html } from './html';
import { confusionChart, rocChart } from './trainingCharts';

const shownMetrics = [
  'rocAuc',
  'averagePrecision',
  'f1',
  'precision',
  'recall',
  'accuracy',
  'brier',
] as const;

const metricNames: Readonly<Record<MetricName, string>> = {
  rocAuc: 'ROC-AUC',
  averagePrecision: 'Average precision',
  f1: 'F1',
  precision: 'Precision',
  recall: 'Recall',
  accuracy: 'Accuracy',
  balancedAccuracy: 'Balanced accuracy',
  brier: 'Brier',
  logLoss: 'Log loss',
};
const lowerIsBetter: ReadonlySet<MetricName> = new Set(['brier', 'logLoss']);

/** The strategies compared: scores, paired differences in words, curves, confusion matrices, columns kept. */
export function trainingSection(training: TrainResult): Html {
  const { results, folds, positive, target } = training;
  const repeats = folds.repeats > 1 ? `, ${folds.repeats} times` : '';
  const names = new Map(results.map((result) => [result.runId, nameOf(result, results)]));
  const curves = results.flatMap((result) =>
    result.roc === null
      ? []
      : [{ name: names.get(result.runId)!, curve: result.roc, area: result.metrics.rocAuc.mean }],
  );
  return html`<section>
    <h2 id="training">Strategies compared</h2>
    <p class="quiet">
      ${target}${positive === null ? '' : ` = ${positive}`}, ${folds.k} stratified folds${repeats},
      seed ${folds.seed}; the same folds for every strategy, everything fitted inside the fold. Mean
      ± standard deviation over the folds.
    </p>
    <div class="scroll">${scoreTable(training, names)}</div>
    <div class="says">${saying(training, names)}</div>
    <div class="figures">
      ${curves.length === 0 ? null : rocChart(curves)}
      <div class="matrices">
        ${results.map((result) => confusionChart(names.get(result.runId)!, result.confusionMatrix))}
      </div>
    </div>
    ${keptColumns(results, names)}
  </section>`;
}

function nameOf(result: TrainedResult, all: readonly TrainedResult[]): string {
  const severalModels = new Set(all.map(({ model }) => model)).size > 1;
  return severalModels ? `${result.strategy} · ${result.model}` : result.strategy;
}

function scoreTable({ results, best }: TrainResult, names: ReadonlyMap<string, string>): Html {
  const heads = shownMetrics.map(
    (metric) =>
      html`<th class="number">${metricNames[metric]}${lowerIsBetter.has(metric) ? ' ↓' : ''}</th>`,
  );
  const holdout = results.some((result) => result.holdout !== null);
  const rows = results.map((result) => {
    const isBest = result.runId === best.runId;
    return html`<tr${isBest ? html` class="best"` : null}><td><b class="strategy">${names.get(result.runId)}</b>${isBest ? html`<span class="tag">best</span>` : null}</td>
      ${shownMetrics.map((metric) => scoreCell(result.metrics[metric]))}
      ${holdout ? html`<td class="number">${formatMetric(result.holdout?.rocAuc)}</td>` : null}<td class="number">${formatSeconds(result.seconds)}</td></tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th>Strategy</th>
        ${heads}${holdout ? html`<th class="number">Holdout ROC-AUC</th>` : null}
        <th class="number">Time</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function scoreCell({ mean, std }: MetricSummary): Html {
  const spread =
    std === null ? null : html` <span class="quiet small">± ${formatMetric(std)}</span>`;
  return html`<td class="number" title="${String(mean)}">${formatMetric(mean)}${spread}</td>`;
}

function saying({ comparison, best }: TrainResult, names: ReadonlyMap<string, string>): Html {
  if (comparison.length === 0) return html`<p>There is nothing to compare.</p>`;
  const lines = comparison.map((pair) => html`<li>${pairSentence(pair, names)}</li>`);
  return html`<p><b>What this says</b> ${best.why}</p>
    <ul class="plain">
      ${lines}
    </ul>`;
}

function pairSentence(pair: PairedComparison, names: ReadonlyMap<string, string>): string {
  const [a, b] = [names.get(pair.a) ?? pair.a, names.get(pair.b) ?? pair.b];
  const metric = metricNames[pair.metric];
  const { difference, interval } = pair;
  if (difference === null || interval === null) {
    return `${a} and ${b} cannot be compared in ${metric}. ${pair.reason ?? ''}`.trim();
  }
  const range = `95 % interval ${signed(interval[0])} to ${signed(interval[1])}`;
  if (pair.verdict === 'no difference') {
    return `No difference in ${metric} is shown between ${a} and ${b}: ${signed(difference)}, the ${range} holds 0.`;
  }
  return `${a} is ${pair.verdict} than ${b} in ${metric} by ${formatMetric(Math.abs(difference))} (${range}).`;
}

function signed(value: number): string {
  return value < 0 ? `−${formatMetric(-value)}` : `+${formatMetric(value)}`;
}

function keptColumns(
  results: readonly TrainedResult[],
  names: ReadonlyMap<string, string>,
): Html | null {
  const selecting = results.filter(({ selected }) =>
    selected.some(({ dropped }) => dropped.length > 0),
  );
  if (selecting.length === 0) return null;
  const blocks = selecting.map((result) => {
    const of = result.selected.length;
    const kept = new Map<string, number>();
    for (const fold of result.selected) {
      for (const column of fold.kept) kept.set(column, (kept.get(column) ?? 0) + 1);
    }
    const listed = [...kept.entries()]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([column, count]) => (count === of ? column : `${column} (${count} of ${of} folds)`));
    return html`<h3>${names.get(result.runId)}</h3>
      <p class="small">${listed.join(', ')}</p>`;
  });
  return html`<details class="more">
    <summary>Columns kept by selection</summary>
    ${blocks}
  </details>`;
}
