import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { menuTitle, paletteTitle } from './manifest';
import { expectNoOffences, useWorkbench } from './useWorkbench';

const sample = readFileSync('samples/hr-attrition.csv');

describe('without a folder', () => {
  const window = useWorkbench({ folders: {} });

  test('a data set anywhere on the disk can be profiled', async () => {
    const { runCommand, quickPick, answerFileDialog } = window();
    await runCommand(paletteTitle('cuvette.profile'));
    await quickPick.rows.filter({ hasText: 'Browse' }).first().click();
    await answerFileDialog(path.resolve('samples/hr-attrition.csv'));
    const panel = await window().panel('hr-attrition.csv');
    await panel.locator('#columns').waitFor();
    expectNoOffences(window());
  });
});

describe('with two folders', () => {
  const window = useWorkbench({
    folders: { north: { 'north.csv': sample }, south: { 'south.csv': 'a,b\n1,x\n2,y\n' } },
  });

  test('a data set of the second folder is profiled', async () => {
    await window().rightClick('south.csv', menuTitle('cuvette.profile'));
    const panel = await window().panel('south.csv');
    await panel.locator('#facts', { hasText: '2 rows × 2 columns' }).waitFor();
  });

  test('the palette offers the data sets of both folders', async () => {
    const { runCommand, quickPick, page } = window();
    await runCommand(paletteTitle('cuvette.profile'));
    for (const name of ['north.csv', 'south.csv']) {
      await quickPick.rows.filter({ hasText: name }).first().waitFor();
    }
    await page.keyboard.press('Escape');
    expectNoOffences(window());
  });
});

describe('in Restricted Mode', () => {
  const window = useWorkbench({
    folders: { data: { 'hr-attrition.csv': sample, 'rows.csv': 'a,b\n1,x\n2,y\n' } },
    trusted: false,
  });

  test('a data grid works', async () => {
    await window().rightClick('rows.csv', menuTitle('cuvette.openDataGrid'));
    const panel = await window().panel('rows.csv');
    await panel.locator('#row-count', { hasText: '2 rows' }).waitFor();
    await panel.locator('#filter').fill('a > 1');
    await panel.locator('#filter').press('Enter');
    await panel.locator('#row-count', { hasText: '1 of 2 rows' }).waitFor();
  });

  test('a profile works', async () => {
    await window().rightClick('hr-attrition.csv', menuTitle('cuvette.profile'));
    const panel = await window().panel('hr-attrition.csv');
    await panel.locator('#columns').waitFor();
    await window().screenshot('restricted mode');
  });

  test('training is not offered, and says why', async () => {
    const panel = await window().panel('hr-attrition.csv');
    const train = panel.locator('#train');
    expect(await train.isDisabled()).toBe(true);
    expect(await train.getAttribute('title')).toMatch(/trust/i);

    const { page, quickPick } = window();
    await page.keyboard.press('F1');
    await quickPick.input.fill('>Cuvette');
    await quickPick.rows.filter({ hasText: menuTitle('cuvette.profile') }).waitFor();
    expect(await quickPick.rows.filter({ hasText: menuTitle('cuvette.train') }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expectNoOffences(window());
  });
});
