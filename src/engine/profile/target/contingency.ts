import type { Dataset, DatasetColumn } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { countOf, isNumericStorage, isPresent, presentValue, textOf } from '../sqlExpressions';

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
    ([a, b], k) => `SELECT ${k} AS k, CAST(a AS VARCHAR) AS a, CAST(b AS VARCHAR) AS b, n
      FROM (SELECT ${presentValue(a)} AS a, ${presentValue(b)} AS b, count(*) AS n FROM ${dataset.relation}
        WHERE ${isPresent(a)} AND ${isPresent(b)} GROUP BY 1, 2 LIMIT ${mostCells + 1})`,
    signal,
  );
  return answers.map((answer, i) => {
    if (answer.length > mostCells) return null;
    const cells = answer.map((row) => ({
      a: textOf(row, 'a') ?? '',
      b: textOf(row, 'b') ?? '',
      n: countOf(row, 'n'),
    }));
    const [first, second] = pairs[i]!;
    const rows = inOwnOrder(
      first,
      cells.map(({ a }) => a),
    );
    const columns = inOwnOrder(
      second,
      cells.map(({ b }) => b),
    );
    const rowAt = new Map(rows.map((value, at) => [value, at]));
    const columnAt = new Map(columns.map((value, at) => [value, at]));
    const counts = rows.map(() => columns.map(() => 0));
    for (const { a, b, n } of cells) counts[rowAt.get(a)!]![columnAt.get(b)!] = n;
    return { rows, columns, counts };
  });
}

/** The distinct labels, numbers by size and texts by code point. */
function inOwnOrder(column: DatasetColumn, labels: readonly string[]): string[] {
  const distinct = [...new Set(labels)];
  if (isNumericStorage(column.storageType)) return distinct.sort((a, b) => Number(a) - Number(b));
  return distinct.sort(compareCodePoints);
}

function compareCodePoints(a: string, b: string): number {
  const [x, y] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
