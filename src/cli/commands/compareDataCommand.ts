import path from 'node:path';
import type { Command } from 'commander';
import type { ProgramOptions } from '../program';
import { renderDataComparison } from '../render/dataComparisonText';
import { runCommand } from '../runCommand';
import type { AlertThresholds } from '../../protocol';
import {
  datasetRequest,
  engineSettings,
  thresholdOption,
  typeOption,
  type ColumnTypes,
} from './dataCommands';

/** `compare-data`. */
export function registerCompareDataCommand(program: Command, options: ProgramOptions): void {
  const { caller, terminal, workingFolder } = options;
  program
    .command('compare-data')
    .description(
      'Compare two data sets: schema, drift of every column, new levels, rows in common.',
    )
    .argument('<reference>', 'the data set to compare with: training data, last month')
    .argument('<current>', 'the data set in question: test data, this month')
    .option('--target <column>', 'column to predict; its shift is told apart')
    .option('--html <file>', 'also write a report that opens in any browser, offline')
    .addOption(typeOption())
    .addOption(thresholdOption())
    .action(async (reference: string, current: string, _flags: unknown, command: Command) => {
      const flags = command.opts<{
        target?: string;
        html?: string;
        type?: ColumnTypes;
        threshold?: AlertThresholds;
      }>();
      await runCommand(
        command,
        options,
        async (context) => {
          const comparison = await caller.call(
            'dataset/compare',
            {
              reference: datasetRequest(reference, workingFolder, flags.type, flags.threshold),
              current: datasetRequest(current, workingFolder, flags.type, flags.threshold),
              ...(flags.target === undefined ? {} : { target: flags.target }),
              ...engineSettings(context),
            },
            context,
          );
          if (flags.html !== undefined) {
            const report = await caller.call('report/writeComparison', {
              output: path.resolve(workingFolder, flags.html),
              comparison,
            });
            terminal.writeError(`Report: ${report.path}\n`);
          }
          return comparison;
        },
        (document) => renderDataComparison(document, terminal.colours),
      );
    });
}
