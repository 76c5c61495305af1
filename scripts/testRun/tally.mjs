import { existsSync, readFileSync } from 'node:fs';

/** Adds up what the steps of a test run gave. */
export function createTally() {
  const steps = [];
  return {
    steps,
    add: (name, counts) => steps.push({ name, passed: 0, failed: 0, skipped: 0, ...counts }),
    total(kind) {
      return steps.reduce((sum, step) => sum + step[kind], 0);
    },
  };
}

/**
 * Counts of one vitest run, from its JSON report. A file that failed before its first test, and a run that failed
 * although no test did, count as one failure each: nothing that goes wrong may count as nothing.
 */
export function readCounts(report, exitCode) {
  if (!existsSync(report))
    return { failed: 1, note: `vitest wrote no report (exit code ${exitCode})` };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const brokenFiles = result.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = result.numFailedTests + brokenFiles.length;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
    note:
      brokenFiles.map((file) => `${file.name} did not run: ${file.message}`).join('; ') ||
      undefined,
  };
}
