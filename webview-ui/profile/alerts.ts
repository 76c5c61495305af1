import { type ProfileAlert, type ProfileIntent, type ProfileResult } from '../../src/protocol';
import { html } from '../shared/dom';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { alertName } from './names';

const shownAtFirst = 5;
const ranks = { error: 0, warning: 1, info: 2 } as const;

/** What a person should know before using the data, gravest first, each with its reason. */
export function alertList(
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): HTMLElement | null {
  const alerts = profile.alerts
    .map((alert, position) => ({ alert, position }))
    .toSorted((a, b) => ranks[a.alert.severity] - ranks[b.alert.severity]);
  const issues = profile.issues.map((issue) =>
    html('li', { class: 'alert warning' }, html('p', {}, mark('warning'), issue.message)),
  );
  if (alerts.length + issues.length === 0) return null;
  const items = [
    ...issues,
    ...alerts.map(({ alert, position }) => alertItem(alert, position, port)),
  ];
  const hidden = items.slice(shownAtFirst);
  for (const item of hidden) item.hidden = true;
  const list = html('ul', { class: 'alerts' }, items);
  const section = html(
    'section',
    { class: 'alert-box', 'aria-label': t('Alerts') },
    html('h2', {}, t('Alerts'), ' ', html('span', { class: 'tab-count' }, items.length)),
    list,
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
  port: PanelPort<ProfileIntent>,
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
      html('span', { class: 'alert-kind muted' }, alertName(alert.code)),
      whyButton,
      alert.sql === null
        ? null
        : actionButton(
            `sql-${position}`,
            t('copy SQL'),
            () => port.send({ type: 'copyCode', text: alert.sql ?? '' }),
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
