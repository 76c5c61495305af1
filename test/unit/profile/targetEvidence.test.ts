import { expect, test } from 'vitest';
import type { ColumnType, TargetView } from '../../../src/protocol';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { openedText } from '../../support/openedDataset';

async function viewsOf(
  header: string,
  rows: readonly string[],
  target: string,
  types: Record<string, ColumnType> = {},
): Promise<(name: string) => TargetView> {
  const dataset = await openedText([header, ...rows, ''].join('\n'), { types });
  const { columns } = await profileDataset(dataset, { target });
  return (name) => columns.find((column) => column.name === name)!.target!;
}

test('a noise column of 1000 levels tells nothing, and neither does one with a level in each row', async () => {
  const random = createRandomGenerator(4);
  const rows = Array.from(
    { length: 4000 },
    (_, i) => `L${random.integer(1000)},R${i}x,${random.uniform() < 0.3 ? 'yes' : 'no'}`,
  );
  const view = await viewsOf('noise,own,y', rows, 'y', {
    noise: 'categorical',
    own: 'categorical',
  });
  expect(view('noise').auc).toBeLessThan(0.53);
  expect(view('noise').mutualInformation).toBeLessThan(0.03);
  expect(view('own').auc).toBe(0.5);
  expect(view('own').mutualInformation).toBeNull();
  expect(view('own').reasons!['mutualInformation']).toContain('level of its own');
});

test('a category that determines the target shows it, with two rows a level as well', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => {
    const level = i >> 1;
    return `L${level},${level % 3 === 0 ? 'yes' : 'no'},${level % 3 === 0 ? 'yes' : 'no'}`;
  });
  const view = await viewsOf('case,copy,y', rows, 'y', { case: 'categorical' });
  expect(view('case').auc).toBe(1);
  expect(view('case').mutualInformation).toBeGreaterThan(0.999);
  expect(view('copy').auc).toBe(1);
  expect(view('copy').mutualInformation).toBeGreaterThan(0.999);
});

test('more levels than a table holds are still measured', async () => {
  const rows = Array.from({ length: 44_000 }, (_, i) => {
    const level = i >> 1;
    return `L${level},${level % 2 === 0 ? 'yes' : 'no'}`;
  });
  const view = await viewsOf('case,y', rows, 'y', { case: 'categorical' });
  expect(view('case').association.value).toBeNull();
  expect(view('case').auc).toBe(1);
});

test('values that are there for one class only give the target away', async () => {
  const random = createRandomGenerator(8);
  const rows = Array.from({ length: 1000 }, () => {
    const left = random.uniform() < 0.2;
    return `${left ? `reason${random.integer(3)}` : ''},${left ? random.normal() : ''},${left ? 'yes' : 'no'}`;
  });
  const view = await viewsOf('reason,months,y', rows, 'y', { months: 'numeric' });
  expect(view('reason').auc).toBe(1);
  expect(view('reason').mutualInformation).toBe(1);
  expect(view('months').auc).toBeNull();
  expect(view('months').reasons!['auc']).toContain('same class');
  expect(view('months').mutualInformation).toBe(1);
});

test('a date, the length of a text and a running number count by their order', async () => {
  const random = createRandomGenerator(2);
  const rows = Array.from({ length: 600 }, (_, i) => {
    const late = i >= 300;
    const day = new Date(Date.UTC(2024, 0, 1) + i * 86_400_000).toISOString().slice(0, 10);
    const words = Array.from({ length: late ? 9 : 3 }, () => `w${random.integer(5000)}`).join(' ');
    return `${i + 1},${day},${words},${late ? 1 : 0}`;
  });
  const view = await viewsOf('id,day,note,y', rows, 'y', {
    id: 'identifier', day: 'dateTime', note: 'text',
  }); // prettier-ignore
  for (const name of ['id', 'day', 'note']) expect(view(name).auc).toBe(1);
  expect(view('note').boxes!.map(({ class: label, count }) => [label, count])).toEqual([
    ['0', 300],
    ['1', 300],
  ]);
});

test('words that tell classes apart are found, chance words are not', async () => {
  const random = createRandomGenerator(6);
  const fill = (): string => Array.from({ length: 6 }, () => `w${random.integer(40)}`).join(' ');
  const rows = Array.from({ length: 800 }, (_, i) => {
    const angry = i % 4 === 0;
    return `"${fill()} ${angry ? 'Refund!' : 'thanks,'} ${fill()}",${angry ? 'bad' : 'good'}`;
  });
  const { words, wordRows } = (await viewsOf('text,y', rows, 'y', { text: 'text' }))('text');
  expect(wordRows).toBeUndefined();
  expect(words!.map(({ word }) => word).sort()).toEqual(['refund', 'thanks']);
  const refund = words!.find(({ word }) => word === 'refund')!;
  expect(refund).toMatchObject({ count: 200, leansTo: 'bad' });
  expect(refund.association).toBeCloseTo(1, 12);
});

test('a numeric target has bins of its mean and quartiles over a number', async () => {
  const rows = Array.from(
    { length: 1000 },
    (_, i) => `${i}.5,${i < 500 ? 2 * i : 1000},${i % 2 ? 'a' : 'b'}`,
  );
  const view = await viewsOf('x,y,g', rows, 'y', { y: 'numeric' });
  const bins = view('x').bins!;
  expect(bins).toHaveLength(10);
  expect(bins[0]).toEqual({
    from: 0.5,
    to: 100.5,
    count: 100,
    q1: 49.5,
    median: 99,
    q3: 148.5,
    mean: 99,
  });
  expect(bins[9]).toMatchObject({ from: 900.5, to: 999.5, q1: 1000, q3: 1000 });
  expect(view('x').mutualInformation).toBeGreaterThan(0.95);
  expect(view('x').auc).toBeNull();
  expect(view('x').reasons!['auc']).toContain('classes');
  expect(view('g').boxes).toHaveLength(2);
  expect(view('g').mutualInformation).toBeLessThan(0.01);
});
