import { env, l10n, ProgressLocation, window } from 'vscode';
import {
  CuvetteError,
  type Cell,
  type DatasetRequest,
  type GridColumn,
  type GridIntent,
  type RowsView,
} from '../../protocol';
import { engineSettings } from '../settings';
import { type Shell } from '../shell';
import { cellsAsText } from './cellTexts';

type Copy = Extract<GridIntent, { type: 'copyCells' }>;

const mostCells = 1_000_000;
const pageRows = 1000;
const messageMs = 3000;

/** Puts cells of a view into the clipboard, their texts whole. */
export async function copyCells(
  shell: Shell,
  dataset: DatasetRequest,
  view: RowsView,
  copy: Copy,
): Promise<void> {
  const cells = copy.rows * copy.columns.length;
  if (cells === 0) return;
  if (cells > mostCells) {
    throw new CuvetteError(
      'PARAMETER_INVALID',
      l10n.t('A copy holds at most {0} cells; this selection has {1}.', mostCells, cells),
      { hint: l10n.t('Copy the view as code instead, or select fewer rows.') },
    );
  }
  const work = async (signal: AbortSignal): Promise<void> => {
    const rows: (readonly Cell[])[] = [];
    let columns: readonly GridColumn[] = [];
    while (rows.length < copy.rows) {
      const page = await shell.engine.call(
        'dataset/rows',
        {
          dataset,
          view,
          offset: copy.offset + rows.length,
          limit: Math.min(pageRows, copy.rows - rows.length),
          columns: copy.columns,
          wholeTexts: true,
          ...engineSettings(),
        },
        { signal },
      );
      ({ columns } = page);
      rows.push(...page.rows);
      if (page.rows.length === 0) break;
    }
    await env.clipboard.writeText(cellsAsText({ columns, rows }, copy.format, copy.header));
    window.setStatusBarMessage(
      l10n.t('{0} rows × {1} columns are in the clipboard.', rows.length, columns.length),
      messageMs,
    );
  };
  if (copy.rows <= pageRows) {
    await work(new AbortController().signal);
    return;
  }
  await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Copying rows…'), cancellable: true },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      await work(controller.signal);
    },
  );
}
