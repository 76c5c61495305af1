import os from 'node:os';
import path from 'node:path';

/**
 * Where computed documents are kept: `CUVETTE_RESULT_CACHE`, or a folder of this user's in the place that the system has for such
 * files. `null` when `CUVETTE_RESULT_CACHE` is `off`.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string | null {
  const asked = environment['CUVETTE_RESULT_CACHE'];
  if (asked === 'off') return null;
  if (asked !== undefined && asked !== '') return path.resolve(asked);
  return path.join(systemFolder(environment), 'cuvette', 'results');
}

function systemFolder(environment: NodeJS.ProcessEnv): string {
  const home = os.homedir();
  switch (process.platform) {
    case 'win32':
      return environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local');
    case 'darwin':
      return path.join(home, 'Library', 'Caches');
    default:
      return environment['XDG_CACHE_HOME'] ?? path.join(home, '.cache');
  }
}
