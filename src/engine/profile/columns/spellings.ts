import type { ValueCount } from '../../../protocol';

/** Values of a column that are spelled differently and look the same. */
export interface SpellingGroup {
  /** The commonest spelling first. */
  readonly values: readonly ValueCount[];
}

/** Groups, and spellings of one group, that are listed at most. */
const groupsShown = 100;
const spellingsShown = 50;

const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu;
/** Hyphens that join words; in front of a number it is a sign, and at the end it may be a grade (A-). */
const joiningHyphens = /(?<=[\p{L}\s])\p{Pd}+(?=[\p{L}\s])/gu;
/** Signs that tell names apart stay: C and C#, 5 and 5%. */
const otherPunctuation = /(?![#%&@*\p{Pd}])\p{P}/gu;
const betweenDigits = /(?<=\p{N})[\p{P}\s]+(?=\p{N})/gu;
const kept = '\u{f0000}';

/**
 * What is left of a text when everything that is easily written in two ways is taken out: compatibility forms such as full
 * width (NFKC), case, accents of Latin, Greek and Cyrillic letters, white space, invisible characters, and punctuation
 * except between digits, signs that distinguish (`#`, `%`, `&`, `@`, `*`), and hyphens that are a sign or a grade.
 *
 * @returns empty for a text of nothing but such differences
 */
export function spellingKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(betweenDigits, kept)
    .replace(joiningHyphens, '')
    .replace(otherPunctuation, '')
    .replace(/\s+/gu, '');
}

/**
 * Groups of values that have the same {@link spellingKey}, most rows first; at most 100 groups.
 *
 * @param levels every value of a column, once
 */
export function groupSpellings(levels: readonly ValueCount[]): SpellingGroup[] {
  const byKey = new Map<string, ValueCount[]>();
  for (const level of levels) {
    const key = spellingKey(level.value);
    if (key === '') continue;
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [level]);
    else group.push(level);
  }
  const rows = (group: readonly ValueCount[]): number =>
    group.reduce((sum, { count }) => sum + count, 0);
  return [...byKey.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)))
    .sort((a, b) => rows(b) - rows(a) || (a[0]!.value < b[0]!.value ? -1 : 1))
    .slice(0, groupsShown)
    .map((group) => ({ values: group.slice(0, spellingsShown) }));
}
