import type { Command } from 'commander';
import type { Caller, RowsParams, RowsResult, SortKey } from '../../protocol';
import type { ProgramOptions } from '../program';
import { renderRows } from '../render/rowsText';
import { runCommand, type CommandContext } from '../runCommand';
import { readInteger } from '../settings';
import { datasetRequest, engineSettings, typeOption, type ColumnTypes } from './dataCommands';

const mostRows = 100_000;
const pageRows = 1000;

/** `rows`. */
export function registerRowsCommand(program: Command, options: ProgramOptions): void {
  const { caller, terminal, workingFolder } = options;

  program
    .command('rows')
    .description('See rows of a data set, filtered and sorted.')
    .argument('<file>', 'CSV, TSV, Parquet or JSONL, also .gz and .zst')
    .option('--where <sql>', 'condition over the column names, e.g. "Age" > 40', '')
    .option(
      '--sort <column[:desc]>',
      'order; several times for several keys',
      (text: string, keys: readonly SortKey[]) => [...keys, readSortKey(text)],
      [],
    )
    .option('--limit <rows>', 'rows at most', '20')
    .option('--offset <rows>', 'rows of the view to skip', '0')
    .addOption(typeOption())
    .action(async (file: string, _flags: unknown, command: Command) => {
      const flags = command.opts<{
        where: string;
        sort: readonly SortKey[];
        limit: string;
        offset: string;
        type?: ColumnTypes;
      }>();
      const limit = readInteger(flags.limit, '--limit', 0, mostRows)!;
      const offset = readInteger(flags.offset, '--offset', 0)!;
      await runCommand(
        command,
        options,
        (context) =>
          readPages(
            caller,
            {
              dataset: datasetRequest(file, workingFolder, flags.type),
              view: { where: flags.where, sort: flags.sort },
              offset,
              limit,
              wholeTexts: context.settings.json,
              ...engineSettings(context),
            },
            context,
          ),
        (document) => renderRows(document, terminal.colours),
      );
    });
}

/** `price:desc` is the column `price` from high to low; `:asc` may be written too, for a name that itself ends in `:desc`. */
export function readSortKey(text: string): SortKey {
  const [, column = text, direction] = /^(.*):(asc|desc)$/s.exec(text) ?? [];
  return { column, descending: direction === 'desc' };
}

async function readPages(
  caller: Caller,
  params: RowsParams,
  context: CommandContext,
): Promise<RowsResult> {
  const { offset, limit } = params;
  const first = await caller.call(
    'dataset/rows',
    { ...params, limit: Math.min(limit, pageRows) },
    context,
  );
  const rowNumbers = [...first.rowNumbers];
  const rows = [...first.rows];
  const wanted = Math.min(limit, Math.max(0, first.viewRows - offset));
  while (rows.length < wanted) {
    const page = await caller.call(
      'dataset/rows',
      {
        ...params,
        offset: offset + rows.length,
        limit: Math.min(wanted - rows.length, pageRows),
      },
      context,
    );
    rowNumbers.push(...page.rowNumbers);
    rows.push(...page.rows);
  }
  return { ...first, rowNumbers, rows };
}
