import {
  commands,
  Disposable,
  type Uri,
  window,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  type WebviewPanel,
} from 'vscode';
import { type RowsView } from '../../protocol';
import { requireLocalFile } from '../dataFiles';
import { rememberDataset } from '../datasetMemory';
import { editorTypes } from '../ids';
import { type Shell } from '../shell';
import { createGridPanel, type GridPanel } from './gridPanel';
import { recallGridView } from './gridViewMemory';

/** Files that VS Code could not show as text anyway; the data grid is their usual editor. */
const packedName = /\.(parquet|gz|zst)$/i;

/** The data grids of the window: a read-only editor for data files of any size. */
export class DataGridEditors implements CustomReadonlyEditorProvider {
  readonly #open = new Map<string, Set<GridPanel>>();
  /** Views for editors that VS Code is about to make. */
  readonly #wanted = new Map<string, RowsView>();
  #active: GridPanel | undefined;

  constructor(private readonly shell: Shell) {}

  /** Tells VS Code about the editor; both types differ only in whether they are the usual one for a file. */
  register(): Disposable {
    return Disposable.from(
      ...Object.values(editorTypes).map((type) =>
        window.registerCustomEditorProvider(type, this, {
          supportsMultipleEditorsPerDocument: true,
        }),
      ),
    );
  }

  /** Opens a file's grid, or shows it when it is open; with a condition only the rows that meet it. */
  async show(file: Uri, where = ''): Promise<void> {
    requireLocalFile(file);
    const view = where === '' ? undefined : { where, sort: [] };
    const [open] = this.#open.get(file.fsPath) ?? [];
    if (open !== undefined) {
      open.reveal();
      if (view !== undefined) open.setView(view);
      return;
    }
    if (view !== undefined) this.#wanted.set(file.fsPath, view);
    const type = packedName.test(file.fsPath) ? editorTypes.packed : editorTypes.text;
    await commands.executeCommand('vscode.openWith', file, type);
  }

  /** Asks for a row number and shows that row in the grid in front. */
  async goToRow(): Promise<void> {
    await this.#active?.askRow();
  }

  openCustomDocument(uri: Uri): CustomDocument {
    requireLocalFile(uri);
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: CustomDocument, editor: WebviewPanel): void {
    const file = uri.fsPath;
    const view = this.#wanted.get(file) ?? recallGridView(this.shell.context.workspaceState, file);
    this.#wanted.delete(file);
    const panels = this.#open.get(file) ?? new Set();
    this.#open.set(file, panels);
    let awake = this.shell.engine.keepAwake();
    const panel = createGridPanel(this.shell, {
      file,
      viewType: editor.viewType,
      editor,
      view,
      onDispose: () => {
        awake.dispose();
        panels.delete(panel);
        if (panels.size === 0) this.#open.delete(file);
        if (this.#active === panel) this.#active = undefined;
      },
    });
    panels.add(panel);
    if (editor.active) this.#active = panel;
    editor.onDidChangeViewState(() => {
      if (editor.active) this.#active = panel;
      awake.dispose();
      if (editor.visible) awake = this.shell.engine.keepAwake();
    });
    void rememberDataset(this.shell.context.workspaceState, file);
  }
}
