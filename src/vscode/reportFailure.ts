import { l10n, window, type LogOutputChannel } from 'vscode';
import { CuvetteError } from '../protocol';

/** Tells a person that what they asked for did not work; silent when they cancelled it themselves. */
export async function reportFailure(thrown: unknown, log: LogOutputChannel): Promise<void> {
  const error = logFailure(thrown, log);
  if (error.code === 'CANCELLED') return;
  const showLog = l10n.t('Show log');
  const text = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  const show =
    error.traits.severity === 'user' ? window.showWarningMessage : window.showErrorMessage;
  if ((await show(text, showLog)) === showLog) log.show();
}

/** The thrown value as a CuvetteError, written to the log unless somebody cancelled. */
export function logFailure(thrown: unknown, log: LogOutputChannel): CuvetteError {
  const error = CuvetteError.from(thrown);
  if (error.code === 'CANCELLED') return error;
  log.error(`${error.code}: ${error.message}`);
  if (error.cause instanceof Error && error.cause.stack !== undefined) log.error(error.cause.stack);
  return error;
}
