import { execFile as execFileWithCallback } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { writeLargeCsv } from '../support/largeCsv';
import { menuTitle, paletteTitle } from './manifest';
import { readPainting, seriousViolations } from './panelChecks';
import { expectNoOffences, useWorkbench } from './useWorkbench';
import { themeNames, type WorkbenchWindow } from './workbench';

const execFile = promisify(execFileWithCallback);
const folder = 'attrition study';
const sample = readFileSync('samples/hr-attrition.csv');
const window = useWorkbench({ folders: { [folder]: { 'hr-attrition.csv': sample } } });

/** Walks through the steps of the training command, keeping every preselected answer but the target. */
async function train(
  { runCommand, quickPick, page }: WorkbenchWindow,
  file: string,
  target: string,
): Promise<void> {
  await runCommand(paletteTitle('cuvette.train'));
  await quickPick.rows.filter({ hasText: file }).first().click();
  await quickPick.title.filter({ hasText: '1/3' }).waitFor();
  await quickPick.input.fill(target);
  await quickPick.rows.filter({ hasText: target }).first().click();
  await quickPick.title.filter({ hasText: '2/3' }).waitFor();
  await page.keyboard.press('Enter');
  await quickPick.title.filter({ hasText: '3/3' }).waitFor();
  await page.keyboard.press('Enter');
}

const statusBarItem = (): Locator =>
  window().page.locator('.statusbar-item', { hasText: 'Cuvette:' });

test('training from the palette shows its progress and opens the comparison', async () => {
  await train(window(), 'hr-attrition.csv', 'Attrition');
  await window().notification('hr-attrition.csv').waitFor();
  await statusBarItem().waitFor();
  const panel = await window().panel('Compare strategies');
  const table = panel.locator('.strategies').first();
  await table.waitFor({ timeout: 90_000 });
  for (const strategy of [
    'base',
    'selection',
    'selection+resampling',
    'selection+cost-sensitive',
  ]) {
    expect(await table.innerText()).toContain(strategy);
  }
  await expect.poll(() => statusBarItem().count()).toBe(0);
  expect(await seriousViolations(panel)).toEqual([]);
});

test('the runs appear in the side bar, and one opens with its ROC curve', async () => {
  const rows = await window().treeRows();
  await rows.filter({ hasText: 'Compare strategies' }).first().waitFor();
  await window().screenshot('comparison');
  await rows.filter({ hasText: 'selection+resampling' }).first().click();
  const panel = await window().panel('selection+resampling');
  const chart = panel.locator('#roc');
  await expect.poll(async () => (await readPainting(chart)).painted).toBeGreaterThan(0.01);
});

test.for(themeNames)('in the %s theme the run panel is accessible', async (theme) => {
  await window().setTheme(theme);
  const panel = await window().panel('selection+resampling');
  expect(await seriousViolations(panel)).toEqual([]);
  await window().screenshot(`run ${theme}`);
});

test('a run of the command line appears in the side bar', async () => {
  const data = window().pathOf(folder, 'hr-attrition.csv');
  const cli = path.resolve('dist/cli.js');
  const options = [
    '--target',
    'Attrition',
    '--strategy',
    'base',
    '--folds',
    '2',
    '--name',
    'From a terminal',
  ];
  await execFile(process.execPath, [cli, 'train', data, ...options], {
    cwd: window().pathOf(folder),
  });
  const rows = await window().treeRows();
  await rows.filter({ hasText: 'From a terminal' }).first().waitFor();
});

test('a run is deleted after a question', async () => {
  const { page, rightClick } = window();
  const rows = await window().treeRows();
  const row = rows.filter({ hasText: 'From a terminal' }).first();
  await rightClick(row, menuTitle('cuvette.deleteRun'));
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Cancel' }).click();
  expect(await row.count()).toBe(1);
  await rightClick(row, menuTitle('cuvette.deleteRun'));
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Delete' }).click();
  await expect.poll(() => row.count()).toBe(0);
});

test('a cancelled training ends its process, is kept as stopped, and leaves no error', async () => {
  await writeLargeCsv(window().pathOf(folder, 'large.csv'), 60_000);
  await train(window(), 'large.csv', 'target');
  const notification = window().notification('large.csv');
  await notification.filter({ hasText: /fold/ }).waitFor({ timeout: 60_000 });
  expect(window().processes('jobMain.js')).toHaveLength(1);
  await notification.locator('.monaco-button', { hasText: 'Cancel' }).click();
  await notification.waitFor({ state: 'hidden' });
  await expect.poll(() => window().processes('jobMain.js')).toEqual([]);
  const rows = await window().treeRows();
  const stopped = rows.and(window().page.locator('[aria-label*="stopped"]'));
  await stopped.first().waitFor();
  expect(await rows.and(window().page.locator('[aria-label*="running"]')).count()).toBe(0);
  expect(await window().page.locator('.notification-toast').count()).toBe(0);
  await window().screenshot('cancelled');
});

test('using it offends nothing', () => expectNoOffences(window()));
