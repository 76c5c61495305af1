import { commands, env, l10n, Uri, window, workspace, type WebviewPanel } from 'vscode';
import path from 'node:path';
import {
  CuvetteError,
  type ColumnProfile,
  type CommonIntent,
  type DatasetRequest,
  type ProfileIntent,
  type ProfilePanelState,
  type ProfileResult,
  type ProfileUpdate,
} from '../../protocol';
import { datasetChoices, rememberChoices, rememberDataset } from '../datasetMemory';
import { commandIds, panelTypes } from '../ids';
import { logFailure, reportFailure } from '../reportFailure';
import { datasetRequest, engineSettings } from '../settings';
import { type Shell } from '../shell';
import { targetCandidates } from '../targetCandidates';
import { createCleaning } from '../preparation/cleaning';
import { addMissingValues, setColumnType } from '../preparation/overridesFile';
import { toProfileIntent } from './intents';
import { createSnapshotPanel, type SnapshotPanel } from './snapshotPanel';

const mostSuggestions = 4;
const statusMs = 3000;

interface OpenPanel {
  readonly panel: SnapshotPanel<ProfilePanelState>;
  setTarget(target: string | null): void;
  reload(): void;
}

/** The profile panels of the window, one for each data file. */
export class ProfilePanels {
  readonly #open = new Map<string, OpenPanel>();

  constructor(private readonly shell: Shell) {}

  /** Opens a data file's panel, or shows it when it is open; `anew` when the file has just been written. */
  show(
    dataset: Uri,
    options: { tab?: 'columns' | 'tests'; target?: string; anew?: boolean } = {},
  ): void {
    const tab = options.tab ?? 'columns';
    const file = dataset.fsPath;
    const open = this.#open.get(file);
    if (open === undefined) {
      const remembered = datasetChoices(this.shell.context.workspaceState, file).target;
      this.#create(file, tab, options.target ?? remembered ?? null);
      return;
    }
    open.panel.reveal();
    if (options.anew === true) open.reload();
    if (options.target !== undefined && options.target !== open.panel.state.target) {
      open.setTarget(options.target);
    }
    open.panel.update({ tab });
  }

  /** Fills a panel that VS Code brought back after a reload. */
  restore(file: string, restored: WebviewPanel): void {
    const target = datasetChoices(this.shell.context.workspaceState, file).target ?? null;
    this.#create(file, 'columns', target, restored);
  }

  /** The profile that is shown for a data file, when one is. */
  known(file: string): ProfileResult | undefined {
    const profile = this.#open.get(file)?.panel.state.profile;
    return profile?.state === 'ready' ? profile.value : undefined;
  }

  #create(
    file: string,
    tab: 'columns' | 'tests',
    target: string | null,
    restored?: WebviewPanel,
  ): void {
    const open = openProfilePanel(this.shell, { file, tab, target, restored }, () => {
      this.#open.delete(file);
    });
    this.#open.set(file, open);
  }
}

