import type { Dataset } from './dataset';

/**
 * Number of rows that repeat an earlier row in every column; missing values are equal to each other. Agrees with pandas
 * `DataFrame.duplicated().sum()`, exactly.
 *
 * Rows are first grouped by a 64-bit hash, then those whose hash occurs more than once are compared value by value: exact,
 * and cheap where few rows are alike.
 *
 * @throws {CuvetteError} CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function countDuplicateRows(dataset: Dataset, signal?: AbortSignal): Promise<number> {
  const { relation, columns } = dataset;
  const list = columns.map(({ sql }) => sql).join(', ');
  const sql =
    `WITH hashed AS (SELECT hash(${list}) AS h, * FROM ${relation}), ` +
    `repeated AS (SELECT h FROM hashed GROUP BY h HAVING count(*) > 1), ` +
    `alike AS (SELECT ${list} FROM hashed SEMI JOIN repeated USING (h)) ` +
    `SELECT (SELECT count(*) FROM alike) - (SELECT count(*) FROM (SELECT DISTINCT ${list} FROM alike)) AS n`;
  const [row] = await dataset.query(sql, signal);
  return Number(row?.['n']);
}
