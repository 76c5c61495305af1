import { CuvetteError } from '../../protocol';
import { nearestNames } from '../base/nearestNames';
import type { Dataset, DatasetColumn } from './dataset';
import { columnReferences, parseFilter } from './filterTree';

/** A checked condition over the columns of a data set. */
export interface RowFilter {
  /** SQL over c0, c1, …; safe to stand after WHERE, in brackets. */
  readonly sql: string;
}

/**
 * Checks a condition that a person wrote in SQL over the column names, such as `"Age" > 40 AND Attrition = 'Yes'`, and
 * translates it. It must be one expression that is true or false: statements, subqueries, window functions and functions
 * other than `filterFunctions` are refused before anything runs. Names are found as written, then without regard to
 * case; `petal.length` also finds a column of that name without quotes.
 *
 * @throws {CuvetteError} FILTER_INVALID with what is wrong, and where the text allows it `details.position` (characters);
 *   COLUMN_NOT_FOUND with the nearest names.
 */
export async function parseRowFilter(
  dataset: Dataset,
  where: string,
  signal?: AbortSignal,
): Promise<RowFilter> {
  const tree = await parseFilter(dataset, where, signal);
  const find = columnFinder(dataset.columns);
  let sql = '';
  let end = 0;
  const bytes = Buffer.from(where);
  for (const reference of columnReferences(tree, bytes)) {
    const column = find(reference.parts, reference.quoted);
    if (column === undefined) continue;
    sql += `${bytes.toString('utf8', end, reference.start)}"${column.sql}"`;
    end = reference.end;
  }
  sql += bytes.toString('utf8', end);
  await checkType(dataset, sql, signal);
  return { sql };
}

/**
 * What the SQL engine says against a filter, at checking or at work, in the person's own column names.
 */
export function filterError(thrown: unknown, columns: readonly DatasetColumn[]): CuvetteError {
  const error = CuvetteError.from(thrown);
  const said = error.details?.['engineMessage'];
  if (error.code !== 'INTERNAL' || typeof said !== 'string') return error;
  const reason = withNames(said, columns);
  if (/Cannot compare values of type VARCHAR/i.test(said)) {
    return invalid('The filter compares a text with something that is no text.', {
      hint: 'Put the value in single quotes, or turn the text into a number with try_cast("column" AS DOUBLE).',
      cause: error,
    });
  }
  if (/Could not convert|Conversion Error/i.test(said)) {
    return invalid(`The filter compares values that do not fit: ${reason}`, {
      hint: 'Compare texts with texts in single quotes, or turn them into numbers with try_cast("column" AS DOUBLE).',
      cause: error,
    });
  }
  return invalid(`The filter cannot be computed: ${reason}`, {
    hint: 'Texts stand in single quotes, column names in double quotes.',
    cause: error,
  });
}

/** Words that stand for the present time unless a column is called so. */
const clockWords = new Set(['current_date', 'current_timestamp']);

type FindColumn = (parts: readonly string[], quoted: boolean) => DatasetColumn | undefined;

function columnFinder(columns: readonly DatasetColumn[]): FindColumn {
  const exact = new Map(columns.map((column) => [column.name, column]));
  const folded = new Map<string, DatasetColumn[]>();
  for (const column of columns) {
    const key = column.name.toLowerCase();
    folded.set(key, [...(folded.get(key) ?? []), column]);
  }
  return (parts, quoted) => {
    const name = parts.join('.');
    const found = exact.get(name);
    if (found !== undefined) return found;
    const alike = folded.get(name.toLowerCase()) ?? [];
    if (alike.length === 1) return alike[0];
    if (alike.length > 1) throw ambiguousColumn(name, alike);
    if (!quoted && clockWords.has(name.toLowerCase())) return undefined;
    throw unknownColumn(name, quoted, columns);
  };
}

function unknownColumn(
  name: string,
  quoted: boolean,
  columns: readonly DatasetColumn[],
): CuvetteError {
  const near = nearestNames(
    name,
    columns.map((column) => column.name),
  );
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`
      : quoted
        ? `Double quotes name columns. A text stands in single quotes: '${name.replaceAll("'", "''")}'.`
        : 'A text stands in single quotes, a column name with spaces or signs in double quotes.';
  return new CuvetteError('COLUMN_NOT_FOUND', `The filter names "${name}", which is no column.`, {
    hint,
    details: { column: name },
  });
}

function ambiguousColumn(name: string, alike: readonly DatasetColumn[]): CuvetteError {
  const names = alike.map((column) => `"${column.name}"`).join(', ');
  return invalid(`The filter names ${name}, and the columns ${names} differ only in case.`, {
    hint: 'Write the name in double quotes exactly as the column has it.',
  });
}

async function checkType(dataset: Dataset, sql: string, signal?: AbortSignal): Promise<void> {
  let type: unknown;
  try {
    const [row] = await dataset.query(
      `DESCRIBE SELECT (${sql}\n) AS v FROM ${dataset.relation}`,
      signal,
    );
    type = row?.['column_type'];
  } catch (thrown) {
    throw filterError(thrown, dataset.columns);
  }
  if (type === 'BOOLEAN') return;
  throw invalid(
    `A filter is a condition that is true or false; this one gives a ${String(type)}.`,
    {
      hint: 'Compare it with something, as in "Age" > 40.',
    },
  );
}

/** The first sentence of the engine's message, without its kind and with the file's column names. */
function withNames(said: string, columns: readonly DatasetColumn[]): string {
  const [first = ''] = said.split('\n', 1);
  const plain = first
    .replace(/^[\w ]+ Error: /, '')
    .replace(/\bcolumn c(\d+)\b/g, (whole, index: string) => {
      const column = columns[Number(index)];
      return column === undefined ? whole : `column "${column.name}"`;
    })
    .trim();
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}

function invalid(
  message: string,
  options: { readonly hint: string; readonly cause?: unknown },
): CuvetteError {
  return new CuvetteError('FILTER_INVALID', message, options);
}
