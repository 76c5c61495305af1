import { CuvetteError, parameterError, type CleaningStep } from '../../protocol';
import type { StorageType } from '../data/dataset';
import { sqlLiteral } from '../data/sqlText';
import { castExpression } from './castExpression';
import { quoted } from './sqlNames';

/** A column at some point of the cleaning. */
export interface CleanedColumn {
  /** As the data set calls it, and steps do. */
  readonly name: string;
  /** As the script calls it. */
  readonly sqlName: string;
  readonly storageType: StorageType;
}

/** A step as SQL. */
export interface CleaningStepSql {
  readonly comment: string;
  /** A SELECT. */
  readonly sql: string;
  /** The columns afterwards. */
  readonly columns: readonly CleanedColumn[];
}

/**
 * A cleaning step as a SELECT from the table `from`.
 *
 * - `impute`: the mean; the median, between the two in the middle; the most frequent value, the smallest of several; of the rows
 *   as they are then. As pandas `fillna` with `mean()`, `median()`, `mode()[0]`.
 * - `dropDuplicateRows`: as pandas `drop_duplicates()`; missing values are equal to each other.
 * - `treatAsMissing`: numbers are compared as numbers (`999` is `999.0`), all else by its text.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND; PARAMETER_INVALID.
 */
export function cleaningStepSql(
  step: CleaningStep,
  columns: readonly CleanedColumn[],
  from: string,
): CleaningStepSql {
  switch (step.kind) {
    case 'dropColumns': {
      const dropped = step.columns.map((name) => columnNamed(columns, name));
      if (dropped.length === 0) throw noColumns('dropColumns');
      const list = dropped.map(({ sqlName }) => quoted(sqlName)).join(', ');
      return {
        comment: `Drop ${namesOf(dropped)}.`,
        sql: `SELECT * EXCLUDE (${list})\nFROM ${from}`,
        columns: columns.filter((column) => !dropped.includes(column)),
      };
    }
    case 'dropDuplicateRows':
      return { ...dropDuplicateRows(columns, from), columns };
    case 'dropMissingRows': {
      const needed = step.columns.map((name) => columnNamed(columns, name));
      if (needed.length === 0) throw noColumns('dropMissingRows');
      const conditions = needed.map(({ sqlName }) => `${quoted(sqlName)} IS NOT NULL`);
      return {
        comment: `Drop the rows without ${namesOf(needed)}.`,
        sql: `SELECT *\nFROM ${from}\nWHERE ${conditions.join('\n  AND ')}`,
        columns,
      };
    }
    case 'impute': {
      const column = columnNamed(columns, step.column);
      const { value, what, storageType } = fill(column, step.with, from);
      const expression = `coalesce(${quoted(column.sqlName)}, ${value})`;
      const comment = `Fill the missing values of ${namesOf([column])} with ${what}.`;
      return replacing({ columns, column, storageType, expression, comment, from });
    }
    case 'cast': {
      const column = columnNamed(columns, step.column);
      const { expression, storageType } = castExpression(column, step.to);
      const kind = { number: 'numbers', text: 'text', dateTime: 'dates', boolean: 'yes or no' }[
        step.to
      ];
      const comment = `Read ${namesOf([column])} as ${kind}; what cannot be read becomes missing.`;
      return replacing({ columns, column, storageType, expression, comment, from });
    }
    case 'treatAsMissing': {
      const column = columnNamed(columns, step.column);
      const condition = isOneOf(column, step.values, 'treatAsMissing');
      return replacing({
        columns,
        column,
        storageType: column.storageType,
        expression: `CASE WHEN ${condition} THEN NULL ELSE ${quoted(column.sqlName)} END`,
        comment: `In ${namesOf([column])}, ${listed(step.values)} ${step.values.length === 1 ? 'means' : 'mean'} "missing".`,
        from,
      });
    }
    case 'mergeSpellings': {
      const column = columnNamed(columns, step.column);
      if (step.spellings.length === 0) {
        throw parameterError('spellings', 'mergeSpellings', 'at least one spelling', '[]');
      }
      const text = textOf(column);
      const spellings = step.spellings.map(sqlLiteral).join(', ');
      return replacing({
        columns,
        column,
        storageType: 'VARCHAR',
        expression: `CASE WHEN ${text} IN (${spellings}) THEN ${sqlLiteral(step.value)} ELSE ${text} END`,
        comment: `In ${namesOf([column])}, write ${listed(step.spellings)} as ${listed([step.value])}.`,
        from,
      });
    }
  }
}

/** Rows are grouped rather than sorted: as fast as a hash table, and beyond memory where they must be. */
function dropDuplicateRows(
  columns: readonly CleanedColumn[],
  from: string,
): Pick<CleaningStepSql, 'comment' | 'sql'> {
  const row = freeName(columns, 'row_number');
  const first = freeName(columns, 'first_row');
  return {
    comment: 'Drop the rows that repeat an earlier row in every column.',
    sql:
      `SELECT * EXCLUDE (${first})\n` +
      `FROM (\n` +
      `  SELECT * EXCLUDE (${row}), min(${row}) AS ${first}\n` +
      `  FROM (SELECT *, row_number() OVER () AS ${row} FROM ${from})\n` +
      `  GROUP BY ALL\n` +
      `)\n` +
      `ORDER BY ${first}`,
  };
}

