import path from 'node:path';

/** Name of the embedded store's file; MLflow's own default. */
export const storeFileName = 'mlflow.db';

/** The SQLAlchemy URI of an SQLite file: three slashes and the absolute path, which is not percent-encoded. */
export function sqliteUri(file: string): string {
  return `sqlite:///${file.replaceAll('\\', '/')}`;
}

/**
 * The store that a setting names, with a relative file taken from `folder`. Addresses of other kinds stay as they are: the
 * engine says whether it can use them.
 */
export function resolveStore(setting: string, folder: string): string {
  const relative = /^sqlite:\/\/\/(?!\/|[A-Za-z]:)(.+)$/.exec(setting)?.[1];
  if (relative !== undefined) return sqliteUri(path.resolve(folder, relative));
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(setting)) return setting;
  return sqliteUri(path.resolve(folder, setting));
}

/** The file of an SQLite store; `undefined` for stores of other kinds. */
export function storeFile(store: string): string | undefined {
  return /^sqlite:\/\/\/(.+)$/.exec(store)?.[1];
}
