import type { Command } from 'commander';
import type { ProgramOptions } from '../program';
import { renderRun, renderRuns } from '../render/runsText';
import { runCommand } from '../runCommand';
import { readInteger } from '../settings';

/** `runs` and `run`. */
export function registerRunCommands(program: Command, options: ProgramOptions): void {
  const { caller, terminal } = options;

  program
    .command('runs')
    .description('List recorded runs, newest first.')
    .option('--experiment <name>', 'only of this experiment')
    .option(
      '--filter <expression>',
      'MLflow filter, e.g. "metrics.roc_auc > 0.8 and params.strategy = \'base\'"',
    )
    .option('--order-by <key>', 'e.g. "metrics.roc_auc DESC"')
    .option('--limit <n>', 'at most so many', '100')
    .option('--page-token <token>', 'continue after an earlier page')
    .action(async (_flags: unknown, command: Command) => {
      const flags = command.opts<{
        experiment?: string;
        filter?: string;
        orderBy?: string;
        limit: string;
        pageToken?: string;
      }>();
      const limit = readInteger(flags.limit, '--limit', 1, 50_000);
      await runCommand(
        command,
        options,
        ({ settings }) =>
          caller.call('run/search', {
            store: settings.store,
            ...(flags.experiment === undefined ? {} : { experiments: [flags.experiment] }),
            ...(flags.filter === undefined ? {} : { filter: flags.filter }),
            ...(flags.orderBy === undefined ? {} : { orderBy: [flags.orderBy] }),
            ...(limit === undefined ? {} : { limit }),
            ...(flags.pageToken === undefined ? {} : { pageToken: flags.pageToken }),
          }),
        (page) => renderRuns(page, terminal.colours),
      );
    });

  program
    .command('run')
    .description('Show one run with its parameters, metrics and artifacts.')
    .argument('<id>', 'run id, or its first characters when they are unique')
    .action(async (runId: string, _flags: unknown, command: Command) => {
      await runCommand(
        command,
        options,
        ({ settings }) => caller.call('run/get', { store: settings.store, runId }),
        (run) => renderRun(run, terminal.colours),
      );
    });
}
