import { type ComparisonIntent, type DataComparison, type ProfileAlert } from '../../src/protocol';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';

const shownAtFirst = 6;

/** What a person should know before trusting a model on the current data, gravest first. */
export function alertList(
  { alerts, issues }: DataComparison,
  port: PanelPort<ComparisonIntent>,
): HTMLElement | null {
  const items = [
    ...issues.map(({ message }) =>
      html('li', { class: 'alert warning' }, html('p', {}, mark('warning'), message)),
    ),
    ...alerts.map((alert, position) => alertItem(alert, position, port)),
  ];
  if (items.length === 0) return null;
  const hidden = items.slice(shownAtFirst);
  for (const item of hidden) item.hidden = true;
  const section = html(
    'section',
    { class: 'alert-box', 'aria-label': t('Alerts') },
    html('h2', {}, t('Alerts'), ' ', html('span', { class: 'tab-count' }, items.length)),
    html('ul', { class: 'alerts' }, items),
  );
  if (hidden.length > 0) {
    const more = actionButton(
      'more-alerts',
      t('Show all {0}', items.length),
      () => {
        for (const item of hidden) item.hidden = false;
        more.remove();
      },
      'link',
    );
    section.append(more);
  }
  return section;
}

function alertItem(
  alert: ProfileAlert,
  position: number,
  port: PanelPort<ComparisonIntent>,
): HTMLLIElement {
  const why = html('p', { class: 'why muted', hidden: true }, alert.why);
  const whyButton = actionButton(
    `why-${position}`,
    t('why'),
    () => {
      why.hidden = !why.hidden;
      whyButton.setAttribute('aria-expanded', String(!why.hidden));
    },
    'link',
  );
  whyButton.setAttribute('aria-expanded', 'false');
  whyButton.setAttribute('aria-label', t('Why: {0}', alert.message));
  return html(
    'li',
    { class: `alert ${alert.severity}` },
    html(
      'div',
      { class: 'alert-line' },
      html('span', {}, mark(alert.severity), alert.message),
      whyButton,
      alert.sql === null
        ? null
        : actionButton(
            `sql-${position}`,
            t('copy SQL'),
            () => port.send({ type: 'copySql', alert: position }),
            'link',
          ),
    ),
    why,
  );
}

function mark(severity: ProfileAlert['severity']): HTMLElement {
  const marks = {
    error: { sign: '✕', name: t('Error') },
    warning: { sign: '⚠', name: t('Warning') },
    info: { sign: 'ⓘ', name: t('Note') },
  };
  const { sign, name } = marks[severity];
  return html('span', { class: `mark ${severity}`, role: 'img', 'aria-label': name }, sign);
}
