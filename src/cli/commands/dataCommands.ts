import path from 'node:path';
import type { Command } from 'commander';
import { parameterError, type DatasetRequest, type TargetTestsResult } from '../../protocol';
import type { ProgramOptions } from '../program';
import { renderProfile } from '../render/profileText';
import { renderTargetTests } from '../render/targetTestsText';
import { runCommand, type CommandContext } from '../runCommand';
import { readInteger, readNumber } from '../settings';

/** `profile` and `test`. */
export function registerDataCommands(program: Command, options: ProgramOptions): void {
  const { caller, terminal, workingFolder } = options;

  program
    .command('profile')
    .description('See what is in a data set and what is wrong with it.')
    .argument('<file>', 'CSV, TSV, Parquet or JSONL, also .gz and .zst')
    .option('--target <column>', 'column to predict: adds its relation to every other column')
    .option('--positive <value>', 'class of interest of a two-class target')
    .option('--html <file>', 'also write a report that opens in any browser, offline')
    .option('--sample <rows>', 'use only so many rows, drawn at random; exact without')
    .action(async (file: string, _flags: unknown, command: Command) => {
      const flags = command.opts<{
        target?: string;
        positive?: string;
        html?: string;
        sample?: string;
      }>();
      const sample = readInteger(flags.sample, '--sample', 1);
      await runCommand(
        command,
        options,
        async (context) => {
          const dataset = datasetRequest(file, workingFolder);
          const profile = await caller.call(
            'dataset/profile',
            {
              dataset,
              ...engineSettings(context),
              ...(flags.target === undefined ? {} : { target: flags.target }),
              ...(flags.positive === undefined ? {} : { positive: flags.positive }),
              ...(sample === undefined ? {} : { sample }),
            },
            context,
          );
          if (flags.html !== undefined) {
            const tests = await testsForReport(dataset, flags.target, context);
            const report = await caller.call('report/write', {
              output: path.resolve(workingFolder, flags.html),
              profile,
              ...(tests === undefined ? {} : { tests }),
            });
            terminal.writeError(`Report: ${report.path}\n`);
          }
          return profile;
        },
        (document) => renderProfile(document, terminal.colours),
      );
    });

  program
    .command('test')
    .description(
      'Test which columns are related to the target, with effect sizes and corrected p-values.',
    )
    .argument('<file>', 'data set')
    .requiredOption('--target <column>', 'column to predict')
    .option('--alpha <number>', 'significance level', '0.05')
    .action(async (file: string, _flags: unknown, command: Command) => {
      const flags = command.opts<{ target: string; alpha: string }>();
      const alpha = readProbability(flags.alpha, '--alpha');
      await runCommand(
        command,
        options,
        (context) =>
          caller.call(
            'dataset/test',
            {
              dataset: datasetRequest(file, workingFolder),
              target: flags.target,
              alpha,
              ...engineSettings(context),
            },
            context,
          ),
        (document) => renderTargetTests(document, terminal.colours),
      );
    });

  async function testsForReport(
    dataset: DatasetRequest,
    target: string | undefined,
    context: CommandContext,
  ): Promise<TargetTestsResult | undefined> {
    if (target === undefined) return undefined;
    return caller.call('dataset/test', { dataset, target, ...engineSettings(context) }, context);
  }
}

export function datasetRequest(file: string, workingFolder: string): DatasetRequest {
  return { path: path.resolve(workingFolder, file) };
}

/** The settings that every computing request takes. */
export function engineSettings({ settings }: CommandContext): {
  seed?: number;
  memory?: string;
  threads?: number;
} {
  const { seed, memory, threads } = settings;
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(memory === undefined ? {} : { memory }),
    ...(threads === undefined ? {} : { threads }),
  };
}

function readProbability(text: string, option: string): number {
  const value = readNumber(text, option, 0, 1) ?? Number.NaN;
  if (!(value > 0 && value < 1))
    throw parameterError(option, 'cuvette', 'a number in (0, 1)', text);
  return value;
}
