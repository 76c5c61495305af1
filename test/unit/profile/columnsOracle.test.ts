import path from 'node:path';
import { expect, test } from 'vitest';
import type { BinRule, Monotonicity, NumericSummary } from '../../../src/protocol';
import type { Dataset } from '../../../src/engine/data/dataset';
import {
  describeColumns,
  type ColumnDescription,
} from '../../../src/engine/profile/columns/describeColumns';
import { disagreements } from '../../support/agreement';
import { openedDataset, openedText, writtenFile } from '../../support/openedDataset';
import { oracleFixture } from '../../support/oracleFixture';

type End = readonly [value: number, row: number, count: number];

interface NumberCase {
  readonly iqr: number;
  readonly cv: number;
  readonly rules: Readonly<
    Record<BinRule, { wanted: number; edges: readonly number[]; counts: readonly number[] }>
  >;
  readonly box: Readonly<
    Record<'lowerWhisker' | 'q1' | 'median' | 'q3' | 'upperWhisker' | 'below' | 'above', number>
  >;
  readonly lowest: readonly End[];
  readonly highest: readonly End[];
  readonly monotonic: Monotonicity;
}

interface Cases {
  readonly wine: Readonly<Record<string, NumberCase>>;
  readonly hr: Readonly<Record<string, NumberCase>>;
  readonly made: Readonly<
    Record<string, NumberCase & { readonly values: readonly (number | null)[] }>
  >;
  readonly uniform: Readonly<Record<string, number>>;
  readonly dates: Readonly<
    Record<
      string,
      {
        readonly values: readonly string[];
        readonly weekdays: readonly number[];
        readonly hours: readonly number[];
        readonly months: readonly number[];
        readonly monotonic: Monotonicity;
        readonly step: readonly [number, number];
      }
    >
  >;
  readonly texts: {
    readonly values: readonly (string | null)[];
    readonly length: readonly number[];
    readonly words: readonly number[];
    readonly frequent: readonly (readonly [string, number])[];
    readonly scripts: readonly (readonly [string, number])[];
    readonly characters: number;
  };
}

const { cases, tolerance } = oracleFixture<Cases>('columns');
const root = path.join(import.meta.dirname, '../../..');

async function described(dataset: Dataset): Promise<Map<string, ColumnDescription>> {
  const columns = await describeColumns(dataset);
  return new Map(columns.map((own) => [own.column.name, own]));
}

function expectNumbers(name: string, own: NumericSummary, expected: NumberCase): void {
  const { iqr, cv, histograms, box, extremes, monotonic } = own;
  expect(disagreements(name, [iqr, cv], [expected.iqr, expected.cv], tolerance)).toEqual([]);
  for (const [rule, { wanted, edges, counts }] of Object.entries(expected.rules)) {
    const ruled = histograms.find((histogram) => histogram.rule === rule)!;
    expect({ name, rule, cut: ruled.cut, counts: ruled.counts }).toEqual({
      name,
      rule,
      cut: wanted > 200,
      counts,
    });
    expect(disagreements(name, ruled.edges, edges, { rtol: 1e-13, atol: 1e-13 })).toEqual([]);
  }
  const { below, above, ...quartiles } = expected.box;
  expect({ name, ...box }).toEqual({ name, ...quartiles, outliers: { below, above } });
  const ends = (values: typeof extremes.lowest): End[] =>
    values.map(({ value, row, count }) => [value, row, count]);
  expect(ends(extremes.lowest)).toEqual(expected.lowest);
  expect(ends(extremes.highest)).toEqual(expected.highest);
  expect({ name, monotonic }).toEqual({ name, monotonic: expected.monotonic });
}

test.each([
  ['wine', 'test/fixtures/data/winequality.csv'],
  ['hr', 'samples/hr-attrition.csv'],
] as const)('boxes, ends, orders and rules of bins of %s agree', async (key, file) => {
  const columns = await described(await openedDataset(path.join(root, file)));
  for (const [name, expected] of Object.entries(cases[key])) {
    expectNumbers(name, columns.get(name)!.summaries.numeric!, expected);
  }
});

test.each(Object.keys(cases.made))('%s: box, ends, order and rules of bins agree', async (name) => {
  const expected = cases.made[name]!;
  const csv = ['x,y', ...expected.values.map((value, i) => `${value ?? ''},${i}`), ''].join('\n');
  const dataset = await openedText(csv, { types: { x: 'numeric', y: 'numeric' } });
  expectNumbers(name, (await described(dataset)).get('x')!.summaries.numeric!, expected);
});

test('the test of equal frequencies is that of SciPy', async () => {
  const columns = await described(await openedDataset(path.join(root, 'samples/hr-attrition.csv')));
  const names = Object.keys(cases.uniform);
  const own = names.map((name) => columns.get(name)!.summaries.categorical!.uniformPValue);
  expect(disagreements('p', own, Object.values(cases.uniform), { rtol: 1e-8, atol: 0 })).toEqual(
    [],
  );
});

test.each(Object.keys(cases.dates))('%s fall to weekdays, hours and months', async (name) => {
  const { values, weekdays, hours, months, monotonic, step } = cases.dates[name]!;
  const csv = ['t,n', ...values.map((value, i) => `${value},${i}`), ''].join('\n');
  const dataset = await openedText(csv, { types: { t: 'dateTime' } });
  const own = (await described(dataset)).get('t')!.summaries.dateTime!;
  const timed = name !== 'days';
  expect(own).toMatchObject({ weekdays, hours: timed ? hours : null, months, monotonic });
  expect(own.step!.seconds).toBe(step[0]);
  expect(own.step!.rate).toBeCloseTo(step[1], 12);
});

test('words and characters are those of Python', async () => {
  const { values, length, words, frequent, scripts, characters } = cases.texts;
  const file = writtenFile(values.map((t) => JSON.stringify({ t })).join('\n'), 'texts.jsonl');
  const dataset = await openedDataset(file, { types: { t: 'text' } });
  const { text } = (await described(dataset)).get('t')!.summaries;
  const own = text!.length;
  expect([own.min, own.max, own.mean, own.median]).toEqual(length);
  const { min, max, mean, median, total, distinct } = text!.words;
  expect([min, max, mean, median, total, distinct]).toEqual(words);
  expect(text!.frequentWords.map(({ value, count }) => [value, count])).toEqual(frequent);
  expect(text!.characters.scripts.map(({ script, count }) => [script, count])).toEqual(scripts);
  expect(text!.characters.distinct).toBe(characters);
  expect(text!.sampledRows).toBeNull();
});
