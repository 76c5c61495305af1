import { env, l10n, window, type QuickPickItem } from 'vscode';
import { type RunInfo } from '../../protocol';
import { toRunsNode } from '../runs/runItem';
import { runDescription } from '../runs/runSummary';
import { type CommandTargets } from './registerCommands';

const mostListed = 100;

interface StoredRun {
  readonly store: string;
  readonly run: RunInfo;
}

/** Opens a run: the one of the tree item, or one that the person picks. */
export async function openRun(targets: CommandTargets, given: unknown): Promise<void> {
  const chosen = await chooseRun(targets, given, l10n.t('Open run'));
  if (chosen !== undefined) targets.runs.show(chosen.store, chosen.run.runId, chosen.run.name);
}

/** Deletes a run with the runs below it after the person confirmed. */
export async function deleteRun(targets: CommandTargets, given: unknown): Promise<void> {
  const { shell, runs, runsView } = targets;
  const chosen = await chooseRun(targets, given, l10n.t('Delete run'));
  if (chosen === undefined) return;
  const { store, run } = chosen;
  const remove = l10n.t('Delete');
  const answer = await window.showWarningMessage(
    l10n.t('Delete the run "{0}" and the runs below it?', run.name),
    {
      modal: true,
      detail: l10n.t(
        'The runs are marked as deleted, as MLflow does it; their files stay until "mlflow gc".',
      ),
    },
    remove,
  );
  if (answer !== remove) return;
  const { deleted } = await shell.engine.call('run/delete', { store, runId: run.runId });
  runs.close(store, deleted);
  runsView.refresh();
}

/** Puts a run's id into the clipboard. */
export async function copyRunId(targets: CommandTargets, given: unknown): Promise<void> {
  const chosen = await chooseRun(targets, given, l10n.t('Copy run id'));
  if (chosen !== undefined) await env.clipboard.writeText(chosen.run.runId);
}

/** Cancels the training behind the tree item. */
export function stopTraining({ jobs }: CommandTargets, given: unknown): void {
  const node = toRunsNode(given);
  if (node?.kind === 'run') jobs.stop(node.node.run.runId);
}

async function chooseRun(
  targets: CommandTargets,
  given: unknown,
  title: string,
): Promise<StoredRun | undefined> {
  const node = toRunsNode(given);
  if (node?.kind === 'run') return { store: node.store, run: node.node.run };
  const picked = await window.showQuickPick(listRuns(targets), {
    title,
    placeHolder: l10n.t('The latest runs'),
    matchOnDescription: true,
  });
  return picked?.stored;
}

async function listRuns({
  shell,
}: CommandTargets): Promise<(QuickPickItem & { stored?: StoredRun })[]> {
  const pages = await Promise.all(
    shell.stores.existing().map(async ({ store }) => {
      const { runs } = await shell.engine.call('run/search', {
        store,
        orderBy: ['attributes.start_time DESC'],
        limit: mostListed,
      });
      return runs.map((run) => ({ store, run }));
    }),
  );
  const found = pages.flat().toSorted((a, b) => b.run.startTime - a.run.startTime);
  if (found.length === 0) return [{ label: l10n.t('There are no runs yet.') }];
  return found.map((stored) => ({
    label: stored.run.name,
    description: runDescription(stored.run),
    detail: new Date(stored.run.startTime).toLocaleString(env.language),
    stored,
  }));
}
