import {
  alertKey,
  type AlertAction,
  type ProfileAlert,
  type ProfileIntent,
  type ProfileResult,
} from '../../src/protocol';
import { html } from '../shared/dom';
import { menuButton } from '../shared/menuButton';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { copyItems } from './copyAs';
import { alertName } from './names';

type Port = PanelPort<ProfileIntent>;
export type Severity = ProfileAlert['severity'];

/** One alert: what was found, what can be done about it, its rows, its code, and why it matters. */
export function alertItem(
  alert: ProfileAlert,
  profile: ProfileResult,
  port: Port,
  named = true,
): HTMLLIElement {
  const why = html('p', { class: 'why muted', hidden: true }, alert.why, thresholdNote(alert));
  const whyButton = plainButton(t('why'), t('Why: {0}', alert.message), () => {
    why.hidden = !why.hidden;
    whyButton.setAttribute('aria-expanded', String(!why.hidden));
  });
  whyButton.setAttribute('aria-expanded', 'false');
  const [likeliest, ...others] = alert.actions;
  const { where, sql } = alert;
  return html(
    'li',
    { class: `alert ${alert.severity}`, 'data-code': alert.code },
    html(
      'div',
      { class: 'alert-line' },
      html('span', { class: 'alert-text' }, mark(alert.severity), alert.message),
      named ? html('span', { class: 'alert-kind muted' }, alertName(alert.code)) : null,
      html(
        'span',
        { class: 'alert-tools' },
        likeliest === undefined
          ? null
          : plainButton(likeliest.label, `${likeliest.label}: ${alert.message}`, () =>
              port.send(intentOf(likeliest)),
            ),
        where === null
          ? null
          : plainButton(t('rows'), t('Show the rows: {0}', alert.message), () =>
              port.send({ type: 'showRows', where }),
            ),
        whyButton,
        menuButton({
          label: '⋯',
          description: t('More about: {0}', alert.message),
          className: 'tool alert-more',
          groups: () => [
            ...(others.length === 0
              ? []
              : [
                  {
                    label: '',
                    items: others.map((action) => ({
                      label: action.label,
                      onChoose: () => port.send(intentOf(action)),
                    })),
                  },
                ]),
            ...(sql === null
              ? []
              : [
                  {
                    label: t('Copy rows as'),
                    items: copyItems(profile, { kind: 'alert', alert }, port),
                  },
                ]),
            {
              label: '',
              items: [
                {
                  label: t('Hide this alert'),
                  onChoose: () => port.send({ type: 'dismissAlerts', keys: [alertKey(alert)] }),
                },
              ],
            },
          ],
        }),
      ),
    ),
    why,
  );
}

/** The wish that an action stands for. */
function intentOf(action: AlertAction): ProfileIntent {
  switch (action.kind) {
    case 'clean':
      return { type: 'addCleaning', step: action.step };
    case 'setType':
      return { type: 'setType', column: action.column, columnType: action.type };
    case 'treatAsMissing':
      return { type: 'treatAsMissing', values: action.values };
    case 'train':
      return { type: 'train' };
  }
}

function thresholdNote({ threshold, thresholdName }: ProfileAlert): string {
  if (thresholdName === null || threshold === null) return '';
  return ` ${t('Threshold: {0} = {1}.', thresholdName, threshold)}`;
}

function plainButton(label: string, description: string, onClick: () => void): HTMLButtonElement {
  return html(
    'button',
    {
      type: 'button',
      class: 'button link',
      'aria-label': description.startsWith(label) ? description : `${label}: ${description}`,
      onclick: onClick,
    },
    label,
  );
}

/** The sign of a severity, with its name for those who do not see it. */
export function mark(severity: Severity): HTMLElement {
  const { sign, name } = severityMarks(severity);
  return html('span', { class: `mark ${severity}`, role: 'img', 'aria-label': name }, sign);
}

export function severityMarks(severity: Severity): {
  readonly sign: string;
  readonly name: string;
} {
  switch (severity) {
    case 'error':
      return { sign: '✕', name: t('Error') };
    case 'warning':
      return { sign: '⚠', name: t('Warning') };
    case 'info':
      return { sign: 'ⓘ', name: t('Note') };
  }
}
