// Bundles the five Node mains and one script and style sheet per panel into dist/, with the licences of what is in them.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, context } from 'esbuild';
import { thirdPartyNotices } from './scripts/thirdPartyNotices.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
};

/** Native packages are never bundled: they ship as node_modules inside the .vsix. */
const nativePackages = ['@duckdb/node-api', '@photostructure/sqlite'];

/** What danfojs can do beside frames: Excel files, web addresses and drawing. A script that tries is told. */
const danfoExtras = ['plotly.js-dist-min', 'request', 'xlsx'];

function withoutPackages(names) {
  const filter = new RegExp(`^(${names.join('|').replaceAll('.', '\\.')})$`);
  const contents = (name) =>
    `const refuse = () => { throw new Error('${name} is not part of Cuvette: this function of danfojs cannot be used here.'); };
    module.exports = new Proxy(refuse, { get: () => module.exports, apply: refuse });`;
  return {
    name: 'without-packages',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter }, (found) => ({ path: found.path, namespace: 'refused' }));
      onLoad({ filter: /.*/, namespace: 'refused' }, (found) => ({
        contents: contents(found.path),
      }));
    },
  };
}

const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', outdir: 'dist' };

const configurations = [
  { ...node, entryPoints: ['src/extension.ts'], external: ['vscode'] },
  { ...node, entryPoints: ['src/engineMain.ts', 'src/jobMain.ts'], external: nativePackages },
  {
    ...node,
    entryPoints: ['src/preparationMain.ts'],
    external: nativePackages,
    plugins: [withoutPackages(danfoExtras)],
  },
  {
    ...node,
    entryPoints: ['src/cli.ts'],
    external: nativePackages,
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    outdir: 'dist/webview',
    entryPoints: panelEntries(),
    loader: { '.svg': 'dataurl' },
  },
];

function panelEntries() {
  return readdirSync('webview-ui', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
    .flatMap((panel) =>
      ['main.ts', 'styles.css'].map((file) => ({
        in: path.join('webview-ui', panel.name, file),
        out: panel.name,
      })),
    );
}

rmSync('dist', { recursive: true, force: true });
if (watch) {
  for (const configuration of configurations) await (await context(configuration)).watch();
  process.stderr.write('watching\n');
} else {
  const results = await Promise.all(configurations.map((configuration) => build(configuration)));
  const notices = thirdPartyNotices(results.map(({ metafile }) => metafile));
  writeFileSync('dist/THIRD_PARTY_NOTICES.txt', notices);
}
