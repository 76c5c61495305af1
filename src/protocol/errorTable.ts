/**
 * Who can act on an error: the person who typed or chose something (`user`), the machine around us (`environment`),
 * nobody because it was asked for (`cancelled`), or we ourselves (`defect`).
 */
export type ErrorSeverity = 'user' | 'environment' | 'cancelled' | 'defect';

/** What each error code means to the borders that report it: command line, HTTP, VS Code. */
export interface ErrorTraits {
  /** Exit code of the command line: 1 defect, 2 wrong usage, 3 bad data, 4 missing part or service, 130 cancelled. */
  readonly exitCode: 1 | 2 | 3 | 4 | 130;
  readonly httpStatus: number;
  readonly severity: ErrorSeverity;
}

/**
 * The closed set of error codes. A code is part of the contract with scripts (`{"error":{"code":…}}`): add freely,
 * rename never. `docs/errors.md` describes each one; a contract test keeps both lists equal.
 */
export const errorTable = {
  PARAMETER_INVALID: { exitCode: 2, httpStatus: 400, severity: 'user' },
  USAGE_INVALID: { exitCode: 2, httpStatus: 400, severity: 'user' },
  RUN_NOT_FOUND: { exitCode: 2, httpStatus: 404, severity: 'user' },
  EXPERIMENT_NOT_FOUND: { exitCode: 2, httpStatus: 404, severity: 'user' },
  ARTIFACT_NOT_FOUND: { exitCode: 2, httpStatus: 404, severity: 'user' },
  FILTER_INVALID: { exitCode: 2, httpStatus: 400, severity: 'user' },

  FILE_NOT_FOUND: { exitCode: 3, httpStatus: 404, severity: 'user' },
  FILE_UNREADABLE: { exitCode: 3, httpStatus: 403, severity: 'user' },
  FILE_UNWRITABLE: { exitCode: 4, httpStatus: 403, severity: 'environment' },
  FILE_EMPTY: { exitCode: 3, httpStatus: 422, severity: 'user' },
  FILE_BINARY: { exitCode: 3, httpStatus: 422, severity: 'user' },
  FORMAT_UNSUPPORTED: { exitCode: 3, httpStatus: 415, severity: 'user' },
  DATA_UNREADABLE: { exitCode: 3, httpStatus: 422, severity: 'user' },
  DATA_NO_ROWS: { exitCode: 3, httpStatus: 422, severity: 'user' },
  COLUMN_NOT_FOUND: { exitCode: 3, httpStatus: 404, severity: 'user' },
  OVERRIDES_INVALID: { exitCode: 3, httpStatus: 422, severity: 'user' },
  TARGET_CONSTANT: { exitCode: 3, httpStatus: 422, severity: 'user' },
  TARGET_UNSUITABLE: { exitCode: 3, httpStatus: 422, severity: 'user' },
  CLASS_TOO_RARE: { exitCode: 3, httpStatus: 422, severity: 'user' },
  SCRIPT_FAILED: { exitCode: 3, httpStatus: 422, severity: 'user' },
  NO_FEATURES: { exitCode: 3, httpStatus: 422, severity: 'user' },

  PART_MISSING: { exitCode: 4, httpStatus: 501, severity: 'environment' },
  STORE_UNREACHABLE: { exitCode: 4, httpStatus: 503, severity: 'environment' },
  STORE_LOCKED: { exitCode: 4, httpStatus: 503, severity: 'environment' },
  STORE_INCOMPATIBLE: { exitCode: 4, httpStatus: 409, severity: 'environment' },
  DISK_FULL: { exitCode: 4, httpStatus: 507, severity: 'environment' },
  OUT_OF_MEMORY: { exitCode: 4, httpStatus: 507, severity: 'environment' },
  ENGINE_CRASHED: { exitCode: 4, httpStatus: 502, severity: 'environment' },
  JOB_CRASHED: { exitCode: 4, httpStatus: 502, severity: 'environment' },
  PROTOCOL_MISMATCH: { exitCode: 4, httpStatus: 409, severity: 'environment' },
  WORKSPACE_UNTRUSTED: { exitCode: 4, httpStatus: 403, severity: 'environment' },

  CANCELLED: { exitCode: 130, httpStatus: 499, severity: 'cancelled' },
  INTERNAL: { exitCode: 1, httpStatus: 500, severity: 'defect' },
} as const satisfies Readonly<Record<string, ErrorTraits>>;

/** One of the codes of {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;
