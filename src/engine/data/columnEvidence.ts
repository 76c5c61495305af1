import { aggregateColumns } from './columnFacts';
import type { SqlRow } from './dataset';
import type { DuckDBSession } from './duckdb';
import type { ColumnEvidence } from './inferColumnType';
import type { SettledColumn } from './settleStorage';

/** Share of distinct values from which the exact number matters: all distinct or nearly so, give or take the estimate. */
const exactFrom = 0.85;
/** Distinct values up to which the exact number matters: a level or two make the difference. */
const exactUpTo: Readonly<Record<string, number>> = { BIGINT: 20, VARCHAR: 100 };
/** Tables this small are counted exactly throughout, because it costs nothing worth saving. */
const smallRows = 100_000;
const smallWidth = 64;
/** Distinct texts up to which their ends are looked at: one may be constant, two may be a yes and a no. */
const endsUpTo = 4;
/** Share of distinct texts from which their ends are looked at: they may be amounts instead of identifiers. */
const amountsFrom = 0.5;
/** Distinct texts from which their words matter, and the share of them. */
const wordsFrom = 1000;
const wordsShare = 0.1;

/**
 * Gathers the evidence for the types of all columns over all rows, no more than decides them: counts, ranges and a
 * HyperLogLog estimate of the distinct values; the exact number where the estimate is near a limit; words where there are
 * many texts. The distinct values of fractions and dates are not counted: no decision depends on them.
 */
export async function columnEvidence(
  session: DuckDBSession,
  table: string,
  columns: readonly SettledColumn[],
  rows: number,
  signal?: AbortSignal,
): Promise<ColumnEvidence[]> {
  const first = await aggregateColumns(session, table, columns, firstLook, signal);
  const looked = columns.map((column, j) => ({ column, facts: withRange(first[j]!, column) }));
  const small = rows <= smallRows && columns.length <= smallWidth;
  const second = await aggregateColumns(
    session,
    table,
    looked,
    ({ column, facts }) => ({
      ...(small || needsExact(column, facts) ? { distinct: `count(DISTINCT ${column.sql})` } : {}),
      ...(needsEnds(column, facts) ? ends(column.sql) : {}),
      ...(needsWords(column, facts) ? words(column.sql) : {}),
    }),
    signal,
  );
  return looked.map(({ column: { name, storage, nested, note }, facts }, j) => {
    const all = { ...facts, ...second[j]! };
    return {
      name,
      storage,
      rows,
      present: Number(all['present']),
      distinct: distinctCount(all),
      lowest: textOf(all['lowest']),
      highest: textOf(all['highest']),
      meanLength: Number(all['length'] ?? 0),
      meanWords: 1 + Number(all['spaces'] ?? 0),
      nested,
      note,
    };
  });
}

const ends = (sql: string): Record<string, string> => ({
  lowest: `CAST(min(${sql}) AS VARCHAR)`,
  highest: `CAST(max(${sql}) AS VARCHAR)`,
});

const words = (sql: string): Record<string, string> => ({
  length: `avg(length(${sql}))`,
  spaces: `avg(length(${sql}) - length(replace(${sql}, ' ', '')))`,
});

function firstLook({ sql, storage, range }: SettledColumn): Record<string, string> {
  return {
    ...(range === null ? { present: `count(${sql})` } : {}),
    ...(range === null && storage !== 'VARCHAR' ? ends(sql) : {}),
    ...(storage === 'DOUBLE' ? {} : { estimate: `approx_count_distinct(${sql})` }),
  };
}

function withRange(facts: SqlRow, { range }: SettledColumn): SqlRow {
  if (range === null) return facts;
  const { count, lowest, highest } = range;
  const text = (value: number | null): string | null => (value === null ? null : String(value));
  return { ...facts, present: count, lowest: text(lowest), highest: text(highest) };
}

function needsExact({ storage }: SettledColumn, facts: SqlRow): boolean {
  const few = exactUpTo[storage];
  if (few === undefined) return false;
  const estimate = Number(facts['estimate']);
  return estimate <= few || estimate >= exactFrom * Number(facts['present']);
}

function needsEnds({ storage }: SettledColumn, facts: SqlRow): boolean {
  if (storage !== 'VARCHAR') return false;
  const estimate = Number(facts['estimate']);
  return estimate <= endsUpTo || estimate >= amountsFrom * Number(facts['present']);
}

function needsWords({ storage }: SettledColumn, facts: SqlRow): boolean {
  if (storage !== 'VARCHAR') return false;
  const estimate = Number(facts['estimate']);
  return estimate > Math.min(wordsFrom, wordsShare * Number(facts['present']));
}

/** Without a count of the distinct values, equal ends still say that there is only one. */
function distinctCount(facts: SqlRow): ColumnEvidence['distinct'] {
  const { distinct, lowest, highest, estimate, present } = facts;
  if (typeof distinct === 'number') return { count: distinct, exact: true };
  if (Number(present) === 0) return { count: 0, exact: true };
  if (typeof lowest === 'string' && lowest === highest) return { count: 1, exact: true };
  return { count: Math.max(2, Number(estimate ?? present)), exact: false };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
