import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import path from 'node:path';
import { type RunStores } from '../runStores';
import { storeFile } from '../storeUri';

const pauseMs = 400;

/**
 * Calls `changed` when a store's file changes, whoever writes it: this window, a terminal, Python. However fast the writes follow
 * one another, calls are a pause apart, and one follows the last write.
 */
export function watchStores(stores: RunStores, changed: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let watchers: Disposable[] = [];
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed();
    }, pauseMs);
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
