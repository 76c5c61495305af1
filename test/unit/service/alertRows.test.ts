import { expect, test } from 'vitest';
import { createRowsViews } from '../../../src/engine/data/rowsView';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { openedDataset, openedText } from '../../support/openedDataset';
import type { Dataset } from '../../../src/engine/data/dataset';

/** Rows that the data grid shows for each alert that names some. */
async function rowsOfAlerts(dataset: Dataset): Promise<Map<string, number>> {
  const views = createRowsViews(dataset);
  const { alerts } = await profileDataset(dataset);
  const found = new Map<string, number>();
  for (const { code, columns, where } of alerts) {
    if (where === null) continue;
    const rows = await views.use({ where, sort: [] }, undefined, (view) =>
      Promise.resolve(view.rows),
    );
    found.set(`${code} ${columns.join(', ')}`, rows);
  }
  return found;
}

/** A column of each kind of trouble, with names that SQL does not like. */
function troubled(): string {
  const lines = Array.from({ length: 400 }, (_, i) =>
    [
      i % 20 === 0 ? '' : i,
      i % 50 === 0 ? 'unknown' : ['a', 'b', 'c'][i % 3],
      i % 7 === 0 ? -999 : i * 1.5,
      i === 3 ? 1e9 : i % 11,
      i % 100 === 0 ? 'Bonn ' : 'bonn',
      i % 30 === 0 ? 'n/a?' : i,
      i < 3 ? 'rare' : 'usual',
      `20${10 + (i % 15)}-0${1 + (i % 9)}-11`,
      i % 5 === 0 ? 'inf' : i / 3,
      0,
      i % 4 === 0 ? 0 : i % 90,
      `row${i}`,
    ].join(','),
  );
  return `"say ""hi""",select,나이 🎉,out,City,mixed,rare level,when,infinite,constant,zeros,id\n${lines.join('\n')}\n`;
}

test('the grid can show the rows that alerts name', async () => {
  const found = await rowsOfAlerts(await openedText(troubled()));
  expect(found.size).toBeGreaterThan(5);
  expect([...found.values()].every((rows) => rows > 0)).toBe(true);
});

test.for(['german_credit_risk_data.csv', 'winequality.csv'])(
  'the grid can show the rows that the alerts of %s name',
  async (name) => {
    const found = await rowsOfAlerts(await openedDataset(`test/fixtures/data/${name}`));
    expect(found.size).toBeGreaterThan(0);
    expect([...found.values()].every((rows) => rows > 0)).toBe(true);
  },
);
