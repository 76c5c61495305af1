import { l10n } from 'vscode';
import { chooseDataFile } from '../dataFiles';
import { datasetChoices } from '../datasetMemory';
import { chooseTarget } from '../training/chooseTraining';
import { knownColumns } from '../training/knownColumns';
import { type CommandTargets } from './registerCommands';

/** Opens the profile of a data file; `anew` when it has just been written. */
export async function profileDataset(
  { shell, profiles }: CommandTargets,
  given: unknown,
  anew: unknown,
): Promise<void> {
  const dataset = await chooseDataFile(shell, given);
  if (dataset !== undefined) profiles.show(dataset, { anew: anew === true });
}

/** Tests a data file's columns against a target that the person picks. */
export async function testDataset(targets: CommandTargets, given: unknown): Promise<void> {
  const { shell, profiles } = targets;
  const dataset = await chooseDataFile(shell, given);
  if (dataset === undefined) return;
  const profile = await knownColumns(targets, dataset);
  const remembered = datasetChoices(shell.context.workspaceState, dataset.fsPath).target;
  const end = await chooseTarget(l10n.t('Test columns'), profile.columns, remembered, 1);
  if (end.end !== 'chosen') return;
  profiles.show(dataset, { tab: 'tests', target: end.items[0]!.value.name });
}
