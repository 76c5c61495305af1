import { parameterError } from '../../protocol';

/** Counts cross-classified by two variables, with their margins. No row and no column is empty. */
export interface ContingencyTable {
  readonly counts: readonly (readonly number[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly n: number;
}

/**
 * The table of `observed` without its empty rows and columns: a level that occurs in no row carries no information and
 * would make an expected count 0.
 *
 * @param observed counts, shape (r, c), finite and ≥ 0; need not be integers
 * @param owner function that is named in an error
 * @throws {CuvetteError} PARAMETER_INVALID when the rows differ in length or a count is negative or not finite.
 *
 * @example
 * contingencyTable([[3, 0, 1], [2, 0, 4]], 'example').columnTotals; // [5, 5]
 */
export function contingencyTable(
  observed: readonly (readonly number[])[],
  owner: string,
): ContingencyTable {
  const width = observed[0]?.length ?? 0;
  for (const row of observed) {
    if (row.length !== width) {
      throw parameterError('observed', owner, 'a table whose rows are equally long', row.length);
    }
    for (const count of row) {
      if (!(count >= 0 && count < Infinity)) {
        throw parameterError('observed', owner, 'a table of finite counts ≥ 0', count);
      }
    }
  }
  const rows = observed.filter((row) => row.some((count) => count > 0));
  const keptColumns = Array.from({ length: width }, (_, j) => j).filter((j) =>
    rows.some((row) => row[j]! > 0),
  );
  const counts = rows.map((row) => keptColumns.map((j) => row[j]!));
  const rowTotals = counts.map((row) => sum(row));
  const columnTotals = keptColumns.map((_, j) => sum(counts.map((row) => row[j]!)));
  return { counts, rowTotals, columnTotals, n: sum(rowTotals) };
}

/** Counts expected under independence: row total × column total / n. */
export function expectedCounts(table: ContingencyTable): number[][] {
  return table.rowTotals.map((row) => table.columnTotals.map((column) => (row * column) / table.n));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
