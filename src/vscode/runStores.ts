import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Uri, workspace } from 'vscode';
import { storeSetting } from './settings';
import { resolveStore, sqliteUri, storeFile, storeFileName } from './storeUri';

/** A run store with the name it has among several. */
export interface StoreLocation {
  readonly store: string;
  readonly label: string;
}

/**
 * Where runs are kept: `mlflow.db` in each workspace folder, so that `mlflow ui` started there finds it, or what
 * `cuvette.store` names. Without an open folder it is the extension's own storage.
 */
export interface RunStores {
  /** All stores of this window, one for each folder; equal ones once. */
  all(): readonly StoreLocation[];
  /** Those of {@link all} that hold runs already, or may hold some because they are not files. */
  existing(): readonly StoreLocation[];
  /** The store for runs on a data file. */
  forDataset(dataset: Uri): string;
}

export function createRunStores(globalStorage: Uri): RunStores {
  const ofFolder = (folder: Uri): string => {
    const setting = storeSetting(folder);
    return setting === ''
      ? sqliteUri(path.join(folder.fsPath, storeFileName))
      : resolveStore(setting, folder.fsPath);
  };
  const withoutFolder = (): string => {
    const setting = storeSetting(undefined);
    return setting === ''
      ? sqliteUri(path.join(globalStorage.fsPath, storeFileName))
      : resolveStore(setting, globalStorage.fsPath);
  };
  const localFolders = (): readonly { readonly uri: Uri; readonly name: string }[] =>
    (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const all = (): readonly StoreLocation[] => {
    const folders = localFolders();
    if (folders.length === 0) return [{ store: withoutFolder(), label: '' }];
    const stores = new Map(folders.map(({ uri, name }) => [ofFolder(uri), name]));
    return Array.from(stores, ([store, label]) => ({ store, label }));
  };
  return {
    all,
    existing: () =>
      all().filter(({ store }) => {
        const file = storeFile(store);
        return file === undefined || existsSync(file);
      }),
    forDataset(dataset) {
      const folder = workspace.getWorkspaceFolder(dataset)?.uri ?? localFolders()[0]?.uri;
      return folder === undefined ? withoutFolder() : ofFolder(folder);
    },
  };
}
