import { existsSync, readFileSync } from 'node:fs';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { menuTitle, paletteTitle } from './manifest';
import { horizontalOverflow, readPainting, seriousViolations } from './panelChecks';
import { expectNoOffences, useWorkbench } from './useWorkbench';
import { themeNames } from './workbench';

const [header = '', ...lines] = readFileSync('samples/hr-attrition.csv', 'utf8')
  .trimEnd()
  .split(/\r?\n/);
const [ageAt, departmentAt] = ['Age', 'Department'].map((name) =>
  header
    .replace(/^\uFEFF/, '')
    .split(',')
    .indexOf(name),
) as [number, number];

/** Later rows, older people, a new department, and fifty rows of the first file. */
function later(): string[] {
  const moved = lines.slice(800).map((line, i) => {
    const cells = line.split(',');
    cells[ageAt] = String(Number(cells[ageAt]) + 6);
    if (i < 15) cells[departmentAt] = 'Legal & Tax';
    return cells.join(',');
  });
  return [...moved, ...lines.slice(0, 50)];
}

const window = useWorkbench({
  folders: {
    '비교 data': {
      'train.csv': [header, ...lines.slice(0, 800)].join('\n'),
      'test 시험.csv': [header, ...later()].join('\n'),
    },
  },
});
const title = 'train.csv → test 시험.csv';

let panel: FrameLocator;

test('two files selected in the explorer are compared, the training data as the reference', async () => {
  const { explorerRow } = window();
  // A plain click would open the file, and the explorer would then select it alone.
  for (const name of ['train.csv', 'test 시험.csv']) {
    await explorerRow(name)
      .first()
      .click({ modifiers: ['Control'] });
  }
  await window().rightClick('test 시험.csv', menuTitle('cuvette.compareData'));
  panel = await window().panel(title);
  await panel.locator('#columns').waitFor();
  const facts = await panel.locator('#facts').innerText();
  expect(facts).toContain('800 rows × 35 columns');
  expect(facts).toContain('720 rows × 35 columns');
  expect(await panel.locator('.page-header .facts').innerText()).toContain('50 rows');
});

test('the columns stand with the strongest drift first, and alerts above them', async () => {
  const first = panel.locator('.column-row').first();
  expect(await first.getAttribute('data-column')).toBe('Age');
  expect(await first.locator('.drift').innerText()).toBe('large');
  const alerts = await panel.locator('.alert').allInnerTexts();
  expect(alerts.join('\n')).toContain('Legal & Tax');
  expect(alerts.join('\n')).toContain('occur in the reference too');
  expect(await panel.locator('[data-column]').count()).toBe(35);
});

test('a column in detail draws both distributions, with a table of the same numbers', async () => {
  await panel.locator('[data-column="Age"] button.expander').click();
  const detail = panel.locator('.detail-row:not([hidden])').first();
  const chart = detail.locator('canvas');
  await chart.waitFor();
  await expect.poll(async () => (await readPainting(chart)).painted).toBeGreaterThan(0.05);
  expect((await readPainting(chart)).colours).toBeGreaterThan(5);
  await window().screenshot('comparison detail');
  await detail.getByRole('button', { name: /^Table/ }).click();
  expect(await detail.locator('.twin tbody tr').count()).toBeGreaterThan(10);
  await detail.getByRole('button', { name: /^Table/ }).click();
});

test('the list is searched and filtered', async () => {
  await panel.locator('#search input').fill('depart');
  await expect.poll(() => panel.locator('[data-column]').count()).toBe(1);
  await panel.locator('#search input').fill('nothing like it');
  await panel.getByText('No column matches.').waitFor();
  await panel.locator('#search input').fill('');
  await expect.poll(() => panel.locator('[data-column]').count()).toBe(35);
});

test('the SQL of an alert names the two files', async () => {
  const { page } = window();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await panel.locator('.alert', { hasText: 'Legal' }).getByText('copy SQL').first().click();
  await page.locator('.statusbar-item', { hasText: 'SQL' }).first().waitFor();
});

test.for(themeNames)('in the %s theme the panel is accessible', async (theme) => {
  await window().setTheme(theme);
  expect(await seriousViolations(panel)).toEqual([]);
  await window().screenshot(`comparison ${theme}`);
});

test.for([1400, 900])('in a window of %d pixels nothing is wider than the panel', async (width) => {
  const { page } = window();
  await page.setViewportSize({ width, height: 900 });
  expect(await horizontalOverflow(panel)).toBeLessThanOrEqual(0);
  await window().screenshot(`comparison ${width}`);
  await page.setViewportSize({ width: 1400, height: 900 });
});

test('the panel comes back when the window is reloaded', async () => {
  await window().page.reload();
  panel = await window().panel(title);
  await panel.locator('#facts', { hasText: '800 rows × 35 columns' }).waitFor();
});

test('the report is written where the person says', async () => {
  const report = window().pathOf('비교 data', 'drift.html');
  await panel.locator('#report').click();
  await window().answerFileDialog(report);
  const written = (): string => (existsSync(report) ? readFileSync(report, 'utf8') : '');
  await expect.poll(written, { timeout: 30_000 }).toContain('Legal &amp; Tax');
});

test('swapped, the other file is the reference', async () => {
  await panel.locator('#swap').click();
  panel = await window().panel('test 시험.csv → train.csv');
  await panel.locator('#columns').waitFor();
  expect(await panel.locator('#facts div').first().innerText()).toContain('720 rows');
});

test('from the palette both files are chosen', async () => {
  const { runCommand, quickPick } = window();
  await runCommand(paletteTitle('cuvette.compareData'));
  await quickPick.rows.filter({ hasText: 'test 시험.csv' }).first().click();
  await expect.poll(() => quickPick.title.innerText()).toContain('test 시험.csv');
  expect(await quickPick.rows.filter({ hasText: 'test 시험.csv' }).count()).toBe(0);
  await quickPick.rows.filter({ hasText: 'train.csv' }).first().click();
  panel = await window().panel(title);
  await panel.locator('#columns').waitFor();
});

test('a profile of either file opens', async () => {
  await panel.locator('#open-current').click();
  const profile = await window().panel(/^test 시험\.csv$/);
  await profile.locator('#columns').waitFor();
});

test('using it offends nothing', () => expectNoOffences(window()));
