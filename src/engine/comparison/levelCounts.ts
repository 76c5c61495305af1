import path from 'node:path';
import type { Both } from '../../protocol';
import { sqlPath } from '../data/sqlText';
import { chunks, countOf, textOf } from '../profile/sqlExpressions';
import { levelSql } from './commonValues';
import type { DatasetPair, SharedColumn } from './sharedColumns';

/** Levels of a column that are counted one by one; the rest goes together. */
export const mostLevels = 100;
/** New and lost levels that are listed. */
const mostListed = 20;
const columnsAtOnce = 32;

/** A level and its rows in both data sets. */
export interface LevelCount extends Both<number> {
  readonly level: string;
}

/** Levels that only one of the data sets has. */
export interface OneSidedLevels {
  /** The commonest. */
  readonly values: readonly string[];
  readonly levels: number;
  readonly rows: number;
}

/** How often the levels of a column occur in both data sets. */
export interface LevelCounts {
  /** The commonest of both together, by their shares; at most {@link mostLevels}. */
  readonly top: readonly LevelCount[];
  /** Rows of all other levels. */
  readonly other: Both<number>;
  readonly distinct: Both<number>;
  readonly added: OneSidedLevels;
  readonly lost: OneSidedLevels;
}

/**
 * Counts the levels of columns in both data sets, exactly whatever their number: the reference's counts go through a file into the
 * SQL engine of the current data, which joins them under its memory limit. Only the commonest come back.
 *
 * @param pair both data sets
 * @param columns columns whose levels are compared
 * @param folder where the file may be written
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function countLevels(
  pair: DatasetPair,
  columns: readonly SharedColumn[],
  folder: string,
  signal?: AbortSignal,
): Promise<LevelCounts[]> {
  const counted: LevelCounts[] = [];
  for (const [i, part] of chunks(columns, columnsAtOnce).entries()) {
    const file = sqlPath(path.join(folder, `levels-${i}.parquet`));
    await pair.reference.query(
      `COPY (${counts(part, 'reference', pair.reference.relation)}) TO ${file} (FORMAT parquet)`,
      signal,
    );
    const rows = await pair.current.query(joined(part, pair.current.relation, file), signal);
    part.forEach((_, k) => counted.push(toCounts(rows.filter((row) => row['k'] === k))));
  }
  return counted;
}

function counts(
  columns: readonly SharedColumn[],
  side: keyof DatasetPair,
  relation: string,
): string {
  return columns
    .map((column, k) => {
      const level = levelSql(column)[side];
      return `(SELECT ${k} AS k, v, count(*) AS n FROM (SELECT ${level} AS v FROM ${relation}) WHERE v IS NOT NULL GROUP BY v)`;
    })
    .join(' UNION ALL ');
}

/** One row per listed level, and one per column with the totals, whose level is NULL. */
function joined(columns: readonly SharedColumn[], relation: string, file: string): string {
  return `WITH here AS (${counts(columns, 'current', relation)}),
    levels AS (
      SELECT coalesce(r.k, h.k) AS k, coalesce(r.v, h.v) AS v, coalesce(r.n, 0) AS a, coalesce(h.n, 0) AS b
      FROM read_parquet(${file}) AS r FULL JOIN here AS h ON r.k = h.k AND r.v = h.v),
    ranked AS (
      SELECT *, row_number() OVER (PARTITION BY k ORDER BY a / greatest(ta, 1) + b / greatest(tb, 1) DESC, v) AS place,
        row_number() OVER (PARTITION BY k, a = 0 ORDER BY b DESC, v) AS newplace,
        row_number() OVER (PARTITION BY k, b = 0 ORDER BY a DESC, v) AS lostplace
      FROM (SELECT *, sum(a) OVER (PARTITION BY k) AS ta, sum(b) OVER (PARTITION BY k) AS tb FROM levels))
    SELECT CAST(k AS INTEGER) AS k, v, CAST(a AS DOUBLE) AS a, CAST(b AS DOUBLE) AS b, CAST(place AS DOUBLE) AS place, 0 AS da, 0 AS db, 0 AS xa, 0 AS xb, 0 AS la, 0 AS lb
      FROM ranked WHERE place <= ${mostLevels} OR (a = 0 AND newplace <= ${mostListed}) OR (b = 0 AND lostplace <= ${mostListed})
    UNION ALL
    SELECT CAST(k AS INTEGER), NULL, CAST(sum(a) AS DOUBLE), CAST(sum(b) AS DOUBLE), 0,
      CAST(count_if(a > 0) AS DOUBLE), CAST(count_if(b > 0) AS DOUBLE),
      CAST(coalesce(sum(a) FILTER (b = 0), 0) AS DOUBLE), CAST(coalesce(sum(b) FILTER (a = 0), 0) AS DOUBLE),
      CAST(count_if(b = 0) AS DOUBLE), CAST(count_if(a = 0) AS DOUBLE) FROM ranked GROUP BY k
    ORDER BY k, place`;
}

type Row = Parameters<typeof countOf>[0];

function toCounts(rows: readonly Row[]): LevelCounts {
  const totals = rows.find((row) => textOf(row, 'v') === null);
  const levels = rows
    .filter((row) => textOf(row, 'v') !== null)
    .map((row) => ({
      level: textOf(row, 'v')!,
      reference: countOf(row, 'a'),
      current: countOf(row, 'b'),
      place: countOf(row, 'place'),
    }));
  const top = levels.filter(({ place }) => place <= mostLevels);
  const rest = (side: keyof DatasetPair, total: number): number =>
    total - top.reduce((sum, level) => sum + level[side], 0);
  const distinct = { reference: countOf(totals, 'da'), current: countOf(totals, 'db') };
  const oneSided = (there: keyof DatasetPair, here: keyof DatasetPair): readonly string[] =>
    levels
      .filter((level) => level[there] === 0)
      .sort((a, b) => b[here] - a[here])
      .slice(0, mostListed)
      .map(({ level }) => level);
  return {
    top: top.map(({ place: _, ...count }) => count),
    other: {
      reference: rest('reference', countOf(totals, 'a')),
      current: rest('current', countOf(totals, 'b')),
    },
    distinct,
    added: {
      values: oneSided('reference', 'current'),
      levels: countOf(totals, 'lb'),
      rows: countOf(totals, 'xb'),
    },
    lost: {
      values: oneSided('current', 'reference'),
      levels: countOf(totals, 'la'),
      rows: countOf(totals, 'xa'),
    },
  };
}
