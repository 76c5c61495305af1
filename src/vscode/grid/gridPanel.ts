import { commands, env, l10n, Uri, window, type WebviewPanel } from 'vscode';
import path from 'node:path';
import {
  CuvetteError,
  type CommonIntent,
  type DatasetRequest,
  type GridIntent,
  type GridPanelState,
  type GridSize,
  type ProfileUpdate,
  type RowsView,
} from '../../protocol';
import { type CodeSource } from '../../code/codeSource';
import { writeCode } from '../../code/writeCode';
import { commandIds } from '../ids';
import { createSnapshotPanel } from '../panels/snapshotPanel';
import { logFailure, reportFailure } from '../reportFailure';
import { datasetRequest, engineSettings } from '../settings';
import { type Shell } from '../shell';
import { copyCells } from './copyCells';
import { toGridIntent } from './gridIntents';
import { gridStatistics } from './gridStatistics';
import { rememberGridView } from './gridViewMemory';
import { watchDataFile } from './watchDataFile';

/** A data grid in an editor. */
export interface GridPanel {
  reveal(): void;
  setView(view: RowsView): void;
  /** Asks for a row number and shows that row. */
  askRow(): Promise<void>;
}

const allRows: RowsView = { where: '', sort: [] };
const messageMs = 3000;

