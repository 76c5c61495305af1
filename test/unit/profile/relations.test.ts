import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { CorrelationMeasure, Correlations } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { createGroupSums } from '../../../src/engine/profile/relations/groupSums';
import { listedPairs } from '../../../src/engine/profile/relations/listedPairs';
import { mapInTurns } from '../../../src/engine/profile/relations/mapInTurns';
import { createNumberSums } from '../../../src/engine/profile/relations/numberSums';
import { openDataset } from '../../../src/engine/data/openDataset';
import { disagreements } from '../../support/agreement';
import { failureOf, openedText } from '../../support/openedDataset';
import { oracleFixture } from '../../support/oracleFixture';
import { measureOf, relationsOf, valueOf } from '../../support/relations';

type Pairs = readonly (readonly [string, string, number])[];
interface Cases {
  readonly measures: Readonly<Record<CorrelationMeasure['name'], Pairs>>;
}

const { cases, tolerance } = oracleFixture<Cases>('relations');
const types = { grade: 'ordinal', age: 'numeric', zeros: 'numeric' } as const;
const names = Object.keys(cases.measures) as CorrelationMeasure['name'][];

let relations: Correlations;
beforeAll(async () => {
  const file = path.join(import.meta.dirname, '../../fixtures/data/relations.csv');
  const dataset = await openDataset({ path: file, overrides: { types } });
  relations = await relationsOf(dataset);
  await dataset.close();
});

test.each(names)('%s of every pair agrees with SciPy, scikit-learn and pandas', (name) => {
  const expected = cases.measures[name];
  const values = expected.map(([a, b]) => valueOf(relations, name, a, b) ?? null);
  expect(
    disagreements(
      expected.map(([a, b]) => `${a} × ${b}`).join(', '),
      values,
      expected.map(([, , value]) => value),
      tolerance,
    ),
  ).toEqual([]);
  const { pairs, sample, omitted } = measureOf(relations, name);
  expect({ pairs: pairs.length, sample, omitted }).toEqual({
    pairs: expected.length,
    sample: undefined,
    omitted: undefined,
  });
});

