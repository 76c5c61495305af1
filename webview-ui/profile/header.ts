import {
  type ProfileIntent,
  type ProfilePanelState,
  type ProfileResult,
  type ProfileUpdate,
} from '../../src/protocol';
import { combobox } from '../shared/combobox';
import { html } from '../shared/dom';
import { formatBytes, formatCount, formatShare } from '../shared/format';
import { menuButton } from '../shared/menuButton';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { copyItems } from './copyAs';
import { columnLabel } from './columnRow';
import { typeName } from './names';
import { type ShownProfile } from './shownProfile';

type Port = PanelPort<ProfileIntent>;

const noTarget = '';

/** File, size, target and what can be done with the data set. */
export function pageHeader(
  state: ProfilePanelState,
  { stage, profile }: ShownProfile,
  port: Port,
): HTMLElement {
  const isWhole = stage === 'complete';
  const train = actionButton('train', t('Train…'), () => port.send({ type: 'train' }), 'primary');
  train.disabled = !state.trusted;
  if (!state.trusted) train.title = t('Training needs a trusted workspace.');
  const report = actionButton('report', t('Report'), () => port.send({ type: 'writeReport' }));
  report.disabled = !isWhole;
  const facts =
    !isWhole && state.partial !== null ? partialFacts(state.partial) : datasetFacts(profile);
  return html(
    'header',
    { class: 'page-header' },
    html(
      'div',
      {},
      html('h1', { title: state.path }, state.fileName),
      html('p', { class: 'facts', id: 'facts' }, facts),
    ),
    html(
      'div',
      { class: 'actions' },
      html('span', { class: 'muted', 'aria-hidden': 'true' }, t('target')),
      targetChoice(state.target, profile, port),
      train,
      report,
      actionButton('compare-with', t('Compare with…'), () => port.send({ type: 'compareWith' })),
      actionButton('data-grid', t('Data grid'), () => port.send({ type: 'showRows', where: '' })),
      state.profile.state === 'waiting'
        ? actionButton('cancel', t('Cancel'), () => port.send({ type: 'cancel' }), 'link')
        : null,
      isWhole
        ? menuButton({
            id: 'copy-as',
            label: t('Copy as'),
            description: t('Copy code that reads this file'),
            className: 'button secondary',
            groups: () => [
              {
                label: t('Copy code that reads this file'),
                items: copyItems(profile, { kind: 'data' }, port),
              },
            ],
          })
        : null,
    ),
  );
}

/** Rows, columns, size, and whether the numbers are exact, in one line. */
export function datasetFacts({ dataset, columns }: ProfileResult): string {
  const facts = [
    t('{0} rows × {1} columns', formatCount(dataset.rows), formatCount(dataset.columns)),
    formatBytes(dataset.sizeBytes),
    dataset.exact
      ? t('every row counted')
      : t('from a sample of {0} rows', formatCount(dataset.sampledRows)),
  ];
  const missing = columns.reduce((sum, column) => sum + column.missing.count, 0);
  if (missing > 0) {
    const cells = dataset.sampledRows * dataset.columns;
    facts.push(t('{0} missing values ({1})', formatCount(missing), formatShare(missing / cells)));
  }
  if (dataset.duplicateRows !== null && dataset.duplicateRows > 0) {
    facts.push(t('{0} duplicate rows', formatCount(dataset.duplicateRows)));
  }
  if (dataset.encoding !== null && dataset.encoding !== 'utf-8') facts.push(dataset.encoding);
  return facts.join(' · ');
}

/** What is known of the file while it is being read. */
function partialFacts(partial: ProfileUpdate): string {
  const { dataset } = partial;
  const size = formatBytes(dataset.sizeBytes);
  if (partial.stage === 'preview') {
    const first = t('first {0} rows, reading on…', formatCount(dataset.sampledRows));
    return [t('{0} columns', formatCount(dataset.columns)), size, first].join(' · ');
  }
  return [
    t('{0} rows × {1} columns', formatCount(partial.dataset.rows), formatCount(dataset.columns)),
    size,
    t('every row counted, relations follow…'),
  ].join(' · ');
}

/** Offers likely targets while none is chosen. */
export function targetSuggestion(names: readonly string[], port: Port): HTMLElement | null {
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

function targetChoice(target: string | null, profile: ProfileResult, port: Port): HTMLElement {
  const options = profile.columns
    .filter(({ type, name }) => name === target || !/^(constant|identifier|nested)$/.test(type))
    .map((column) => ({
      value: column.name,
      label: columnLabel(column),
      description: t(
        '{0}, {1} distinct values',
        typeName(column.type),
        formatCount(column.distinct.count),
      ),
    }));
  return combobox({
    id: 'target',
    label: t('Target column'),
    options: [{ value: noTarget, label: t('none'), description: '' }, ...options],
    value: target ?? noTarget,
    onChange: (value) =>
      port.send({ type: 'setTarget', target: value === noTarget ? null : value }),
  });
}