function openProfilePanel(
  shell: Shell,
  start: {
    readonly file: string;
    readonly tab: 'columns' | 'tests';
    readonly target: string | null;
    readonly restored: WebviewPanel | undefined;
  },
  onDispose: () => void,
): OpenPanel {
  const { file } = start;
  const { workspaceState } = shell.context;
  const dataset = (): DatasetRequest => datasetRequest(Uri.file(file));
  const waiting = {
    state: 'waiting',
    message: l10n.t('Reading the file…'),
    fraction: null,
  } as const;
  let work = new AbortController();
  let pairWork = new AbortController();
  const cleaning = createCleaning(shell, file, (steps) => panel.update({ cleaning: steps }));

  const panel = createSnapshotPanel<ProfilePanelState, ProfileIntent>({
    shell,
    viewType: panelTypes.profile,
    bundle: 'profile',
    title: path.basename(file),
    restored: start.restored,
    initial: {
      panel: 'profile',
      path: file,
      fileName: path.basename(file),
      target: start.target,
      suggestedTargets: [],
      profile: waiting,
      partial: null,
      tests: null,
      pair: null,
      cleaning: cleaning.steps(),
      dismissedAlerts: datasetChoices(workspaceState, file).dismissedAlerts ?? [],
      tab: start.tab,
      trusted: workspace.isTrusted,
    },
    toIntent: toProfileIntent,
    onIntent,
    onRetry: () => void load(),
    onCancel: () => work.abort(),
    folder: () => Uri.file(path.dirname(file)),
    onDispose: () => {
      work.abort();
      pairWork.abort();
      trust.dispose();
      onDispose();
    },
  });
  const trust = workspace.onDidGrantWorkspaceTrust(() => panel.update({ trusted: true }));
  void rememberDataset(workspaceState, file);
  void load();
  return { panel, setTarget, reload: () => void load() };

  async function load(): Promise<void> {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    const { target } = panel.state;
    const withTarget = target === null ? {} : { target };
    pairWork.abort();
    panel.update({ profile: waiting, partial: null, tests: null, pair: null });
    try {
      const profile = await shell.engine.call(
        'dataset/profile',
        { dataset: dataset(), ...withTarget, partial: true, ...engineSettings() },
        {
          signal,
          onProgress: ({ message, fraction, update }) => {
            if (signal.aborted) return;
            panel.progress(message, fraction);
            if (update !== undefined) showPart(update);
          },
        },
      );
      if (signal !== work.signal) return;
      panel.update({
        profile: { state: 'ready', value: profile },
        partial: null,
        suggestedTargets: suggestTargets(profile.columns),
        tests: target === null ? null : { ...waiting, message: l10n.t('Testing columns…') },
      });
      if (target !== null) await test(target, signal);
    } catch (thrown) {
      if (signal !== work.signal) return;
      const error = CuvetteError.from(thrown);
      if (target !== null && isAboutTarget(error)) {
        void reportFailure(error, shell.log);
        setTarget(null);
        return;
      }
      logFailure(error, shell.log);
      panel.update({ profile: { state: 'failed', error: error.toPayload() }, partial: null });
    }
  }

  function showPart(partial: ProfileUpdate): void {
    panel.update({ partial, suggestedTargets: suggestTargets(partial.columns) });
  }

  async function test(target: string, signal: AbortSignal): Promise<void> {
    try {
      const tests = await shell.engine.call(
        'dataset/test',
        { dataset: dataset(), target, ...engineSettings() },
        { signal },
      );
      if (signal === work.signal) panel.update({ tests: { state: 'ready', value: tests } });
    } catch (thrown) {
      if (signal !== work.signal) return;
      const error = logFailure(thrown, shell.log);
      panel.update({ tests: { state: 'failed', error: error.toPayload() } });
    }
  }

  async function relate(x: string, y: string): Promise<void> {
    pairWork.abort();
    pairWork = new AbortController();
    const { signal } = pairWork;
    const message = l10n.t('Relating {0} and {1}…', x, y);
    panel.update({ pair: { ...waiting, message } });
    try {
      const params = { dataset: dataset(), x, y, ...engineSettings() };
      const value = await shell.engine.call('dataset/pair', params, { signal });
      if (!signal.aborted) panel.update({ pair: { state: 'ready', value } });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = logFailure(thrown, shell.log);
      panel.update({ pair: { state: 'failed', error: error.toPayload() } });
    }
  }

  function setTarget(target: string | null): void {
    panel.update({ target });
    void rememberChoices(workspaceState, file, {
      target: target ?? undefined,
      positive: undefined,
    });
    void load();
  }

  async function onIntent(intent: Exclude<ProfileIntent, CommonIntent>): Promise<void> {
    switch (intent.type) {
      case 'setTarget':
        setTarget(intent.target);
        return;
      case 'train':
        await commands.executeCommand(commandIds.train, Uri.file(file), panel.state.target);
        return;
      case 'writeReport':
        await writeReport();
        return;
      case 'copyCode':
        await env.clipboard.writeText(intent.text);
        window.setStatusBarMessage(l10n.t('The code is in the clipboard.'), statusMs);
        return;
      case 'showRows':
        await commands.executeCommand(commandIds.openDataGrid, Uri.file(file), intent.where);
        return;
      case 'compareWith':
        await commands.executeCommand(commandIds.compareData, Uri.file(file));
        return;
      case 'dismissAlerts':
        await dismiss([...new Set([...panel.state.dismissedAlerts, ...intent.keys])]);
        return;
      case 'restoreAlerts':
        await dismiss([]);
        return;
      case 'addCleaning':
      case 'removeCleaning':
      case 'clearCleaning':
      case 'writeCleaning':
        await cleaning.handle(intent);
        return;
      case 'setType':
        await setColumnType(file, intent.column, intent.columnType, () => void load());
        return;
      case 'treatAsMissing':
        await treatAsMissing(intent.values);
        return;
      case 'showPair':
        await relate(intent.x, intent.y);
        return;
      case 'hidePair':
        pairWork.abort();
        panel.update({ pair: null });
        return;
    }
  }

  async function treatAsMissing(values: readonly string[]): Promise<void> {
    const { profile } = panel.state;
    if (profile.state !== 'ready') return;
    await addMissingValues(file, profile.value.dataset.format, values, () => void load());
  }

  async function dismiss(dismissedAlerts: readonly string[]): Promise<void> {
    panel.update({ dismissedAlerts });
    await rememberChoices(workspaceState, file, { dismissedAlerts });
  }

  async function writeReport(): Promise<void> {
    const { profile, tests } = panel.state;
    if (profile.state !== 'ready') return;
    const output = await window.showSaveDialog({
      defaultUri: Uri.file(path.join(path.dirname(file), `${path.parse(file).name}.html`)),
      filters: { HTML: ['html'] },
      title: l10n.t('Save report'),
    });
    if (output === undefined) return;
    const written = await shell.engine.call('report/write', {
      output: output.fsPath,
      profile: profile.value,
      ...(tests?.state === 'ready' ? { tests: tests.value } : {}),
    });
    // In a remote window the browser is on another machine than the file.
    const isHere = env.remoteName === undefined;
    if (!isHere || !(await env.openExternal(Uri.file(written.path)))) {
      void window.showInformationMessage(l10n.t('The report is in {0}.', written.path));
    }
  }
}

function suggestTargets(columns: readonly ColumnProfile[]): readonly string[] {
  return targetCandidates(columns)
    .slice(0, mostSuggestions)
    .map(({ name }) => name);
}

/** Whether a profile failed only because of the chosen target, so that it works without one. */
function isAboutTarget({ code }: CuvetteError): boolean {
  return (
    code === 'COLUMN_NOT_FOUND' ||
    code === 'TARGET_CONSTANT' ||
    code === 'TARGET_UNSUITABLE' ||
    code === 'CLASS_TOO_RARE'
  );
}
