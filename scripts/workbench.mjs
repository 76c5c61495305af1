// The real VS Code workbench in a browser, with the extension: `npm run workbench [-- --version 1.139 --port 8123]`.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './ensurePackages.mjs';
import { obtain, partNamed } from './parts/index.mjs';
import { run } from './parts/run.mjs';
import { installExtension, locateWorkbench, startServer } from './workbench/server.mjs';

const usage = `npm run workbench -- [options]
  --version 1.100|1.139   version of VS Code (default 1.100)
  --port N                port on 127.0.0.1 (default: a free one)
  --folder PATH           folder to open (default: a temporary one with the sample data)
  --vsix FILE             extension to install (default: packaged from this checkout)
  --no-open               do not open a browser
`;

const { values } = parseArgs({
  options: {
    version: { type: 'string', default: '1.100' },
    port: { type: 'string', default: '0' },
    folder: { type: 'string' },
    vsix: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line) => process.stdout.write(`${line}\n`);

async function obtainWorkbench(version) {
  const failures = await Promise.all(
    [`workbench-${version}`, 'ripgrep'].map(async (name) => [
      name,
      await obtain(partNamed(name), say),
    ]),
  );
  const [, failure] = failures[0];
  if (failure) throw new Error(`${failure}\n${partNamed(`workbench-${version}`).remedy}`);
  if (failures[1][1])
    say('Without ripgrep, VS Code finds no files by name here; everything else works.');
  return locateWorkbench(version);
}

async function packageExtension(scratch) {
  say('packaging the extension');
  const vsix = join(scratch, 'cuvette.vsix');
  await run(process.execPath, [join(root, 'scripts/package.mjs'), '--out', vsix]);
  return vsix;
}

function sampleWorkspace(scratch) {
  const folder = join(scratch, 'workspace');
  mkdirSync(folder);
  cpSync(join(root, 'samples'), folder, { recursive: true });
  return folder;
}

function openInBrowser(url) {
  const [program, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[
    process.platform
  ] ?? ['xdg-open'];
  const noScreen =
    process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (noScreen) return;
  spawn(program, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'cuvette-workbench-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  await ensurePackages(say);
  const workbench = await obtainWorkbench(values.version);
  const extensionsFolder = join(scratch, 'extensions');
  const vsix = values.vsix ? resolve(values.vsix) : await packageExtension(scratch);
  await installExtension(workbench, vsix, extensionsFolder);
  const folder = values.folder ? resolve(values.folder) : sampleWorkspace(scratch);
  const server = await startServer(workbench, {
    root: scratch,
    extensionsFolder,
    port: Number(values.port),
  });
  const url = `${server.url}?folder=${encodeURIComponent(folder)}`;
  say(`\nVS Code ${values.version} with Cuvette runs at\n\n  ${url}\n`);
  say('Right-click hr-attrition.csv and choose "Profile dataset". Stop with Ctrl+C.');
  if (!values['no-open']) openInBrowser(url);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
}

if (values.help) say(usage);
else {
  await main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
