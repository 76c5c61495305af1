import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/**
 * The import table: which folder may import which. Everything not listed is forbidden. `packages` are npm packages, `node`
 * allows Node built-ins, all or
 * those named.
 */
const rules: readonly Rule[] = [
  { folder: 'src/protocol', folders: [] },
  { folder: 'src/format', folders: ['src/protocol'] },
  { folder: 'src/code', folders: ['src/protocol'] },
  { folder: 'src/rpc', folders: ['src/protocol'], packages: ['vscode-jsonrpc'], node: true },

  { folder: 'src/engine/base', folders: ['src/protocol'] },
  { folder: 'src/engine/kernels', folders: ['src/protocol', 'src/engine/base'], node: true },
  {
    folder: 'src/engine/statistics',
    folders: ['src/protocol', 'src/engine/base'],
    packages: ['@stdlib'],
  },
  {
    folder: 'src/engine/data',
    folders: ['src/protocol', 'src/engine/base'],
    packages: ['@duckdb/node-api', 'chardet', 'zod'],
    node: true,
  },
  {
    folder: 'src/engine/features',
    folders: ['src/protocol', 'src/engine/base', 'src/engine/statistics', 'src/engine/kernels'],
    packages: ['zod'],
  },
  {
    folder: 'src/engine/models',
    folders: ['src/protocol', 'src/engine/base'],
    packages: ['zod'],
  },
  {
    folder: 'src/engine/evaluation',
    folders: ['src/protocol', 'src/engine/base', 'src/engine/statistics'],
  },
  {
    folder: 'src/engine/profile',
    folders: [
      'src/protocol',
      'src/format',
      'src/engine/base',
      'src/engine/data',
      'src/engine/statistics',
    ],
  },
  {
    folder: 'src/engine/comparison',
    folders: [
      'src/protocol',
      'src/format',
      'src/engine/base',
      'src/engine/data',
      'src/engine/statistics',
      'src/engine/profile',
    ],
    node: ['node:path'],
  },
  {
    folder: 'src/engine/preparation',
    folders: ['src/protocol', 'src/engine/base', 'src/engine/data'],
    packages: ['danfojs-node', 'sucrase'],
    node: true,
  },
  {
    folder: 'src/engine/experiment',
    folders: [
      'src/protocol',
      'src/format',
      'src/engine/base',
      'src/engine/statistics',
      'src/engine/features',
      'src/engine/models',
      'src/engine/evaluation',
    ],
    packages: ['zod'],
    node: ['node:crypto'],
  },
  {
    folder: 'src/engine/tracking',
    folders: ['src/protocol', 'src/engine/base'],
    packages: ['@photostructure/sqlite'],
    node: true,
  },
  {
    folder: 'src/engine/report',
    folders: ['src/protocol', 'src/format'],
    node: ['node:crypto'],
  },
  {
    folder: 'src/engine/service',
    folders: ['src/protocol', 'src/format', 'src/rpc', 'src/engine'],
    node: true,
  },

  {
    folder: 'src/vscode',
    folders: ['src/protocol', 'src/format', 'src/rpc', 'src/code'],
    packages: ['vscode', 'zod'],
    node: true,
  },
  {
    folder: 'src/cli',
    folders: ['src/protocol', 'src/format', 'src/engine/service'],
    packages: ['commander', 'cli-table3', 'picocolors'],
    node: true,
  },
  {
    folder: 'webview-ui',
    folders: ['src/protocol', 'src/format', 'src/code', 'webview-ui'],
    packages: [
      'chart.js',
      'chartjs-chart-matrix',
      '@sgratzl/chartjs-chart-boxplot',
      '@vscode-elements/elements',
    ],
  },

  { folder: 'src/version.ts', folders: ['package.json'] },
  { folder: 'src/extension.ts', folders: ['src/vscode', 'src/version'], packages: ['vscode'] },
  {
    folder: 'src/engineMain.ts',
    folders: ['src/engine/service', 'src/rpc', 'src/version'],
    node: true,
  },
  {
    folder: 'src/jobMain.ts',
    folders: ['src/engine/service', 'src/rpc', 'src/version'],
    node: true,
  },
  {
    folder: 'src/preparationMain.ts',
    folders: ['src/engine/preparation', 'src/rpc', 'src/version'],
    node: true,
  },
  { folder: 'src/cli.ts', folders: ['src/cli', 'src/engine/service', 'src/version'], node: true },
];

interface Rule {
  readonly folder: string;
  readonly folders: readonly string[];
  readonly packages?: readonly string[];
  readonly node?: boolean | readonly string[];
}

const files = ['src', 'webview-ui'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('assembly'))
    .map((file) => path.posix.join(root, file.replaceAll(path.sep, '/'))),
);

const imports = files.flatMap((file) =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => ({ file, imported: resolve(file, fileName) })),
);

function resolve(file: string, imported: string): string {
  return imported.startsWith('.')
    ? path.posix.join(path.posix.dirname(file), imported)
    : imported.replace(/^node:/, 'node:');
}

function ruleOf(file: string): Rule | undefined {
  return rules.find(({ folder }) => file === folder || file.startsWith(`${folder}/`));
}

function within(imported: string, folder: string): boolean {
  return imported === folder || imported.startsWith(`${folder}/`);
}

function isAllowed(rule: Rule, imported: string): boolean {
  if (imported.startsWith('node:')) {
    return Array.isArray(rule.node) ? rule.node.includes(imported) : rule.node === true;
  }
  if (/^(src|webview-ui|package\.json)(\/|$)/.test(imported)) {
    return within(imported, rule.folder) || rule.folders.some((folder) => within(imported, folder));
  }
  return (rule.packages ?? []).some((name) => within(imported, name));
}

test('every folder has a rule', () => {
  expect(files.filter((file) => ruleOf(file) === undefined)).toEqual([]);
});

test('nobody imports what the table does not allow', () => {
  const forbidden = imports
    .filter(({ file, imported }) => {
      const rule = ruleOf(file);
      return rule !== undefined && !isAllowed(rule, imported);
    })
    .map(({ file, imported }) => `${file} may not import ${imported}`);
  expect(forbidden).toEqual([]);
});

test('a native or heavy package is imported by exactly one file', () => {
  for (const name of [
    '@duckdb/node-api',
    '@photostructure/sqlite',
    'chardet',
    'danfojs-node',
    'sucrase',
  ]) {
    const importers = imports.filter(({ imported }) => within(imported, name));
    expect({ name, importers: importers.map(({ file }) => file) }).toEqual({
      name,
      importers: [expect.any(String)],
    });
  }
});

test('the table would catch a violation', () => {
  const rule = ruleOf('src/engine/statistics/pearson.ts');
  expect(rule && isAllowed(rule, 'src/engine/data/dataset')).toBe(false);
  expect(rule && isAllowed(rule, 'node:fs')).toBe(false);
});
