import type { Dataset, DatasetColumn } from '../data/dataset';
import { queryEach } from './queryBatch';
import { countOf, isPresent, presentValue, textOf } from './sqlExpressions';

/** Counts of two columns together, over the rows where both are present. */
export interface CrossCounts {
  /** Distinct values of the first column, in their own order (numbers by size, texts by code point). */
  readonly rows: readonly string[];
  /** Distinct values of the second column, in their own order. */
  readonly columns: readonly string[];
  /** Shape (rows, columns). */
  readonly counts: readonly (readonly number[])[];
}

/** Cells of a table that are read at most; a wider table answers no question a person can ask of it. */
export const mostCells = 20_000;

/**
 * Contingency tables of pairs of columns, counted in the SQL engine; only the cells come back.
 *
 * **Missing values:** rows where either column is missing are left out.
 *
 * @returns one table per pair; `null` for one with more than {@link mostCells} non-empty cells
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function crossCounts(
  dataset: Dataset,
  pairs: readonly (readonly [DatasetColumn, DatasetColumn])[],
  signal?: AbortSignal,
): Promise<(CrossCounts | null)[]> {
  const answers = await queryEach(
    dataset,
    pairs,
    ([a, b], k) => `SELECT ${k} AS k, CAST(a AS VARCHAR) AS a, CAST(b AS VARCHAR) AS b, n,
        dense_rank() OVER (ORDER BY a) AS ra, dense_rank() OVER (ORDER BY b) AS rb
      FROM (SELECT ${presentValue(a)} AS a, ${presentValue(b)} AS b, count(*) AS n FROM ${dataset.relation}
        WHERE ${isPresent(a)} AND ${isPresent(b)} GROUP BY 1, 2 LIMIT ${mostCells + 1})`,
    signal,
  );
  return answers.map((cells) => {
    if (cells.length > mostCells) return null;
    const rows: string[] = [];
    const columns: string[] = [];
    for (const cell of cells) {
      rows[countOf(cell, 'ra') - 1] = textOf(cell, 'a') ?? '';
      columns[countOf(cell, 'rb') - 1] = textOf(cell, 'b') ?? '';
    }
    const counts = rows.map(() => columns.map(() => 0));
    for (const cell of cells)
      counts[countOf(cell, 'ra') - 1]![countOf(cell, 'rb') - 1] = countOf(cell, 'n');
    return { rows, columns, counts };
  });
}
