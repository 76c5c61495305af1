import path from 'node:path';
import { CuvetteError } from '../../protocol';

/**
 * What the operating system said about a file, as a {@link CuvetteError}: FILE_NOT_FOUND, FILE_UNREADABLE, DISK_FULL.
 * A CuvetteError is returned as it is.
 */
export function fileError(error: unknown, file: string): CuvetteError {
  if (error instanceof CuvetteError) return error;
  if (error instanceof Error && error.name === 'AbortError') return CuvetteError.from(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = path.basename(file);
  const options = { details: { path: file, systemCode: code }, cause: error };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new CuvetteError('FILE_NOT_FOUND', `There is no file ${file}.`, {
        ...options,
        hint: 'Check the path. A file that was there a moment ago has been moved or deleted.',
      });
    case 'EISDIR':
      return new CuvetteError('FILE_UNREADABLE', `${file} is a folder, not a file.`, {
        ...options,
        hint: 'Choose one data file inside it.',
      });
    case 'EACCES':
    case 'EPERM':
      return new CuvetteError('FILE_UNREADABLE', `${name} may not be read by this user.`, {
        ...options,
        hint: 'Give yourself read permission on the file, or copy it to a folder of yours.',
      });
    case 'ENOSPC':
      return new CuvetteError(
        'DISK_FULL',
        `The disk for temporary files ran full while reading ${name}.`,
        { ...options, hint: 'Free some space, or point TMPDIR to a larger disk.' },
      );
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return new CuvetteError('FILE_UNREADABLE', `${name} could not be read: ${reason}.`, options);
    }
  }
}
