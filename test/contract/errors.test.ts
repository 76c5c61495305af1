import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorTable } from '../../src/protocol';

const documented = [
  ...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `(\w+)` +\| (\d+) +\|/gm),
].map(([, code, exitCode]) => ({ code, exitCode: Number(exitCode) }));

test('docs/errors.md lists exactly the codes of the table, with their exit codes', () => {
  const coded = Object.entries(errorTable).map(([code, { exitCode }]) => ({ code, exitCode }));
  const byCode = (a: { code?: string | undefined }, b: { code?: string | undefined }): number =>
    (a.code ?? '').localeCompare(b.code ?? '');
  expect(documented.sort(byCode)).toEqual(coded.sort(byCode));
});
