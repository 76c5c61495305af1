import { appendFileSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FrameLocator, Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { writeLargeCsv } from '../support/largeCsv';
import { menuTitle } from './manifest';
import { horizontalOverflow, seriousViolations } from './panelChecks';
import { expectNoOffences, useWorkbench } from './useWorkbench';
import { themeNames } from './workbench';

const folder = '내 데이터 and more';
const name = 'hr attrition 직원.csv';
const nested = [
  '{"id": 1, "tags": {"color": "red", "sizes": [1, 2]}, "note": "첫 줄\\n둘째 줄"}',
  `{"id": 2, "tags": null, "note": "${'long '.repeat(1000)}end"}`,
].join('\n');
const window = useWorkbench({
  folders: {
    [folder]: {
      [name]: readFileSync('samples/hr-attrition.csv'),
      'packed.csv.gz': gzipSync('a,b\n1,x\n2,y\n'),
      'nested.jsonl': nested,
    },
  },
});

let grid: FrameLocator;
const bigRows = 1_000_000;

const rowCount = (): Locator => grid.locator('#row-count');
const headerOf = (column: string): Locator =>
  grid.locator(`[role="columnheader"][data-name="${column}"]`);
/** Texts of the drawn cells of a column, from the top. */
async function cellsOf(column: string): Promise<string[]> {
  const index = await headerOf(column).getAttribute('aria-colindex');
  return grid
    .locator(`.row:not([hidden]) [role="gridcell"][aria-colindex="${index}"]`)
    .allInnerTexts();
}
const rowNumbers = (): Promise<string[]> =>
  grid.locator('.row:not([hidden]) .row-number').allInnerTexts();

/** Brings a column into view, as a person would. */
async function reveal(column: string): Promise<void> {
  await grid.locator('#find-column').fill(column);
  await grid.locator('#find-column').press('Enter');
  await headerOf(column).waitFor();
}

async function filter(where: string): Promise<void> {
  await grid.locator('#filter').fill(where);
  await grid.locator('#filter').press('Escape');
  await grid.locator('#filter').fill(where);
  await grid.locator('#filter').press('Enter');
}

test('"Open in data grid" in the explorer shows rows, types and statistics', async () => {
  await window().rightClick(name, menuTitle('cuvette.openDataGrid'));
  grid = await window().panel(name);
  await rowCount().filter({ hasText: '1,470 rows · 35 columns' }).waitFor();
  await expect.poll(() => cellsOf('Age')).toContain('41');
  expect((await rowNumbers()).slice(0, 3)).toEqual(['1', '2', '3']);
  await headerOf('Age').locator('svg.mini').waitFor();
  expect(await headerOf('Age').locator('.header-type').innerText()).toContain('number');
  await window().screenshot('data grid');
});

test('clicks on a header sort up, down and not at all; with Shift by several columns', async () => {
  const age = headerOf('Age').locator('.header-name');
  await age.click();
  await expect.poll(() => cellsOf('Age').then((cells) => cells[0])).toBe('18');
  expect(await headerOf('Age').getAttribute('aria-sort')).toBe('ascending');
  await age.click();
  await expect.poll(() => cellsOf('Age').then((cells) => cells[0])).toBe('60');
  await headerOf('DailyRate')
    .locator('.header-name')
    .click({ modifiers: ['Shift'] });
  await expect.poll(() => cellsOf('DailyRate').then((cells) => cells[0])).toBe('370');
  await window().screenshot('data grid sorted');
  await age.click();
  await expect.poll(() => headerOf('DailyRate').getAttribute('aria-sort')).toBe('none');
  await expect.poll(rowNumbers).toContain('1');
});

test('a SQL condition filters; a wrong one is explained and changes nothing', async () => {
  await filter("Age > 58 AND Gender = 'Male'");
  await rowCount().filter({ hasText: ' of 1,470 rows' }).waitFor();
  const kept = await rowCount().innerText();
  await filter('Agee > 3');
  await grid.locator('#filter-error', { hasText: 'Did you mean "Age"?' }).waitFor();
  expect(await rowCount().innerText()).toBe(kept);
  await window().screenshot('data grid refused filter');
  await grid.locator('#clear-filter').click();
  await rowCount().filter({ hasText: '1,470 rows' }).waitFor();
  await expect.poll(() => grid.locator('#filter-error').innerText()).toBe('');
});

test('names are completed while a condition is typed', async () => {
  const field = grid.locator('#filter');
  await field.pressSequentially('monthlyi');
  await grid.locator('#filter-suggestions [role="option"]', { hasText: 'MonthlyIncome' }).waitFor();
  await field.press('Tab');
  expect(await field.inputValue()).toBe('MonthlyIncome');
  await field.pressSequentially(' >= 19900');
  await field.press('Enter');
  await rowCount().filter({ hasText: ' of 1,470 rows' }).waitFor();
  await grid.locator('#clear-filter').click();
  await rowCount()
    .filter({ hasText: /^1,470 rows/ })
    .waitFor();
});

test('the menu of a column filters without SQL', async () => {
  await headerOf('Attrition').locator('.header-menu').click();
  await grid.locator('.frequent-value', { hasText: 'Yes' }).waitFor();
  await window().screenshot('data grid column menu');
  await grid.locator('.frequent-value', { hasText: 'Yes' }).click();
  await rowCount().filter({ hasText: '237 of 1,470 rows' }).waitFor();
  expect(await grid.locator('#filter').inputValue()).toBe(`"Attrition" = 'Yes'`);
  await headerOf('Age').locator('.header-menu').click();
  await grid.locator('#condition-from').fill('50');
  await grid.locator('#apply-between').click();
  await rowCount().filter({ hasText: '23 of 1,470 rows' }).waitFor();
  await grid.locator('#clear-filter').click();
  await rowCount()
    .filter({ hasText: /^1,470 rows/ })
    .waitFor();
});

test('keys move over the cells to the last one, and Ctrl+G to any row of the file', async () => {
  const { page, quickPick } = window();
  await grid.locator('#grid').focus();
  await page.keyboard.press('Control+End');
  await expect.poll(rowNumbers).toContain('1,470');
  await expect.poll(() => grid.locator('.cell.focused').innerText()).toMatch(/^\d+$/);
  await page.keyboard.press('Control+g');
  await quickPick.input.waitFor();
  await quickPick.input.fill('700');
  await page.keyboard.press('Enter');
  await expect.poll(rowNumbers).toContain('700');
  const row = grid.locator('.row:not([hidden])', {
    has: grid.locator('.row-number', { hasText: /^700$/ }),
  });
  expect(await row.locator('.cell.focused').count()).toBe(1);
  await grid.locator('#grid').focus();
  await page.keyboard.press('Control+Home');
  await expect.poll(rowNumbers).toContain('1');
});

test('selected cells are copied as a spreadsheet takes them, and rows as code', async () => {
  const { page } = window();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = (): Promise<string> =>
    page.evaluate(() =>
      (
        globalThis as unknown as { navigator: { clipboard: { readText(): Promise<string> } } }
      ).navigator.clipboard.readText(),
    );
  await grid.locator('#grid').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => grid.locator('#selected').innerText()).toBe('2 × 2 cells selected');
  await page.keyboard.press('Control+c');
  await expect.poll(clipboard).toBe('41\tYes\n49\tNo');
  await grid.locator('#copy-menu').click();
  await grid.locator('#copy-markdown').click();
  await expect
    .poll(clipboard)
    .toBe('| Age | Attrition |\n| ---: | --- |\n| 41 | Yes |\n| 49 | No |');
  await grid.locator('#copy-menu').click();
  await window().screenshot('data grid copy menu');
  await grid.locator('#copy-sql').click();
  await expect.poll(clipboard).toMatch(/FROM read_csv\(/);
});

test('columns are found, pinned, resized and hidden', async () => {
  await grid.locator('#find-column').fill('worklife');
  await grid.locator('#found-columns [role="option"]', { hasText: 'WorkLifeBalance' }).waitFor();
  await grid.locator('#find-column').press('Enter');
  await headerOf('WorkLifeBalance').waitFor();
  await headerOf('WorkLifeBalance').locator('.header-menu').click();
  await grid.locator('#pin').click();
  await expect.poll(() => headerOf('WorkLifeBalance').getAttribute('aria-colindex')).toBe('2');
  await headerOf('WorkLifeBalance').locator('.header-menu').click();
  await grid.locator('#hide').click();
  await headerOf('WorkLifeBalance').waitFor({ state: 'detached' });
  await grid.locator('#show-hidden').click();
  await headerOf('WorkLifeBalance').waitFor();
  await headerOf('WorkLifeBalance').locator('.header-menu').click();
  await grid.locator('#pin').click();
});

test.for(themeNames)('in the %s theme the grid is accessible', async (theme) => {
  await window().setTheme(theme);
  await reveal('Age');
  await filter('Age > 58 AND');
  await grid.locator('#filter-error', { hasText: 'not understood' }).waitFor();
  await grid.locator('#grid').focus();
  await window().page.keyboard.press('Shift+ArrowDown');
  expect(await seriousViolations(grid)).toEqual([]);
  await window().screenshot(`data grid ${theme}`);
  await headerOf('Age').locator('.header-menu').click();
  await grid.locator('.popup').waitFor();
  expect(await seriousViolations(grid)).toEqual([]);
  await window().screenshot(`data grid column menu ${theme}`);
  await window().page.keyboard.press('Escape');
  await grid.locator('.popup').waitFor({ state: 'detached' });
  await grid.locator('#clear-filter').click();
});

test.for([1400, 700])(
  'in a window of %d pixels nothing is wider than the editor',
  async (width) => {
    const { page } = window();
    await page.setViewportSize({ width, height: 900 });
    expect(await horizontalOverflow(grid)).toBeLessThanOrEqual(0);
    await window().screenshot(`data grid ${width}`);
    await page.setViewportSize({ width: 1400, height: 900 });
  },
);

test('filter and order come back when the window is reloaded', async () => {
  await filter('Age >= 59');
  await reveal('DailyRate');
  await rowCount().filter({ hasText: '15 of 1,470 rows' }).waitFor();
  await headerOf('DailyRate').locator('.header-name').click();
  await expect.poll(() => headerOf('DailyRate').getAttribute('aria-sort')).toBe('ascending');
  await expect.poll(() => cellsOf('Age').then((cells) => cells.length)).toBe(15);
  // VS Code writes what extensions keep a moment after they say so.
  await window().page.waitForTimeout(1_000);
  await window().page.reload();
  grid = await window().panel(name);
  await rowCount().filter({ hasText: '15 of 1,470 rows' }).waitFor();
  expect(await headerOf('DailyRate').getAttribute('aria-sort')).toBe('ascending');
  expect(await grid.locator('#filter').inputValue()).toBe('Age >= 59');
  await grid.locator('#clear-filter').click();
});

test('a change of the file is noticed, and read when the person says so', async () => {
  const first = readFileSync('samples/hr-attrition.csv', 'utf8').split('\n')[1]!;
  appendFileSync(window().pathOf(folder, name), `${first.trim()}\n`);
  await grid.locator('#stale').waitFor();
  await window().screenshot('data grid stale');
  await grid.locator('#reload').click();
  await rowCount().filter({ hasText: '1,471 rows' }).waitFor();
  await grid.locator('#stale').waitFor({ state: 'detached' });
});

test('compressed files open in the grid by themselves', async () => {
  await window().explorerRow('packed.csv.gz').first().dblclick();
  grid = await window().panel('packed.csv.gz');
  await rowCount().filter({ hasText: '2 rows · 2 columns' }).waitFor();
  await expect.poll(() => cellsOf('b')).toEqual(['x', 'y']);
});

test('nested and long cells are shown whole on demand', async () => {
  await window().rightClick('nested.jsonl', menuTitle('cuvette.openDataGrid'));
  grid = await window().panel('nested.jsonl');
  await rowCount().filter({ hasText: '2 rows · 3 columns' }).waitFor();
  await expect.poll(() => cellsOf('note').then((cells) => cells[0])).toBe('첫 줄⏎둘째 줄');
  const text = grid.locator('#cell-text');
  await grid.locator('.cell', { hasText: 'red' }).dblclick();
  await expect.poll(() => text.innerText()).toContain('"color": "red"');
  expect((await text.innerText()).split('\n').length).toBeGreaterThan(4);
  await grid.locator('.cell', { hasText: 'long' }).dblclick();
  await expect.poll(() => text.innerText()).toMatch(/end$/);
  expect(await seriousViolations(grid)).toEqual([]);
  await window().screenshot('data grid cell');
  await window().page.keyboard.press('Escape');
  await expect.poll(() => grid.locator('.cell-detail').isHidden()).toBe(true);
});

test(`a file of ${bigRows} rows is scrolled to its end and sorted`, async () => {
  await writeLargeCsv(window().pathOf(folder, 'big.csv'), bigRows);
  await window().rightClick('big.csv', menuTitle('cuvette.openDataGrid'));
  grid = await window().panel('big.csv');
  await grid.locator('.row:not([hidden]) .cell').first().waitFor();
  await rowCount().filter({ hasText: '1,000,000 rows · 14 columns' }).waitFor();
  await grid.locator('#grid').evaluate((element: unknown) => {
    const scroller = element as { scrollTop: number; scrollHeight: number };
    scroller.scrollTop = scroller.scrollHeight;
  });
  await expect.poll(rowNumbers).toContain('1,000,000');
  await window().screenshot('data grid last row of a million');
  await reveal('count');
  await headerOf('count').locator('.header-name').click();
  await expect
    .poll(() => headerOf('count').getAttribute('aria-sort'), { timeout: 30_000 })
    .toBe('ascending');
  await expect
    .poll(() => cellsOf('count').then((cells) => cells[0]), { timeout: 30_000 })
    .toBe('0');
  await filter("region = 'region 7' AND x0 > 0");
  await rowCount().filter({ hasText: ' of 1,000,000 rows' }).waitFor();
  await grid.locator('#grid').focus();
  await window().page.keyboard.press('Control+End');
  await expect
    .poll(() => cellsOf('count').then((cells) => cells.at(-1)), { timeout: 30_000 })
    .toBe('9999');
});

test('using it offends nothing', () => expectNoOffences(window()));
