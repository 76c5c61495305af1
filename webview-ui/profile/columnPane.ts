import { columnTypes, type ProfileIntent } from '../../src/protocol';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { menuButton } from '../shared/menuButton';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { alertItem } from './alerts';
import { columnDetail } from './columnDetail';
import { type ListedColumn } from './columnOrder';
import { columnLabel } from './columnRow';
import { columnCopyGroups } from './copyAs';
import { typeName } from './names';
import { type ShownProfile } from './shownProfile';

/** A column in full: what can be done with it, what to know before, and everything that was measured. */
export function columnPane(
  column: ListedColumn,
  { stage, profile }: ShownProfile,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const { profile: summary, alerts = [] } = column;
  const isWhole = stage === 'complete';
  return html(
    'div',
    { class: 'column-pane' },
    isWhole
      ? html(
          'div',
          { class: 'pane-tools' },
          html('span', { class: 'muted', 'aria-hidden': 'true' }, t('type')),
          choice({
            id: `type-${summary.index}`,
            label: t('Type of {0}', columnLabel(summary)),
            options: columnTypes.map((type) => ({ value: type, label: typeName(type) })),
            value: summary.type,
            onChange: (value) => {
              const columnType = columnTypes.find((type) => type === value);
              if (columnType !== undefined && columnType !== summary.type) {
                port.send({ type: 'setType', column: summary.name, columnType });
              }
            },
          }),
          menuButton({
            label: t('Copy as'),
            description: t('Copy {0} as code', columnLabel(summary)),
            className: 'button secondary',
            groups: () => columnCopyGroups(summary.name, profile, port),
          }),
          summary.missing.count === 0
            ? null
            : actionButton(
                `missing-rows-${summary.index}`,
                t('Rows without a value'),
                () => port.send({ type: 'showRows', where: `${quoted(summary.name)} IS NULL` }),
                'link',
              ),
        )
      : null,
    alerts.length === 0
      ? null
      : html(
          'ul',
          { class: 'alerts pane-alerts' },
          alerts.map((alert) => alertItem(alert, profile, port)),
        ),
    columnDetail(column, profile, port),
  );
}

/** A name as it is written in a condition of the data grid. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
