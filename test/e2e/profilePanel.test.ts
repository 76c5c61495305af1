import { existsSync, readFileSync } from 'node:fs';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { menuTitle } from './manifest';
import { differingPixels } from './pictures';
import { horizontalOverflow, readPainting, seriousViolations } from './panelChecks';
import { expectNoOffences, useWorkbench } from './useWorkbench';
import { themeNames } from './workbench';

const sample = readFileSync('samples/hr-attrition.csv');
const wideColumns = 500;
const window = useWorkbench({
  folders: {
    '내 데이터 and more': {
      'hr attrition 직원.csv': sample,
      'wide.csv': wideTable(),
      'notes.txt': 'hello\n',
    },
  },
});

let panel: FrameLocator;

/** Many columns of three kinds; every tenth has missing values. */
function wideTable(): string {
  const names = Array.from(
    { length: wideColumns },
    (_, j) => `${['num', 'cat', 'day'][j % 3]}_${j}`,
  );
  const rows = Array.from({ length: 120 }, (_, i) =>
    names.map((_name, j) => {
      if (j % 10 === 0 && i % 4 === 0) return '';
      if (j % 3 === 0) return String(((i * 37 + j * 11) % 997) / 7);
      if (j % 3 === 1) return ['red', 'green', 'blue'][(i + j) % 3];
      return `2024-${String(1 + ((i + j) % 12)).padStart(2, '0')}-15`;
    }),
  );
  return [names, ...rows].map((row) => row.join(',')).join('\n');
}

test('"Profile dataset" in the explorer opens the profile', async () => {
  await window().rightClick('hr attrition 직원.csv', menuTitle('cuvette.profile'));
  panel = await window().panel('hr attrition 직원.csv');
  await panel.locator('#facts', { hasText: '1,470 rows × 35 columns' }).waitFor();
  expect(await panel.locator('#tab-columns .tab-count').innerText()).toBe('35');
  expect(await panel.locator('#columns').getAttribute('aria-rowcount')).toBe('36');
});

test('a chosen target links every column with it', async () => {
  await panel.locator('#suggest-Attrition').click();
  const overTime = panel.locator('[data-column="OverTime"]');
  await overTime.locator('.link-value').waitFor();
  expect(await overTime.locator('.link-value').innerText()).toBe('V .246');
});

test('a column in detail draws its distribution', async () => {
  await panel.locator('[data-column="Age"] button.expander').click();
  const chart = panel.locator('.detail-row canvas').first();
  await chart.waitFor();
  await expect.poll(async () => (await readPainting(chart)).painted).toBeGreaterThan(0.02);
  expect((await readPainting(chart)).colours).toBeGreaterThan(5);
});

test('a chart is saved as SVG that looks like its PNG', async () => {
  const saved = async (item: string, name: string): Promise<Buffer> => {
    const file = window().pathOf('내 데이터 and more', name);
    await panel.locator('.detail-row .figure-tools [aria-haspopup=menu]').first().click();
    await panel.locator('[role=menuitem]', { hasText: item }).click();
    await window().answerFileDialog(file);
    await expect.poll(() => existsSync(file) && readFileSync(file).length > 0).toBe(true);
    return readFileSync(file);
  };
  const svg = (await saved('Save as SVG', 'age.svg')).toString('utf8');
  const png = await saved('Save as PNG', 'age.png');
  expect(svg).toContain('<title>Age by Attrition</title>');
  for (const text of ['Age by Attrition', 'Attrition = Yes', 'rows']) {
    expect(svg).toContain(`>${text}</text>`);
  }
  const page = await window().page.context().browser()!.newPage();
  try {
    expect(await differingPixels(page, svg, png)).toBeLessThan(0.02);
  } finally {
    await page.close();
  }
});

test('the correlations are drawn', async () => {
  await panel.locator('#tab-relations').click();
  const chart = panel.locator('#correlations');
  await chart.waitFor();
  await expect.poll(async () => (await readPainting(chart)).painted).toBeGreaterThan(0.2);
  await window().screenshot('profile relations');
});

test('the tests table holds a test for every column', async () => {
  await panel.locator('#tab-tests').click();
  await panel.locator('#page-tests tbody tr', { hasText: 'OverTime' }).waitFor();
  await window().screenshot('profile tests');
});

test.for(themeNames)('in the %s theme the panel is accessible', async (theme) => {
  await window().setTheme(theme);
  for (const tab of ['columns', 'relations', 'missing', 'tests']) {
    await panel.locator(`#tab-${tab}`).click();
    await panel.locator(`#page-${tab}`).waitFor();
    expect(await seriousViolations(panel), tab).toEqual([]);
  }
  await panel.locator('#tab-columns').click();
  await window().screenshot(`profile ${theme}`);
});

