import type { DataIssue } from '../../protocol';
import type { DuckDBSession } from './duckdb';
import type { LoadedColumn, LoadedTable } from './loadedTable';
import { sqlLiteral } from './sqlText';
import { dateFormats, isoTimestamp, matchingDateFormats, type DateFormat } from './valueFormats';

/** A format for a column of dates written as text. */
export interface DateChoice {
  readonly format: DateFormat;
  /** About values that do not have the format; only where a person says that the column holds dates. */
  readonly issue: DataIssue | null;
}

const valuesLookedAt = 1000;
const earliestYear = 1000;

/** A text as DATE or TIMESTAMP (UTC) by a format; NULL where it does not have it. */
export function dateExpression(text: string, { format, storage }: DateFormat): string {
  if (format === isoTimestamp()) {
    return `TRY_CAST(${text} AS TIMESTAMP WITH TIME ZONE) AT TIME ZONE 'UTC'`;
  }
  const parsed = `try_strptime(trim(${text}), ${sqlLiteral(format)})`;
  return storage === 'DATE' ? `CAST(${parsed} AS DATE)` : parsed;
}

/**
 * The likeliest format that every value of a VARCHAR column has; `undefined` when there is none. Where a person says that
 * the column holds dates, the format that most values have. `text` is the SQL of the column's value with the
 * texts for "missing" taken out.
 */
export async function chooseDateFormat(
  session: DuckDBSession,
  { table, recordsBefore }: LoadedTable,
  column: LoadedColumn,
  text: string,
  signal?: AbortSignal,
): Promise<DateChoice | undefined> {
  const asked = column.wanted === 'dateTime';
  const formats = await candidates(session, table, column, text, asked, signal);
  if (formats.length === 0) return undefined;
  const filled = `trim(${column.sql}) <> '' AND ${text} IS NOT NULL`;
  const checks = formats.flatMap((format, k) => {
    const parsed = dateExpression(text, format);
    const wrong = `${filled} AND (${parsed} IS NULL OR year(${parsed}) < ${earliestYear})`;
    return [
      `count_if(${wrong}) AS wrong${k}`,
      `min(rowid) FILTER (${wrong}) AS row${k}`,
      `arg_min(${column.sql}, rowid) FILTER (${wrong}) AS example${k}`,
    ];
  });
  const [facts] = await session.query(
    `SELECT count_if(${filled}) AS filled, ${checks.join(', ')} FROM ${table}`,
    signal,
  );
  const count = (name: string): number => Number(facts?.[name] ?? 0);
  if (count('filled') === 0) return undefined;
  const best = formats
    .map((_, k) => k)
    .reduce((a, b) => (count(`wrong${b}`) < count(`wrong${a}`) ? b : a));
  const wrong = count(`wrong${best}`);
  if (wrong > 0 && (!asked || wrong === count('filled'))) return undefined;
  return { format: formats[best]!, issue: wrong === 0 ? null : unparsedDates(best) };

  function unparsedDates(k: number): DataIssue {
    const row = count(`row${k}`) + 1 + recordsBefore;
    const example = JSON.stringify(facts?.[`example${k}`]);
    const subject = wrong === 1 ? 'One value' : `${wrong} values`;
    const message = `${subject} of "${column.name}" could not be read as ${formats[k]!.name}, such as ${example} in row ${row}; they count as missing.`;
    return { code: 'UNPARSED_VALUE', message, row, column: column.name };
  }
}

async function candidates(
  session: DuckDBSession,
  table: string,
  { sql, dateFormats: seen }: LoadedColumn,
  text: string,
  asked: boolean,
  signal?: AbortSignal,
): Promise<readonly DateFormat[]> {
  if (seen !== 'unknown' && (seen.length > 0 || !asked)) return seen;
  const rows = await session.query(
    `SELECT ${sql} AS value FROM ${table} WHERE trim(${sql}) <> '' AND ${text} IS NOT NULL LIMIT ${valuesLookedAt}`,
    signal,
  );
  const values = rows.map(({ value }) => String(value).trim());
  const matching = matchingDateFormats(values);
  if (matching.length > 0 || !asked) return matching;
  return dateFormats.filter(({ pattern }) => values.some((value) => pattern.test(value)));
}
