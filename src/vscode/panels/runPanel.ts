import { env, l10n, Uri, window, type WebviewPanel } from 'vscode';
import path from 'node:path';
import { type CommonIntent, type RunIntent, type RunPanelState } from '../../protocol';
import { panelTypes } from '../ids';
import { logFailure } from '../reportFailure';
import { runTags } from '../runs/runSummary';
import { type Shell } from '../shell';
import { toRunIntent } from './intents';
import { type ProfilePanels } from './profilePanel';
import { readRunView } from './runView';
import { createSnapshotPanel, type SnapshotPanel } from './snapshotPanel';

interface OpenPanel {
  readonly panel: SnapshotPanel<RunPanelState>;
  readonly reload: () => void;
}

/** The run panels of the window, one for each run. */
export class RunPanels {
  readonly #open = new Map<string, OpenPanel>();

  constructor(
    private readonly shell: Shell,
    private readonly profiles: ProfilePanels,
  ) {}

  /** Opens a run's panel, or shows it when it is open. */
  show(store: string, runId: string, name: string): void {
    const open = this.#open.get(keyOf(store, runId));
    if (open === undefined) this.#create(store, runId, name);
    else open.panel.reveal();
  }

  /** Fills a panel that VS Code brought back after a reload. */
  restore(store: string, runId: string, restored: WebviewPanel): void {
    this.#create(store, runId, restored.title, restored);
  }

  /** Reads the runs again that were not finished when they were read last. */
  refreshUnfinished(): void {
    for (const { panel, reload } of this.#open.values()) {
      const { view } = panel.state;
      const status = view.state === 'ready' ? view.value.run.status : undefined;
      if (status === 'RUNNING' || status === 'SCHEDULED') reload();
    }
  }

  /** Closes the panels of deleted runs. */
  close(store: string, runIds: readonly string[]): void {
    for (const runId of runIds) this.#open.get(keyOf(store, runId))?.panel.dispose();
  }

  #create(store: string, runId: string, name: string, restored?: WebviewPanel): void {
    const { shell, profiles } = this;
    const show = (otherId: string, title: string): void => this.show(store, otherId, title);
    const waiting = {
      state: 'waiting',
      message: l10n.t('Reading the run…'),
      fraction: null,
    } as const;
    let work = new AbortController();
    const panel = createSnapshotPanel<RunPanelState, RunIntent>({
      shell,
      viewType: panelTypes.run,
      bundle: 'run',
      title: name,
      restored,
      initial: { panel: 'run', store, runId, name, view: waiting },
      toIntent: toRunIntent,
      onIntent: (intent) => onIntent(intent),
      onRetry: () => {
        panel.update({ view: waiting });
        void load();
      },
      onCancel: () => work.abort(),
      folder: () => {
        const file = datasetPath();
        return file === undefined ? undefined : Uri.file(path.dirname(file));
      },
      onDispose: () => {
        work.abort();
        this.#open.delete(keyOf(store, runId));
      },
    });
    this.#open.set(keyOf(store, runId), { panel, reload: () => void load() });
    void load();

    async function load(): Promise<void> {
      work.abort();
      work = new AbortController();
      const { signal } = work;
      try {
        const view = await readRunView(shell.engine, store, runId, signal);
        if (signal !== work.signal) return;
        panel.rename(view.run.name);
        panel.update({ name: view.run.name, view: { state: 'ready', value: view } });
      } catch (thrown) {
        if (signal !== work.signal) return;
        const error = logFailure(thrown, shell.log);
        panel.update({ view: { state: 'failed', error: error.toPayload() } });
      }
    }

    function datasetPath(): string | undefined {
      const { view } = panel.state;
      if (view.state !== 'ready') return undefined;
      const { comparison, run } = view.value;
      return comparison?.dataset.path ?? run.tags[runTags.datasetPath];
    }

    async function onIntent(intent: Exclude<RunIntent, CommonIntent>): Promise<void> {
      switch (intent.type) {
        case 'openRun': {
          const { view } = panel.state;
          const results = view.state === 'ready' ? (view.value.comparison?.results ?? []) : [];
          const result = results.find((one) => one.runId === intent.runId);
          const title =
            result === undefined ? l10n.t('Run') : `${result.strategy} · ${result.model}`;
          show(intent.runId, title);
          return;
        }
        case 'openDataset': {
          const file = datasetPath();
          if (file !== undefined) profiles.show(Uri.file(file));
          return;
        }
        case 'copyRunId':
          await env.clipboard.writeText(runId);
          window.setStatusBarMessage(l10n.t('The run id is in the clipboard.'), 3000);
          return;
      }
    }
  }
}

function keyOf(store: string, runId: string): string {
  return `${store}#${runId}`;
}