test.for([1400, 900])('in a window of %d pixels nothing is wider than the panel', async (width) => {
  const { page } = window();
  await page.setViewportSize({ width, height: 900 });
  for (const tab of ['columns', 'relations', 'missing', 'tests']) {
    await panel.locator(`#tab-${tab}`).click();
    expect(await horizontalOverflow(panel), tab).toBeLessThanOrEqual(0);
    await window().screenshot(`profile ${tab} ${width}`);
  }
  await page.setViewportSize({ width: 1400, height: 900 });
});

test('the panel comes back when the window is reloaded', async () => {
  await window().page.reload();
  panel = await window().panel('hr attrition 직원.csv');
  await panel.locator('#facts', { hasText: '1,470 rows × 35 columns' }).waitFor();
});

test('an alert that is put away stays away until it is asked for', async () => {
  const alerts = panel.locator('.alert-box');
  const before = await alerts.locator('li.alert').count();
  const first = alerts.locator('li.alert').first();
  const text = await first.locator('.alert-text').innerText();
  await first.locator('.alert-more').click();
  await panel.locator('[role=menuitem]', { hasText: 'Hide this alert' }).click();
  await alerts.locator('.hidden-alerts').waitFor();
  expect(await alerts.locator('li.alert').count()).toBe(before - 1);
  expect(await alerts.innerText()).not.toContain(text);
  await panel.locator('#restore-alerts').click();
  await expect.poll(() => alerts.locator('li.alert').count()).toBe(before);
});

test('code of a column is put into the clipboard', async () => {
  await panel.locator('#tab-columns').click();
  const detail = panel.locator('.detail-row').first();
  if (!(await detail.isVisible())) {
    await panel.locator('[data-column="Age"] button.expander').click();
  }
  await detail.locator('.pane-tools [aria-haspopup=menu]').click();
  await panel.locator('[role=menuitem]', { hasText: 'pandas' }).first().click();
  await window().page.locator('.statusbar', { hasText: 'The code is in the clipboard.' }).waitFor();
});

test('the report is written where the person says', async () => {
  const report = window().pathOf('내 데이터 and more', 'report.html');
  await panel.locator('#report').click();
  await window().answerFileDialog(report);
  const written = (): string => (existsSync(report) ? readFileSync(report, 'utf8') : '');
  await expect.poll(written, { timeout: 30_000 }).toContain('OverTime');
});

test('of five hundred columns only those in view are in the page', async () => {
  await window().rightClick('wide.csv', menuTitle('cuvette.profile'));
  const wide = await window().panel('wide.csv');
  await wide.locator('#facts', { hasText: `${wideColumns} columns` }).waitFor();
  await wide.locator('.column-row.complete').first().waitFor({ timeout: 60_000 });
  expect(await wide.locator('[data-column]').count()).toBeLessThan(60);

  await wide.locator('[data-column="num_0"] .expander').focus();
  await window().page.keyboard.press('End');
  const focused = (): Promise<string | null> =>
    wide.locator('.expander:focus').evaluate((element: unknown) => {
      const { parentElement } = element as { parentElement: { parentElement: Element } };
      return parentElement.parentElement.getAttribute('data-column');
    });
  interface Element {
    getAttribute(name: string): string | null;
  }
  await expect.poll(focused).toBe(`cat_${wideColumns - 1}`);
  expect(await wide.locator('[data-column]').count()).toBeLessThan(60);
  await window().page.keyboard.type('num_24');
  await expect.poll(focused).toBe('num_24');
  await window().page.keyboard.press('Enter');
  await wide
    .locator('.detail-row[data-detail="num_24"] canvas, .side-pane canvas')
    .first()
    .waitFor();
  await window().screenshot('profile wide');

  await wide.locator('.chip', { hasText: 'date/time' }).click();
  await expect.poll(() => wide.locator('.listed-count').innerText()).toBe('166 of 500 columns');
  await wide.locator('.chip', { hasText: /^missing \d/ }).click();
  await expect.poll(() => wide.locator('.listed-count').innerText()).toBe('16 of 500 columns');
  await wide.locator('#clear-filter').click();
  await wide.locator('[data-order="missing"]').click();
  expect(await wide.locator('[data-column]').first().getAttribute('data-column')).toBe('num_0');

  await wide.locator('#target').click();
  await window().page.keyboard.type('cat_499');
  await window().page.keyboard.press('Enter');
  await wide.locator('th.c-link', { hasText: 'link with cat_499' }).waitFor({ timeout: 60_000 });
  expect(await seriousViolations(wide)).toEqual([]);
});

test('using it offends nothing', () => expectNoOffences(window()));
