import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
let packaged: string | undefined;

/** The .vsix that the test run made (`CUVETTE_VSIX`), else one packaged now from this checkout. */
export function packagedExtension(): string {
  packaged ??= process.env['CUVETTE_VSIX'] ?? packageNow();
  return packaged;
}

function packageNow(): string {
  const vsix = path.join(root, 'out/cuvette.vsix');
  const script = path.join(root, 'scripts/package.mjs');
  execFileSync(process.execPath, [script, '--out', vsix], { stdio: 'pipe' });
  return vsix;
}
