import {
  type ComparisonIntent,
  type ComparisonPanelState,
  type DataComparison,
  type DatasetInfo,
} from '../../src/protocol';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { formatBytes, formatCount, formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { typeName } from './words';

const noTarget = '';

/** Both files, their sizes, and what can be done with them. */
export function pageHeader(
  state: ComparisonPanelState,
  comparison: DataComparison,
  port: PanelPort<ComparisonIntent>,
): HTMLElement {
  const { reference, current } = comparison;
  return html(
    'header',
    { class: 'page-header' },
    html(
      'div',
      {},
      html('h1', {}, `${fileName(reference.path)} → ${fileName(current.path)}`),
      html(
        'dl',
        { class: 'sides', id: 'facts' },
        side(t('reference'), 'reference', reference, port),
        side(t('current'), 'current', current, port),
      ),
      sharedRows(comparison),
    ),
    html(
      'div',
      { class: 'actions' },
      html('span', { class: 'muted', 'aria-hidden': 'true' }, t('target')),
      targetChoice(state.target, comparison, port),
      actionButton('swap', t('Swap'), () => port.send({ type: 'swap' })),
      actionButton('report', t('Report'), () => port.send({ type: 'writeReport' })),
    ),
  );
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function side(
  label: string,
  which: 'reference' | 'current',
  info: DatasetInfo,
  port: PanelPort<ComparisonIntent>,
): HTMLElement {
  const open = actionButton(
    `open-${which}`,
    fileName(info.path),
    () => port.send({ type: 'openProfile', side: which }),
    'link',
  );
  open.title = info.path;
  open.setAttribute('aria-label', t('Open the profile of {0}', fileName(info.path)));
  const facts = [
    t('{0} rows × {1} columns', formatCount(info.rows), formatCount(info.columns)),
    formatBytes(info.sizeBytes),
    ...(info.exact ? [] : [t('from a sample of {0} rows', formatCount(info.sampledRows))]),
  ];
  return html(
    'div',
    {},
    html('dt', {}, html('span', { class: `swatch ${which}`, 'aria-hidden': 'true' }), label),
    html('dd', {}, open, html('span', { class: 'muted' }, ` ${facts.join(' · ')}`)),
  );
}

function sharedRows({ sharedRows: { count, rate } }: DataComparison): HTMLElement {
  return html(
    'p',
    { class: 'facts' },
    count === 0
      ? t('No row of the current data occurs in the reference.')
      : t(
          '{0} rows of the current data ({1}) occur in the reference too.',
          formatCount(count),
          formatShare(rate),
        ),
  );
}

/** Columns that only one data set has, or that changed their type; `null` when the schema is the same. */
export function schemaChanges({ schema }: DataComparison): HTMLElement | null {
  const { added, removed, retyped, sameOrder } = schema;
  const lines = [
    ...(removed.length === 0 ? [] : [namesLine(t('missing from the current data'), removed)]),
    ...(added.length === 0 ? [] : [namesLine(t('new in the current data'), added)]),
    ...retyped.map(({ column, type }) =>
      html(
        'li',
        {},
        html('code', { class: 'level' }, column),
        ` ${typeName(type.reference)} → ${typeName(type.current)}`,
      ),
    ),
    ...(sameOrder ? [] : [html('li', {}, t('The columns stand in another order.'))]),
  ];
  if (lines.length === 0) return null;
  return html(
    'details',
    { class: 'schema', id: 'schema', open: added.length + removed.length > 0 },
    html(
      'summary',
      {},
      t('Changes of the schema'),
      ' ',
      html('span', { class: 'tab-count' }, added.length + removed.length + retyped.length),
    ),
    html('ul', {}, lines),
  );
}

function namesLine(label: string, names: readonly string[]): HTMLElement {
  return html(
    'li',
    {},
    `${label}: `,
    names.map((name) => html('code', { class: 'level' }, name)),
  );
}

function targetChoice(
  target: string | null,
  { columns }: DataComparison,
  port: PanelPort<ComparisonIntent>,
): HTMLElement {
  return choice({
    id: 'target',
    label: t('Target column'),
    options: [
      { value: noTarget, label: t('none'), description: '' },
      ...columns.map(({ column, type }) => ({
        value: column,
        label: column,
        description: typeName(type.reference),
      })),
    ],
    value: target ?? noTarget,
    searchable: columns.length > 12,
    onChange: (value) =>
      port.send({ type: 'setTarget', target: value === noTarget ? null : value }),
  });
}
