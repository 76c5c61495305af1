import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeLargeCsv } from '../support/largeCsv';
import { paletteTitle } from './manifest';
import { readPainting, seriousViolations } from './panelChecks';
import { expectNoOffences, useWorkbench } from './useWorkbench';
import { themes, type Theme, type WorkbenchWindow } from './workbench';

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

test('training from the palette compares the strategies and opens the comparison', async () => {
  await train(window(), 'hr-attrition.csv', 'Attrition');
  await window().notification('hr-attrition.csv').waitFor();
  const panel = await window().panel(/Attrition|hr-attrition/);
  await panel.locator('.strategies').first().waitFor({ timeout: 90_000 });
  for (const strategy of [
    'base',
    'selection',
    'selection+resampling',
    'selection+cost-sensitive',
  ]) {
    expect(await panel.locator('.strategies').first().innerText()).toContain(strategy);
  }
});

test('the runs appear in the side bar, and one opens with its ROC curve', async () => {
  const rows = await window().treeRows();
  await rows.filter({ hasText: 'hr-attrition' }).first().waitFor();
  await window().screenshot('runs');
  await rows.filter({ hasText: 'selection+resampling' }).first().click();
  const panel = await window().panel('selection+resampling');
  const chart = panel.locator('#roc');
  await expect.poll(async () => (await readPainting(chart)).painted).toBeGreaterThan(0.01);
});

test.for(Object.keys(themes) as Theme[])(
  'in the %s theme the run panel is accessible',
  async (theme) => {
    await window().setTheme(theme);
    const panel = await window().panel('selection+resampling');
    expect(await seriousViolations(panel)).toEqual([]);
    await window().screenshot(`run ${theme}`);
  },
);

test('a cancelled training ends its process and leaves no error', async () => {
  await writeLargeCsv(window().pathOf(folder, 'large.csv'), 60_000);
  await train(window(), 'large.csv', 'target');
  const notification = window().notification('large.csv');
  await notification.filter({ hasText: /fold/ }).waitFor();
  expect(window().processes('jobMain.js')).toHaveLength(1);
  await notification.locator('.monaco-button', { hasText: 'Cancel' }).click();
  await notification.waitFor({ state: 'hidden' });
  await expect.poll(() => window().processes('jobMain.js')).toEqual([]);
  expect(await window().page.locator('.notification-toast').count()).toBe(0);
});

test('using it offends nothing', () => expectNoOffences(window()));
