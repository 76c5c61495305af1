import { sqlName, sqlText } from '../../src/code/literals';
import { type ColumnProfile, type ProfileIntent, type ValueCount } from '../../src/protocol';
import { html } from '../shared/dom';
import { formatCount } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { detailPart, textButton } from './detailPart';

type Port = PanelPort<ProfileIntent>;

const groupsShown = 10;

/** Values that differ in case, spaces, accents or width alone, each group with a way to make them one; `null` without any. */
export function spellingGroups(column: ColumnProfile, port: Port): HTMLElement | null {
  const groups = column.categorical?.spellings ?? [];
  if (groups.length === 0) return null;
  const more = groups.length - groupsShown;
  return detailPart(
    t('Spelled alike'),
    html(
      'ul',
      { class: 'value-groups' },
      groups
        .slice(0, groupsShown)
        .map(({ values }) =>
          html('li', {}, valueList(column, values, port), ' ', mergeButton(column, values, port)),
        ),
    ),
    more > 0 ? html('p', { class: 'muted' }, t('{0} more groups', formatCount(more))) : null,
  );
}

function mergeButton(
  { name }: ColumnProfile,
  values: readonly ValueCount[],
  port: Port,
): HTMLElement {
  const [first, ...others] = values.map(({ value }) => value);
  const value = first ?? '';
  return html(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': t('Merge into {0}', quoted(value)),
      title: t('Add a cleaning step that writes {0} for all of them', quoted(value)),
      onclick: () =>
        port.send({
          type: 'addCleaning',
          step: { kind: 'mergeSpellings', column: name, spellings: others, value },
        }),
    },
    t('Merge'),
  );
}

/** Texts that stand for "nothing to say"; `null` without any. */
export function placeholderList(column: ColumnProfile, port: Port): HTMLElement | null {
  const placeholders = column.text?.placeholders ?? [];
  if (placeholders.length === 0) return null;
  const values = placeholders.map(({ value }) => value);
  return detailPart(
    t('Stand for nothing'),
    html('p', {}, valueList(column, placeholders, port)),
    html(
      'button',
      {
        type: 'button',
        class: 'tool',
        title: t('Add a cleaning step that makes them missing'),
        onclick: () =>
          port.send({
            type: 'addCleaning',
            step: { kind: 'treatAsMissing', column: column.name, values },
          }),
      },
      t('Treat as missing'),
    ),
  );
}

function valueList(
  { name }: ColumnProfile,
  values: readonly ValueCount[],
  port: Port,
): HTMLElement {
  return html(
    'span',
    { class: 'value-list' },
    values.map(({ value, count }, index) => [
      index === 0 ? '' : ' · ',
      textButton(quoted(value), t('Show the rows with {0}', quoted(value)), () =>
        port.send({ type: 'showRows', where: `${sqlName(name)} = ${sqlText(value)}` }),
      ),
      html('span', { class: 'muted' }, ` ${formatCount(count)}`),
    ]),
  );
}

/** In quotation marks, so that spaces at the ends are seen. */
function quoted(text: string): string {
  return `“${text}”`;
}
