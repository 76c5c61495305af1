import { type RunIntent, type RunView, type TrainedResult } from '../../src/protocol';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { formatBytes, formatSeconds, formatTime } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton, emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';
import { confusionTable } from './confusionTable';
import { precisionRecallFigure, rocFigure } from './curves';
import { metricsTable, plainMetricsTable } from './metricsTable';
import { plainFacts } from './plainFacts';
import { problemList } from './problemList';
import { runHeader, statusBadge } from './runHeader';
import { selectionTable } from './selectionTable';

/** One run: a strategy of ours with its curves, or any other MLflow run with what the store holds. */
export function runPage(view: RunView, port: PanelPort<RunIntent>): HTMLElement {
  const { run, result } = view;
  const hasMetrics = Object.keys(run.metrics).length > 0;
  return html(
    'main',
    { class: 'run' },
    runHeader(view, port),
    problemList(view.problems),
    result === null
      ? hasMetrics
        ? plainMetrics(view)
        : emptyNote(view)
      : strategyParts(result, port),
    childRuns(view, port),
    plainFacts(run),
  );
}

function strategyParts(result: TrainedResult, port: PanelPort<RunIntent>): readonly HTMLElement[] {
  const label = (): string => result.strategy;
  return [
    html('h2', {}, t('Metrics')),
    metricsTable(result),
    html(
      'p',
      { class: 'muted' },
      t(
        'Trained in {0}, at most {1} of memory.',
        formatSeconds(result.seconds),
        formatBytes(result.peakMemoryBytes),
      ),
    ),
    html(
      'div',
      { class: 'figures' },
      confusionTable(t('Confusion matrix'), result.confusionMatrix, result.threshold),
      rocFigure([result], label, port),
      precisionRecallFigure([result], label, port),
    ),
    html('h2', {}, t('Selected columns')),
    result.selected.some(({ dropped }) => dropped.length > 0)
      ? selectionTable(result.selected)
      : html('p', { class: 'muted' }, t('This strategy uses every column.')),
  ];
}

function plainMetrics({ run }: RunView): readonly HTMLElement[] {
  return [html('h2', {}, t('Metrics')), plainMetricsTable(run)];
}

function emptyNote({ run }: RunView): HTMLElement {
  if (run.status === 'RUNNING') return emptyView(t('Still running: metrics appear here.'));
  return emptyView(t('This run has recorded no metrics.'));
}

function childRuns({ children }: RunView, port: PanelPort<RunIntent>): HTMLElement | null {
  if (children.length === 0) return null;
  return html(
    'section',
    {},
    html('h2', {}, t('Runs of this comparison')),
    dataTable({
      caption: t('Runs of this comparison'),
      columns: [{ label: t('name') }, { label: t('state') }, { label: t('started') }],
      rows: children.map((child) => [
        {
          content: actionButton(
            `open-${child.runId}`,
            child.name,
            () => port.send({ type: 'openRun', runId: child.runId }),
            'link',
          ),
          text: child.name,
        },
        { content: statusBadge(child.status), text: child.status },
        formatTime(child.startTime),
      ]),
    }),
  );
}
