import path from 'node:path';
import type { Command } from 'commander';
import type { ProgramOptions } from '../program';
import { renderPreparation } from '../render/preparationText';
import { runCommand } from '../runCommand';

/** `prepare`. */
export function registerPrepareCommand(program: Command, options: ProgramOptions): void {
  const { caller, terminal, workingFolder } = options;
  const absolute = (file: string): string => path.resolve(workingFolder, file);

  program
    .command('prepare')
    .description('Run a preparation script on data files and record where its output comes from.')
    .argument('<script>', '.sql (DuckDB), or .ts or .js (danfojs frames)')
    .argument('<inputs...>', 'data files: tables named after the files, and input, input2, …')
    .requiredOption('-o, --output <file>', 'file to write: .parquet, .csv or .tsv')
    .option('--overwrite', 'replace the output when it exists')
    .action(async (script: string, inputs: readonly string[], _flags, command: Command) => {
      const { output, overwrite } = command.opts<{ output: string; overwrite?: boolean }>();
      await runCommand(
        command,
        options,
        (context) => {
          const { memory, threads } = context.settings;
          return caller.call(
            'dataset/prepare',
            {
              script: absolute(script),
              inputs: inputs.map((file) => ({ path: absolute(file) })),
              output: absolute(output),
              ...(overwrite === true ? { overwrite } : {}),
              ...(memory === undefined ? {} : { memory }),
              ...(threads === undefined ? {} : { threads }),
            },
            context,
          );
        },
        (document) => renderPreparation(document, terminal.colours),
      );
    });
}
