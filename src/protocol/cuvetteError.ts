import { errorTable, type ErrorCode, type ErrorTraits } from './errorTable';

/** An error as it crosses a border: RPC, `--json` output, HTTP body. Plain data. */
export interface ErrorPayload {
  readonly code: ErrorCode;
  /** What happened and why, one or two sentences, with the value received. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Positions, names and values that a script may want; JSON only. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What may be said beside the message of a {@link CuvetteError}. */
export interface CuvetteErrorOptions {
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class of Cuvette: a call that cannot give an answer. Bad data that can still be read is not an error but
 * an `Issue` beside the value.
 *
 * A message says what happened, why, and what to do, with the value received:
 * *The `k` parameter of `smote` must be an integer ≥ 1. Got 0.*
 */
export class CuvetteError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, options: CuvetteErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CuvetteError';
    this.code = code;
    this.hint = options.hint;
    this.details = options.details;
  }

  /** Exit code, HTTP status and severity of this error's code. */
  get traits(): ErrorTraits {
    return errorTable[this.code];
  }

  /** The error as plain data, without stack or cause. */
  toPayload(): ErrorPayload {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }

  /** The error that a payload stands for. */
  static fromPayload(payload: ErrorPayload): CuvetteError {
    return new CuvetteError(payload.code, payload.message, {
      hint: payload.hint,
      details: payload.details,
    });
  }

  /**
   * Any thrown value as a CuvetteError. An abort becomes `CANCELLED`; what is not ours becomes `INTERNAL`, keeping the
   * original as `cause` for the log.
   */
  static from(thrown: unknown): CuvetteError {
    if (thrown instanceof CuvetteError) return thrown;
    if (thrown instanceof Error && thrown.name === 'AbortError') return cancelled(thrown);
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return new CuvetteError('INTERNAL', `Something went wrong inside Cuvette: ${reason}`, {
      hint: 'This is a defect of ours. The log has the details.',
      cause: thrown,
    });
  }
}

/** The error of an operation that somebody stopped. */
export function cancelled(cause?: unknown): CuvetteError {
  return new CuvetteError('CANCELLED', 'Cancelled.', { cause });
}

/**
 * Throws `CANCELLED` when `signal` is aborted. Long loops call it every few milliseconds of work.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled(signal.reason);
}

/**
 * The error of a parameter outside its constraint, in the one grammar used everywhere.
 *
 * @param parameter name as the caller wrote it, e.g. `k`
 * @param owner function or command it belongs to, e.g. `smote`
 * @param constraint what it must be, e.g. `an integer ≥ 1`
 * @param received the value that was given
 */
export function parameterError(
  parameter: string,
  owner: string,
  constraint: string,
  received: unknown,
): CuvetteError {
  const shown = typeof received === 'string' ? JSON.stringify(received) : String(received);
  return new CuvetteError(
    'PARAMETER_INVALID',
    `The \`${parameter}\` parameter of \`${owner}\` must be ${constraint}. Got ${shown}.`,
    { details: { parameter, owner, constraint } },
  );
}