/** Fills an editor with the rows of a file: first rows at once, then the file as a whole, then the statistics of its header. */
export function createGridPanel(
  shell: Shell,
  start: {
    readonly file: string;
    readonly viewType: string;
    readonly editor: WebviewPanel;
    readonly view: RowsView | undefined;
    readonly onDispose: () => void;
  },
): GridPanel {
  const { file } = start;
  const dataset = (): DatasetRequest => datasetRequest(Uri.file(file));
  /** Reading the file, and what is found out about it as a whole. */
  let reading = new AbortController();
  /** The view that is being computed. */
  let viewing = new AbortController();
  let version = 0;
  let shown: { readonly view: RowsView; readonly size: GridSize } | undefined;
  let described: CodeSource | undefined;

  const panel = createSnapshotPanel<GridPanelState, GridIntent>({
    shell,
    viewType: start.viewType,
    bundle: 'grid',
    title: path.basename(file),
    restored: start.editor,
    initial: {
      panel: 'grid',
      path: file,
      fileName: path.basename(file),
      view: start.view ?? allRows,
      preview: waiting(),
      rows: waiting(),
      refused: null,
      statistics: null,
      stale: false,
    },
    toIntent: toGridIntent,
    onIntent,
    onRetry: () => void load(),
    onCancel: cancel,
    folder: () => Uri.file(path.dirname(file)),
    onDispose: () => {
      cancel();
      watch.dispose();
      void rememberGridView(shell.context.workspaceState, file, undefined);
      start.onDispose();
    },
  });
  const watch = watchDataFile(file, () => panel.update({ stale: true }));
  void load();
  return { reveal: () => panel.reveal(), setView: (view) => void setView(view), askRow };

  function cancel(): void {
    reading.abort();
    viewing.abort();
  }

  async function load(): Promise<void> {
    cancel();
    reading = new AbortController();
    const { signal } = reading;
    shown = undefined;
    described = undefined;
    panel.update({
      preview: waiting(),
      rows: waiting(),
      statistics: null,
      refused: null,
      stale: false,
    });
    await watch.reset();
    void preview(signal);
    await compute(panel.state.view);
    if (!signal.aborted && panel.state.rows.state !== 'failed') await describe(signal);
  }

  async function preview(signal: AbortSignal): Promise<void> {
    try {
      const value = await shell.engine.call('dataset/preview', { dataset: dataset() }, { signal });
      if (!signal.aborted) panel.update({ preview: { state: 'ready', value } });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = CuvetteError.from(thrown);
      panel.update({ preview: { state: 'failed', error: error.toPayload() } });
    }
  }

  async function setView(view: RowsView): Promise<void> {
    await compute(view);
  }

  /** Computes a view; one that is refused leaves the one before it, or all rows. */
  async function compute(view: RowsView): Promise<void> {
    viewing.abort();
    viewing = new AbortController();
    const { signal } = viewing;
    panel.update({ view, rows: waiting(view, shown !== undefined), refused: null });
    try {
      const { viewRows, totalRows, columns } = await shell.engine.call(
        'dataset/rows',
        { dataset: dataset(), view, offset: 0, limit: 0, ...engineSettings() },
        {
          signal,
          onProgress: ({ message, fraction }) => {
            if (!signal.aborted) panel.progress(message, fraction);
          },
        },
      );
      if (signal !== viewing.signal) return;
      shown = { view, size: { version: ++version, viewRows, totalRows, columns } };
      panel.update({ view, rows: { state: 'ready', value: shown.size } });
      void rememberGridView(shell.context.workspaceState, file, isAllRows(view) ? undefined : view);
    } catch (thrown) {
      if (signal !== viewing.signal) return;
      await giveUp(view, logFailure(thrown, shell.log));
    }
  }

  async function giveUp(view: RowsView, error: CuvetteError): Promise<void> {
    const refused = error.code === 'CANCELLED' ? null : { view, error: error.toPayload() };
    if (shown !== undefined) {
      panel.update({ view: shown.view, rows: { state: 'ready', value: shown.size }, refused });
      return;
    }
    if (isAboutView(error) && !isAllRows(view)) {
      await compute(allRows);
      panel.update({ refused });
      return;
    }
    panel.update({ rows: { state: 'failed', error: error.toPayload() } });
  }

  /** Header statistics are there before the rest of a profile, and the rest is not needed here. */
  async function describe(signal: AbortSignal): Promise<void> {
    const enough = new AbortController();
    const take = ({ dataset: info, columns }: Pick<ProfileUpdate, 'dataset' | 'columns'>): void => {
      if (signal.aborted) return;
      described = { dataset: info, columns };
      panel.update({ statistics: columns.map(gridStatistics) });
      enough.abort();
    };
    try {
      const profile = await shell.engine.call(
        'dataset/profile',
        { dataset: dataset(), partial: true, ...engineSettings() },
        {
          signal: AbortSignal.any([signal, enough.signal]),
          onProgress: ({ update }) => {
            if (update?.stage === 'columns') take(update);
          },
        },
      );
      take(profile);
    } catch (thrown) {
      logFailure(thrown, shell.log);
    }
  }

  async function onIntent(intent: Exclude<GridIntent, CommonIntent>): Promise<void> {
    switch (intent.type) {
      case 'setView':
        await setView(intent.view);
        return;
      case 'getPage':
        await sendPage(intent);
        return;
      case 'getCell': {
        const { row, column } = intent;
        const params = { dataset: dataset(), row, column, ...engineSettings() };
        const { text } = await shell.engine.call('dataset/cell', params);
        panel.reply({ kind: 'cell', row, column, text });
        return;
      }
      case 'copyCells':
        await copyCells(shell, dataset(), shown?.view ?? allRows, intent);
        return;
      case 'copyText':
        await copyText(intent.text, l10n.t('The text is in the clipboard.'));
        return;
      case 'copyViewAs':
        await copyViewAs(intent.language);
        return;
      case 'askRow':
        await askRow();
        return;
      case 'openProfile':
        await commands.executeCommand(commandIds.profile, Uri.file(file));
        return;
      case 'reload':
        await load();
        return;
    }
  }

  async function sendPage(intent: Extract<GridIntent, { type: 'getPage' }>): Promise<void> {
    const { id, offset, limit, columns } = intent;
    if (shown?.size.version !== intent.version) return;
    const { view, size } = shown;
    try {
      const page = await shell.engine.call(
        'dataset/rows',
        { dataset: dataset(), view, offset, limit, columns, ...engineSettings() },
        { signal: reading.signal },
      );
      if (page.totalRows !== size.totalRows) panel.update({ stale: true });
      const { rowNumbers, rows } = page;
      panel.reply({ kind: 'page', id, version: size.version, rowNumbers, rows });
    } catch (thrown) {
      if (reading.signal.aborted) return;
      const error = logFailure(thrown, shell.log);
      panel.reply({ kind: 'pageFailed', id, error: error.toPayload() });
    }
  }

  async function askRow(): Promise<void> {
    if (shown === undefined) return;
    const { view, size } = shown;
    const answer = await window.showInputBox({
      prompt: l10n.t('Row number in the file, 1 to {0}', size.totalRows),
      validateInput: (text) => {
        const row = Number(text);
        const valid = Number.isInteger(row) && row >= 1 && row <= size.totalRows;
        return valid ? undefined : l10n.t('Type a whole number from 1 to {0}.', size.totalRows);
      },
    });
    if (answer === undefined) return;
    try {
      const { offset } = await shell.engine.call('dataset/rows', {
        dataset: dataset(),
        view,
        offset: 0,
        limit: 0,
        atRow: Number(answer),
        ...engineSettings(),
      });
      panel.reply({ kind: 'goTo', position: offset });
    } catch (thrown) {
      void reportFailure(thrown, shell.log);
    }
  }

  async function copyViewAs(language: 'sql' | 'pandas' | 'polars'): Promise<void> {
    if (described === undefined) {
      throw new CuvetteError(
        'PARAMETER_INVALID',
        l10n.t('The columns of the file are not known yet.'),
        {
          hint: l10n.t('Wait until the headers show their statistics, then copy again.'),
        },
      );
    }
    const view = shown?.view ?? allRows;
    const code = writeCode(language, described, { kind: 'rows', view });
    await copyText(code, l10n.t('The code is in the clipboard.'));
  }
}

async function copyText(text: string, message: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(message, messageMs);
}

function waiting(
  view: RowsView = allRows,
  isRead = false,
): GridPanelState['rows'] & GridPanelState['preview'] {
  const message = !isRead
    ? l10n.t('Reading the file…')
    : view.sort.length > 0
      ? l10n.t('Sorting…')
      : l10n.t('Filtering…');
  return { state: 'waiting', message, fraction: null };
}

function isAllRows({ where, sort }: RowsView): boolean {
  return where.trim() === '' && sort.length === 0;
}

/** Whether the file can be shown all the same, without the filter and order. */
function isAboutView({ code }: CuvetteError): boolean {
  return code === 'FILTER_INVALID' || code === 'COLUMN_NOT_FOUND' || code === 'PARAMETER_INVALID';
}
