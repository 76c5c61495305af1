import { type Memento } from 'vscode';
import { type RowsView } from '../../protocol';

const key = 'gridViews';

type Views = Readonly<Record<string, RowsView>>;

/** The filter and order of a file's grid that is open; what VS Code itself keeps of an editor it saves only now and then. */
export function recallGridView(memento: Memento, file: string): RowsView | undefined {
  const views = memento.get<Views>(key, {});
  return Object.hasOwn(views, file) ? views[file] : undefined;
}

/** Keeps the view of an open grid over a reload of the window; `undefined` forgets it, when the grid is closed. */
export async function rememberGridView(
  memento: Memento,
  file: string,
  view: RowsView | undefined,
): Promise<void> {
  const { [file]: _before, ...others } = memento.get<Views>(key, {});
  await memento.update(key, view === undefined ? others : { ...others, [file]: view });
}
