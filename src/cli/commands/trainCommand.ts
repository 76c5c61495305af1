import path from 'node:path';
import type { Command } from 'commander';
import {
  classificationMetrics,
  models,
  parameterError,
  strategies,
  type MetricName,
  type TrainParams,
} from '../../protocol';
import { metricKey } from '../../engine/service/metricKey';
import type { ProgramOptions } from '../program';
import { renderTraining } from '../render/trainingText';
import { runCommand, type CommandContext } from '../runCommand';
import { readInteger, readList, readNumber } from '../settings';
import { datasetRequest, engineSettings, typeOption, type ColumnTypes } from './dataCommands';

interface TrainFlags {
  target: string;
  positive?: string;
  strategy: string;
  model: string;
  folds: string;
  repeats: string;
  holdout: string;
  drop?: string;
  metric: string;
  alpha: string;
  name?: string;
  experiment?: string;
  html?: string;
  type?: ColumnTypes;
}

/** `train`. */
export function registerTrainCommand(program: Command, options: ProgramOptions): void {
  const { caller, terminal, workingFolder } = options;
  program
    .command('train')
    .description('Train strategies on the same folds, compare them fairly, record every run.')
    .argument('<file>', 'data set')
    .requiredOption('--target <column>', 'column to predict')
    .option('--positive <value>', 'class of interest of a two-class target')
    .option('--strategy <list>', `all, or of ${strategies.join(', ')}`, 'all')
    .option('--model <list>', `all, or of ${models.join(', ')}`, 'all')
    .option('--folds <k>', 'number of folds', '5')
    .option('--repeats <r>', 'repetitions with other shuffles', '1')
    .option('--holdout <share>', 'share of rows kept apart until the end', '0.2')
    .option('--drop <columns>', 'columns to leave out, comma-separated')
    .option('--metric <name>', `metric that ranks: ${metricNames().join(', ')}`, 'roc_auc')
    .option('--alpha <number>', 'significance level of the selection', '0.05')
    .addOption(typeOption())
    .option('--name <name>', 'name of the comparison')
    .option('--experiment <name>', 'experiment to record it in; default: the file name')
    .option('--html <file>', 'also write a report with profile, tests and comparison')
    .action(async (file: string, _flags: unknown, command: Command) => {
      const flags = command.opts<TrainFlags>();
      await runCommand(
        command,
        options,
        async (context) => {
          const params = trainParams(file, flags, context, workingFolder);
          const training = await caller.call('experiment/train', params, context);
          if (flags.html !== undefined) await writeReport(params, flags.html, training, context);
          return training;
        },
        (document) => renderTraining(document, terminal.colours),
      );
    });

  async function writeReport(
    { dataset, target, positive }: TrainParams,
    output: string,
    training: Awaited<ReturnType<typeof caller.call<'experiment/train'>>>,
    context: CommandContext,
  ): Promise<void> {
    const settings = engineSettings(context);
    const aim = { dataset, target, ...settings };
    const profile = await caller.call(
      'dataset/profile',
      { ...aim, ...(positive === undefined ? {} : { positive }) },
      context,
    );
    const tests = await caller.call('dataset/test', aim, context);
    const report = await caller.call('report/write', {
      output: path.resolve(workingFolder, output),
      profile,
      tests,
      training,
    });
    terminal.writeError(`Report: ${report.path}\n`);
  }
}

function trainParams(
  file: string,
  flags: TrainFlags,
  context: CommandContext,
  workingFolder: string,
): TrainParams {
  const folds = readInteger(flags.folds, '--folds', 2, 1000);
  const repeats = readInteger(flags.repeats, '--repeats', 1, 1000);
  const holdout = readNumber(flags.holdout, '--holdout', 0, 0.9);
  const alpha = readNumber(flags.alpha, '--alpha', 0, 1);
  return {
    dataset: datasetRequest(file, workingFolder, flags.type),
    target: flags.target,
    strategies: readChoices(flags.strategy, strategies, '--strategy'),
    models: readChoices(flags.model, models, '--model'),
    drop: readList(flags.drop),
    metric: readMetric(flags.metric),
    store: context.settings.store,
    ...(flags.positive === undefined ? {} : { positive: flags.positive }),
    ...(flags.name === undefined ? {} : { name: flags.name }),
    ...(flags.experiment === undefined ? {} : { experiment: flags.experiment }),
    ...(folds === undefined ? {} : { folds }),
    ...(repeats === undefined ? {} : { repeats }),
    ...(holdout === undefined ? {} : { holdout }),
    ...(alpha === undefined ? {} : { alpha }),
    ...engineSettings(context),
  };
}

function readChoices<Choice extends string>(
  text: string,
  choices: readonly Choice[],
  option: string,
): readonly Choice[] {
  if (text === 'all') return choices;
  const wanted = readList(text);
  const unknown = wanted.find((name) => !choices.some((choice) => choice === name));
  if (unknown !== undefined || wanted.length === 0) {
    throw parameterError(
      option,
      'cuvette train',
      `all or of ${choices.join(', ')}`,
      unknown ?? text,
    );
  }
  return choices.filter((choice) => wanted.includes(choice));
}

function metricNames(): string[] {
  return classificationMetrics.map(metricKey);
}

function readMetric(text: string): MetricName {
  const metric = classificationMetrics.find((name) => name === text || metricKey(name) === text);
  if (metric === undefined) {
    throw parameterError('--metric', 'cuvette train', `one of ${metricNames().join(', ')}`, text);
  }
  return metric;
}
