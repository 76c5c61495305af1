import { type ColumnProfile, type ProfileIntent } from '../../src/protocol';
import { formatCount } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { countFigure } from './countFigure';

const wordsShown = 12;

/** The most frequent words of a text column, and the scripts it is written in. */
export function textFigures(
  column: ColumnProfile,
  port: PanelPort<ProfileIntent>,
): readonly HTMLElement[] {
  const { text } = column;
  if (text === undefined) return [];
  const note =
    text.sampledRows === null ? {} : { note: t('in {0} rows', formatCount(text.sampledRows)) };
  const words = text.frequentWords.slice(0, wordsShown);
  const { scripts, total } = text.characters;
  const [first] = text.frequentWords;
  return [
    ...(first === undefined
      ? []
      : [
          countFigure(
            {
              id: `words-${column.index}`,
              title: t('Most frequent words of {0}', column.name),
              unit: t('occurrences'),
              kind: t('word'),
              names: words.map(({ value }) => value),
              counts: words.map(({ count }) => count),
              total: first.count / first.rate,
              ...note,
            },
            port,
          ),
        ]),
    ...(scripts.length === 0
      ? []
      : [
          countFigure(
            {
              id: `scripts-${column.index}`,
              title: t('Scripts of {0}', column.name),
              unit: t('characters'),
              kind: t('script'),
              names: scripts.map(({ script }) => script),
              counts: scripts.map(({ count }) => count),
              total,
              ...note,
            },
            port,
          ),
        ]),
  ];
}
