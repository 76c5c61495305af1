import { expect, test } from 'vitest';
import { bar, shorten, sparkline, textTable } from '../../../src/cli/render/textTable';

/** Width on a terminal: Hangul takes two columns. */
const width = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (/[가-힣]/.test(character) ? 2 : 1), 0);

test('columns line up, wide characters included', () => {
  const lines = textTable(
    [{ title: 'name' }, { title: 'count', align: 'right' }],
    [
      ['사람', '7'],
      ['person', '1,470'],
    ],
  )
    .replaceAll(/\u001b\[\d+m/g, '')
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(3);
  expect(new Set(lines.map(width)).size).toBe(1);
});

test('a long text is cut where the cut shows, never inside a character', () => {
  expect(shorten('attrition', 20)).toBe('attrition');
  expect(shorten('a\nb', 20)).toBe('a b');
  expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦…');
});

test('a sparkline shows every present count, even the smallest', () => {
  expect(sparkline([0, 1, 100])).toBe(' ▁█');
  expect(sparkline([])).toBe('');
});

test('a bar keeps its width', () => {
  expect(bar(0.5, 8)).toBe('████    ');
  expect(bar(7, 4)).toBe('████');
});
