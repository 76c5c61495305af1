import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import path from 'node:path';
import { type RunStores } from '../runStores';
import { storeFile } from '../storeUri';

const quietMs = 300;

/**
 * Calls `changed` when a store's file changes, whoever writes it: this window, a terminal, Python. SQLite writes in bursts;
 * one call follows a burst.
 */
export function watchStores(stores: RunStores, changed: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let watchers: Disposable[] = [];
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, quietMs);
  };
  const stop = (): void => {
    for (const watcher of watchers) watcher.dispose();
  };
  const start = (): void => {
    stop();
    watchers = stores.all().flatMap(({ store }) => {
      const file = storeFile(store);
      if (file === undefined) return [];
      const pattern = new RelativePattern(
        Uri.file(path.dirname(file)),
        `${path.basename(file)}{,-wal}`,
      );
      const watcher = workspace.createFileSystemWatcher(pattern);
      watcher.onDidChange(later);
      watcher.onDidCreate(later);
      watcher.onDidDelete(later);
      return [watcher];
    });
  };
  start();
  const restart = (): void => {
    start();
    changed();
  };
  const folders = workspace.onDidChangeWorkspaceFolders(restart);
  const settings = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('cuvette.store')) restart();
  });
  return Disposable.from(folders, settings, {
    dispose: () => {
      clearTimeout(timer);
      stop();
    },
  });
}
