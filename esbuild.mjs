// Bundles the four Node mains and one script and style sheet per panel into dist/.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
  legalComments: 'none',
};

/** Native packages are never bundled: they ship as node_modules inside the .vsix. */
const nativePackages = ['@duckdb/node-api', '@photostructure/sqlite'];

const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', outdir: 'dist' };

const configurations = [
  { ...node, entryPoints: ['src/extension.ts'], external: ['vscode'] },
  { ...node, entryPoints: ['src/engineMain.ts', 'src/jobMain.ts'], external: nativePackages },
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
].map((configuration) => ({
  ...configuration,
  entryPoints: configuration.entryPoints.filter((entry) => existsSync(entry.in ?? entry)),
}));

function panelEntries() {
  if (!existsSync('webview-ui')) return [];
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
const used = configurations.filter((configuration) => configuration.entryPoints.length > 0);
if (watch) {
  for (const configuration of used) await (await context(configuration)).watch();
  process.stderr.write('watching\n');
} else {
  await Promise.all(used.map((configuration) => build(configuration)));
}