test('every pair stands once, by position, and says how many rows it rests on', () => {
  for (const { pairs } of relations.measures) {
    const keys = pairs.map(({ i, j }) => `${i} ${j}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(pairs.every(({ i, j }) => i < j && j < relations.columns.length)).toBe(true);
  }
  const at = relations.columns.indexOf('member');
  const withMember = measureOf(relations, 'mixed').pairs.filter(({ i, j }) => i === at || j === at);
  expect(Math.max(...withMember.map(({ n }) => n))).toBe(300);
});

test('a measure without any pair of its kind lists none, a single column has no relations', async () => {
  const numbers = await relationsOf(await openedText('a,b\n1.5,2\n2.5,1\n3.5,7.5\n4.25,3\n'));
  expect(measureOf(numbers, 'cramersV').pairs).toEqual([]);
  expect(measureOf(numbers, 'correlationRatio').pairs).toEqual([]);
  expect(valueOf(numbers, 'mixed', 'a', 'b')).toBeCloseTo(0.6, 12);
  const alone = await relationsOf(await openedText('a\n1.5\n2.5\n3.25\n'));
  expect(alone).toEqual({ columns: [], measures: [] });
});

test('columns that share no row have no relation, and the pair says why', async () => {
  const text = ['a,b', ...Array.from({ length: 40 }, (_, i) => (i % 2 ? `${i}.5,` : `,${i}.25`))];
  const { measures } = await relationsOf(await openedText(text.join('\n')));
  for (const { name, pairs } of measures.filter((measure) => measure.pairs.length > 0)) {
    const [pair] = pairs;
    expect({ name, ...pair }).toMatchObject({ name, value: null, n: 0 });
    expect(pair!.reason).toContain('Fewer than two rows');
  }
});

test('levels that no query should hold, or that look like SQL, are told apart', async () => {
  const long = 'x'.repeat(5000);
  const levels = [`${long}1`, `${long}2`, "it's", '"; DROP TABLE data; --', '한국어', '😀'];
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: 120 }, (_, i) => [quoted(levels[i % 6]!), (i % 6) + 0.5]);
  const csv = ['name,number', ...rows.map((row) => row.join(','))].join('\n');
  const dataset = await openedText(csv, { types: { name: 'categorical', number: 'numeric' } });
  const found = await relationsOf(dataset);
  expect(valueOf(found, 'correlationRatio', 'name', 'number')).toBeCloseTo(1, 12);
  expect(valueOf(found, 'mutualInformation', 'name', 'number')).toBeCloseTo(1, 12);
});

test('many rows are streamed for sums and sampled for ranks, and every measure says so', async () => {
  const random = createRandomGenerator(3);
  const lines = ['a,b,c,g,h'];
  for (let i = 0; i < 9000; i++) {
    const base = random.normal();
    const number = (value: number): string => (random.uniform() < 0.1 ? '' : value.toFixed(6));
    const level = base > 0.5 ? 'up' : random.uniform() < 0.5 ? 'down' : 'level';
    lines.push(
      [number(base), number(base + random.normal()), base.toFixed(3), level, level[0]].join(','),
    );
  }
  const dataset = await openedText(lines.join('\n'));
  const exact = await relationsOf(dataset);
  const sampled = await relationsOf(dataset, { mostCells: 20_000 });
  for (const name of ['pearson', 'cramersV', 'correlationRatio'] as const) {
    const [all, part] = [measureOf(exact, name), measureOf(sampled, name)];
    expect(part.sample).toBeUndefined();
    expect(
      disagreements(
        name,
        part.pairs.map(({ value }) => value),
        all.pairs.map(({ value }) => value),
        { rtol: 1e-12, atol: 0 },
      ),
    ).toEqual([]);
    expect(part.pairs.map(({ n }) => n)).toEqual(all.pairs.map(({ n }) => n));
  }
  for (const name of ['spearman', 'kendall', 'mutualInformation', 'mixed'] as const) {
    const { sample, definition, pairs } = measureOf(sampled, name);
    expect(sample!.rows).toBe(4000);
    expect(definition).toContain('From a sample of 4,000 rows (± 0.0');
    const values = measureOf(exact, name).pairs.map(({ value }) => value!);
    const off = pairs.map(({ value }, p) => Math.abs(value! - values[p]!));
    expect(Math.max(...off)).toBeLessThan(1.5 * sample!.error);
    expect(Math.max(...off)).toBeGreaterThan(0);
  }
  expect(await relationsOf(dataset, { mostCells: 20_000 })).toEqual(sampled);
});

test('of thousands of pairs the strongest are listed, and all among the most related columns', () => {
  const count = 130;
  const random = createRandomGenerator(8);
  const pairs = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count - i - 1 }, (_unused, k) => ({
      i,
      j: i + k + 1,
      value: i === 0 && k === 0 ? null : random.uniform() * 2 - 1,
      n: 10,
    })),
  ).flat();
  const listed = listedPairs(pairs);
  const strengths = pairs.map(({ value }) => Math.abs(value ?? 0)).sort((a, b) => b - a);
  const strongest = pairs.filter(({ value }) => Math.abs(value ?? 0) >= strengths[2999]!);
  expect(listed).toEqual(expect.arrayContaining(strongest.slice(0, 300)));
  expect(strongest.every((pair) => listed.includes(pair))).toBe(true);
  expect(listed.length).toBeLessThanOrEqual(5000);
  expect(listed.length).toBeGreaterThan(3000);
  expect(listedPairs(pairs.slice(0, 5000))).toHaveLength(5000);
});

test('sums over blocks are those over all rows, with gaps in one, both or no column', () => {
  const random = createRandomGenerator(2);
  const rows = 2500;
  const column = (missing: number): { deviations: Float64Array; present: Float64Array | null } => {
    const present = Float64Array.from({ length: rows }, () => Number(random.uniform() >= missing));
    const deviations = present.map((is) => is * random.normal());
    return { deviations, present: missing === 0 ? null : present };
  };
  const all = [column(0), column(0.3), column(0.6), column(0)];
  const sums = createNumberSums(4);
  const group = createGroupSums(3, 4);
  const codes = Uint8Array.from({ length: rows }, () => random.integer(4));
  for (const [from, to] of [
    [0, 1],
    [1, 1500],
    [1500, rows],
  ] as const) {
    const block = {
      rows: to - from,
      deviations: all.map(({ deviations }) => deviations.subarray(from, to)),
      present: all.map(({ present }) => present?.subarray(from, to) ?? null),
    };
    sums.add(block);
    group.add(codes.subarray(from, to), block);
  }
  const has = (j: number, row: number): boolean => all[j]!.present?.[row] !== 0;
  for (const [i, j] of [
    [0, 1],
    [0, 3],
    [1, 2],
    [2, 3],
  ] as const) {
    const [x, y] = [all[i]!.deviations, all[j]!.deviations];
    const used = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => has(i, row) && has(j, row),
    );
    const total = (of: (row: number) => number): number =>
      used.reduce((sum, row) => sum + of(row), 0);
    const own = sums.pair(i, j);
    expect(own.n).toBe(used.length);
    expect(
      disagreements(
        `${i} ${j}`,
        [own.x, own.y, own.xx, own.yy, own.xy],
        [
          total((row) => x[row]!),
          total((row) => y[row]!),
          total((row) => x[row]! ** 2),
          total((row) => y[row]! ** 2),
          total((row) => x[row]! * y[row]!),
        ],
        { rtol: 1e-12, atol: 1e-10 },
      ),
    ).toEqual([]);
  }
  expect(group.ratio(1).n).toBe(
    Array.from({ length: rows }, (_, row) => row).filter((row) => codes[row]! > 0 && has(1, row))
      .length,
  );
});

test('the pairs are measured in turns that let others go first, until it is cancelled', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const work = mapInTurns(
    [1, 2, 3, 4],
    5e7,
    (item) => {
      seen.push(item);
      if (item === 2) setImmediate(() => controller.abort());
      return item;
    },
    controller.signal,
  );
  expect(await failureOf(work)).toMatchObject({ code: 'CANCELLED' });
  expect(seen.length).toBeLessThan(4);
  expect(await mapInTurns([1, 2, 3], 1, (item) => 2 * item)).toEqual([2, 4, 6]);
  const dataset = await openedText('a,b\n1,2\n3,4\n5,7\n');
  expect(await failureOf(relationsOf(dataset, { signal: AbortSignal.abort() }))).toMatchObject({
    code: 'CANCELLED',
  });
});
