import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { menuTitle, paletteTitle } from './manifest';
import { expectNoOffences, useWorkbench } from './useWorkbench';

const folder = 'my data';
const window = useWorkbench({
  folders: {
    [folder]: {
      'hr-attrition.csv': readFileSync('samples/hr-attrition.csv'),
      'left.sql': `SELECT * FROM hr_attrition WHERE Attrition = 'Yes'`,
      'wrong.sql': 'SELECT Age,\n  Agee\nFROM hr_attrition',
      'repeated.csv': `a,b\n${'1,x\n2,y\n3,z\n'.repeat(20)}`,
      'endless.prepare.js': 'export default () => { for (;;); };',
    },
  },
});

/** Chooses the data file and the proposed or another output for a script that is being run for the first time. */
async function chooseFiles(output: string): Promise<void> {
  const { quickPick, page, answerFileDialog } = window();
  await quickPick.title.filter({ hasText: '1/2' }).waitFor();
  await quickPick.rows.filter({ hasText: 'hr-attrition.csv' }).first().click();
  await page.keyboard.press('Enter');
  await answerFileDialog(window().pathOf(folder, output));
}

test('a script run from the explorer writes its output and opens the profile', async () => {
  await window().rightClick('left.sql', menuTitle('cuvette.prepare'));
  await chooseFiles('left.parquet');
  const panel = await window().panel('left.parquet');
  await panel.locator('#facts', { hasText: '237 rows × 35 columns' }).waitFor();
  expect(existsSync(window().pathOf(folder, 'left.parquet.lineage.json'))).toBe(true);
  await window().screenshot('prepared profile');
});

test('the next run offers the same files', async () => {
  const script = window().pathOf(folder, 'left.sql');
  writeFileSync(script, `SELECT Age, Attrition FROM input WHERE Age > 59`);
  await window().rightClick('left.sql', menuTitle('cuvette.prepare'));
  await window().quickPick.rows.filter({ hasText: 'hr-attrition.csv → left.parquet' }).click();
  await expect
    .poll(() => readFileSync(window().pathOf(folder, 'left.parquet.lineage.json'), 'utf8'), {
      timeout: 30_000,
    })
    .toContain('"rows": 5');
  const panel = await window().panel('left.parquet');
  await panel.locator('#facts', { hasText: '5 rows × 2 columns' }).waitFor();
  await panel
    .locator('.lineage', { hasText: 'prepared by left.sql from hr-attrition.csv · up to date' })
    .waitFor();
});

test('a mistake leads to its line', async () => {
  await window().rightClick('wrong.sql', menuTitle('cuvette.prepare'));
  await chooseFiles('wrong.parquet');
  const failure = window().notification('wrong.sql:2:3');
  await failure.waitFor();
  await failure.getByText('Show in the script').click();
  const { page } = window();
  await page.locator('.statusbar-item', { hasText: 'Ln 2, Col 3' }).waitFor();
  expect(existsSync(window().pathOf(folder, 'wrong.parquet'))).toBe(false);
});

test('a script that never ends can be cancelled', async () => {
  await window().rightClick('endless.prepare.js', menuTitle('cuvette.prepare'));
  await chooseFiles('endless.parquet');
  const running = window().notification('Running endless.prepare.js');
  await running.waitFor();
  await expect.poll(() => window().processes('preparationMain.js')).toHaveLength(1);
  await running.getByText('Cancel').click();
  await expect.poll(() => window().processes('preparationMain.js')).toEqual([]);
  expect(existsSync(window().pathOf(folder, 'endless.parquet'))).toBe(false);
});

test('a new script is written beside the data and opened', async () => {
  const { runCommand, quickPick, answerFileDialog, pathOf, page } = window();
  await runCommand(paletteTitle('cuvette.newPreparation'));
  await quickPick.rows.filter({ hasText: 'hr-attrition.csv' }).first().click();
  await quickPick.rows.filter({ hasText: 'DuckDB' }).click();
  await answerFileDialog(pathOf(folder, 'hr.prepare.sql'));
  await page.locator('.tab', { hasText: 'hr.prepare.sql' }).waitFor();
  expect(readFileSync(pathOf(folder, 'hr.prepare.sql'), 'utf8')).toContain('FROM input;');
});

test('a cleaning step from an alert becomes a script, which is run on the spot', async () => {
  const { rightClick, answerFileDialog, pathOf, notification } = window();
  await rightClick('repeated.csv', menuTitle('cuvette.profile'));
  const panel = await window().panel('repeated.csv');
  await panel.locator('#facts', { hasText: '60 rows × 2 columns' }).waitFor();
  await panel
    .getByRole('button', { name: /^Drop the copies/ })
    .first()
    .click();
  const bar = panel.locator('.cleaning-bar');
  await bar.locator('.cleaning-count', { hasText: '1 step' }).waitFor();
  await window().screenshot('cleaning bar');
  await bar.locator('#write-cleaning').click();
  await answerFileDialog(pathOf(folder, 'repeated.clean.sql'));
  await expect.poll(() => existsSync(pathOf(folder, 'repeated.clean.sql'))).toBe(true);
  await bar.waitFor({ state: 'detached' });
  await notification('The cleaning script is written')
    .getByRole('button', { name: 'Run', exact: true })
    .click();
  const tab = window().page.locator('.tab', { hasText: 'repeated.clean.parquet' });
  await tab.waitFor();
  const record = readFileSync(pathOf(folder, 'repeated.clean.parquet.lineage.json'), 'utf8');
  expect(JSON.parse(record)).toMatchObject({ output: { rows: 3 } });
  await window().screenshot('cleaned beside its script');
});

test('nothing went wrong on the way', () => {
  expectNoOffences(window());
});
