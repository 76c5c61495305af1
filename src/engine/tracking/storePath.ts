import { isAbsolute, resolve } from 'node:path';
import { CuvetteError } from '../../protocol';

const sqliteUri = /^sqlite(?:\+\w+)?:\/\/(?<rest>[^?]*)/i;
const otherScheme = /^(?<scheme>[a-z][a-z0-9+.-]+):\/\//i;

/**
 * The absolute path of the SQLite file that a store URI names. As in SQLAlchemy, three slashes introduce a relative path
 * (`sqlite:///mlflow.db`) and four an absolute one (`sqlite:////data/mlflow.db`, or `sqlite:///C:/data/mlflow.db`), and
 * nothing is percent-decoded. Text without a scheme is a path.
 *
 * @param uri store URI or path
 * @param workingFolder folder that relative paths start from
 * @throws {CuvetteError} USAGE_INVALID for any other scheme, for an in-memory database and for an empty name.
 * @example
 * storePath('sqlite:///mlflow.db', '/data'); // '/data/mlflow.db'
 */
export function storePath(uri: string, workingFolder: string): string {
  const match = sqliteUri.exec(uri);
  if (match === null) {
    const scheme = otherScheme.exec(uri)?.groups?.['scheme']?.toLowerCase();
    if (scheme !== undefined) throw unsupportedScheme(uri, scheme);
    if (uri.trim() === '') throw noFileNamed(uri);
    return resolve(workingFolder, uri);
  }
  const rest = match.groups?.['rest'] ?? '';
  const path = rest.startsWith('/') ? rest.slice(1) : rest;
  if (path === '' || path === ':memory:' || !rest.startsWith('/')) throw noFileNamed(uri);
  return isAbsolute(path) ? resolve(path) : resolve(workingFolder, path);
}

function unsupportedScheme(uri: string, scheme: string): CuvetteError {
  const what =
    scheme === 'http' || scheme === 'https'
      ? 'an MLflow server'
      : scheme === 'file'
        ? 'an MLflow file store'
        : `a store of the kind "${scheme}"`;
  return new CuvetteError(
    'USAGE_INVALID',
    `The run store ${withoutPassword(uri)} is ${what}; this version keeps runs in SQLite files only.`,
    {
      hint: 'Name a file, as in `sqlite:///mlflow.db`. A server started with `mlflow server --backend-store-uri sqlite:///mlflow.db` shows the same runs.',
      details: { scheme },
    },
  );
}

function noFileNamed(uri: string): CuvetteError {
  return new CuvetteError('USAGE_INVALID', `The run store "${uri}" does not name a file.`, {
    hint: 'Use `sqlite:///mlflow.db` for a file in the working folder or `sqlite:////folder/mlflow.db` for an absolute path.',
  });
}

function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^/@]*@/, '//…@');
}
