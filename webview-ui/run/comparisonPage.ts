import {
  classificationMetrics,
  type MetricName,
  type RunIntent,
  type RunView,
  type TrainedResult,
  type TrainResult,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { confusionTable } from './confusionTable';
import { precisionRecallFigure, rocFigure } from './curves';
import { foldFigure } from './foldFigure';
import { metricName, toMetricName } from './metricNames';
import { plainFacts } from './plainFacts';
import { problemList } from './problemList';
import { runHeader } from './runHeader';
import { selectionTable } from './selectionTable';
import { strategiesTable } from './strategiesTable';

/** Several strategies over the same folds. */
export function comparisonPage(
  view: RunView,
  comparison: TrainResult,
  port: PanelPort<RunIntent>,
): HTMLElement {
  const compared = classificationMetrics.filter((metric) =>
    comparison.comparison.some((pair) => pair.metric === metric),
  );
  const metrics = compared.length > 0 ? compared : classificationMetrics;
  const table = html('div', { id: 'strategies' });
  const byFold = html('div', {});
  const show = (metric: MetricName): void => {
    table.replaceChildren(strategiesTable(comparison, metric, labelOf, port));
    byFold.replaceChildren(foldFigure(comparison.results, labelOf, metric, port));
    port.remember('metric', metric);
    requestDrawing();
  };
  const recalled = metrics.find((metric) => metric === toMetricName(port.recalled['metric']));
  const first = recalled ?? metrics[0];
  show(first);

  return html(
    'main',
    { class: 'comparison' },
    runHeader(view, port),
    problemList(view.problems),
    html('p', { class: 'conclusion', id: 'conclusion' }, comparison.best.why),
    metrics.length < 2
      ? null
      : html(
          'div',
          { class: 'actions metric-choice' },
          html('span', { class: 'muted', 'aria-hidden': 'true' }, t('metric')),
          choice({
            id: 'metric',
            label: t('Metric'),
            options: metrics.map((metric) => ({ value: metric, label: metricName(metric) })),
            value: first,
            onChange: (value) => show(toMetricName(value) ?? first),
          }),
        ),
    table,
    html(
      'p',
      { class: 'legend muted' },
      t(
        '▲ better, ▼ worse, ≈ no difference shown: paired over the same folds, 95 % interval of the corrected resampled t. ★ recommended.',
      ),
    ),
    html(
      'div',
      { class: 'figures' },
      rocFigure(comparison.results, labelOf, port),
      precisionRecallFigure(comparison.results, labelOf, port),
      byFold,
    ),
    html('h2', {}, t('Confusion matrices')),
    html('p', { class: 'muted' }, t('Out-of-fold predictions of the training rows.')),
    html(
      'div',
      { class: 'confusions' },
      comparison.results.map((result) =>
        confusionTable(labelOf(result), result.confusionMatrix, result.threshold),
      ),
    ),
    html('h2', {}, t('Selected columns')),
    comparison.results
      .filter(({ selected }) => selected.some(({ dropped }) => dropped.length > 0))
      .map((result) =>
        html('details', {}, html('summary', {}, labelOf(result)), selectionTable(result.selected)),
      ),
    unusedColumns(comparison),
    plainFacts(view.run),
  );

  function labelOf(result: TrainedResult): string {
    const several = new Set(comparison.results.map(({ model }) => model)).size > 1;
    return several ? `${result.strategy} · ${result.model}` : result.strategy;
  }
}

function unusedColumns({ unusedColumns: unused }: TrainResult): HTMLElement | null {
  if (unused.length === 0) return null;
  return html(
    'details',
    {},
    html('summary', {}, t('{0} columns that no strategy used', unused.length)),
    html(
      'ul',
      {},
      unused.map(({ column, reason }) =>
        html('li', {}, column, html('span', { class: 'muted' }, ` — ${reason}`)),
      ),
    ),
  );
}
