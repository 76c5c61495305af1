import { expect, test } from 'vitest';
import { contrast, parseColor, standingOut, withAlpha } from '../../../webview-ui/shared/color';

const rgb = (color: string): readonly [number, number, number] => {
  const channels = parseColor(color);
  if (channels === undefined) throw new Error(`not a colour: ${color}`);
  return channels;
};

test('contrast is that of WCAG: black on white 21, a colour on itself 1', () => {
  expect(contrast(rgb('#000'), rgb('#fff'))).toBeCloseTo(21, 10);
  expect(contrast(rgb('#767676'), rgb('#ffffff'))).toBeCloseTo(4.54, 2);
  expect(contrast(rgb('#123456'), rgb('#123456'))).toBe(1);
});

test.each([
  ['#653723', '#1e1e1e'],
  ['#ffe0a0', '#ffffff'],
  ['rgba(209, 134, 22, 0.4)', '#000000'],
  ['#1e1e1e', '#1e1e1e'],
])('%s stands out from %s', (color, background) => {
  const found = standingOut(color, background);
  expect(contrast(rgb(found), rgb(background))).toBeGreaterThanOrEqual(3);
});

test('a colour that stands out stays as it is, a dim one keeps its hue', () => {
  expect(standingOut('#3794ff', '#1e1e1e')).toBe('rgb(55, 148, 255)');
  const [red, green, blue] = rgb(standingOut('#653723', '#1e1e1e'));
  expect(red).toBeGreaterThan(green);
  expect(green).toBeGreaterThan(blue);
});

test('forms that are not understood are passed on', () => {
  expect(standingOut('color(display-p3 1 0 0)', '#000')).toBe('color(display-p3 1 0 0)');
  expect(withAlpha('#f00', 0.5)).toBe('rgba(255, 0, 0, 0.5)');
});
