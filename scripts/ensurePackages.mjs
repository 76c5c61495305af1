import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './parts/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const lockFile = join(root, 'package-lock.json');
const npmRecord = join(root, 'node_modules/.package-lock.json');
const stamp = join(root, 'node_modules/.cuvette-lock');

/** Runs `npm ci` unless node_modules is what package-lock.json says. */
export async function ensurePackages(say) {
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isInstalled(wanted)) return;
  say('installing npm packages (npm ci)');
  await npm(['ci', '--no-audit', '--no-fund'], { cwd: root });
  writeFileSync(stamp, wanted);
}

function isInstalled(wanted) {
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wanted;
  // Installed by hand: npm's own record is newer than the lock file when nothing changed since.
  return existsSync(npmRecord) && statSync(npmRecord).mtimeMs >= statSync(lockFile).mtimeMs;
}
