import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DataComparison } from '../../src/protocol';
import { cuvette, cuvetteJson } from '../support/commandLine';
import { csvLines } from '../support/datasetPairs';
import { temporaryFolder } from '../support/temporaryFolder';

function writtenHalves(): string {
  const folder = temporaryFolder();
  const { header, lines } = csvLines('samples/hr-attrition.csv');
  const write = (name: string, part: readonly string[]): void =>
    writeFileSync(path.join(folder, name), [header, ...part].join('\n'));
  write('first.csv', lines.slice(0, 735));
  write('second <b>.csv', lines.slice(735));
  return folder;
}

test('compare-data --json gives the comparison, in numbers and nulls only', async () => {
  const comparison = await cuvetteJson<DataComparison>(
    ['compare-data', 'first.csv', 'second <b>.csv', '--target', 'Attrition'],
    writtenHalves(),
  );
  expect(comparison).toMatchObject({
    target: 'Attrition',
    reference: { rows: 735 },
    current: { rows: 735 },
    schema: { added: [], removed: [] },
    sharedRows: { count: 0, rate: 0 },
  });
  expect(comparison.columns).toHaveLength(35);
});

test('compare-data shows a table and writes a report that runs no script of the data', async () => {
  const folder = writtenHalves();
  const outcome = await cuvette(
    [
      'compare-data',
      'first.csv',
      'second <b>.csv',
      '--html',
      'drift.html',
      '--type',
      'JobLevel=numeric',
    ],
    folder,
  );
  expect(outcome.stderr).toContain('Report:');
  expect(outcome.exitCode).toBe(0);
  expect(outcome.stdout).toMatch(/^reference {2}/m);
  expect(outcome.stdout).toMatch(/JobLevel\s+numeric/);
  const report = readFileSync(path.join(folder, 'drift.html'), 'utf8');
  expect(report).toContain('second &lt;b&gt;.csv');
  expect(report).toContain('MonthlyIncome');
  expect(report).not.toContain('second <b>');
});

test('compare-data names the file that is not there, and a target that one file lacks', async () => {
  const folder = writtenHalves();
  const missing = await cuvette(['compare-data', 'first.csv', 'nowhere.csv'], folder);
  expect(missing.exitCode).toBe(3);
  expect(missing.stderr).toContain('nowhere.csv');
  const target = await cuvette(
    ['compare-data', 'first.csv', 'second <b>.csv', '--target', 'Attritoin', '--html', 'x.html'],
    folder,
  );
  expect(target.exitCode).toBe(3);
  expect(target.stderr).toContain('"Attrition"');
  expect(existsSync(path.join(folder, 'x.html'))).toBe(false);
});
