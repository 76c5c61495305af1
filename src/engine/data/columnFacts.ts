import type { DuckDBSession } from './duckdb';
import type { SqlRow } from './dataset';

/** What decides how a column of numbers is stored. */
export interface NumberFacts {
  /** Values that are there; NaN counts. */
  readonly count: number;
  readonly nan: number;
  /** Values that are not whole: fractions and infinities. */
  readonly fractional: number;
  /** Largest absolute value of the finite ones; 0 without any. */
  readonly largest: number;
}

/** Columns of one query: beyond, planning the query costs more than another scan. */
const columnsPerQuery = 64;

/**
 * Asks for the same aggregates of many columns in few scans; `aggregates` gives the SQL of one column's, by the name under
 * which they are returned.
 *
 * @returns one row per column, in order
 */
export async function aggregateColumns<Item>(
  session: DuckDBSession,
  table: string,
  items: readonly Item[],
  aggregates: (item: Item) => Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<SqlRow[]> {
  const answers: SqlRow[] = [];
  for (let start = 0; start < items.length; start += columnsPerQuery) {
    const part = items.slice(start, start + columnsPerQuery).map(aggregates);
    const list = part.flatMap((named, k) =>
      Object.entries(named).map(([name, sql]) => `${sql} AS ${name}_${k}`),
    );
    if (list.length === 0) {
      answers.push(...part.map(() => ({})));
      continue;
    }
    const [row] = await session.query(`SELECT ${list.join(', ')} FROM ${table}`, signal);
    part.forEach((named, k) => {
      const names = Object.keys(named);
      answers.push(Object.fromEntries(names.map((name) => [name, row?.[`${name}_${k}`] ?? null])));
    });
  }
  return answers;
}

/** {@link NumberFacts} of DOUBLE columns. */
export async function numberFacts(
  session: DuckDBSession,
  table: string,
  columns: readonly string[],
  signal?: AbortSignal,
): Promise<NumberFacts[]> {
  const rows = await aggregateColumns(
    session,
    table,
    columns,
    (c) => ({
      count: `count(${c})`,
      nan: `count_if(isnan(${c}))`,
      fractional: `count_if(${c} <> trunc(${c}) OR isinf(${c}))`,
      largest: `max(abs(${c})) FILTER (isfinite(${c}))`,
    }),
    signal,
  );
  return rows.map((row) => ({
    count: Number(row['count']),
    nan: Number(row['nan']),
    fractional: Number(row['fractional']),
    largest: Number(row['largest'] ?? 0),
  }));
}
