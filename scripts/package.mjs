// Builds cuvette-<target>-<version>.vsix: `npm run package [-- --target linux-x64] [--out FILE]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { target: { type: 'string' }, out: { type: 'string' } } });
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The native files of one VS Code target: DuckDB's package name and SQLite's prebuild. */
function nativeFiles(target) {
  const alpine = target.startsWith('alpine-');
  const platform = target.replace('alpine-', 'linux-');
  return {
    bindings: alpine ? `${platform}-musl` : platform,
    prebuild: `${platform}/*.${alpine ? 'musl' : 'glibc'}.node`,
  };
}

function requireBindings(target, bindings) {
  const name = `@duckdb/node-bindings-${bindings}`;
  if (existsSync(join(root, 'node_modules', name))) return;
  process.stderr.write(
    `The package for ${target} needs ${name}, which npm installs on that platform only.\n`,
  );
  process.exit(2);
}

/** The allow-list with the two lines on native files narrowed to one target. */
function narrowedAllowList({ bindings, prebuild }) {
  return readFileSync(join(root, '.vscodeignore'), 'utf8')
    .replace('node-bindings-*/', `node-bindings-${bindings}/`)
    .replace('prebuilds/*/*.node', `prebuilds/${prebuild}`);
}

const target = values.target ?? `${process.platform}-${process.arch}`;
const native = nativeFiles(target);
requireBindings(target, native.bindings);

const output = values.out ?? join(root, `cuvette-${target}-${version}.vsix`);
const allowList = join(root, 'out', `vscodeignore-${target}`);
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(allowList, narrowedAllowList(native));

function node(...args) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

node(
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--target',
  target,
  '--ignoreFile',
  allowList,
  '--out',
  output,
);
process.stdout.write(`${output} (${(statSync(output).size / 1e6).toFixed(1)} MB)\n`);
