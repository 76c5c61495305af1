import { mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CuvetteError, parameterError, type ArtifactInfo } from '../../protocol';
import { createId } from './createId';

/**
 * The folder that an artifact URI names: a `file:` URI, or a plain path as some MLflow versions write it.
 *
 * @param uri `artifact_uri` of a run
 * @param storeFolder folder of the database; relative paths start there
 * @returns `undefined` when the artifacts lie elsewhere than on this machine's disks
 */
export function artifactFolder(uri: string, storeFolder: string): string | undefined {
  if (uri.startsWith('file:')) {
    return URL.canParse(uri) ? fileURLToPath(uri) : undefined;
  }
  if (isAbsolute(uri)) return uri;
  if (uri === '' || /^[a-z][a-z0-9+.-]+:/i.test(uri)) return undefined;
  return resolve(storeFolder, uri);
}

/** The error for artifacts that this process cannot reach. */
export function artifactsElsewhere(uri: string): CuvetteError {
  return new CuvetteError(
    'STORE_UNREACHABLE',
    `The artifacts of this run lie at ${uri}, which is not a folder on this machine.`,
    {
      hint: 'Fetch them with the MLflow client of the server that wrote the run.',
      details: { uri },
    },
  );
}

/**
 * Writes a file by way of a temporary one beside the artifact folder, so that nobody reads half of it and a process that
 * dies leaves nothing in the folder.
 *
 * @param folder the artifact folder; created when it does not exist
 * @param path relative, with `/`
 * @throws {CuvetteError} PARAMETER_INVALID for a path that leaves the folder; DISK_FULL; STORE_UNREACHABLE.
 */
export async function writeFileBelow(
  folder: string,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const target = pathBelow(folder, path, 'writeArtifact');
  const temporary = join(dirname(folder), `.${createId()}.tmp`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await assertInside(folder, dirname(target), path);
    await writeFile(temporary, content);
    await rename(temporary, target);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw fileError(thrown, path);
  }
}

/**
 * The bytes of a file below the artifact folder.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a path that leaves the folder; ARTIFACT_NOT_FOUND; STORE_UNREACHABLE.
 */
export async function readFileBelow(folder: string, path: string): Promise<Uint8Array> {
  const target = pathBelow(folder, path, 'readArtifact');
  try {
    await assertInside(folder, target, path);
    return await readFile(target);
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

/**
 * Files and folders below the artifact folder, at any depth, in the order of their paths. A folder that does not exist has
 * none; links are not followed.
 *
 * @throws {CuvetteError} STORE_UNREACHABLE when a folder cannot be read.
 */
export async function listFilesBelow(folder: string): Promise<readonly ArtifactInfo[]> {
  const found: ArtifactInfo[] = [];
  const visit = async (relative: string): Promise<void> => {
    const entries = await readdir(join(folder, relative), { withFileTypes: true });
    for (const entry of entries) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        found.push({ path, isDirectory: true, sizeBytes: null });
        await visit(path);
      } else if (entry.isFile()) {
        const { size } = await stat(join(folder, path));
        found.push({ path, isDirectory: false, sizeBytes: size });
      }
    }
  };
  try {
    await visit('');
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw fileError(thrown, '');
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function pathBelow(folder: string, path: string, owner: string): string {
  const parts = path.split('/');
  const leaves = parts.some((part) => part === '' || part === '.' || part === '..');
  if (leaves || /[\\\0]/.test(path) || /^[a-z]:/i.test(path)) {
    throw parameterError('path', owner, 'a relative path with `/` that stays in the folder', path);
  }
  return join(folder, ...parts);
}

/** A link inside the folder may lead out of it. */
async function assertInside(folder: string, target: string, path: string): Promise<void> {
  const [root, real] = await Promise.all([realpath(folder), realpath(target)]);
  if (real !== root && !real.startsWith(root + sep)) {
    throw parameterError('path', 'artifact', 'a path that stays in the folder', path);
  }
}

function fileError(thrown: unknown, path: string): CuvetteError {
  if (thrown instanceof CuvetteError) return thrown;
  const code = systemCode(thrown);
  const options = { cause: thrown, details: { path, code } };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return new CuvetteError('ARTIFACT_NOT_FOUND', `This run has no artifact file "${path}".`, {
        ...options,
        hint: 'Look at the list of its artifacts.',
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new CuvetteError(
        'DISK_FULL',
        `There is no space left on the disk for the artifact "${path}".`,
        { ...options, hint: 'Free some space, then try again. Nothing was half-written.' },
      );
    case undefined:
      return CuvetteError.from(thrown);
    default:
      return new CuvetteError(
        'STORE_UNREACHABLE',
        `The artifact "${path}" cannot be read or written (${code}).`,
        { ...options, hint: 'Check that you may read and write the artifact folder of the store.' },
      );
  }
}

function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}
