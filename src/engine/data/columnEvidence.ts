import { aggregateColumns } from './columnFacts';
import type { SqlRow } from './dataset';
import type { DuckDBSession } from './duckdb';
import type { ColumnEvidence } from './inferColumnType';
import type { SettledColumn } from './settleStorage';

/** Distinct values up to which the exact number matters: a level or two make the difference. */
const exactUpTo = 100;
/** Distinct texts up to which their words decide nothing. */
const fewTexts = 15;
/** Values up to which counting exactly costs nothing worth saving. */
const cheapUpTo = 100_000;
/** Share of distinct values from which the exact number matters: all distinct or nearly so. */
const exactFrom = 0.9;

/**
 * Gathers the evidence for the types of all columns over all rows: one scan for counts, ranges and a HyperLogLog estimate
 * of the distinct values, and one for the exact number where the estimate is near a limit. Fractions and dates are not
 * counted: no decision depends on how many there are.
 */
export async function columnEvidence(
  session: DuckDBSession,
  table: string,
  columns: readonly SettledColumn[],
  rows: number,
  signal?: AbortSignal,
): Promise<ColumnEvidence[]> {
  const first = await aggregateColumns(session, table, columns, firstLook, signal);
  const unsure = columns.flatMap((column, j) => (needsExact(column, first[j]!) ? [j] : []));
  const second = await aggregateColumns(
    session,
    table,
    unsure.map((j) => columns[j]!),
    ({ sql }) => ({ distinct: `count(DISTINCT ${sql})` }),
    signal,
  );
  const exact = new Map(unsure.map((j, k) => [j, Number(second[k]!['distinct'])]));
  const wordy = columns.flatMap(({ storage }, j) =>
    storage === 'VARCHAR' && Number(first[j]!['estimate']) > fewTexts ? [j] : [],
  );
  const third = await aggregateColumns(
    session,
    table,
    wordy.map((j) => columns[j]!),
    ({ sql }) => ({ words: `1 + avg(length(${sql}) - length(replace(${sql}, ' ', '')))` }),
    signal,
  );
  const words = new Map(wordy.map((j, k) => [j, Number(third[k]!['words'])]));
  return columns.map(({ name, storage, note }, j) => {
    const facts = first[j]!;
    return {
      name,
      storage,
      rows,
      present: Number(facts['present']),
      distinct: distinctCount(facts, exact.get(j)),
      lowest: textOf(facts['lowest']),
      highest: textOf(facts['highest']),
      meanLength: Number(facts['length'] ?? 0),
      meanWords: words.get(j) ?? 1,
      note,
    };
  });
}

function firstLook({ sql, storage }: SettledColumn): Record<string, string> {
  const common = {
    present: `count(${sql})`,
    lowest: `CAST(min(${sql}) AS VARCHAR)`,
    highest: `CAST(max(${sql}) AS VARCHAR)`,
  };
  if (storage === 'DOUBLE') return common;
  const estimated = { ...common, estimate: `approx_count_distinct(${sql})` };
  if (storage !== 'VARCHAR') return estimated;
  return {
    ...estimated,
    length: `avg(length(${sql}))`,
  };
}

function needsExact({ storage }: SettledColumn, facts: SqlRow): boolean {
  if (storage !== 'BIGINT' && storage !== 'VARCHAR') return false;
  const estimate = Number(facts['estimate']);
  const present = Number(facts['present']);
  return present <= cheapUpTo || estimate <= exactUpTo || estimate >= exactFrom * present;
}

/** Without a count of the distinct values, equal ends still say that there is only one. */
function distinctCount(facts: SqlRow, exact: number | undefined): ColumnEvidence['distinct'] {
  if (exact !== undefined) return { count: exact, exact: true };
  if (facts['lowest'] === facts['highest'])
    return { count: facts['lowest'] === null ? 0 : 1, exact: true };
  const estimate = facts['estimate'] ?? facts['present'];
  return { count: Math.max(2, Number(estimate)), exact: false };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
