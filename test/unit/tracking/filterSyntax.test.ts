import { expect, test } from 'vitest';
import { CuvetteError } from '../../../src/protocol';
import { parseFilter } from '../../../src/engine/tracking/filterSyntax';
import { parseOrder } from '../../../src/engine/tracking/orderSyntax';

function refusal(action: () => unknown): CuvetteError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof CuvetteError) return thrown;
  }
  throw new Error('It was accepted.');
}

test('each clause gives entity, key, operator and value', () => {
  expect(
    parseFilter(
      "metrics.auc >= -1.5e-3 AND params.`a b` LIKE '%x%' and tags.mlflow.user IS NOT NULL AND run_id not in ('a', \"b\")",
    ),
  ).toEqual([
    { entity: 'metric', key: 'auc', operator: '>=', value: -0.0015 },
    { entity: 'param', key: 'a b', operator: 'LIKE', value: '%x%' },
    { entity: 'tag', key: 'mlflow.user', operator: 'IS NOT NULL', value: null },
    { entity: 'attribute', key: 'run_id', operator: 'NOT IN', value: ['a', 'b'] },
  ]);
});

test.each(['', '  \n '])('%j restricts nothing', (filter) => {
  expect(parseFilter(filter)).toEqual([]);
});

test.each([
  ['a OR', "metrics.a > 1 OR params.b = 'c'", /no OR/, 14],
  ['an unclosed quote', "params.a = 'b", /never closed/, 11],
  ['a doubled quote', "params.a = 'it''s'", /doubling/, 15],
  ['an unquoted special name', 'metrics.val/loss > 1', /"\/" cannot stand here/, 11],
  ['an unquoted value', 'params.a = b', /quoted text, found b/, 11],
  ['a missing value', 'metrics.a >', /found the end/, 11],
  ['a dangling AND', 'metrics.a > 1 AND', /expected a name/, 17],
  ['a missing AND', 'metrics.a > 1 metrics.b > 2', /expected AND/, 14],
  ['a blank list', 'run_id IN ()', /quoted text in the list/, 11],
  ['an unknown attribute', 'auc > 1', /no attribute "auc"/, 0],
  ['an inherited object key as entity', "constructor.a = 'b'", /not one of/, 0],
  ['an inherited object key as attribute', "attributes.toString = 'b'", /no attribute/, 0],
])('refuses %s and says where', (_, filter, message, position) => {
  const error = refusal(() => parseFilter(filter));
  expect(error).toMatchObject({ code: 'FILTER_INVALID', details: { filter, position } });
  expect(error.message).toMatch(message);
  expect(error.hint).toBeTruthy();
});

test('the hint for a bare name says how to write it', () => {
  expect(refusal(() => parseFilter('auc > 1')).hint).toContain('metrics.auc');
});

test('orders are ascending unless told otherwise', () => {
  expect(parseOrder(['metrics.`val loss`', 'start_time desc'])).toEqual([
    { entity: 'metric', key: 'val loss', descending: false },
    { entity: 'attribute', key: 'start_time', descending: true },
  ]);
});

test('the same key by another name is still the same key', () => {
  expect(refusal(() => parseOrder(['created', 'attributes.start_time DESC'])).code).toBe(
    'FILTER_INVALID',
  );
});
