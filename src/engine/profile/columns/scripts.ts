import type { TextSummary } from '../../../protocol';

const scriptNames = [
  'Latin', 'Hangul', 'Han', 'Hiragana', 'Katakana', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Devanagari', 'Bengali',
  'Gurmukhi', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan',
  'Georgian', 'Armenian', 'Ethiopic', 'Mongolian', 'Bopomofo',
] as const; // prettier-ignore

/** In this order; the first that fits is taken. */
const classes: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Space', /^[\p{Z}\t\n\v\f\r\x85]$/u],
  ['Digit', /^\p{Nd}$/u],
  ...scriptNames.map((name) => [name, new RegExp(`^\\p{Script=${name}}$`, 'u')] as const),
  ['Emoji', /^(?:\p{Emoji_Presentation}|(?=[\u{2600}-\u{1faff}])\p{Extended_Pictographic})$/u],
  ['Punctuation', /^\p{P}$/u],
  ['Symbol', /^\p{S}$/u],
  ['Mark', /^\p{M}$/u],
  // The long vowel of Katakana is common to several scripts.
  ['Katakana', /^\p{Script_Extensions=Katakana}$/u],
  ['Control', /^\p{C}$/u],
];

/**
 * The script of a character, as the Unicode property `Script` names it; for characters that belong to no script what they
 * are: `Space`, `Digit`, `Punctuation`, `Symbol`, `Emoji`, `Mark`, `Control`. Digits of every script are `Digit`. `Other`
 * covers rarer scripts.
 */
export function scriptOf(character: string): string {
  return classes.find(([, pattern]) => pattern.test(character))?.[0] ?? 'Other';
}

/** How characters fall to scripts, most frequent first; each character once, with its count. */
export function countScripts(
  characters: Iterable<readonly [character: string, count: number]>,
): TextSummary['characters'] {
  const counts = new Map<string, number>();
  let [total, distinct] = [0, 0];
  for (const [character, count] of characters) {
    const script = scriptOf(character);
    counts.set(script, (counts.get(script) ?? 0) + count);
    total += count;
    distinct++;
  }
  const scripts = [...counts]
    .map(([script, count]) => ({ script, count, rate: count / total }))
    .sort((a, b) => b.count - a.count || (a.script < b.script ? -1 : 1));
  return { total, distinct, scripts };
}
