import path from 'node:path';
import type { DataComparison } from '../../protocol';
import type { Dataset } from '../data/dataset';
import { sqlPath } from '../data/sqlText';
import { identifier } from '../profile/alerts/alertSql';
import { countOf } from '../profile/sqlExpressions';
import { commonSql } from './commonValues';
import type { DatasetPair, SharedColumn } from './sharedColumns';

/** Rows that both data sets have. */
export interface SharedRows {
  readonly shared: DataComparison['sharedRows'];
  /** Share of the reference's rows that occur more than once in it: how alike rows are anyway. */
  readonly repeated: number;
}

/**
 * Counts the rows of the current data set that occur in the reference, over the columns that both have; missing values are equal to
 * each other. Values are compared in a type common to both, so that a CSV and a Parquet file with the same rows match.
 *
 * Rows are compared by a 64-bit hash, which goes through a file into the SQL engine of the current data. Of n and m different rows
 * n·m/2⁶⁴ are expected to match by accident: 5 · 10⁻⁶ rows for ten million in each.
 *
 * @param pair both data sets
 * @param columns columns of both
 * @param target column that is left out of the second count; `null` for none
 * @param folder where files may be written
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function countSharedRows(
  pair: DatasetPair,
  columns: readonly SharedColumn[],
  target: string | null,
  folder: string,
  signal?: AbortSignal,
): Promise<SharedRows> {
  const rows = pair.current.info.sampledRows;
  const sql = sharedRowsSql(columns);
  if (columns.length === 0) {
    return { shared: { count: 0, rate: 0, withoutTarget: null, sql }, repeated: 0 };
  }
  const { count, repeated } = await matchRows(
    pair,
    columns,
    path.join(folder, 'rows.parquet'),
    signal,
  );
  const features = columns.filter(({ name }) => name !== target);
  const withoutTarget =
    target === null || features.length === 0
      ? null
      : (await matchRows(pair, features, path.join(folder, 'features.parquet'), signal)).count;
  return { shared: { count, rate: rows === 0 ? 0 : count / rows, withoutTarget, sql }, repeated };
}

async function matchRows(
  { reference, current }: DatasetPair,
  columns: readonly SharedColumn[],
  file: string,
  signal?: AbortSignal,
): Promise<{ readonly count: number; readonly repeated: number }> {
  const hashes = ({ relation }: Dataset, side: keyof DatasetPair): string =>
    `SELECT hash(${columns.map((column) => commonSql(column)[side]).join(', ')}) AS h FROM ${relation}`;
  const exchange = sqlPath(file);
  await reference.query(
    `COPY (SELECT h, count(*) AS n FROM (${hashes(reference, 'reference')}) GROUP BY h) TO ${exchange} (FORMAT parquet)`,
    signal,
  );
  const [row] = await current.query(
    `SELECT (SELECT count(*) FROM (${hashes(current, 'current')}) SEMI JOIN (SELECT h FROM read_parquet(${exchange})) USING (h)) AS n,
      (SELECT CAST(coalesce(sum(n) FILTER (n > 1), 0) AS DOUBLE) / greatest(sum(n), 1) FROM read_parquet(${exchange})) AS r`,
    signal,
  );
  return { count: countOf(row, 'n'), repeated: countOf(row, 'r') };
}

function sharedRowsSql(columns: readonly SharedColumn[]): string {
  const same = columns.map(({ name }) => {
    const column = identifier(name);
    return `r.${column} IS NOT DISTINCT FROM c.${column}`;
  });
  return `SELECT * FROM {current} AS c WHERE EXISTS (SELECT 1 FROM {reference} AS r WHERE ${same.length === 0 ? 'false' : same.join(' AND ')})`;
}
