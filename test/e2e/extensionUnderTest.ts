import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  installExtension,
  locateWorkbench,
  type Workbench,
} from '../../scripts/workbench/server.mjs';
import { packagedExtension } from '../support/packagedExtension';

const output = join(import.meta.dirname, '../../out');

/** The VS Code to test on: `CUVETTE_WORKBENCH`, else the oldest supported one. */
export const workbenchVersion = process.env['CUVETTE_WORKBENCH'] ?? '1.100';

/** The parts of that VS Code; absent ones stop the test run with what would fetch them. */
export function workbenchUnderTest(): Workbench {
  const workbench = locateWorkbench(workbenchVersion);
  if (workbench) return workbench;
  throw new Error(
    `VS Code ${workbenchVersion} is not in the cache. "npm run test:parts" fetches it.`,
  );
}

/** Folder with the extension installed from its .vsix, as people get it; installed once for each package. */
export async function installedExtensions(workbench: Workbench): Promise<string> {
  const vsix = packagedExtension();
  const folder = join(output, `extensions-${workbench.version}`);
  const mark = join(folder, '.installed');
  const wanted = createHash('sha256').update(readFileSync(vsix)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await installExtension(workbench, vsix, folder);
  await writeFile(mark, wanted);
  return folder;
}
