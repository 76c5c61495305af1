import { l10n, Uri, workspace } from 'vscode';
import path from 'node:path';
import { CuvetteError, models } from '../../protocol';
import { chooseDataFile } from '../dataFiles';
import { datasetChoices, rememberChoices, rememberDataset } from '../datasetMemory';
import { datasetRequest, engineSettings, trainingSettings } from '../settings';
import { storeFile } from '../storeUri';
import { chooseTraining } from '../training/chooseTraining';
import { knownColumns } from '../training/knownColumns';
import { type CommandTargets } from './registerCommands';

/** Asks what to train, trains with progress, and opens the comparison. */
export async function trainOnDataset(
  targets: CommandTargets,
  given: unknown,
  givenTarget: unknown,
): Promise<void> {
  const { shell, runs, runsView, jobs } = targets;
  if (!workspace.isTrusted) throw untrusted();
  const dataset = await chooseDataFile(shell, given);
  if (dataset === undefined) return;
  const file = dataset.fsPath;
  const { workspaceState } = shell.context;
  const profile = await knownColumns(targets, dataset);
  const choices = await chooseTraining(
    profile,
    datasetChoices(workspaceState, file),
    typeof givenTarget === 'string' ? givenTarget : undefined,
  );
  if (choices === undefined) return;
  await rememberDataset(workspaceState, file);
  await rememberChoices(workspaceState, file, choices);

  const { target, positive, strategies } = choices;
  const store = shell.stores.forDataset(dataset);
  await createStoreFolder(store);
  const name = `Compare strategies · ${target}`;
  try {
    const result = await jobs.run(
      {
        dataset: datasetRequest(dataset),
        target,
        ...(positive === undefined ? {} : { positive }),
        strategies,
        models,
        ...trainingSettings(dataset),
        store,
        name,
        ...engineSettings(),
      },
      l10n.t('Training on {0}', path.basename(file)),
    );
    runs.show(store, result.parentRunId, name);
  } finally {
    runsView.refresh();
  }
}

/** The extension's own storage, where runs go without an open folder, does not exist at first. */
async function createStoreFolder(store: string): Promise<void> {
  const file = storeFile(store);
  if (file !== undefined) await workspace.fs.createDirectory(Uri.file(path.dirname(file)));
}

function untrusted(): CuvetteError {
  return new CuvetteError(
    'WORKSPACE_UNTRUSTED',
    l10n.t('Training is off because this workspace is in Restricted Mode.'),
    { hint: l10n.t('Trust the workspace to train; profiles and tests work without.') },
  );
}
