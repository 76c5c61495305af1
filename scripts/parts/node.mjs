import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce, isBuilt, partFolder } from './cache.mjs';
import { npm, run } from './run.mjs';

/**
 * A Node.js of one major version: the running one when it fits, the one named in `CUVETTE_NODE_<major>`, else the
 * binary that the npm registry carries for this platform.
 */
export function nodeBinary(version) {
  const major = version.split('.')[0];
  const key = `node-${version}`;
  const windows = process.platform === 'win32';
  const binary = join(partFolder(key), 'package', windows ? 'bin/node.exe' : 'bin/node');
  return {
    key,
    locate() {
      const named = process.env[`CUVETTE_NODE_${major}`];
      if (named && existsSync(named)) return named;
      if (process.versions.node.split('.')[0] === major) return process.execPath;
      return isBuilt(key) ? binary : null;
    },
    async build() {
      const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
      await buildOnce(key, async (folder) => {
        await unpackFromRegistry(`${name}@${version}`, folder);
        await run(binary, ['--version']);
      });
    },
    remedy: `Install Node.js ${major} and name its binary in CUVETTE_NODE_${major}.`,
  };
}

/** Downloads one package with npm and unpacks it, as `package/`, into the folder. */
export async function unpackFromRegistry(specifier, folder, tarOptions = []) {
  await npm(['pack', specifier, '--silent', '--pack-destination', folder], { cwd: folder });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  await rename(join(folder, archive), join(folder, 'archive.tgz'));
  await run('tar', ['-xzf', 'archive.tgz', ...tarOptions], { cwd: folder });
}
