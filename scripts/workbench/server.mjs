import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locatedEnvironment } from '../parts/index.mjs';
import { run } from '../parts/run.mjs';

const startPatienceMs = 60_000;
const stopPatienceMs = 5_000;

/** Where the parts of one VS Code version are, or `null`. */
export function locateWorkbench(version) {
  const environment = locatedEnvironment();
  const variable = `CUVETTE_WORKBENCH_${version.replace('.', '_')}`;
  const vscode = environment[variable];
  if (!vscode) return null;
  const ripgrep = environment.CUVETTE_RIPGREP ?? null;
  return {
    version,
    vscode,
    main: join(vscode, 'out/server-main.js'),
    node: environment[`${variable}_NODE`],
    ripgrep,
  };
}

/** Installs a .vsix as VS Code itself does. */
export async function installExtension(workbench, vsix, extensionsFolder) {
  const scratch = await mkdtemp(join(tmpdir(), 'cuvette-install-'));
  const folders = [
    '--user-data-dir',
    join(scratch, 'user'),
    '--server-data-dir',
    join(scratch, 'server'),
  ];
  try {
    const install = ['--install-extension', vsix, '--force', '--extensions-dir', extensionsFolder];
    await run(workbench.node, [workbench.main, ...install, ...folders], {
      env: cleanEnvironment(),
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Settings under which nothing opens, asks or looks up anything by itself. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.commandCenter': false,
  'git.enabled': false,
};

/**
 * Starts VS Code's server on 127.0.0.1. `root` is a folder of the caller's that takes the user data; everything that the
 * server starts dies with `stop`. The extension host inherits `nodeArguments`.
 */
export async function startServer(
  workbench,
  { root, extensionsFolder, settings = {}, trusted = true, port = 0, env = {}, nodeArguments = [] },
) {
  await linkRipgrep(workbench);
  await writeSettings(root, settings);
  const args = [
    ...[
      ...nodeArguments,
      workbench.main,
      '--without-connection-token',
      '--accept-server-license-terms',
    ],
    ...['--host', '127.0.0.1', '--port', String(port), '--telemetry-level', 'off'],
    ...['--user-data-dir', join(root, 'user'), '--server-data-dir', join(root, 'server')],
    ...['--extensions-dir', extensionsFolder],
    ...(trusted ? ['--disable-workspace-trust'] : []),
  ];
  const child = spawn(workbench.node, args, {
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const bound = await listening(child);
  return {
    port: bound,
    pid: child.pid,
    url: `http://127.0.0.1:${bound}/`,
    stop: () => stop(child),
  };
}

async function writeSettings(root, settings) {
  const folder = join(root, 'user/User');
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  await writeFile(join(folder, 'settings.json'), text);
}

/** An environment without what an outer VS Code or vitest would tell the inner one. */
function cleanEnvironment() {
  const foreign = /^(VSCODE_|CODE_SERVER_|ELECTRON_|VITEST|NODE_OPTIONS$|NODE_ENV$|CUVETTE_)/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    EXTENSIONS_GALLERY: '{}',
  };
}

function listening(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why) => {
      stop(child).catch(() => undefined);
      reject(new Error(`VS Code's server ${why}.\n${said.slice(-2000)}`));
    };
    const timer = setTimeout(() => fail('did not listen in time'), startPatienceMs);
    const onText = (text) => {
      said += text;
      const port = /Server bound to 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (!port) return;
      clearTimeout(timer);
      said = '';
      resolve(Number(port));
    };
    child.stdout.on('data', onText);
    child.stderr.on('data', onText);
    child.once('error', (error) => fail(`cannot start: ${error.message}`));
    child.once('exit', (code) => fail(`stopped with exit code ${code}`));
  });
}

/** Ends the server with its children: gently first, so that the extension host can dispose, then by force. */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(child.pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), stopPatienceMs);
  await ended;
  clearTimeout(timer);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid, signal) {
  try {
    if (process.platform === 'win32')
      spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function linkRipgrep({ vscode, ripgrep }) {
  if (!ripgrep) return;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folder = join(vscode, 'node_modules/@vscode/ripgrep/bin');
  const link = join(folder, `rg${suffix}`);
  if (existsSync(link)) return;
  await mkdir(folder, { recursive: true });
  await rm(link, { force: true });
  await symlink(ripgrep, link).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