interface Replacement {
  readonly columns: readonly CleanedColumn[];
  readonly column: CleanedColumn;
  readonly storageType: StorageType;
  readonly expression: string;
  readonly comment: string;
  readonly from: string;
}

function replacing(replacement: Replacement): CleaningStepSql {
  const { columns, column, storageType, expression, comment, from } = replacement;
  return {
    comment,
    sql: `SELECT * REPLACE (\n  ${expression} AS ${quoted(column.sqlName)}\n)\nFROM ${from}`,
    columns: columns.map((other) => (other === column ? { ...column, storageType } : other)),
  };
}

type Fill = Extract<CleaningStep, { kind: 'impute' }>['with'];

function fill(
  column: CleanedColumn,
  how: Fill,
  from: string,
): { readonly value: string; readonly what: string; readonly storageType: StorageType } {
  const { storageType } = column;
  const name = quoted(column.sqlName);
  if (typeof how === 'object') {
    return { value: literal(column, how.value), what: listed([String(how.value)]), storageType };
  }
  if (how === 'mode') {
    const value =
      `(\n    SELECT ${name} FROM ${from} WHERE ${name} IS NOT NULL\n` +
      `    GROUP BY ${name} ORDER BY count(*) DESC, ${name} LIMIT 1\n  )`;
    return { value, what: 'the most frequent one', storageType };
  }
  if (storageType !== 'BIGINT' && storageType !== 'DOUBLE') {
    throw parameterError(
      'with',
      'impute',
      `"mode" or a value, as "${column.name}" holds no numbers`,
      how,
    );
  }
  const aggregate = how === 'mean' ? 'avg' : 'median';
  return {
    value: `(SELECT ${aggregate}(${name}) FROM ${from})`,
    what: `their ${how}`,
    storageType: 'DOUBLE',
  };
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const specialNumber = /^[+-]?(inf|infinity)$/i;

/** A value as SQL of the column's type. */
function literal({ name, storageType }: CleanedColumn, value: string | number): string {
  const text = String(value).trim();
  const refused = (constraint: string): CuvetteError =>
    parameterError('value', 'impute', `${constraint}, as "${name}" holds nothing else`, value);
  switch (storageType) {
    case 'VARCHAR':
      return sqlLiteral(String(value));
    case 'BIGINT':
    case 'DOUBLE':
      if (!number.test(text) || !Number.isFinite(Number(text))) throw refused('a number');
      return text;
    case 'BOOLEAN':
      if (!/^(true|false)$/i.test(text)) throw refused('"true" or "false"');
      return text.toLowerCase();
    case 'DATE':
    case 'TIMESTAMP':
      if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(Date.parse(text))) {
        throw refused('a date such as "2024-01-31"');
      }
      return `CAST(${sqlLiteral(text)} AS ${storageType})`;
  }
}

function isOneOf(column: CleanedColumn, values: readonly string[], owner: string): string {
  if (values.length === 0) throw parameterError('values', owner, 'at least one value', '[]');
  const { storageType } = column;
  if (storageType !== 'BIGINT' && storageType !== 'DOUBLE') {
    return `${textOf(column)} IN (${values.map(sqlLiteral).join(', ')})`;
  }
  const numbers = values.flatMap((value) => {
    const text = value.trim();
    if (number.test(text)) return [text];
    return specialNumber.test(text) ? [`CAST(${sqlLiteral(text)} AS DOUBLE)`] : [];
  });
  if (numbers.length === 0) {
    throw parameterError(
      'values',
      owner,
      `numbers, as "${column.name}" holds numbers`,
      values.join(', '),
    );
  }
  return `${quoted(column.sqlName)} IN (${numbers.join(', ')})`;
}

function textOf({ sqlName, storageType }: CleanedColumn): string {
  return storageType === 'VARCHAR' ? quoted(sqlName) : `CAST(${quoted(sqlName)} AS VARCHAR)`;
}

function columnNamed(columns: readonly CleanedColumn[], name: string): CleanedColumn {
  const column =
    columns.find((candidate) => candidate.name === name) ??
    columns.find((candidate) => candidate.sqlName === name);
  if (column !== undefined) return column;
  throw new CuvetteError(
    'COLUMN_NOT_FOUND',
    `There is no column "${name}" at this step of the cleaning.`,
    {
      hint: 'An earlier step may have dropped it; steps are done in their order.',
      details: { column: name, columns: columns.map((candidate) => candidate.name) },
    },
  );
}

function noColumns(kind: string): CuvetteError {
  return parameterError('columns', kind, 'at least one column', '[]');
}

function freeName(columns: readonly CleanedColumn[], wanted: string): string {
  const taken = new Set(columns.map(({ sqlName }) => sqlName.toLowerCase()));
  let name = wanted;
  while (taken.has(name)) name = `_${name}`;
  return name;
}

const mostListed = 6;

function namesOf(columns: readonly CleanedColumn[]): string {
  return listed(columns.map(({ sqlName }) => sqlName));
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, mostListed).map((text) => JSON.stringify(text));
  const more = texts.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}
