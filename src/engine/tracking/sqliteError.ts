import { CuvetteError } from '../../protocol';

/** The result codes of SQLite that mean something to the run store (sqlite.org/rescode.html). */
const resultCode = {
  error: 1,
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  authorization: 23,
  notADatabase: 26,
} as const;

const notNullViolated = 1299;

/** The driver's `all()` and `iterate()` give no code, only SQLite's own text for it. */
const codeOfText: Readonly<Record<string, number>> = {
  'database is locked': resultCode.busy,
  'database table is locked': resultCode.locked,
  'attempt to write a readonly database': resultCode.readOnly,
  'disk I/O error': resultCode.ioError,
  'database disk image is malformed': resultCode.corrupt,
  'database or disk is full': resultCode.full,
  'unable to open database file': resultCode.cannotOpen,
  'file is not a database': resultCode.notADatabase,
};

/** What the driver throws; the codes are missing at times. */
interface DriverError extends Error {
  readonly code: 'ERR_SQLITE_ERROR';
  readonly sqliteCode?: number;
  readonly sqliteExtendedCode?: number;
}

function isDriverError(thrown: unknown): thrown is DriverError {
  return thrown instanceof Error && (thrown as Partial<DriverError>).code === 'ERR_SQLITE_ERROR';
}

function resultCodeOf(error: DriverError): number {
  return error.sqliteCode ?? codeOfText[error.message] ?? resultCode.error;
}

/** Whether a failed call may succeed when it is repeated a little later, because another process holds the database. */
export function isBusy(thrown: unknown): boolean {
  if (!isDriverError(thrown)) return false;
  const code = resultCodeOf(thrown);
  return code === resultCode.busy || code === resultCode.locked;
}

/**
 * The error that people see for a failed call of the SQLite driver. What is not the driver's is passed through, as
 * {@link CuvetteError.from} does.
 *
 * @param thrown what the call threw
 * @param path the database file, for the message
 * @returns STORE_LOCKED, DISK_FULL, STORE_UNREACHABLE, STORE_INCOMPATIBLE, or INTERNAL for what should not happen
 */
export function sqliteError(thrown: unknown, path: string): CuvetteError {
  if (!isDriverError(thrown)) return CuvetteError.from(thrown);
  const options = { cause: thrown, details: { path, sqlite: thrown.message } };
  switch (resultCodeOf(thrown)) {
    case resultCode.busy:
    case resultCode.locked:
      return new CuvetteError(
        'STORE_LOCKED',
        `The run store ${path} is locked: another program has been writing to it for too long.`,
        {
          ...options,
          hint: 'Try again when the other program (an MLflow server, another Cuvette) has finished writing.',
        },
      );
    case resultCode.full:
      return new CuvetteError(
        'DISK_FULL',
        `The run store ${path} cannot grow: there is no space left on its disk.`,
        { ...options, hint: 'Free some space, then try again. Nothing was half-written.' },
      );
    case resultCode.readOnly:
      return new CuvetteError('STORE_UNREACHABLE', `The run store ${path} is read-only.`, {
        ...options,
        hint: 'Make the file and its folder writable, or name another store.',
      });
    case resultCode.permission:
    case resultCode.authorization:
    case resultCode.cannotOpen:
    case resultCode.ioError:
      return new CuvetteError(
        'STORE_UNREACHABLE',
        `The run store ${path} cannot be read or written: ${thrown.message}.`,
        {
          ...options,
          hint: 'Check that the file and its folder exist and that you may write there.',
        },
      );
    case resultCode.notADatabase:
      return new CuvetteError('STORE_INCOMPATIBLE', `${path} is not a SQLite database.`, {
        ...options,
        hint: 'Name the database file of an MLflow store, or a file that does not exist yet.',
      });
    case resultCode.corrupt:
      return new CuvetteError('STORE_INCOMPATIBLE', `The run store ${path} is damaged.`, {
        ...options,
        hint: 'Restore a copy, or save what can be read with `sqlite3 FILE .recover`.',
      });
  }
  if (thrown.sqliteExtendedCode === notNullViolated || isSchemaMismatch(thrown)) {
    return new CuvetteError(
      'STORE_INCOMPATIBLE',
      `The run store ${path} has a schema that this version of Cuvette does not know: ${thrown.message}.`,
      {
        ...options,
        hint: 'It was probably changed by a newer MLflow. Update Cuvette, or use another store.',
      },
    );
  }
  return CuvetteError.from(thrown);
}

/** A table or column that was there when the store was opened and is not now. */
function isSchemaMismatch(error: DriverError): boolean {
  return /no such (table|column)|has no column/.test(error.message);
}
