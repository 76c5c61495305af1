import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagedExtension } from '../support/packagedExtension';
import { readZip, unpackZip, type ZipEntry } from '../support/zipArchive';

const target = `${process.platform}-${process.arch}`;
const sizeLimit = 35e6;

/** What may be in the package, outside the native packages. */
const ownFiles = [
  'package.json',
  /^package\.nls(\.\w+)?\.json$/,
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  /^dist\/(extension|engineMain|jobMain|preparationMain|cli)\.js$/,
  /^dist\/webview\/\w+\.(js|css)$/,
  'dist/THIRD_PARTY_NOTICES.txt',
  /^media\/[\w/.-]+\.(svg|png|md|json)$/,
  /^l10n\/bundle\.l10n\.\w+\.json$/,
];

/** The native packages and what they need to be loaded: DuckDB, SQLite, and how each finds its binary. */
const nativeFiles = [
  /^node_modules\/@duckdb\/node-api\/(package\.json|LICENSE|lib\/[\w/]+\.js)$/,
  /^node_modules\/@duckdb\/node-bindings\/(package\.json|LICENSE|duckdb\.js)$/,
  new RegExp(
    `^node_modules/@duckdb/node-bindings-${target}/(package\\.json|LICENSE|duckdb\\.node|(lib)?duckdb\\.(so|dylib|dll))$`,
  ),
  /^node_modules\/detect-libc\/(package\.json|LICENSE|lib\/[\w-]+\.js)$/,
  /^node_modules\/@photostructure\/sqlite\/(package\.json|LICENSE|dist\/index\.[cm]js)$/,
  new RegExp(`^node_modules/@photostructure/sqlite/prebuilds/${target}/[\\w@+.]+\\.node$`),
  /^node_modules\/node-gyp-build\/(package\.json|LICENSE|index\.js|node-gyp-build\.js)$/,
];

let vsix: string;
let files: ZipEntry[];
let scratch: string;

beforeAll(() => {
  vsix = packagedExtension();
  files = readZip(vsix)
    .filter(({ name }) => name.startsWith('extension/'))
    .map((entry) => ({ ...entry, name: entry.name.slice('extension/'.length) }));
  scratch = mkdtempSync(path.join(tmpdir(), 'cuvette-vsix-'));
}, 120_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const names = (): string[] => files.map(({ name }) => name);

function textOf(name: string): string {
  const entry = files.find((file) => file.name === name);
  if (!entry) throw new Error(`${name} is not in the package.`);
  return entry.read().toString('utf8');
}

test('the package holds nothing by accident', () => {
  const allowed = [...ownFiles, ...nativeFiles];
  const isAllowed = (name: string): boolean =>
    allowed.some((rule) => (typeof rule === 'string' ? rule === name : rule.test(name)));
  expect(names().filter((name) => !isAllowed(name))).toEqual([]);
});

test('the licences of bundled packages are in the package', () => {
  const notices = textOf('dist/THIRD_PARTY_NOTICES.txt');
  for (const name of [
    'chart.js',
    'vscode-jsonrpc',
    'zod',
    'commander',
    '@vscode-elements/elements',
  ]) {
    expect(notices).toMatch(new RegExp(`^${name} [\\d.]+ \\(`, 'm'));
  }
  expect(notices).toContain('Permission is hereby granted');
});

test('the package holds every main, panel and native file', () => {
  expect(names()).toEqual(
    expect.arrayContaining([
      ...['extension', 'engineMain', 'jobMain', 'preparationMain', 'cli'].map(
        (main) => `dist/${main}.js`,
      ),
      ...['profile', 'run'].flatMap((panel) =>
        ['js', 'css'].map((kind) => `dist/webview/${panel}.${kind}`),
      ),
      ...['package.json', 'package.nls.json', 'package.nls.ko.json', 'readme.md', 'LICENSE.txt'],
      `node_modules/@duckdb/node-bindings-${target}/duckdb.node`,
    ]),
  );
});

test('the package stays below 35 MB', () => {
  expect(statSync(vsix).size).toBeLessThan(sizeLimit);
});

test('the extension host loads no native module: its bundle requires vscode and Node alone', () => {
  const required = [...textOf('dist/extension.js').matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(
    ([, name]) => name!,
  );
  const known = new Set([
    'vscode',
    ...builtinModules,
    ...builtinModules.map((name) => `node:${name}`),
  ]);
  expect(required).toContain('vscode');
  expect(required.filter((name) => !known.has(name))).toEqual([]);
});

test('every file that the manifest names is in the package', () => {
  const manifest = textOf('package.json');
  const named = [...manifest.matchAll(/"(?:\.\/)?((?:media|dist)\/[^"#]+\.\w+)"/g)].map(
    ([, name]) => name!,
  );
  expect(named).toContain('dist/extension.js');
  expect(named.filter((name) => !names().includes(name))).toEqual([]);
});

test('the unpacked package profiles, trains and records with no other node_modules in reach', () => {
  unpackZip(vsix, scratch);
  const sample = path.join(import.meta.dirname, '../../samples/hr-attrition.csv');
  const run = (...args: readonly string[]): unknown => {
    const cli = path.join(scratch, 'extension/dist/cli.js');
    const options = { cwd: scratch, encoding: 'utf8', maxBuffer: 64 << 20 } as const;
    return JSON.parse(execFileSync(process.execPath, [cli, ...args, '--json'], options));
  };
  expect(run('profile', sample)).toMatchObject({ dataset: { rows: 1470, columns: 35 } });
  const training = ['train', sample, '--target', 'Attrition', '--strategy', 'base', '--folds', '3'];
  expect(run(...training)).toMatchObject({ results: [{ strategy: 'base' }] });
  expect(run('runs')).toMatchObject({ runs: [{ status: 'FINISHED' }, { status: 'FINISHED' }] });
});
