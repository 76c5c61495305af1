import path from 'node:path';
import {
  CuvetteError,
  parameterError,
  type CleaningScript,
  type CleaningStep,
} from '../../protocol';
import type { StorageType } from '../data/dataset';
import { cleaningStepSql, type CleanedColumn } from './cleaningStepSql';
import { inputNames } from './inputNames';
import { quoted, sqlColumnNames } from './sqlNames';

/** A column of the data set that is to be cleaned. */
export interface UncleanColumn {
  readonly name: string;
  readonly storageType: StorageType;
}

/**
 * A preparation script that does cleaning steps in their order: one common table expression for each, with a comment that says
 * what it does. Nothing but the step's own rows and columns changes, and the order of rows stays. Columns are those that
 * `openDataset` settles; a later step sees what the earlier ones have made of them.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND for a column that is not there, or no longer; PARAMETER_INVALID for a step that does
 *   not fit its column.
 */
export function cleaningScript(
  file: string,
  columns: readonly UncleanColumn[],
  steps: readonly CleaningStep[],
): CleaningScript {
  if (steps.length === 0)
    throw parameterError('steps', 'cleaningScript', 'at least one step', '[]');
  const { name: input } = inputNames([file])[0]!;
  const shown = sqlColumnNames(columns.map(({ name }) => name));
  let table: readonly CleanedColumn[] = columns.map(({ name, storageType }, j) => ({
    name,
    sqlName: shown[j]!,
    storageType,
  }));
  let from = quoted(input);
  const prefix = /^step\d+$/i.test(input) ? 'clean' : 'step';
  const expressions = steps.map((step, k) => {
    const { comment, sql, columns: left } = cleaningStepSql(step, table, from);
    if (left.length === 0) throw nothingLeft(k);
    table = left;
    from = `${prefix}${k + 1}`;
    return `-- ${k + 1}. ${oneLine(comment)}\n${from} AS (\n${indented(sql)}\n)`;
  });
  const sql = `${heading(file)}\nWITH\n${expressions.join(',\n')}\nSELECT * FROM ${from};\n`;
  return { sql, input };
}

function heading(file: string): string {
  const { base } = path.parse(file);
  return oneLine(`Cleaning of ${base}, written by Cuvette.`)
    .split('\n')
    .concat(
      'The data file stays as it is: "Run preparation script…" (or `cuvette prepare`) writes a new one.',
    )
    .map((line) => `-- ${line}\n`)
    .join('');
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

function indented(sql: string): string {
  return sql
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function nothingLeft(step: number): CuvetteError {
  return new CuvetteError(
    'PARAMETER_INVALID',
    `Step ${step + 1} of the cleaning drops the last column that is left.`,
    { hint: 'Keep at least one column.' },
  );
}
