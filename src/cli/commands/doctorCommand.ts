import type { Command } from 'commander';
import type { ProgramOptions } from '../program';
import { renderDoctor } from '../render/doctorText';
import { runCommand } from '../runCommand';

/** `doctor`. */
export function registerDoctorCommand(program: Command, options: ProgramOptions): void {
  program
    .command('doctor')
    .description('Show what is installed, what is missing and how to get it.')
    .action(async (_flags: unknown, command: Command) => {
      await runCommand(
        command,
        options,
        () => options.caller.call('doctor/check', {}),
        (document) => renderDoctor(document, options.terminal.colours),
      );
    });
}
