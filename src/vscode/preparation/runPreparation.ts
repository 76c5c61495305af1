import { commands, l10n, Position, ProgressLocation, Range, Uri, window, workspace } from 'vscode';
import path from 'node:path';
import { formatCount } from '../../format/numbers';
import { CuvetteError, type PrepareResult } from '../../protocol';
import { commandIds } from '../ids';
import { logFailure } from '../reportFailure';
import { datasetRequest, engineSettings } from '../settings';
import { type Shell } from '../shell';
import { rememberPreparation, type PreparationChoices } from './preparationMemory';

/**
 * Runs a script with a notification that shows progress and can cancel, then opens the profile of what it wrote. An existing
 * output is replaced: whoever chose it has agreed. A failure leads to its line.
 */
export async function runPreparation(
  shell: Shell,
  script: Uri,
  choices: PreparationChoices,
): Promise<void> {
  requireTrust();
  const document = workspace.textDocuments.find(({ uri }) => uri.fsPath === script.fsPath);
  if (document?.isDirty === true) await document.save();
  await rememberPreparation(shell.context.workspaceState, script.fsPath, choices);
  let result: PrepareResult;
  try {
    result = await callWithProgress(shell, script, choices);
  } catch (thrown) {
    await reportScriptFailure(shell, thrown);
    return;
  }
  shell.log.info(
    `${path.basename(script.fsPath)} → ${result.output}: ${formatCount(result.rows)} × ${result.columns.length}`,
  );
  for (const line of result.log) shell.log.info(line);
  await commands.executeCommand(commandIds.profile, Uri.file(result.output), true);
}

/** @throws {CuvetteError} WORKSPACE_UNTRUSTED in Restricted Mode. */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new CuvetteError(
    'WORKSPACE_UNTRUSTED',
    l10n.t('Scripts are not run because this workspace is in Restricted Mode.'),
    { hint: l10n.t('Trust the workspace to run them; profiles and tests work without.') },
  );
}

function callWithProgress(
  shell: Shell,
  script: Uri,
  { inputs, output }: PreparationChoices,
): Thenable<PrepareResult> {
  const title = l10n.t('Running {0}', path.basename(script.fsPath));
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (notification, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      return shell.engine.call(
        'dataset/prepare',
        {
          script: script.fsPath,
          inputs: inputs.map((file) => datasetRequest(Uri.file(file))),
          output,
          overwrite: true,
          ...engineSettings(),
        },
        {
          signal: controller.signal,
          onProgress: ({ message, fraction }) => {
            const percent = 100 * (fraction ?? 0);
            notification.report({ message, increment: Math.max(0, percent - shown) });
            shown = Math.max(shown, percent);
          },
        },
      );
    },
  );
}

async function reportScriptFailure(shell: Shell, thrown: unknown): Promise<void> {
  const error = logFailure(thrown, shell.log);
  const { path: file, line, column } = error.details ?? {};
  if (error.code !== 'SCRIPT_FAILED' || typeof file !== 'string') throw error;
  const show = l10n.t('Show in the script');
  const text = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  if ((await window.showWarningMessage(text, show)) !== show) return;
  const at = new Position(Number(line ?? 1) - 1, Number(column ?? 1) - 1);
  await window.showTextDocument(Uri.file(file), { selection: new Range(at, at) });
}
