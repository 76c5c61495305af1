import { l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import path from 'node:path';
import { type CleaningStep, type ProfileIntent } from '../../protocol';
import { datasetRequest, engineSettings } from '../settings';
import { type Shell } from '../shell';
import { cleaningSteps, keepCleaningSteps, rememberPreparation } from './preparationMemory';
import { runPreparation } from './runPreparation';

/** Wishes of the profile panel that concern cleaning. */
export type CleaningIntent = Extract<
  ProfileIntent,
  { type: 'addCleaning' | 'removeCleaning' | 'clearCleaning' | 'writeCleaning' }
>;

/** The cleaning of one data file: steps are collected, then written as a script. */
export interface Cleaning {
  readonly steps: () => readonly CleaningStep[];
  /** Does what the panel asks for; `onChange` of the maker hears of other steps. */
  readonly handle: (intent: CleaningIntent) => Promise<void>;
}

/** The cleaning of `file`, with the steps that were kept for it. */
export function createCleaning(
  shell: Shell,
  file: string,
  onChange: (steps: readonly CleaningStep[]) => void,
): Cleaning {
  const { workspaceState } = shell.context;
  const steps = (): readonly CleaningStep[] => cleaningSteps(workspaceState, file);

  async function keep(changed: readonly CleaningStep[]): Promise<void> {
    await keepCleaningSteps(workspaceState, file, changed);
    onChange(changed);
  }

  return {
    steps,
    handle: async (intent) => {
      switch (intent.type) {
        case 'addCleaning':
          await keep(withStep(steps(), intent.step));
          return;
        case 'removeCleaning':
          await keep(steps().filter((_, index) => index !== intent.index));
          return;
        case 'clearCleaning':
          await keep([]);
          return;
        case 'writeCleaning':
          if (await writeScript(shell, file, steps())) await keep([]);
          return;
      }
    },
  };
}

/** The steps with another one at the end; a step that is there already is not done twice. */
export function withStep(
  steps: readonly CleaningStep[],
  step: CleaningStep,
): readonly CleaningStep[] {
  const text = JSON.stringify(step);
  return steps.some((other) => JSON.stringify(other) === text) ? steps : [...steps, step];
}

/** Whether the script was written. Running it is offered, not waited for. */
async function writeScript(
  shell: Shell,
  file: string,
  steps: readonly CleaningStep[],
): Promise<boolean> {
  if (steps.length === 0) return false;
  const dataset = datasetRequest(Uri.file(file));
  const { sql } = await shell.engine.call('dataset/cleaningScript', {
    dataset,
    steps,
    ...engineSettings(),
  });
  const { dir, name } = path.parse(file);
  const stem = name.replace(/\.(csv|tsv|jsonl|ndjson)$/i, '');
  const script = await window.showSaveDialog({
    defaultUri: Uri.file(path.join(dir, `${stem}.clean.sql`)),
    filters: { SQL: ['sql'] },
    title: l10n.t('Write the cleaning script'),
  });
  if (script === undefined) return false;
  await workspace.fs.writeFile(script, Buffer.from(sql));
  const output = path.join(dir, `${stem}.clean.parquet`);
  const choices = { inputs: [file], output };
  await rememberPreparation(shell.context.workspaceState, script.fsPath, choices);
  await window.showTextDocument(script, { viewColumn: ViewColumn.Beside, preview: false });
  void offerToRun(shell, script, choices);
  return true;
}

async function offerToRun(
  shell: Shell,
  script: Uri,
  choices: { readonly inputs: readonly string[]; readonly output: string },
): Promise<void> {
  if (!workspace.isTrusted) return;
  const exists = await workspace.fs.stat(Uri.file(choices.output)).then(
    () => true,
    () => false,
  );
  const name = path.basename(choices.output);
  const run = exists ? l10n.t('Run and replace {0}', name) : l10n.t('Run');
  const text = l10n.t('The cleaning script is written. Running it makes {0}.', name);
  if ((await window.showInformationMessage(text, run)) !== run) return;
  await runPreparation(shell, script, choices);
}
