import type { Dataset, DatasetColumn, SqlRow } from '../../data/dataset';
import { levelLabel } from '../levelCodes';
import { inOwnOrder } from '../ownOrder';
import { queryEach } from '../queryBatch';
import { columnBlocks, isShort, stackedRows, type ReadingOptions } from '../shortTable';
import { countOf, isPresent, presentValue, textOf } from '../sqlExpressions';

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
 * Contingency tables of columns with one other column, counted in the SQL engine; only the cells come back.
 *
 * **Missing values:** rows where either column is missing are left out.
 *
 * @param dataset the opened data set
 * @param columns the first column of each table
 * @param other the second column of all of them
 * @param options cancelling
 * @returns one table per column; `null` for one with more than {@link mostCells} non-empty cells
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function crossCounts(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  other: DatasetColumn,
  options: ReadingOptions = {},
): Promise<(CrossCounts | null)[]> {
  const answers = isShort(dataset, options)
    ? await cellsTogether(dataset, columns, other, options)
    : await cellsOneByOne(dataset, columns, other, options);
  return answers.map((answer, i) => {
    if (answer.length > mostCells) return null;
    const cells = answer.map((row) => ({
      a: textOf(row, 'a') ?? '',
      b: textOf(row, 'b') ?? '',
      n: countOf(row, 'n'),
    }));
    const levels = inOwnOrder(
      columns[i]!,
      cells.map(({ a }) => a),
    );
    const others = inOwnOrder(
      other,
      cells.map(({ b }) => b),
    );
    const rowAt = new Map(levels.map((value, at) => [value, at]));
    const columnAt = new Map(others.map((value, at) => [value, at]));
    const counts = levels.map(() => others.map(() => 0));
    for (const { a, b, n } of cells) counts[rowAt.get(a)!]![columnAt.get(b)!] = n;
    return { rows: levels, columns: others, counts };
  });
}

async function cellsTogether(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  other: DatasetColumn,
  { signal }: ReadingOptions,
): Promise<SqlRow[][]> {
  const answers: SqlRow[][] = [];
  for (const block of columnBlocks(dataset, columns)) {
    const found: SqlRow[][] = block.map(() => []);
    const stacked = stackedRows(dataset, block.map(levelLabel), `${levelLabel(other)} AS b`);
    const rows = await dataset.query(
      `SELECT k, v AS a, b, count(*) AS n FROM ${stacked} WHERE v IS NOT NULL AND b IS NOT NULL GROUP BY k, v, b
        QUALIFY row_number() OVER (PARTITION BY k) <= ${mostCells + 1}`,
      signal,
    );
    for (const row of rows) found[row['k'] as number]!.push(row);
    answers.push(...found);
  }
  return answers;
}

function cellsOneByOne(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  other: DatasetColumn,
  { signal }: ReadingOptions,
): Promise<SqlRow[][]> {
  return queryEach(
    dataset,
    columns,
    (column, k) => `SELECT ${k} AS k, CAST(a AS VARCHAR) AS a, CAST(b AS VARCHAR) AS b, n
      FROM (SELECT ${presentValue(column)} AS a, ${presentValue(other)} AS b, count(*) AS n FROM ${dataset.relation}
        WHERE ${isPresent(column)} AND ${isPresent(other)} GROUP BY 1, 2 LIMIT ${mostCells + 1})`,
    signal,
  );
}
