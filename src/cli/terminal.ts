import pc from 'picocolors';
import { CuvetteError } from '../protocol';
import { reportFailure } from './reportFailure';

/** Where the command line writes and what it may use there. */
export interface Terminal {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** True when stderr is a terminal: a progress line may be redrawn there. */
  readonly interactive: boolean;
  /** Width of stderr in columns. */
  readonly columns: number;
  readonly colours: ReturnType<typeof pc.createColors>;
}

/**
 * The terminal of this process. A reader that has seen enough (`| head`) ends nothing: what it would have read is dropped. Output
 * that cannot be written for another reason ends the process.
 */
export function processTerminal(): Terminal {
  const terminal: Terminal = {
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY,
    columns: process.stderr.isTTY ? process.stderr.columns : 80,
    colours: pc.createColors(process.stdout.isTTY && pc.isColorSupported),
  };
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exit(reportFailure(outputFailure(error), terminal, false));
  });
  return terminal;
}

/** What a person is told when the output cannot be written. */
export function outputFailure(error: NodeJS.ErrnoException): CuvetteError {
  const full = error.code === 'ENOSPC';
  return new CuvetteError(
    full ? 'DISK_FULL' : 'FILE_UNWRITABLE',
    `The output could not be written: ${full ? 'no space is left on the device' : error.message}.`,
    { hint: 'Send it to another file, or make room.', cause: error },
  );
}
