import { type RunIntent, type RunStatus, type RunView } from '../../src/protocol';
import { html, type Child } from '../shared/dom';
import { formatSeconds, formatTime } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';

const parentTag = 'mlflow.parentRunId';
const datasetTag = 'cuvette.dataset.path';

/** Name, state, time and origin of the run, and where to go from here. */
export function runHeader(view: RunView, port: PanelPort<RunIntent>): HTMLElement {
  const { run, comparison } = view;
  const parent = run.tags[parentTag];
  const duration =
    run.endTime === null ? null : formatSeconds((run.endTime - run.startTime) / 1000);
  const facts: Child[] = [formatTime(run.startTime)];
  if (duration !== null) facts.push(' · ', t('took {0}', duration));
  const dataset = run.datasets[0];
  if (dataset !== undefined) facts.push(' · ', dataset.name);
  if (comparison !== null) facts.push(' · ', comparisonFacts(view));
  return html(
    'header',
    { class: 'page-header' },
    html(
      'div',
      {},
      html('h1', {}, run.name, ' ', statusBadge(run.status)),
      html('p', { class: 'facts', id: 'facts' }, facts),
    ),
    html(
      'div',
      { class: 'actions' },
      parent === undefined
        ? null
        : actionButton('open-parent', t('Show comparison'), () =>
            port.send({ type: 'openRun', runId: parent }),
          ),
      comparison === null && run.tags[datasetTag] === undefined
        ? null
        : actionButton('open-dataset', t('Profile data set'), () =>
            port.send({ type: 'openDataset' }),
          ),
      actionButton('copy-run-id', t('Copy run id'), () => port.send({ type: 'copyRunId' })),
    ),
  );
}

/** Target, folds, seed and rows kept apart, as what makes the comparison fair. */
function comparisonFacts({ comparison }: RunView): string {
  if (comparison === null) return '';
  const { target, positive, folds, dataset } = comparison;
  const parts = [
    positive === null ? target : `${target} = ${positive}`,
    folds.repeats > 1 ? t('{0} folds × {1}', folds.k, folds.repeats) : t('{0} folds', folds.k),
    t('seed {0}', folds.seed),
  ];
  if (dataset.holdoutRows > 0) parts.push(t('{0} rows held out', dataset.holdoutRows));
  return parts.join(' · ');
}

/** A run's state as a word with a sign. */
export function statusBadge(status: RunStatus): HTMLElement {
  const shown: Readonly<Record<RunStatus, readonly [string, string]>> = {
    RUNNING: ['◔', t('running')],
    SCHEDULED: ['◌', t('scheduled')],
    FINISHED: ['✓', t('finished')],
    FAILED: ['✕', t('failed')],
    KILLED: ['■', t('stopped')],
  };
  const [sign, word] = shown[status];
  return html('span', { class: `status ${status.toLowerCase()}` }, `${sign} ${word}`);
}
