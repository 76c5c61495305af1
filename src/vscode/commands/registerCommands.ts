import { commands, type Disposable } from 'vscode';
import { commandIds, type CommandId } from '../ids';
import { type DataGridEditors } from '../grid/dataGridEditors';
import { newPreparationScript } from '../preparation/newScriptCommand';
import { prepareDataset } from '../preparation/prepareCommand';
import { type ComparisonPanels } from '../panels/comparisonPanel';
import { type ProfilePanels } from '../panels/profilePanel';
import { type RunPanels } from '../panels/runPanel';
import { reportFailure } from '../reportFailure';
import { type RunsView } from '../runs/runsView';
import { type Shell } from '../shell';
import { type TrainingJobs } from '../training/trainingJobs';
import { compareData } from './compareDataCommand';
import { runDoctor } from './doctor';
import { openDataGrid } from './gridCommands';
import { profileDataset, testDataset } from './profileCommands';
import { copyRunId, deleteRun, openRun, stopTraining } from './runCommands';
import { trainOnDataset } from './trainCommand';

/** What the commands act on. */
export interface CommandTargets {
  readonly shell: Shell;
  readonly profiles: ProfilePanels;
  readonly comparisons: ComparisonPanels;
  readonly grids: DataGridEditors;
  readonly runs: RunPanels;
  readonly runsView: RunsView;
  readonly jobs: TrainingJobs;
}

/** Registers every command; what a command throws is told to the person in one place. */
export function registerCommands(targets: CommandTargets): readonly Disposable[] {
  const { shell, runsView } = targets;
  const handlers: Readonly<Record<CommandId, (...given: readonly unknown[]) => unknown>> = {
    [commandIds.profile]: (uri, anew) => profileDataset(targets, uri, anew),
    [commandIds.test]: (uri) => testDataset(targets, uri),
    [commandIds.train]: (uri, target) => trainOnDataset(targets, uri, target),
    [commandIds.prepare]: (uri) => prepareDataset(shell, uri),
    [commandIds.newPreparation]: (uri) => newPreparationScript(shell, uri),
    [commandIds.stopTraining]: (node) => stopTraining(targets, node),
    [commandIds.openRun]: (node) => openRun(targets, node),
    [commandIds.deleteRun]: (node) => deleteRun(targets, node),
    [commandIds.copyRunId]: (node) => copyRunId(targets, node),
    [commandIds.refreshRuns]: () => runsView.refresh(),
    [commandIds.loadMoreRuns]: (node) => runsView.loadMore(node),
    [commandIds.showLog]: () => shell.log.show(),
    [commandIds.doctor]: () => runDoctor(shell),
    [commandIds.compareData]: (uri, selected) => compareData(targets, uri, selected),
    [commandIds.openDataGrid]: (uri, where) => openDataGrid(targets, uri, where),
    [commandIds.goToRow]: () => targets.grids.goToRow(),
  };
  return Object.entries(handlers).map(([id, handler]) =>
    commands.registerCommand(id, async (...given: readonly unknown[]) => {
      try {
        await handler(...given);
      } catch (thrown) {
        void reportFailure(thrown, shell.log);
      }
    }),
  );
}
