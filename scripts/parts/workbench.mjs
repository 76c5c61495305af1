import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce, isBuilt, partFolder } from './cache.mjs';
import { nodeBinary, unpackFromRegistry } from './node.mjs';
import { npm } from './run.mjs';

/** Raised when what `build` makes changes, so that no cached folder of an older form is used. */
const form = 1;

/**
 * VS Code's own workbench and extension host, taken from the `code-server` package. Only its `lib/vscode` is used, so
 * that nothing has to be compiled.
 */
function workbench({ version, codeServer, node, wanted }) {
  const name = `workbench-${version}`;
  const key = `${name}-${codeServer}-${form}`;
  const vscode = join(partFolder(key), 'package', 'lib', 'vscode');
  const server = nodeBinary(node);
  const variable = `CUVETTE_WORKBENCH_${version.replace('.', '_')}`;
  return {
    name,
    version: codeServer,
    wanted,
    locate() {
      const binary = server.locate();
      return isBuilt(key) && binary ? { [variable]: vscode, [`${variable}_NODE`]: binary } : null;
    },
    async build() {
      if (!server.locate()) await server.build();
      await buildOnce(key, async (folder) => {
        await unpackFromRegistry(`code-server@${codeServer}`, folder, [
          '--exclude=*.map',
          'package/lib/vscode',
        ]);
        await rm(join(folder, 'archive.tgz'));
        await npm(
          ['ci', '--legacy-peer-deps', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
          { cwd: vscode },
        );
        // VS Code looks for some files under this second name.
        await symlink('node_modules', join(vscode, 'node_modules.asar'), 'junction');
        await writeFile(join(vscode, 'node_modules/@vscode/spdlog/index.js'), plainLogger);
      });
    },
    remedy: `npm run test:parts fetches code-server@${codeServer} from the npm registry (145 MB on disk). ${server.remedy}`,
  };
}

/** The oldest VS Code that the extension supports. */
export const oldestWorkbench = workbench({
  version: '1.100',
  codeServer: '4.100.3',
  node: '20.19.5',
  wanted: 'always',
});

/** The newest one that the registry carries. */
export const newestWorkbench = workbench({
  version: '1.139',
  codeServer: '4.139.1',
  node: '24.9.0',
  wanted: 'ci',
});

/** Stands in for the native `@vscode/spdlog`, without which output channels stay empty. */
const plainLogger = `const fs = require('fs');
const path = require('path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(kind, name, file) {
    this.file = file;
    this.level = 2;
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level || !this.file) return;
    const stamp = new Date().toISOString().replace('T', ' ').slice(0, -1);
    const line = this.plain ? message : stamp + ' [' + levels[level] + '] ' + message + '\\n';
    try { fs.appendFileSync(this.file, line); } catch { this.file = undefined; }
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() { this.file = undefined; }
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
`;
