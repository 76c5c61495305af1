import { l10n, window, type ExtensionContext } from 'vscode';
import path from 'node:path';
import { createEngineProcess } from '../rpc/engineProcess';
import { provideDoctorPages } from './commands/doctor';
import { registerCommands } from './commands/registerCommands';
import { DataGridEditors } from './grid/dataGridEditors';
import { panelTypes } from './ids';
import { toProfileMemory, toRunMemory } from './panels/intents';
import { toComparisonMemory } from './panels/comparisonIntents';
import { ComparisonPanels } from './panels/comparisonPanel';
import { ProfilePanels } from './panels/profilePanel';
import { RunPanels } from './panels/runPanel';
import { createRunStores } from './runStores';
import { RunsView } from './runs/runsView';
import { watchStores } from './runs/watchStores';
import { type Shell } from './shell';
import { TrainingJobs } from './training/trainingJobs';

/** Wires commands, tree and panels together. Starts no process and reads no data. */
export function activateExtension(context: ExtensionContext, productVersion: string): void {
  const log = window.createOutputChannel('Cuvette', { log: true });
  const engine = createEngineProcess({
    modulePath: path.join(context.extensionPath, 'dist', 'engineMain.js'),
    productVersion,
    log: (line) => log.info(line),
    onCrash: (message) => log.error(message),
  });
  const stores = createRunStores(context.globalStorageUri);
  const shell: Shell = { context, log, engine, stores };
  const jobs = new TrainingJobs(shell);
  const profiles = new ProfilePanels(shell);
  const comparisons = new ComparisonPanels(shell, profiles);
  const grids = new DataGridEditors(shell);
  const runs = new RunPanels(shell, profiles);
  const runsView = new RunsView(shell, jobs);

  context.subscriptions.push(
    log,
    { dispose: () => void engine.dispose() },
    jobs,
    runsView,
    watchStores(stores, () => {
      runsView.refresh();
      runs.refreshUnfinished();
    }),
    grids.register(),
    provideDoctorPages(),
    ...registerCommands({ shell, profiles, comparisons, grids, runs, runsView, jobs }),
    window.registerWebviewPanelSerializer(panelTypes.profile, {
      async deserializeWebviewPanel(panel, state) {
        const memory = toProfileMemory(state);
        if (memory === undefined) panel.dispose();
        else profiles.restore(memory.path, panel);
        await Promise.resolve();
      },
    }),
    window.registerWebviewPanelSerializer(panelTypes.comparison, {
      async deserializeWebviewPanel(panel, state) {
        const memory = toComparisonMemory(state);
        if (memory === undefined) panel.dispose();
        else comparisons.restore(memory, panel);
        await Promise.resolve();
      },
    }),
    window.registerWebviewPanelSerializer(panelTypes.run, {
      async deserializeWebviewPanel(panel, state) {
        const memory = toRunMemory(state);
        if (memory === undefined) panel.dispose();
        else runs.restore(memory.store, memory.runId, panel);
        await Promise.resolve();
      },
    }),
  );
  log.debug(l10n.t('Cuvette {0} is ready.', productVersion));
}
