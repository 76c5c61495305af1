import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { findSeason } from '../../../src/engine/profile/alerts/seriesTraits';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import type { ProfileAlert } from '../../../src/protocol';
import { csvTable } from '../../support/dirtyTable';
import { openedText } from '../../support/openedDataset';

const dayMs = 86_400_000;

async function alertsOf(
  rows: number,
  day: (row: number) => number,
): Promise<readonly ProfileAlert[]> {
  const random = createRandomGenerator(5);
  let level = 100;
  const text = csvTable(rows, {
    date: (row) => new Date(Date.UTC(2010, 0, 1) + day(row) * dayMs).toISOString().slice(0, 10),
    weekly: (row) => (5 * Math.sin((2 * Math.PI * row) / 7) + random.normal()).toFixed(4),
    walk: () => (level += random.normal()).toFixed(4),
    noise: () => random.normal().toFixed(4),
  });
  const { alerts } = await profileDataset(await openedText(text));
  return alerts.filter(({ code }) => code === 'SEASONAL' || code === 'NON_STATIONARY');
}

test('a daily series: the weekly one repeats itself, the walk has no level', async () => {
  const alerts = await alertsOf(900, (row) => row);
  expect(alerts.map(({ code, columns }) => `${code} ${columns.join()}`)).toEqual([
    'NON_STATIONARY walk',
    'SEASONAL weekly',
  ]);
  expect(alerts[1]!.message).toContain('about every 7 days along date');
  expect(alerts[1]!.sql).toBe('SELECT "date", "weekly" FROM {table} ORDER BY 1');
});

test('a longer series is averaged over neighbouring rows, and says so', async () => {
  const alerts = await alertsOf(9000, (row) => row);
  const walk = alerts.find(({ code }) => code === 'NON_STATIONARY')!;
  expect(walk.message).toContain('2 rows averaged to a point');
});

test('rows that no time orders, or at uneven distances, are no series', async () => {
  expect(await alertsOf(300, (row) => (row * 37) % 300)).toEqual([]);
  expect(await alertsOf(300, (row) => row + (row * row) / 7)).toEqual([]);
  expect(await alertsOf(300, (row) => Math.floor(row / 2))).toEqual([]);
});

test.each([
  ['noise', 0, 0],
  ['a random walk', 1, 0],
  ['noise around a season of 12', 0, 2],
] as const)('seasons are found where there are some only: %s', (_, walk, season) => {
  let found = 0;
  for (let seed = 0; seed < 100; seed++) {
    const random = createRandomGenerator(seed);
    let level = 0;
    const values = Float64Array.from({ length: 300 }, (_unused, t) => {
      const shock = random.normal();
      level = walk * level + shock;
      return level + season * Math.sin((2 * Math.PI * t) / 12);
    });
    const lag = findSeason(values)?.lag ?? null;
    if (lag !== null) found++;
    if (season > 0) expect(Math.abs(lag! - 12)).toBeLessThanOrEqual(1);
  }
  expect(found).toBe(season > 0 ? 100 : 0);
});

test('what a line leaves of whole numbers on a line is rounding, not a season', () => {
  expect(
    findSeason(Float64Array.from({ length: 300 }, (_, t) => Math.floor(259.2 * t))),
  ).toBeNull();
});
