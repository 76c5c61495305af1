import { throwIfCancelled, type DataIssue } from '../../protocol';
import { aggregateColumns } from './columnFacts';
import { chooseDateFormat, dateExpression } from './dateColumns';
import type { DuckDBSession } from './duckdb';
import type { LoadedColumn, LoadedTable } from './loadedTable';
import { sqlList } from './sqlText';
import { bigIntegerNote, type Change, type Changes } from './storageChange';

/**
 * How the VARCHAR columns of a loaded table change: texts that are all numbers, or all dates of one format, become such;
 * texts that mean "missing" become NULL; codes with leading zeros and integers beyond 2^53 stay text. JSON of lists and
 * objects stays as it is.
 */
export async function settleTexts(
  session: DuckDBSession,
  loaded: LoadedTable,
  signal?: AbortSignal,
): Promise<Changes> {
  const columns = loaded.columns.filter(({ storage }) => storage === 'VARCHAR');
  const value = presentText(loaded.missingValues);
  const facts = await aggregateColumns(
    session,
    loaded.table,
    columns,
    (column) => {
      const text = value(column.sql);
      const number = numberExpression(text, loaded.decimal);
      const asked = column.mayBeNumeric || column.wanted === 'numeric';
      return {
        ...(loaded.missingValues.length === 0
          ? {}
          : { missing: missingCount(column.sql, loaded.missingValues) }),
        ...(asked ? numericAggregates(column.sql, text, number) : {}),
        ...(column.wanted === 'nested' ? { flat: flatCount(text) } : {}),
      };
    },
    signal,
  );
  const changes: (readonly [string, Change])[] = [];
  for (const [k, column] of columns.entries()) {
    throwIfCancelled(signal);
    const missing = Number(facts[k]!['missing'] ?? 0);
    const text = missing > 0 ? value(column.sql) : column.sql;
    const number = numberExpression(text, loaded.decimal);
    const change =
      nestedChange(column, facts[k]!) ??
      numericChange(column, facts[k]!, number, loaded) ??
      (await dateChange(session, loaded, column, text, signal)) ??
      {};
    const kept = { storage: 'VARCHAR' as const, expression: missing > 0 ? text : null };
    changes.push([column.sql, { ...kept, ...change }]);
  }
  return changes;
}

/** Values that are not JSON of a list or an object. */
function flatCount(text: string): string {
  return `count_if(CASE WHEN json_valid(${text}) THEN json_type(${text}) NOT IN ('ARRAY', 'OBJECT') ELSE ${text} IS NOT NULL END)`;
}

function nestedChange({ nested, wanted }: LoadedColumn, facts: Facts): Partial<Change> | undefined {
  if (wanted === 'nested' && Number(facts['flat']) === 0) return { nested: nested ?? 'JSON' };
  return wanted === undefined && nested !== undefined ? { nested } : undefined;
}

function missingCount(sql: string, missingValues: readonly string[]): string {
  const longest = Math.max(...missingValues.map((text) => Buffer.byteLength(text)));
  return `count_if(strlen(${sql}) <= ${longest} AND ${sql} IN ${inList(missingValues)})`;
}

function presentText(missingValues: readonly string[]): (sql: string) => string {
  if (missingValues.length === 0) return (sql) => sql;
  return (sql) => `CASE WHEN ${sql} IN ${inList(missingValues)} THEN NULL ELSE ${sql} END`;
}

const inList = (texts: readonly string[]): string => sqlList(texts).replace(/^\[(.*)\]$/s, '($1)');

function numberExpression(text: string, decimal: '.' | ','): string {
  const plain = decimal === '.' ? text : `replace(${text}, ',', '.')`;
  return `TRY_CAST(${plain} AS DOUBLE)`;
}

function numericAggregates(sql: string, text: string, number: string): Record<string, string> {
  const filled = `trim(${sql}) <> '' AND ${text} IS NOT NULL`;
  const wrong = `${filled} AND (${number} IS NULL OR contains(${sql}, '_'))`;
  return {
    filled: `count_if(${filled})`,
    wrong: `count_if(${wrong})`,
    wrongrow: `min(rowid) FILTER (${wrong})`,
    example: `arg_min(${sql}, rowid) FILTER (${wrong})`,
    codes: `count_if(regexp_full_match(trim(${sql}), '[+-]?0[0-9]+'))`,
    big: `count_if(regexp_full_match(trim(${sql}), '[+-]?[0-9]{16,}') AND abs(${number}) >= 9007199254740992)`,
    fractional: `count_if(${number} <> trunc(${number}) OR isinf(${number}))`,
    largest: `max(abs(${number})) FILTER (isfinite(${number}))`,
  };
}

type Facts = Readonly<Record<string, unknown>>;

function numericChange(
  column: LoadedColumn,
  facts: Facts,
  number: string,
  loaded: LoadedTable,
): Partial<Change> | undefined {
  const count = (name: string): number => Number(facts[name] ?? 0);
  const asked = column.wanted === 'numeric';
  const free = column.wanted === undefined && column.mayBeNumeric;
  if (count('filled') === 0 || (!asked && !free)) return undefined;
  if (!asked && count('codes') > 0) {
    return {
      note: 'its numbers are written with leading zeros, so they are codes and kept as text',
    };
  }
  if (!asked && count('big') > 0) return { note: bigIntegerNote };
  const wrong = count('wrong');
  if (wrong > 0 && !asked) {
    const nearly = wrong <= count('filled') / 10;
    return nearly ? { issues: [unparsed(column, facts, loaded, 'text')] } : undefined;
  }
  const nan = `CASE WHEN isnan(${number}) THEN NULL ELSE ${number} END`;
  const whole = count('fractional') === 0 && count('largest') < 2 ** 53;
  return {
    storage: whole ? 'BIGINT' : 'DOUBLE',
    expression: whole ? `CAST(${nan} AS BIGINT)` : nan,
    ...(wrong > 0 ? { issues: [unparsed(column, facts, loaded, 'missing')] } : {}),
  };
}

function unparsed(
  { name }: LoadedColumn,
  facts: Facts,
  { recordsBefore }: LoadedTable,
  readAs: 'text' | 'missing',
): DataIssue {
  const wrong = Number(facts['wrong']);
  const row = Number(facts['wrongrow']) + 1 + recordsBefore;
  const example = JSON.stringify(facts['example']);
  const subject = wrong === 1 ? `One value of "${name}" is` : `${wrong} values of "${name}" are`;
  const message =
    readAs === 'text'
      ? `${subject} not a number, such as ${example} in row ${row}, so the column was read as text. If that means "missing", add it to missingValues.`
      : `${subject} not a number, such as ${example} in row ${row}; they count as missing, because the column is set to numeric.`;
  return { code: 'UNPARSED_VALUE', message, row, column: name };
}

async function dateChange(
  session: DuckDBSession,
  loaded: LoadedTable,
  column: LoadedColumn,
  text: string,
  signal?: AbortSignal,
): Promise<Partial<Change> | undefined> {
  const { wanted } = column;
  if (wanted !== undefined && wanted !== 'dateTime') return undefined;
  const choice = await chooseDateFormat(session, loaded, column, text, signal);
  if (choice === undefined) return undefined;
  return {
    storage: choice.format.storage,
    expression: dateExpression(text, choice.format),
    note: `read as ${choice.format.name}`,
    dateFormat: choice.format.format,
    ...(choice.issue === null ? {} : { issues: [choice.issue] }),
  };
}
