import { Command, CommanderError, Option } from 'commander';
import type { Caller } from '../protocol';
import { registerCompareDataCommand } from './commands/compareDataCommand';
import { registerDataCommands } from './commands/dataCommands';
import { registerDoctorCommand } from './commands/doctorCommand';
import { registerRowsCommand } from './commands/rowsCommand';
import { registerPrepareCommand } from './commands/prepareCommand';
import { registerRunCommands } from './commands/runCommands';
import { registerTrainCommand } from './commands/trainCommand';
import { reportFailure } from './reportFailure';
import type { Terminal } from './terminal';

export interface ProgramOptions {
  readonly caller: Caller;
  readonly terminal: Terminal;
  readonly productVersion: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Runs one command line.
 *
 * @param args arguments after the program's name
 * @returns the exit code
 */
export async function runProgram(
  args: readonly string[],
  options: ProgramOptions,
): Promise<number> {
  const json = args.includes('--json');
  const program = createProgram(options, json);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    return reportFailure(thrown, options.terminal, json);
  }
}

function createProgram(options: ProgramOptions, json: boolean): Command {
  const { terminal } = options;
  const program = new Command('cuvette')
    .description(
      'Machine-learning experiments on tables: profile, test, train, compare, keep every run.',
    )
    .version(options.productVersion)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.write,
      writeErr: json ? () => undefined : terminal.writeError,
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help lists the options)');
  for (const option of globalOptions(options.environment)) program.addOption(option);
  registerDataCommands(program, options);
  registerCompareDataCommand(program, options);
  registerRowsCommand(program, options);
  registerPrepareCommand(program, options);
  registerTrainCommand(program, options);
  registerRunCommands(program, options);
  registerDoctorCommand(program, options);
  return program;
}

function globalOptions(environment: ProgramOptions['environment']): Option[] {
  return [
    new Option('--json', 'print one JSON document on stdout, everything else on stderr'),
    new Option('--store <uri>', 'run store').default(
      environment['MLFLOW_TRACKING_URI'] ?? 'sqlite:///mlflow.db',
      'MLFLOW_TRACKING_URI, else sqlite:///mlflow.db',
    ),
    new Option('--seed <number>', 'seed of every random choice'),
    new Option('--engine <uri>', 'SQL engine').default('duckdb:'),
    new Option('--memory <size>', 'memory limit, e.g. 4GB'),
    new Option('--threads <number>', 'threads to use'),
  ];
}
