import { sqlList, sqlLiteral, sqlPath } from './sqlText';
import type { CsvDialect } from './csvDialect';
import type { FieldSyntax } from './csvRecords';

/** Everything that DuckDB is told about a delimited file; nothing is left to its own sniffer. */
export interface CsvReading {
  readonly dialect: CsvDialect;
  /** Storage per column while reading. */
  readonly storage: readonly ('DOUBLE' | 'VARCHAR')[];
  /** Cell texts that become NULL, beside the empty cell. */
  readonly missing: readonly string[];
  /** Read rows with too few or too many fields, stray quotes and mixed line ends as well as possible. */
  readonly tolerant: boolean;
  readonly longestLineBytes: number;
}

/** Whether the reader takes a text as a cell that means NULL; others are replaced after reading. */
export function canBeNull(text: string, { delimiter, quote, escape }: FieldSyntax): boolean {
  const special = [delimiter, quote, escape, '\n', '\r'].filter((mark) => mark !== '');
  return !special.some((mark) => text.includes(mark));
}

/** Longest line that DuckDB takes without being asked. */
export const usualLineBytes = 2_000_000;

/** Faulty rows that are recorded with their line. */
export const rejectsLimit = 5000;

/** The call of `read_csv` that reads `file` as told, into the columns c0, c1, …. */
export function csvReaderSql(file: string, reading: CsvReading): string {
  const columns = reading.storage.map((type, j) => `'c${j}': '${type}'`).join(', ');
  return `read_csv(${[sqlPath(file), `columns = {${columns}}`, ...options(reading)].join(', ')})`;
}

function options({ dialect, missing, tolerant, longestLineBytes }: CsvReading): string[] {
  const list = [
    'auto_detect = false',
    'hive_partitioning = false',
    `delim = ${sqlLiteral(dialect.delimiter)}`,
    `quote = ${sqlLiteral(dialect.quote)}`,
    `escape = ${sqlLiteral(dialect.escape)}`,
    `header = ${dialect.header}`,
    `skip = ${dialect.skippedLines}`,
    `nullstr = ${sqlList(['', ...missing])}`,
    'store_rejects = true',
    "rejects_table = 'rejected_rows'",
    "rejects_scan = 'rejected_scans'",
    `rejects_limit = ${rejectsLimit}`,
  ];
  if (dialect.decimal === ',') list.push("decimal_separator = ','");
  if (tolerant) list.push('null_padding = true', 'strict_mode = false');
  if (longestLineBytes > usualLineBytes) {
    list.push(`max_line_size = ${longestLineBytes}`, `buffer_size = ${longestLineBytes * 2}`);
  }
  return list;
}

/**
 * The file as a FROM clause that a person can paste into DuckDB: the same separators, with the file's own column names and
 * DuckDB's own types.
 */
export function csvReaderCall(
  file: string,
  { dialect, missing }: CsvReading,
  encoding: string,
): string {
  const { delimiter, quote, escape, header, skippedLines, decimal } = dialect;
  const list = [sqlPath(file), `delim = ${sqlLiteral(delimiter)}`, `header = ${header}`];
  if (quote !== '"' || escape !== '"') {
    list.push(`quote = ${sqlLiteral(quote)}`, `escape = ${sqlLiteral(escape)}`);
  }
  if (skippedLines > 0) list.push(`skip = ${skippedLines}`);
  if (decimal === ',') list.push("decimal_separator = ','");
  if (missing.length > 0) list.push(`nullstr = ${sqlList(['', ...missing])}`);
  if (encoding !== 'utf-8') list.push(`encoding = ${sqlLiteral(encoding)}`);
  return `read_csv(${list.join(', ')})`;
}
