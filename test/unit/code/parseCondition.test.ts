import { expect, test } from 'vitest';
import { conditionTokens } from '../../../src/code/conditionTokens';
import { parseCondition } from '../../../src/code/parseCondition';

const names = ['Age', 'age', 'Job "x"', '이름', 'select'];

test.for([
  ['"Age" > 40', { kind: 'compare', column: 'Age', operator: '>', value: 40 }],
  ['age <= -1.5e3', { kind: 'compare', column: 'age', operator: '<=', value: -1500 }],
  ['AGE = (-3e0)', { kind: 'compare', column: 'Age', operator: '=', value: -3 }],
  [
    '"Job ""x""" = \'it\'\'s\'',
    { kind: 'compare', column: 'Job "x"', operator: '=', value: "it's" },
  ],
  ['이름 IS NOT NULL', { kind: 'missing', column: '이름', negated: true }],
  ['NOT "Age" IS NULL', { kind: 'missing', column: 'Age', negated: true }],
  [
    '"select" in (1, \'a\', true)',
    { kind: 'in', column: 'select', values: [1, 'a', true], negated: false },
  ],
  [
    '"Age" NOT LIKE \'a%\'',
    { kind: 'like', column: 'Age', pattern: 'a%', caseless: false, negated: true },
  ],
  ['"Age" IS DISTINCT FROM 3', { kind: 'distinct', column: 'Age', value: 3, negated: false }],
  ['isinf("Age")', { kind: 'infinite', column: 'Age', negated: false }],
  [
    'NOT ("Age" < 1 AND "select" <> 2)',
    {
      kind: 'or',
      parts: [
        { kind: 'compare', column: 'Age', operator: '>=', value: 1 },
        { kind: 'compare', column: 'select', operator: '=', value: 2 },
      ],
    },
  ],
  [
    '"Age" = 1 OR "Age" = 2 AND "select" = 3',
    {
      kind: 'or',
      parts: [
        { kind: 'compare', column: 'Age', operator: '=', value: 1 },
        {
          kind: 'and',
          parts: [
            { kind: 'compare', column: 'Age', operator: '=', value: 2 },
            { kind: 'compare', column: 'select', operator: '=', value: 3 },
          ],
        },
      ],
    },
  ],
  [
    '"Age" NOT BETWEEN 1 AND 2',
    {
      kind: 'or',
      parts: [
        { kind: 'compare', column: 'Age', operator: '<', value: 1 },
        { kind: 'compare', column: 'Age', operator: '>', value: 2 },
      ],
    },
  ],
] as const)('%s is understood', ([sql, expected]) => {
  expect(parseCondition(sql, names)).toEqual(expected);
});

test.for([
  '',
  '"Age"',
  '"Age" >',
  '"nobody" = 1',
  '"Age" + 1 > 2',
  '"Age" = "select"',
  'length("Age") > 2',
  '"Age" = 1 extra',
  '("Age" = 1',
  '"Age" = 1; DROP TABLE data',
  '"Age" = \'open',
  '"Age" LIKE 3',
  '"Age" IS 3',
  '"Age" = 12abc',
  'CASE WHEN 1 = 1 THEN true END',
])('%j is left to the SQL engine', (sql) => {
  expect(parseCondition(sql, names)).toBeUndefined();
});

test('pieces of a condition keep what was quoted', () => {
  expect(conditionTokens('"a""b">=.5')).toEqual([
    { kind: 'name', text: 'a"b' },
    { kind: 'symbol', text: '>=' },
    { kind: 'number', value: 0.5 },
  ]);
  expect(conditionTokens('a @ b')).toBeUndefined();
});
