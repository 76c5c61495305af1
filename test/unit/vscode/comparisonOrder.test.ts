import { expect, test } from 'vitest';
import { referenceOf } from '../../../src/vscode/comparisonOrder';
import {
  toComparisonIntent,
  toComparisonMemory,
} from '../../../src/vscode/panels/comparisonIntents';

const file = (name: string, modifiedMs = 0) => ({ name, modifiedMs });

test('the reference is the file that says so, else the older one', () => {
  expect(referenceOf([file('test.csv', 1), file('train.csv', 2)])).toBe(1);
  expect(referenceOf([file('data_old.csv', 9), file('data.csv', 1)])).toBe(0);
  expect(referenceOf([file('may.csv', 5), file('april.csv', 4)])).toBe(1);
  expect(referenceOf([file('b.csv'), file('a.csv')])).toBe(1);
  expect(referenceOf([file('restrained.csv', 1), file('other.csv', 2)])).toBe(0);
});

test('messages of the panel are taken only in their exact form', () => {
  expect(toComparisonIntent({ type: 'swap' })).toEqual({ type: 'swap' });
  expect(toComparisonIntent({ type: 'ready' })).toEqual({ type: 'ready' });
  expect(toComparisonIntent({ type: 'openProfile', side: 'current' })).toBeDefined();
  for (const wrong of [
    { type: 'openProfile', side: 'both' },
    { type: 'copySql', alert: -1 },
    { type: 'copySql', alert: 1.5 },
    { type: 'setTarget' },
    { type: 'swap', more: 1 },
    { type: 'rm' },
    null,
  ]) {
    expect(toComparisonIntent(wrong)).toBeUndefined();
  }
});

test('a panel comes back with its files and target', () => {
  const memory = { reference: '/a.csv', current: '/b.csv', target: null };
  expect(toComparisonMemory({ memory, view: {} })).toEqual(memory);
  expect(toComparisonMemory({ memory: { reference: '/a.csv' } })).toBeUndefined();
});
