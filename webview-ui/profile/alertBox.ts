import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import {
  alertKey,
  type AlertCode,
  type ProfileAlert,
  type ProfileIntent,
  type ProfileResult,
} from '../../src/protocol';
import { html } from '../shared/dom';
import { formatCount } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton, emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';
import {
  countSeverities,
  groupAlerts,
  severities,
  splitDismissed,
  type AlertFilter,
  type AlertGroup,
} from './alertGroups';
import { alertItem, mark, severityMarks, type Severity } from './alerts';
import { alertName } from './names';

type Port = PanelPort<ProfileIntent>;

/** What the box keeps when it is made anew. */
export interface AlertMemory {
  /** Whether the page was being read before the alerts were there. */
  wasRead: boolean;
  filter: AlertFilter;
  readonly openGroups: Set<AlertCode>;
}

/** Alerts that are shown one by one without being asked. */
const mostAtFirst = 8;
const searchFrom = 12;

/**
 * What a person should know before using the data, by kind, gravest first. Many are summed up in a line until they are asked for;
 * so they are where the page was already being read, lest it jump.
 */
export function alertBox(
  profile: ProfileResult,
  dismissed: readonly string[],
  memory: AlertMemory,
  port: Port,
): HTMLElement | null {
  const { shown, hidden } = splitDismissed(profile.alerts, dismissed);
  const { issues } = profile;
  if (shown.length + issues.length + hidden === 0) return null;
  const count = shown.length + issues.length;
  const recalled = port.recalled['alertsOpen'];
  let open = typeof recalled === 'boolean' ? recalled : count <= mostAtFirst && !memory.wasRead;

  const list = html('ul', { class: 'alerts', id: 'alert-list' });
  const toggle = actionButton('toggle-alerts', '', () => {
    open = !open;
    port.remember('alertsOpen', open);
    show();
  });
  toggle.classList.replace('secondary', 'link');
  const search = html('vscode-textfield', { class: 'search', type: 'search' });
  search.placeholder = t('Find alert…');
  search.label = t('Find alert');
  search.value = memory.filter.search;
  search.addEventListener('input', () => {
    memory.filter = { ...memory.filter, search: search.value };
    fill();
  });
  const chips = html('span', { class: 'chips' });
  const body = html('div', { class: 'alert-body' }, count >= searchFrom ? search : null, list);

  const fill = (): void => {
    const groups = groupAlerts(shown, memory.filter);
    const withIssues = memory.filter.search === '' && memory.filter.severities.length === 0;
    list.replaceChildren(
      ...(withIssues ? issues.map(({ message }) => issueItem(message)) : []),
      ...groups.map((group) => groupItem(group, profile, memory, port)),
      ...(groups.length === 0 && !withIssues
        ? [html('li', {}, emptyView(t('No alert matches.')))]
        : []),
    );
  };
  const show = (): void => {
    body.hidden = !open;
    if (open) fill();
    toggle.textContent = open ? t('Collapse') : t('Show');
    toggle.setAttribute('aria-expanded', String(open));
    toggle.setAttribute('aria-controls', 'alert-list');
    toggle.setAttribute('aria-label', open ? t('Collapse the alerts') : t('Show the alerts'));
    chips.replaceChildren(...severityChips());
  };
  const severityChips = (): HTMLElement[] => {
    const counts = countSeverities(shown);
    return severities
      .filter((severity) => counts[severity] > 0)
      .map((severity) =>
        severityChip(
          severity,
          counts[severity],
          memory.filter.severities.includes(severity),
          () => {
            const rest = memory.filter.severities.filter((other) => other !== severity);
            const wanted =
              rest.length < memory.filter.severities.length ? rest : [...rest, severity];
            memory.filter = { ...memory.filter, severities: wanted };
            open = true;
            show();
          },
        ),
      );
  };

  show();
  return html(
    'section',
    { class: 'alert-box', 'aria-label': t('Alerts') },
    html(
      'div',
      { class: 'alert-head' },
      html('h2', {}, t('Alerts'), ' ', html('span', { class: 'tab-count' }, formatCount(count))),
      chips,
      hidden === 0
        ? null
        : html(
            'span',
            { class: 'muted hidden-alerts' },
            t('{0} hidden', formatCount(hidden)),
            ' – ',
            actionButton(
              'restore-alerts',
              t('show again'),
              () => port.send({ type: 'restoreAlerts' }),
              'link',
            ),
          ),
      count === 0 ? null : toggle,
    ),
    body,
  );
}

/** Stands where the alerts will be, as high as their closed box. */
export function alertsWaiting(): HTMLElement {
  return html(
    'section',
    { class: 'alert-box', 'aria-label': t('Alerts') },
    html(
      'div',
      { class: 'alert-head' },
      html('h2', {}, t('Alerts')),
      html('span', { class: 'muted' }, t('Looked for once every row is counted.')),
    ),
  );
}

function issueItem(message: string): HTMLLIElement {
  return html(
    'li',
    { class: 'alert warning' },
    html(
      'div',
      { class: 'alert-line' },
      html('span', { class: 'alert-text' }, mark('warning'), message),
      html('span', { class: 'alert-kind muted' }, t('reading')),
    ),
  );
}

/** A kind with one alert is that alert; several stand below their kind, made when it is opened. */
function groupItem(
  group: AlertGroup,
  profile: ProfileResult,
  { openGroups }: AlertMemory,
  port: Port,
): HTMLLIElement {
  const [first] = group.alerts;
  if (group.alerts.length === 1) return alertItem(first!, profile, port);
  const members = html('ul', { class: 'alerts members', hidden: true });
  const name = alertName(group.code);
  const button = html(
    'button',
    { type: 'button', class: 'group-button', 'aria-expanded': 'false' },
    html('span', { class: 'chevron', 'aria-hidden': 'true' }),
    mark(group.severity),
    html('span', {}, `${name} `),
    html('span', { class: 'tab-count' }, formatCount(group.alerts.length)),
    html('span', { class: 'muted group-columns' }, columnsOf(group.alerts)),
  );
  const show = (open: boolean): void => {
    if (open && members.childElementCount === 0) {
      members.append(...group.alerts.map((alert) => alertItem(alert, profile, port, false)));
    }
    members.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) openGroups.add(group.code);
    else openGroups.delete(group.code);
  };
  button.addEventListener('click', () => show(members.hidden));
  show(openGroups.has(group.code));
  const hide = actionButton(
    `hide-${group.code}`,
    t('hide'),
    () => port.send({ type: 'dismissAlerts', keys: group.alerts.map(alertKey) }),
    'link',
  );
  hide.setAttribute('aria-label', t('Hide all alerts of this kind: {0}', name));
  return html(
    'li',
    { class: `alert-group ${group.severity}`, 'data-code': group.code },
    html('div', { class: 'alert-line' }, button, hide),
    members,
  );
}

function columnsOf(alerts: readonly ProfileAlert[]): string {
  return [...new Set(alerts.flatMap(({ columns }) => columns))].join(', ');
}

function severityChip(
  severity: Severity,
  count: number,
  pressed: boolean,
  onClick: () => void,
): HTMLElement {
  const { sign, name } = severityMarks(severity);
  return html(
    'button',
    {
      type: 'button',
      class: `chip ${severity}`,
      'aria-pressed': String(pressed),
      title: t('Only {0}', name),
      onclick: onClick,
    },
    html('span', { class: `mark ${severity}`, 'aria-hidden': 'true' }, sign),
    html('span', { class: 'visually-hidden' }, `${name}: `),
    formatCount(count),
  );
}
