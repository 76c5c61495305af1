import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import {
  commandIds,
  panelTypes,
  runItemContexts,
  settingNames,
  viewIds,
} from '../../src/vscode/ids';

interface Menu {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly l10n: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, object>> };
    readonly walkthroughs: readonly { readonly steps: readonly object[] }[];
  };
}

const manifest = readJson('package.json') as Manifest;
const { contributes } = manifest;

test('the commands of package.json are those of the code', () => {
  expect(contributes.commands.map(({ command }) => command).toSorted()).toEqual(
    Object.values(commandIds).toSorted(),
  );
});

test('menus offer only commands that exist', () => {
  const offered = Object.values(contributes.menus)
    .flat()
    .map(({ command }) => command);
  const known: readonly string[] = Object.values(commandIds);
  expect(offered.filter((command) => !known.includes(command))).toEqual([]);
});

test('menus of the Runs view name the kinds of item that the tree makes', () => {
  const kinds: readonly string[] = Object.values(runItemContexts);
  const conditions = contributes.menus['view/item/context']!.map(({ when }) => when ?? '');
  for (const [, kind] of conditions.join('\n').matchAll(/viewItem [=!]= (\S+)/g)) {
    expect(kinds).toContain(kind);
  }
  const [, pattern] = /viewItem =~ \/(\S+)\//.exec(conditions.join('\n'))!;
  expect(kinds.filter((kind) => !new RegExp(pattern!).test(kind))).toEqual([]);
});

test('training is bound to workspace trust everywhere it is offered', () => {
  const command = contributes.commands.find((one) => one.command === commandIds.train);
  expect(command?.enablement).toContain('isWorkspaceTrusted');
  const offers = Object.values(contributes.menus)
    .flat()
    .filter((menu) => menu.command === commandIds.train);
  expect(offers.filter(({ when }) => when?.includes('isWorkspaceTrusted') !== true)).toEqual([]);
});

test('views, settings and panels are those of the code', () => {
  const views = Object.values(contributes.views).flat();
  expect(views.map(({ id }) => id)).toEqual(Object.values(viewIds));
  expect(Object.keys(contributes.configuration.properties).toSorted()).toEqual(
    Object.values(settingNames)
      .map((name) => `cuvette.${name}`)
      .toSorted(),
  );
  expect(manifest.activationEvents.toSorted()).toEqual(
    Object.values(panelTypes)
      .map((type) => `onWebviewPanel:${type}`)
      .toSorted(),
  );
});

test('settings that reach files or the machine are restricted without trust', () => {
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual([
    'cuvette.memory',
    'cuvette.threads',
    'cuvette.store',
  ]);
});

test('the explorer offers profiles for data files and for nothing else', () => {
  const { when } = contributes.menus['explorer/context']![0]!;
  const [, source, flags] = /resourceFilename =~ \/(.+)\/(\w*)/.exec(when!)!;
  const pattern = new RegExp(source!, flags);
  const offered = [
    'a.csv',
    'A.CSV',
    'b.tsv',
    'c.parquet',
    'd.jsonl',
    'e.ndjson',
    'f.csv.gz',
    'g.csv.zst',
  ];
  const others = ['a.csv.txt', 'csv', 'notes.md', 'x.json', 'y.xlsx', 'a.gz'];
  expect(offered.filter((name) => !pattern.test(name))).toEqual([]);
  expect(others.filter((name) => pattern.test(name))).toEqual([]);
});

test('the setting for data files and cuvette.json take the same', () => {
  const schema = readJson('media/cuvette.schema.json') as {
    properties: { files: { additionalProperties: object } };
  };
  expect(contributes.configuration.properties['cuvette.files']).toMatchObject({
    additionalProperties: schema.properties.files.additionalProperties,
  });
});

test('every text of package.json exists in English and Korean, and none is left over', () => {
  const used = new Set(
    Array.from(JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g), ([, key]) => key),
  );
  for (const file of ['package.nls.json', 'package.nls.ko.json']) {
    expect(Object.keys(readJson(file)).toSorted(), file).toEqual([...used].toSorted());
  }
});

test('every text of the code exists in Korean with its placeholders, and none is left over', () => {
  const bundle = readJson(`${manifest.l10n}/bundle.l10n.ko.json`) as Record<string, string>;
  const used = [...new Set(['src/vscode', 'webview-ui'].flatMap(translatedTexts))];
  expect(Object.keys(bundle).toSorted()).toEqual(used.toSorted());
  const placeholders = (text: string): string[] =>
    [...text.matchAll(/\{\d+\}/g)].map(String).toSorted();
  for (const [source, text] of Object.entries(bundle)) {
    expect(placeholders(text), source).toEqual(placeholders(source));
  }
});

test('pictures that package.json names are there', () => {
  const named = Array.from(
    JSON.stringify(manifest).matchAll(/"(media\/[^"]+)"/g),
    ([, file]) => file!,
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});

test('the walkthrough has at most six steps', () => {
  expect(contributes.walkthroughs[0]!.steps.length).toBeLessThanOrEqual(6);
});

function readJson(file: string): object {
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

/** First arguments of `t(…)` and `l10n.t(…)` in the sources of a folder. */
function translatedTexts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && /^(l10n\.)?t$/.test(node.expression.getText())) {
          const [first] = node.arguments;
          if (first !== undefined && ts.isStringLiteralLike(first)) found.push(first.text);
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
      return found;
    });
}
