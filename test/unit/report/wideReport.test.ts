import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { resolveTarget } from '../../../src/engine/profile/target/resolveTarget';
import { testAgainstTarget } from '../../../src/engine/profile/target/testAgainstTarget';
import { renderHtmlReport } from '../../../src/engine/report/htmlReport';
import { csvTable, dirtyTable } from '../../support/dirtyTable';
import { openedText } from '../../support/openedDataset';

const signature = { productVersion: '1.2.3', generatedAt: '2026-11-23T10:00:00.000Z' };

/** Numbers, numbers with gaps, categories, dates and texts by turns, and a target of two classes. */
function wideTable(columns: number, rows: number): string {
  const random = createRandomGenerator(columns);
  const cell = (column: number): string | number => {
    if (column % 5 === 0) return random.normal().toFixed(5);
    if (column % 5 === 1)
      return random.uniform() < 0.1 ? '' : (random.normal() ** 2 * 100).toFixed(3);
    if (column % 5 === 2) return `level ${random.integer(12)}`;
    if (column % 5 === 3)
      return `20${10 + random.integer(10)}-0${1 + random.integer(9)}-1${random.integer(9)}`;
    return Array.from({ length: 8 }, () => `word${random.integer(300)}`).join(' ');
  };
  const names = Array.from(
    { length: columns - 1 },
    (_, i) => [`column ${i}`, () => cell(i)] as const,
  );
  return csvTable(rows, {
    ...Object.fromEntries(names),
    y: () => (random.uniform() < 0.4 ? 'yes' : 'no'),
  });
}

test('a report of 100 columns with tests stays under 5 MB', { timeout: 120_000 }, async () => {
  const dataset = await openedText(wideTable(100, 2000));
  const profile = await profileDataset(dataset, { target: 'y' });
  const tests = await testAgainstTarget(dataset, await resolveTarget(dataset, 'y'));
  const page = renderHtmlReport({ profile, tests, ...signature });
  expect(Buffer.byteLength(page)).toBeLessThan(5e6);
  expect(page.match(/<details id="column-/g)).toHaveLength(100);
  expect(page).toContain('placeholder="Search columns"');
});

test(
  'of 2,000 columns the weightiest are detailed, and the report says so',
  { timeout: 120_000 },
  async () => {
    const dataset = await openedText(wideTable(40, 60));
    const profile = await profileDataset(dataset, { target: 'y' });
    const columns = Array.from({ length: 2000 }, (_, index) => ({
      ...profile.columns[index % 39]!,
      name: `column ${index}`,
      index,
    }));
    const [strong] = [
      {
        ...columns[1999]!,
        target: { ...columns[1999]!.target!, association: { name: 'V', value: 0.9 } },
      },
    ];
    const page = renderHtmlReport({
      profile: { ...profile, columns: [...columns.slice(0, 1999), strong] },
      ...signature,
    });
    expect(page.match(/<details id="column-/g)).toHaveLength(300);
    expect(page).toContain('<details id="column-1999"');
    expect(page.match(/data-find="/g)).toHaveLength(2000);
    expect(page).toMatch(/The other 1,700\s+have\s+their\s+line/);
    expect(Buffer.byteLength(page)).toBeLessThan(15e6);
  },
);

test('alerts show their code, threshold, query and what can be done', async () => {
  const dataset = await openedText(dirtyTable());
  const page = renderHtmlReport({ profile: await profileDataset(dataset), ...signature });
  expect(page).toContain('<span class="code">SENTINEL</span>');
  expect(page).toMatch(/threshold sentinel = 0\.001/);
  expect(page).toContain('Treat as missing in code');
  expect(page).toMatch(/more notes<\/summary>/);
  const linked = [...page.matchAll(/href="#(column-\d+)"/g)].map(([, id]) => id);
  expect(linked.length).toBeGreaterThan(10);
  for (const id of linked) expect(page).toContain(`id="${id}"`);
});
