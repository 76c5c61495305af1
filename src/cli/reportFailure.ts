import { CommanderError } from 'commander';
import { CuvetteError } from '../protocol';
import type { Terminal } from './terminal';

/** Tells the person, or the script, what failed; never a stack trace. Returns the exit code. */
export function reportFailure(thrown: unknown, terminal: Terminal, json: boolean): number {
  const usage = thrown instanceof CommanderError;
  const error = usage
    ? new CuvetteError('USAGE_INVALID', thrown.message.replace(/^error: /, ''), {
        hint: 'cuvette --help lists the commands, cuvette COMMAND --help their options.',
      })
    : CuvetteError.from(thrown);
  if (json) terminal.write(`${JSON.stringify({ error: error.toPayload() })}\n`);
  else if (!usage) {
    const { red, dim } = terminal.colours;
    terminal.writeError(`${red('error')} ${error.message}\n`);
    if (error.hint !== undefined) terminal.writeError(`${dim(error.hint)}\n`);
  }
  return error.traits.exitCode;
}
