import { env, l10n, Uri, window, type WebviewPanel } from 'vscode';
import path from 'node:path';
import {
  CuvetteError,
  type CommonIntent,
  type ComparisonIntent,
  type ComparisonPanelMemory,
  type ComparisonPanelState,
} from '../../protocol';
import { datasetChoices, rememberDataset } from '../datasetMemory';
import { panelTypes } from '../ids';
import { logFailure } from '../reportFailure';
import { datasetRequest, engineSettings } from '../settings';
import { type Shell } from '../shell';
import { toComparisonIntent } from './comparisonIntents';
import { type ProfilePanels } from './profilePanel';
import { createSnapshotPanel, type SnapshotPanel } from './snapshotPanel';

const statusMs = 3000;

/** The comparison panels of the window, one for each pair of data files. */
export class ComparisonPanels {
  readonly #open = new Map<string, SnapshotPanel<ComparisonPanelState>>();

  constructor(
    private readonly shell: Shell,
    private readonly profiles: ProfilePanels,
  ) {}

  /** Opens the comparison of two data files, or shows it when it is open. The target is the one chosen for either file. */
  show(reference: Uri, current: Uri): void {
    const pair = { reference: reference.fsPath, current: current.fsPath };
    const open = this.#open.get(keyOf(pair));
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const { workspaceState } = this.shell.context;
    const target =
      datasetChoices(workspaceState, pair.current).target ??
      datasetChoices(workspaceState, pair.reference).target ??
      null;
    this.restore({ ...pair, target });
  }

  /** Fills a panel that VS Code brought back after a reload, or a new one. */
  restore(memory: ComparisonPanelMemory, restored?: WebviewPanel): void {
    const key = keyOf(memory);
    this.#open.set(
      key,
      openComparisonPanel(this.shell, this.profiles, memory, restored, {
        onSwap: (target) => this.#swap(memory, target),
        onDispose: () => this.#open.delete(key),
      }),
    );
  }

  #swap({ reference, current }: ComparisonPanelMemory, target: string | null): void {
    const swapped = { reference: current, current: reference, target };
    const open = this.#open.get(keyOf(swapped));
    if (open === undefined) this.restore(swapped);
    else open.reveal();
  }
}

function keyOf({
  reference,
  current,
}: Pick<ComparisonPanelMemory, 'reference' | 'current'>): string {
  return JSON.stringify([reference, current]);
}

interface PanelEvents {
  readonly onSwap: (target: string | null) => void;
  readonly onDispose: () => void;
}

function openComparisonPanel(
  shell: Shell,
  profiles: ProfilePanels,
  { reference, current, target }: ComparisonPanelMemory,
  restored: WebviewPanel | undefined,
  events: PanelEvents,
): SnapshotPanel<ComparisonPanelState> {
  const waiting = {
    state: 'waiting',
    message: l10n.t('Reading both files…'),
    fraction: null,
  } as const;
  let work = new AbortController();
  const panel = createSnapshotPanel<ComparisonPanelState, ComparisonIntent>({
    shell,
    viewType: panelTypes.comparison,
    bundle: 'comparison',
    title: `${path.basename(reference)} → ${path.basename(current)}`,
    restored,
    initial: { panel: 'comparison', reference, current, target, comparison: waiting },
    toIntent: toComparisonIntent,
    onIntent,
    onRetry: () => void load(),
    onCancel: () => work.abort(),
    folder: () => Uri.file(path.dirname(current)),
    onDispose: () => {
      work.abort();
      events.onDispose();
    },
  });
  for (const file of [reference, current]) void rememberDataset(shell.context.workspaceState, file);
  void load();
  return panel;

  async function load(): Promise<void> {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    const chosen = panel.state.target;
    panel.update({ comparison: waiting });
    try {
      const comparison = await shell.engine.call(
        'dataset/compare',
        {
          reference: datasetRequest(Uri.file(reference)),
          current: datasetRequest(Uri.file(current)),
          ...(chosen === null ? {} : { target: chosen }),
          ...engineSettings(),
        },
        {
          signal,
          onProgress: ({ message, fraction }) => {
            if (!signal.aborted) panel.progress(message, fraction);
          },
        },
      );
      if (signal === work.signal)
        panel.update({ comparison: { state: 'ready', value: comparison } });
    } catch (thrown) {
      if (signal !== work.signal) return;
      const error = CuvetteError.from(thrown);
      // A target that only one of the files has: the comparison works without one.
      if (chosen !== null && error.code === 'COLUMN_NOT_FOUND') {
        panel.update({ target: null });
        void load();
        return;
      }
      logFailure(error, shell.log);
      panel.update({ comparison: { state: 'failed', error: error.toPayload() } });
    }
  }

  async function onIntent(intent: Exclude<ComparisonIntent, CommonIntent>): Promise<void> {
    switch (intent.type) {
      case 'setTarget':
        panel.update({ target: intent.target });
        void load();
        return;
      case 'swap':
        events.onSwap(panel.state.target);
        panel.dispose();
        return;
      case 'openProfile':
        profiles.show(Uri.file(intent.side === 'reference' ? reference : current));
        return;
      case 'writeReport':
        await writeReport();
        return;
      case 'copySql':
        await copySql(intent.alert);
        return;
    }
  }

  async function writeReport(): Promise<void> {
    const { comparison } = panel.state;
    if (comparison.state !== 'ready') return;
    const name = `${path.parse(reference).name} - ${path.parse(current).name}.html`;
    const output = await window.showSaveDialog({
      defaultUri: Uri.file(path.join(path.dirname(current), name)),
      filters: { HTML: ['html'] },
      title: l10n.t('Save report'),
    });
    if (output === undefined) return;
    const written = await shell.engine.call('report/writeComparison', {
      output: output.fsPath,
      comparison: comparison.value,
    });
    // In a remote window the browser is on another machine than the file.
    const isHere = env.remoteName === undefined;
    if (!isHere || !(await env.openExternal(Uri.file(written.path)))) {
      void window.showInformationMessage(l10n.t('The report is in {0}.', written.path));
    }
  }

  async function copySql(alert: number): Promise<void> {
    const { comparison } = panel.state;
    const sql = comparison.state === 'ready' ? comparison.value.alerts[alert]?.sql : undefined;
    if (sql === undefined || sql === null) return;
    const files: Readonly<Record<string, string>> = {
      '{reference}': reference,
      '{current}': current,
    };
    const pasted = sql.replace(
      /\{(?:reference|current)\}/g,
      (name) => `'${files[name]!.replaceAll("'", "''")}'`,
    );
    await env.clipboard.writeText(pasted);
    window.setStatusBarMessage(l10n.t('The SQL is in the clipboard.'), statusMs);
  }
}
