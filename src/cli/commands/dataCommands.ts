import path from 'node:path';
import { Option, type Command } from 'commander';
import {
  alertThresholdTable,
  columnTypes,
  CuvetteError,
  parameterError,
  thresholdFault,
  type AlertThresholds,
  type ColumnProfile,
  type ColumnType,
  type DatasetRequest,
  type ProfileResult,
  type TargetTestsResult,
} from '../../protocol';
import type { ProgramOptions } from '../program';
import { renderColumn } from '../render/columnText';
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
    .option('--column <name>', 'show one column in full; with --json the whole document')
    .option('--html <file>', 'also write a report that opens in any browser, offline')
    .option('--sample <rows>', 'use only so many rows, drawn at random; exact without')
    .addOption(typeOption())
    .addOption(thresholdOption())
    .action(async (file: string, _flags: unknown, command: Command) => {
      const flags = command.opts<{
        threshold?: AlertThresholds;
        target?: string;
        positive?: string;
        column?: string;
        html?: string;
        sample?: string;
        type?: ColumnTypes;
      }>();
      const sample = readInteger(flags.sample, '--sample', 1);
      await runCommand(
        command,
        options,
        async (context) => {
          const dataset = datasetRequest(file, workingFolder, flags.type, flags.threshold);
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
        (document) =>
          flags.column === undefined
            ? renderProfile(document, terminal.colours)
            : renderColumn(columnNamed(document, flags.column), terminal.colours),
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
    .addOption(typeOption())
    .action(async (file: string, _flags: unknown, command: Command) => {
      const flags = command.opts<{ target: string; alpha: string; type?: ColumnTypes }>();
      const alpha = readProbability(flags.alpha, '--alpha');
      await runCommand(
        command,
        options,
        (context) =>
          caller.call(
            'dataset/test',
            {
              dataset: datasetRequest(file, workingFolder, flags.type),
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

function columnNamed({ columns }: ProfileResult, name: string): ColumnProfile {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  throw new CuvetteError('COLUMN_NOT_FOUND', `There is no column "${name}".`, {
    hint: `The columns are ${columns
      .slice(0, 20)
      .map((column) => column.name)
      .join(', ')}${columns.length > 20 ? ', …' : ''}.`,
    details: { column: name },
  });
}

/** Column name → type, as `--type` collected it. */
export type ColumnTypes = Readonly<Record<string, ColumnType>>;

/** `--type COLUMN=TYPE`, any number of times. */
export function typeOption(): Option {
  return new Option(
    '--type <column=type>',
    `treat a column as ${columnTypes.join(', ')}`,
  ).argParser((text: string, previous: ColumnTypes | undefined): ColumnTypes => {
    const separator = text.lastIndexOf('=');
    const type = columnTypes.find((name) => name === text.slice(separator + 1));
    if (separator < 1 || type === undefined) {
      throw parameterError(
        '--type',
        'cuvette',
        `COLUMN=TYPE with a type of ${columnTypes.join(', ')}`,
        text,
      );
    }
    return { ...previous, [text.slice(0, separator)]: type };
  });
}

/** `--threshold NAME=VALUE`, any number of times. */
export function thresholdOption(): Option {
  return new Option(
    '--threshold <name=value>',
    'when an alert is raised, such as missing=0.05; docs/alerts.md lists the names',
  ).argParser((text: string, previous: AlertThresholds | undefined): AlertThresholds => {
    const separator = text.indexOf('=');
    const value = text.slice(separator + 1).trim();
    if (separator < 1 || value === '' || Number.isNaN(Number(value))) {
      throw parameterError('--threshold', 'cuvette', 'NAME=NUMBER, such as missing=0.05', text);
    }
    const name = text.slice(0, separator).trim();
    const fault = thresholdFault(name, Number(value));
    if (fault !== null) {
      const what = Object.hasOwn(alertThresholdTable, name) ? name : 'name';
      throw parameterError('--threshold', 'cuvette', `NAME=NUMBER whose ${what} ${fault}`, text);
    }
    return { ...previous, [name]: Number(value) };
  });
}

/** A data set by its path, and what the options say about it. */
export function datasetRequest(
  file: string,
  workingFolder: string,
  types: ColumnTypes | undefined,
  thresholds?: AlertThresholds,
): DatasetRequest {
  const overrides = {
    ...(types === undefined ? {} : { types }),
    ...(thresholds === undefined ? {} : { thresholds }),
  };
  return {
    path: path.resolve(workingFolder, file),
    ...(Object.keys(overrides).length === 0 ? {} : { overrides }),
  };
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
