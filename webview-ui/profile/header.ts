import {
  type DatasetInfo,
  type ProfileIntent,
  type ProfilePanelState,
  type ProfileResult,
} from '../../src/protocol';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { formatBytes, formatCount } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { typeName } from './names';

const noTarget = '';

/** File, size, target and what can be done with the data set. */
export function pageHeader(
  state: ProfilePanelState,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const train = actionButton('train', t('Train…'), () => port.send({ type: 'train' }), 'primary');
  train.disabled = !state.trusted;
  if (!state.trusted) train.title = t('Training needs a trusted workspace.');
  return html(
    'header',
    { class: 'page-header' },
    html(
      'div',
      {},
      html('h1', { title: state.path }, state.fileName),
      html('p', { class: 'facts', id: 'facts' }, datasetFacts(profile.dataset)),
    ),
    html(
      'div',
      { class: 'actions' },
      html('span', { class: 'muted', 'aria-hidden': 'true' }, t('target')),
      targetChoice(state.target, profile, port),
      train,
      actionButton('report', t('Report'), () => port.send({ type: 'writeReport' })),
    ),
  );
}

/** Rows, columns, size, and whether the numbers are exact, in one line. */
export function datasetFacts(dataset: DatasetInfo): string {
  const facts = [
    t('{0} rows × {1} columns', formatCount(dataset.rows), formatCount(dataset.columns)),
    formatBytes(dataset.sizeBytes),
    dataset.exact
      ? t('every row counted')
      : t('from a sample of {0} rows', formatCount(dataset.sampledRows)),
  ];
  if (dataset.duplicateRows !== null && dataset.duplicateRows > 0) {
    facts.push(t('{0} duplicate rows', formatCount(dataset.duplicateRows)));
  }
  if (dataset.encoding !== null && dataset.encoding !== 'utf-8') facts.push(dataset.encoding);
  return facts.join(' · ');
}

/** Offers likely targets while none is chosen. */
export function targetSuggestion(
  names: readonly string[],
  port: PanelPort<ProfileIntent>,
): HTMLElement | null {
  if (names.length === 0) return null;
  return html(
    'p',
    { class: 'suggestion' },
    t('Choose a target to see which columns go with it:'),
    names
      .slice(0, 4)
      .map((name) =>
        actionButton(
          `suggest-${name}`,
          name,
          () => port.send({ type: 'setTarget', target: name }),
          'link',
        ),
      ),
  );
}

function targetChoice(
  target: string | null,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const options = profile.columns
    .filter(({ type }) => type !== 'constant' && type !== 'identifier')
    .map(({ name, type, distinct }) => ({
      value: name,
      label: name,
      description: t('{0}, {1} distinct values', typeName(type), formatCount(distinct.count)),
    }));
  if (target !== null && !options.some(({ value }) => value === target)) {
    options.unshift({ value: target, label: target, description: '' });
  }
  return choice({
    id: 'target',
    label: t('Target column'),
    options: [{ value: noTarget, label: t('none'), description: '' }, ...options],
    value: target ?? noTarget,
    searchable: profile.columns.length > 12,
    onChange: (value) =>
      port.send({ type: 'setTarget', target: value === noTarget ? null : value }),
  });
}
