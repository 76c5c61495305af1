import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTally, readCounts } from '../../../scripts/testRun/tally.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cuvette-tally-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface File {
  readonly status: 'passed' | 'failed';
  readonly tests: readonly ('passed' | 'failed')[];
}

/** A report as vitest writes it. */
function report(files: readonly File[], skipped = 0): string {
  const all = files.flatMap(({ tests }) => tests);
  const count = (status: string): number => all.filter((one) => one === status).length;
  const file = path.join(folder, 'report.json');
  const testResults = files.map(({ status, tests }, index) => ({
    name: `file${index}.test.ts`,
    status,
    message: 'Cannot find module',
    assertionResults: tests.map((one) => ({ status: one })),
  }));
  const numbers = { numPassedTests: count('passed'), numFailedTests: count('failed') };
  writeFileSync(
    file,
    JSON.stringify({ ...numbers, numPendingTests: skipped, numTodoTests: 0, testResults }),
  );
  return file;
}

test('counts what passed, failed and was skipped', () => {
  const file = report([{ status: 'failed', tests: ['passed', 'passed', 'failed'] }], 4);
  expect(readCounts(file, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 4 });
});

test('a file that fails before its first test is a failure', () => {
  const file = report([
    { status: 'passed', tests: ['passed'] },
    { status: 'failed', tests: [] },
  ]);
  const counts = readCounts(file, 1);
  expect(counts).toMatchObject({ passed: 1, failed: 1 });
  expect(counts.note).toContain('file1.test.ts did not run: Cannot find module');
});

test('a run that ends badly although every test passed is a failure', () => {
  const file = report([{ status: 'passed', tests: ['passed'] }]);
  expect(readCounts(file, 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(readCounts(file, 0)).toMatchObject({ passed: 1, failed: 0 });
});

test('a run that wrote no report is a failure', () => {
  expect(readCounts(path.join(folder, 'absent.json'), 0)).toMatchObject({ failed: 1 });
});

test('the tally adds up its steps', () => {
  const tally = createTally();
  tally.add('unit', { passed: 3, skipped: 1 });
  tally.add('part chromium', { failed: 1, note: 'cannot be had' });
  expect([tally.total('passed'), tally.total('failed'), tally.total('skipped')]).toEqual([3, 1, 1]);
});
