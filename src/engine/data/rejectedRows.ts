import type { DataIssue } from '../../protocol';
import type { DuckDBSession } from './duckdb';
import { rejectsLimit } from './csvReader';

/** A row, or a cell of a row, that the CSV reader did not take. */
export interface RejectedRow {
  readonly kind: string;
  /** Record of the file, from 1, the header counted. */
  readonly record: number;
  /** Position of the column where one cell is at fault. */
  readonly column: number | null;
  /** Text of that cell, for a failed conversion. */
  readonly value: string | null;
  readonly message: string;
}

/** What the last `read_csv` of this session rejected, in the file's order; at most {@link rejectsLimit} a kind. */
export async function readRejectedRows(session: DuckDBSession): Promise<RejectedRow[]> {
  const rows = await session.query(
    'SELECT CAST(error_type AS VARCHAR) AS kind, line, column_name, error_message FROM rejected_rows ORDER BY line, byte_position, column_idx',
  );
  return rows.map((row) => {
    const message = String(row['error_message']);
    const column = /^c(\d+)$/.exec(String(row['column_name']))?.[1];
    const value = /Could not convert string "(.*)" to '/s.exec(message)?.[1];
    return {
      kind: String(row['kind']),
      record: Number(row['line']),
      column: column === undefined ? null : Number(column),
      value: value ?? null,
      message,
    };
  });
}

const issuesShown = 20;

/**
 * Issues for rows that do not have the header's number of fields or whose quotes do not match: the first twenty by row,
 * and before them, when there are more, how many there are.
 * `rows` are what the strict reader rejected, `lost` the records that the tolerant one could not take either.
 */
export function raggedRowIssues(
  rows: readonly RejectedRow[],
  width: number,
  lost: ReadonlySet<number>,
): DataIssue[] {
  const faulty = onePerRecord(rows);
  if (faulty.length === 0) return [];
  const shown = faulty.slice(0, issuesShown).map((row): DataIssue => {
    const message = `Row ${row.record} ${describe(row, width)}${lost.has(row.record) ? ' The row was left out.' : ''}`;
    return { code: 'RAGGED_ROW', message, row: row.record, column: null };
  });
  if (faulty.length <= issuesShown) return shown;
  const count = rows.length >= rejectsLimit ? `${faulty.length} or more` : String(faulty.length);
  const left = lost.size > 0 ? ` ${lost.size} of them were left out.` : ' All of them were read.';
  const message = `${count} rows do not have the ${width} values of the header or have stray quotes; the first ${issuesShown} are listed.${left}`;
  return [{ code: 'RAGGED_ROW', message, row: null, column: null }, ...shown];
}

/**
 * The reader reports every value that a row lacks or has too many: the first report of what is missing and the last of what
 * is beyond hold the number of values.
 */
function onePerRecord(rows: readonly RejectedRow[]): RejectedRow[] {
  const kept = new Map<number, RejectedRow>();
  for (const row of rows) {
    if (row.kind !== 'MISSING COLUMNS' || !kept.has(row.record)) kept.set(row.record, row);
  }
  return [...kept.values()];
}

function describe({ kind, message }: RejectedRow, width: number): string {
  const found = Number(/Found: (\d+)/.exec(message)?.[1]);
  if (kind === 'MISSING COLUMNS') {
    return `has ${found} values where the header has ${width}; the others count as missing.`;
  }
  if (kind === 'TOO MANY COLUMNS') {
    return `has ${found} values where the header has ${width}; what is beyond was left out.`;
  }
  if (kind === 'UNQUOTED VALUE') return 'has a quote that does not end where its value ends.';
  return `could not be read as it stands: ${message}`;
}
