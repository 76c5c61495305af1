import { l10n, QuickPickItemKind, Uri, window, workspace, type QuickPickItem } from 'vscode';
import path from 'node:path';
import { dataFileItems, requireLocalFile } from '../dataFiles';
import { quickPickStep } from '../training/quickPickStep';
import { type Shell } from '../shell';
import { knownScripts, preparationChoices, type PreparationChoices } from './preparationMemory';
import { requireTrust, runPreparation } from './runPreparation';

const scriptGlob = '**/{*.sql,*.prepare.ts,*.prepare.js}';
const scriptName = /\.(sql|[mc]?[tj]s)$/i;
const mostFound = 200;

/** Runs a preparation script: the one given, the one in the active editor, or one that the person picks. */
export async function prepareDataset(shell: Shell, given: unknown): Promise<void> {
  requireTrust();
  const script = given instanceof Uri ? given : (activeScript() ?? (await pickScript(shell)));
  if (script === undefined) return;
  requireLocalFile(script);
  const choices = await choosePreparation(shell, script);
  if (choices !== undefined) await runPreparation(shell, script, choices);
}

/**
 * What to run a script on: the files of its last run while they are there, or others.
 *
 * @returns `undefined` when the person chose nothing
 */
export async function choosePreparation(
  shell: Shell,
  script: Uri,
): Promise<PreparationChoices | undefined> {
  const last = preparationChoices(shell.context.workspaceState, script.fsPath);
  if (last === undefined || !(await allExist(last.inputs))) return chooseAnew(shell, script, last);
  const again = {
    label: l10n.t('Run again'),
    description: `${last.inputs.map((file) => path.basename(file)).join(', ')} → ${path.basename(last.output)}`,
  };
  const other = { label: l10n.t('Choose inputs and output…') };
  const picked = await window.showQuickPick<QuickPickItem>([again, other], {
    title: path.basename(script.fsPath),
  });
  if (picked === undefined) return undefined;
  return picked === again ? last : chooseAnew(shell, script, last);
}

async function chooseAnew(
  shell: Shell,
  script: Uri,
  last: PreparationChoices | undefined,
): Promise<PreparationChoices | undefined> {
  const items = await dataFileItems(shell);
  const end = await quickPickStep({
    title: l10n.t('Inputs of {0}', path.basename(script.fsPath)),
    step: 1,
    totalSteps: 2,
    placeholder: l10n.t('Each is a table named after its file'),
    items,
    preselected: items.filter(({ uri }) => uri !== undefined && last?.inputs.includes(uri.fsPath)),
    several: true,
  });
  if (end.end !== 'chosen') return undefined;
  const inputs = end.items.flatMap(({ uri }) => (uri === undefined ? [] : [uri.fsPath]));
  if (inputs.length === 0) return undefined;
  const output = await window.showSaveDialog({
    defaultUri: Uri.file(last?.output ?? defaultOutput(script.fsPath)),
    filters: { Parquet: ['parquet'], CSV: ['csv'], TSV: ['tsv'] },
    title: l10n.t('Output of {0}', path.basename(script.fsPath)),
  });
  return output === undefined ? undefined : { inputs, output: output.fsPath };
}

/** `clean.parquet` beside `clean.sql`, `features.parquet` beside `features.prepare.ts`. */
export function defaultOutput(script: string): string {
  const { dir, base } = path.parse(script);
  return path.join(dir, `${base.replace(scriptName, '').replace(/\.prepare$/i, '')}.parquet`);
}

function activeScript(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri !== undefined && scriptName.test(uri.path) ? uri : undefined;
}

async function pickScript(shell: Shell): Promise<Uri | undefined> {
  const picked = await window.showQuickPick(scriptItems(shell), {
    title: l10n.t('Choose a preparation script'),
    placeHolder: l10n.t('SQL, or TypeScript or JavaScript on danfojs frames'),
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  if (picked.uri !== undefined) return picked.uri;
  const chosen = await window.showOpenDialog({
    canSelectMany: false,
    filters: { [l10n.t('Preparation scripts')]: ['sql', 'ts', 'js', 'mts', 'mjs', 'cts', 'cjs'] },
  });
  return chosen?.[0];
}

async function scriptItems(shell: Shell): Promise<(QuickPickItem & { readonly uri?: Uri })[]> {
  const found = await workspace.findFiles(scriptGlob, undefined, mostFound);
  const known = knownScripts(shell.context.workspaceState).map((file) => Uri.file(file));
  const scripts = new Map([...known, ...found].map((uri) => [uri.fsPath, uri]));
  const items = [...scripts.values()].map((uri) => ({
    label: path.basename(uri.fsPath),
    description: workspace.asRelativePath(path.dirname(uri.fsPath)),
    uri,
  }));
  return [
    ...items,
    { label: '', kind: QuickPickItemKind.Separator },
    { label: `$(folder-opened) ${l10n.t('Browse…')}`, alwaysShow: true },
  ];
}

async function allExist(files: readonly string[]): Promise<boolean> {
  for (const file of files) {
    try {
      await workspace.fs.stat(Uri.file(file));
    } catch {
      return false;
    }
  }
  return true;
}
