import { expect, test } from 'vitest';
import { groupSpellings, spellingKey } from '../../../src/engine/profile/columns/spellings';
import { scriptOf } from '../../../src/engine/profile/columns/scripts';

const levels = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([value, count]) => ({ value, count, rate: count / 100 }));

test.each([
  ['case', 'New York', 'NEW york'],
  ['white space', 'New York', ' New  York\u00a0'],
  ['full width', 'Seoul', 'Ｓｅｏｕｌ'],
  ['half-width kana', 'カタカナ', 'ｶﾀｶﾅ'],
  ['decomposed Hangul', '서울', '서울'.normalize('NFD')],
  ['accents', 'Málaga', 'Malaga'],
  ['sharp s', 'Straße', 'STRASSE'],
  ['hyphens between words', 'co-op', 'coop'],
  ['punctuation', 'St. Louis', 'St Louis'],
  ['invisible characters', 'word', 'wo\u200brd'],
])('%s makes no other name', (_, a, b) => {
  expect(spellingKey(a)).toBe(spellingKey(b));
});

test.each([
  ['kana with and without a voicing mark', 'はん', 'ばん'],
  ['a sign of a number', '-1', '1'],
  ['grades', 'A-', 'A'],
  ['grades', 'A+', 'A'],
  ['languages', 'C#', 'C'],
  ['comparisons', '<5', '>5'],
  ['a decimal point', '1.5', '15'],
  ['a range of numbers', '2019-1', '201-91'],
  ['numbers apart', '1, 2', '12'],
  ['percent', '5%', '5'],
])('%s makes another name', (_, a, b) => {
  expect(spellingKey(a)).not.toBe(spellingKey(b));
});

test('groups come with most rows first, and in each the commonest spelling', () => {
  const groups = groupSpellings(
    levels({ Busan: 3, busan: 1, seoul: 2, SEOUL: 9, 'Seoul ': 2, Daegu: 50, '-': 1, '--': 1 }),
  );
  expect(groups.map(({ values }) => values.map(({ value }) => value))).toEqual([
    ['SEOUL', 'Seoul ', 'seoul'],
    ['Busan', 'busan'],
  ]);
});

test.each([
  ['a', 'Latin'], ['é', 'Latin'], ['ａ', 'Latin'], ['한', 'Hangul'], ['ㄱ', 'Hangul'], ['漢', 'Han'], ['ひ', 'Hiragana'],
  ['ー', 'Katakana'], ['ж', 'Cyrillic'], ['ع', 'Arabic'], ['7', 'Digit'], ['٣', 'Digit'], [',', 'Punctuation'],
  ['。', 'Punctuation'], ['+', 'Symbol'], ['₩', 'Symbol'], ['😀', 'Emoji'], ['☀', 'Emoji'], ['\u3000', 'Space'], ['\n', 'Space'],
  ['\u0301', 'Mark'], ['\u200d', 'Control'], ['𐍈', 'Other'],
] as const)('%j is %s', (character, script) => {
  expect(scriptOf(character)).toBe(script);
}); // prettier-ignore
