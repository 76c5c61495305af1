import { existsSync, readFileSync } from 'node:fs';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { menuTitle } from './manifest';
import { horizontalOverflow, readPainting, seriousViolations } from './panelChecks';
import { expectNoOffences, useWorkbench } from './useWorkbench';
import { themeNames } from './workbench';

const sample = readFileSync('samples/hr-attrition.csv');
const window = useWorkbench({
  folders: { '내 데이터 and more': { 'hr attrition 직원.csv': sample, 'notes.txt': 'hello\n' } },
});

let panel: FrameLocator;

test('"Profile dataset" in the explorer opens the profile', async () => {
  await window().rightClick('hr attrition 직원.csv', menuTitle('cuvette.profile'));
  panel = await window().panel('hr attrition 직원.csv');
  await panel.locator('#columns').waitFor();
  expect(await panel.locator('#facts').innerText()).toContain('1,470 rows × 35 columns');
  expect(await panel.locator('[data-column]').count()).toBe(35);
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

test('the report is written where the person says', async () => {
  const report = window().pathOf('내 데이터 and more', 'report.html');
  await panel.locator('#report').click();
  await window().answerFileDialog(report);
  const written = (): string => (existsSync(report) ? readFileSync(report, 'utf8') : '');
  await expect.poll(written, { timeout: 30_000 }).toContain('OverTime');
});

test('using it offends nothing', () => expectNoOffences(window()));
