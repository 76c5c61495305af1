import { expect, test } from 'vitest';
import { writeLargeCsv } from '../support/largeCsv';
import { menuTitle } from './manifest';
import { isAlive } from './processes';
import { expectNoOffences, useWorkbench } from './useWorkbench';

const folder = 'data';
const window = useWorkbench({ folders: { [folder]: { 'small.csv': 'a,b\n1,x\n2,y\n3,x\n' } } });

test('an engine killed while it profiles leaves the window alive, and the next try works', async () => {
  const profile = menuTitle('cuvette.profile');
  await writeLargeCsv(window().pathOf(folder, 'large.csv'), 1_000_000);
  await window().rightClick('small.csv', profile);
  await (await window().panel('small.csv')).locator('#columns').waitFor();
  const [first] = window().processes('engineMain.js');
  expect(first).toBeDefined();

  await window().rightClick('large.csv', profile);
  const panel = await window().panel('large.csv');
  await panel.locator('.progress').waitFor();
  process.kill(first!, 'SIGKILL');
  await panel.locator('.failure-message').waitFor();
  expect(await panel.locator('.failure-message').innerText()).toMatch(/engine/i);
  await window().screenshot('engine killed');
  await expect.poll(() => isAlive(first!)).toBe(false);

  await panel.locator('#retry').click();
  const facts = panel.locator('#facts', { hasText: '1,000,000 rows × 14 columns' });
  await facts.waitFor({ timeout: 90_000 });
  expect(window().processes('engineMain.js')).not.toContain(first);
});

test('using it offends nothing', () => expectNoOffences(window()));
