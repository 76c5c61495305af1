import { expect, test } from 'vitest';
import { formatDifference, formatPValue, formatQuantity } from '../../../webview-ui/shared/format';
import { t, useTranslations } from '../../../webview-ui/shared/translate';
import { toCsv } from '../../../webview-ui/shared/toCsv';
import { withAlpha } from '../../../webview-ui/shared/color';

test.for([
  [36.923809, '36.9'],
  [1.1, '1.10'],
  [0.712, '0.712'],
  [6502.93, '6,503'],
  [1470, '1,470'],
  [0, '0'],
  [-0.404, '−0.404'],
  [1.234e-7, '1.23e−7'],
  [2.5e12, '2.5e12'],
  [99.96, '100.0'],
  [null, '–'],
] as const)('%d reads %s', ([value, text]) => {
  expect(formatQuantity(value)).toBe(text);
});

test('a difference always has a sign, and none when it rounds to nothing', () => {
  expect(formatDifference(0.0124)).toBe('+.012');
  expect(formatDifference(-0.0244)).toBe('−.024');
  expect(formatDifference(-0.0001)).toBe('±.000');
  expect(formatDifference(null)).toBe('–');
});

test('a p-value below a column headed "p" is the bare number', () => {
  expect(formatPValue(8e-21)).toBe('< .001');
  expect(formatPValue(0.0231)).toBe('.023');
  expect(formatPValue(null)).toBe('–');
});

test('texts are translated with their values, and stay English without a translation', () => {
  useTranslations({ '{0} rows': '{0}행' });
  expect(t('{0} rows', '1,470')).toBe('1,470행');
  expect(t('{1} of {0}', 3, 2)).toBe('2 of 3');
  expect(t('{0} and {1}', 'only one')).toBe('only one and {1}');
  useTranslations({});
});

test('CSV quotes what would break a line apart', () => {
  expect(
    toCsv([
      ['a', 'b,c'],
      ['say "x"', 'two\nlines'],
    ]),
  ).toBe('a,"b,c"\r\n"say ""x""","two\nlines"\r\n');
});

test.for([
  ['#fff', 'rgba(255, 255, 255, 0.5)'],
  ['#1a85ff', 'rgba(26, 133, 255, 0.5)'],
  ['#1a85ff80', 'rgba(26, 133, 255, 0.5)'],
  ['rgb(1, 2, 3)', 'rgba(1, 2, 3, 0.5)'],
  ['rgba(1, 2, 3, 0.9)', 'rgba(1, 2, 3, 0.5)'],
  ['transparent', 'transparent'],
] as const)('%s at half opacity is %s', ([color, result]) => {
  expect(withAlpha(color, 0.5)).toBe(result);
});
