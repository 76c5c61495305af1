import { expect, test } from 'vitest';
import { setJsonValue } from '../../../src/vscode/preparation/jsonEdit';

test.each<[string, string, readonly string[], unknown, string]>([
  ['an empty file', '', ['a', 'b'], 1, '{\n  "a": {\n    "b": 1\n  }\n}\n'],
  ['an empty object', '{}\n', ['a'], [1], '{\n  "a": [\n    1\n  ]\n}\n'],
  ['a new member', '{\n    "x": 1\n}\n', ['a'], 2, '{\n    "x": 1,\n    "a": 2\n}\n'],
  [
    'an object on one line',
    '{ "x": { "y": 1 } }',
    ['x', 'z'],
    'q',
    '{ "x": { "y": 1, "z": "q" } }',
  ],
  ['a value that is there', '{"a": [1, 2],\t"b": 3}', ['a'], [], '{"a": [],\t"b": 3}'],
  ['a value on the way', '{"a": 1}', ['a', 'b'], 2, '{"a": {\n    "b": 2\n  }}'],
  [
    'something deep, all else as it was',
    '{\r\n\t"files": {\r\n\t\t"a.csv": { "types": {} },\r\n\t\t"b \\"x\\".csv": [ 1,  2 ]\r\n\t},\r\n\t"z" : null\r\n}',
    ['files', 'a.csv', 'types', 'k'],
    'text',
    '{\r\n\t"files": {\r\n\t\t"a.csv": { "types": {\r\n\t\t\t\t"k": "text"\r\n\t\t\t} },\r\n\t\t"b \\"x\\".csv": [ 1,  2 ]\r\n\t},\r\n\t"z" : null\r\n}',
  ],
  ['a member under a key with escapes', '{"\\u0061": 1}', ['a'], 2, '{"\\u0061": 2}'],
  ['a byte-order mark', '\uFEFF{"a": 1}', ['b'], 2, '\uFEFF{"a": 1, "b": 2}'],
  ['what is no object', '[1]', ['a'], 2, '{\n  "a": 2\n}'],
  [
    'brackets and quotes inside texts',
    '{"a": "}]\\\\", "b": {"c": "\\""}}',
    ['b', 'd'],
    1,
    '{"a": "}]\\\\", "b": {"c": "\\"", "d": 1}}',
  ],
])('sets %s', (_name, text, path, value, expected) => {
  const edited = setJsonValue(text, path, value);
  expect(edited).toBe(expected);
  const found = path.reduce<unknown>(
    (at, key) => (at as Record<string, unknown>)[key],
    JSON.parse(edited.replace(/^\uFEFF/, '')),
  );
  expect(found).toEqual(value);
});

test('text that is not JSON is refused', () => {
  expect(() => setJsonValue('{"a": }', ['a'], 1)).toThrow(SyntaxError);
  expect(() => setJsonValue('{"a": 1} x', ['a'], 1)).toThrow(SyntaxError);
});
