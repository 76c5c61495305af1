import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatMetric,
  formatPValue,
  formatRate,
  formatSeconds,
  formatValue,
} from '../../../src/format/numbers';

test.each([
  [0, '0'],
  [1470, '1,470'],
  [36.923809, '36.92'],
  [6502.93, '6,503'],
  [0.012345, '0.01235'],
  [4.4787e-5, '4.479e-5'],
  [-123456789012, '-1.235e+11'],
  [null, '–'],
])('value %s reads %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

test.each([
  [0.841, '.841'],
  [-0.0241, '-.024'],
  [1, '1.000'],
  [0, '.000'],
  [null, '–'],
])('metric %s reads %s', (value, text) => {
  expect(formatMetric(value).replace('−', '-')).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.00004, '< 0.1 %'],
  [0.161, '16.1 %'],
  [0.6, '60 %'],
  [0.99999, '> 99.9 %'],
  [1, '100 %'],
])('what is present never reads 0, what is absent never 100: %s is %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test.each([
  [8e-21, 'p < .001'],
  [0.017, 'p = .017'],
  [0.05, 'p = .05'],
  [0.9996, 'p > .99'],
  [undefined, '–'],
])('p %s reads %s', (p, text) => {
  expect(formatPValue(p)).toBe(text);
});

test('sizes and durations', () => {
  expect(formatBytes(227977)).toBe('228 KB');
  expect(formatBytes(1.4e9)).toBe('1.4 GB');
  expect(formatBytes(12)).toBe('12 B');
  expect(formatSeconds(0.42)).toBe('0.4 s');
  expect(formatSeconds(12.4)).toBe('12 s');
  expect(formatSeconds(200)).toBe('3 min 20 s');
  expect(formatCount(1234567)).toBe('1,234,567');
});
