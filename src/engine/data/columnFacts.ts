import { CuvetteError } from '../../protocol';
import type { DuckDBSession } from './duckdb';
import type { SqlRow } from './dataset';

/** What decides how a column of doubles is stored. */
export interface NumberFacts {
  /** Values that are there, NaN counted. */
  readonly count: number;
  /** Ends of the values, infinities among them; `null` without values, and NaN where there are NaNs. */
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly nan: boolean;
  /** Whether some value is not whole: a fraction or an infinity. */
  readonly fractional: boolean;
  /** Largest absolute value of the finite ones; 0 without any. */
  readonly largest: number;
}

/** A column to look at: an SQL expression of type DOUBLE, and whether it is already known to hold fractions. */
export interface NumberColumn {
  readonly sql: string;
  readonly fractional: boolean;
}

/** Columns of one query: beyond, planning the query costs more than another scan. */
const columnsPerQuery = 128;

/**
 * Asks for the same aggregates of many columns in few scans; `aggregates` gives the SQL of one column's, by the name under
 * which they are returned. Where the memory limit does not allow so many at once, the columns are asked for in halves.
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
    answers.push(...(await aggregateTogether(session, table, part, signal)));
  }
  return answers;
}

async function aggregateTogether(
  session: DuckDBSession,
  table: string,
  columns: readonly Readonly<Record<string, string>>[],
  signal?: AbortSignal,
): Promise<SqlRow[]> {
  const list = columns.flatMap((named, k) =>
    Object.entries(named).map(([name, sql]) => `${sql} AS ${name}_${k}`),
  );
  if (list.length === 0) return columns.map(() => ({}));
  try {
    const [row] = await session.query(`SELECT ${list.join(', ')} FROM ${table}`, signal);
    return columns.map((named, k) => {
      const names = Object.keys(named);
      return Object.fromEntries(names.map((name) => [name, row?.[`${name}_${k}`] ?? null]));
    });
  } catch (error) {
    const tooMany = error instanceof CuvetteError && error.code === 'OUT_OF_MEMORY';
    if (!tooMany || columns.length === 1) throw error;
    const half = columns.length >> 1;
    return [
      ...(await aggregateTogether(session, table, columns.slice(0, half), signal)),
      ...(await aggregateTogether(session, table, columns.slice(half), signal)),
    ];
  }
}

/**
 * {@link NumberFacts} of many columns. NaN is the largest double to the SQL engine, so that extremes alone tell whether
 * there is one.
 */
export async function numberFacts(
  session: DuckDBSession,
  table: string,
  columns: readonly NumberColumn[],
  signal?: AbortSignal,
): Promise<NumberFacts[]> {
  const rows = await aggregateColumns(
    session,
    table,
    columns,
    ({ sql, fractional }) => ({
      count: `count(${sql})`,
      lowest: `min(${sql})`,
      highest: `max(${sql})`,
      ...(fractional ? {} : { fractions: `count_if(${sql} <> trunc(${sql}) OR isinf(${sql}))` }),
    }),
    signal,
  );
  const odd = columns.filter((_, k) => rows[k]!['highest'] !== null && !hasFiniteEnds(rows[k]!));
  const finite = await aggregateColumns(
    session,
    table,
    odd,
    ({ sql }) => ({ largest: `max(abs(${sql})) FILTER (isfinite(${sql}))` }),
    signal,
  );
  return columns.map((column, k) => {
    const row = rows[k]!;
    const [lowest, highest] = [endOf(row['lowest']), endOf(row['highest'])];
    return {
      count: Number(row['count']),
      lowest,
      highest,
      nan: Number.isNaN(highest),
      fractional: column.fractional || Number(row['fractions']) > 0,
      largest: odd.includes(column)
        ? Number(finite[odd.indexOf(column)]!['largest'] ?? 0)
        : Math.max(Math.abs(lowest ?? 0), Math.abs(highest ?? 0)),
    };
  });
}

function endOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function hasFiniteEnds(row: SqlRow): boolean {
  return Number.isFinite(row['lowest']) && Number.isFinite(row['highest']);
}
