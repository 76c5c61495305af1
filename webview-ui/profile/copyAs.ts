import { type ProfileIntent, type ProfileResult } from '../../src/protocol';
import { type CodeLanguage } from '../../src/code/codeSource';
import { type CodeView } from '../../src/code/codeView';
import { writeCode } from '../../src/code/writeCode';
import { type MenuGroup, type MenuItem } from '../shared/menuButton';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';

const languageNames: Readonly<Record<CodeLanguage, string>> = {
  sql: 'SQL (DuckDB)',
  pandas: 'pandas',
  polars: 'polars',
};

/** Items that put a view of the data into the clipboard as code, one for each language. */
export function copyItems(
  profile: Pick<ProfileResult, 'dataset' | 'columns'>,
  view: CodeView,
  port: PanelPort<ProfileIntent>,
): readonly MenuItem[] {
  return (['sql', 'pandas', 'polars'] as const).map((language) => ({
    label: languageNames[language],
    onChoose: () => port.send({ type: 'copyCode', text: writeCode(language, profile, view) }),
  }));
}

/** What can be copied of a column: its numbers, its distribution, and its relation to the target. */
export function columnCopyGroups(
  name: string,
  profile: ProfileResult,
  port: PanelPort<ProfileIntent>,
): readonly MenuGroup[] {
  const column = profile.columns.find((candidate) => candidate.name === name);
  if (column === undefined) return [];
  const group = (label: string, view: CodeView): MenuGroup => ({
    label,
    items: copyItems(profile, view, port),
  });
  const edges = column.type === 'numeric' ? column.numeric?.histogram?.edges : undefined;
  const { target } = profile;
  return [
    group(t('Copy summary as'), { kind: 'summary', column: name }),
    ...(edges === undefined
      ? []
      : [group(t('Copy histogram as'), { kind: 'histogram', column: name, edges })]),
    ...(column.categorical === undefined
      ? []
      : [group(t('Copy value counts as'), { kind: 'values', column: name })]),
    ...(target === null || target.column === name
      ? []
      : [group(t('Copy against {0} as', target.column), { kind: 'target', column: name, target })]),
  ];
}
