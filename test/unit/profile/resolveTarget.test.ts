import { expect, test } from 'vitest';
import type { ColumnType } from '../../../src/protocol';
import { resolveTarget } from '../../../src/engine/profile/target/resolveTarget';
import { failureOf, openedText } from '../../support/openedDataset';

async function dataset(values: readonly string[], type?: ColumnType, name = 'Attrition') {
  const rows = values.map((value, i) => `${value},${i}.5`);
  const csv = [`${name},x`, ...rows, ''].join('\n');
  return openedText(csv, type === undefined ? {} : { types: { [name]: type } });
}

const repeated = (labels: readonly string[], times: number): string[] =>
  Array.from({ length: times }, () => labels).flat();

test('the label that says yes is positive, also when it is the more frequent one', async () => {
  const info = await resolveTarget(
    await dataset([...repeated(['Yes'], 9), ...repeated(['No'], 4)]),
    'Attrition',
  );
  expect(info).toMatchObject({ task: 'binary', positive: 'Yes' });
  expect(info.classes).toEqual([
    { value: 'Yes', count: 9, rate: 9 / 13 },
    { value: 'No', count: 4, rate: 4 / 13 },
  ]);
  expect(info.positiveReason).toContain('yes');
});

test('1 says yes beside 0, but not beside 2', async () => {
  const zero = await resolveTarget(
    await dataset([...repeated(['1'], 9), ...repeated(['0'], 4)]),
    'Attrition',
  );
  expect(zero.positive).toBe('1');
  const two = await resolveTarget(
    await dataset([...repeated(['1'], 9), ...repeated(['2'], 4)]),
    'Attrition',
  );
  expect(two.positive).toBe('2');
  expect(two.positiveReason).toContain('rarer');
});

test('without a yes the rarer class is positive, and a given one wins', async () => {
  const data = await dataset([...repeated(['stay'], 9), ...repeated(['leave'], 4)]);
  expect((await resolveTarget(data, 'Attrition')).positive).toBe('leave');
  expect((await resolveTarget(data, 'Attrition', { positive: 'stay' })).positive).toBe('stay');
});

test('several labels make a multi-class task, many numbers a regression', async () => {
  const labels = await resolveTarget(await dataset(repeated(['a', 'b', 'c'], 5)), 'Attrition');
  expect(labels).toMatchObject({ task: 'multiclass', positive: null });
  const numbers = Array.from({ length: 40 }, (_, i) => `${i * 1.37}`);
  const amount = await resolveTarget(await dataset(numbers, 'numeric'), 'Attrition');
  expect(amount).toMatchObject({ task: 'regression', classes: [], positive: null });
});

test('a name that is not there gets the nearest names', async () => {
  const failure = await failureOf(
    resolveTarget(await dataset(repeated(['a', 'b'], 5)), 'atrition'),
  );
  expect(failure.code).toBe('COLUMN_NOT_FOUND');
  expect(failure.hint).toContain('"Attrition"');
});

test('constant and empty targets are refused', async () => {
  const constant = await failureOf(resolveTarget(await dataset(repeated(['a'], 8)), 'Attrition'));
  expect(constant.code).toBe('TARGET_CONSTANT');
  expect(constant.message).toContain('"a"');
  const empty = await failureOf(resolveTarget(await dataset(repeated([''], 8)), 'Attrition'));
  expect(empty.code).toBe('TARGET_CONSTANT');
});

test('dates, texts, identifiers and too many classes are refused with the reason', async () => {
  const words = Array.from({ length: 150 }, (_, i) => `label ${i}`);
  for (const [type, why] of [
    ['text', 'free text'],
    ['identifier', 'identifier'],
    ['categorical', 'more than 100 classes'],
  ] as const) {
    const failure = await failureOf(resolveTarget(await dataset(words, type), 'Attrition'));
    expect(failure.code).toBe('TARGET_UNSUITABLE');
    expect(failure.message).toContain(why);
  }
  const days = Array.from({ length: 20 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')}`);
  const failure = await failureOf(resolveTarget(await dataset(days, 'dateTime'), 'Attrition'));
  expect(failure.message).toContain('dates');
});

test('a positive class that is no label, or has no meaning, is refused', async () => {
  const binary = await dataset(repeated(['stay', 'leave'], 5));
  const wrong = await failureOf(resolveTarget(binary, 'Attrition', { positive: 'gone' }));
  expect(wrong.code).toBe('PARAMETER_INVALID');
  expect(wrong.message).toContain('"gone"');
  const several = await dataset(repeated(['a', 'b', 'c'], 5));
  const pointless = await failureOf(resolveTarget(several, 'Attrition', { positive: 'a' }));
  expect(pointless.code).toBe('PARAMETER_INVALID');
});
