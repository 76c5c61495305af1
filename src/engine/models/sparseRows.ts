import type { DenseMatrix } from '../base/denseMatrix';

/** The non-zero elements of a matrix, row by row (CSR): one-hot columns are mostly zeros, and passes over them are saved. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** Row i owns the entries in [starts[i], starts[i + 1]). */
  readonly starts: Uint32Array;
  /** Column of each entry, ascending within a row. */
  readonly indices: Uint32Array;
  readonly values: Float64Array;
}

/** The given rows of a matrix without their zeros. NaN and infinities are kept. */
export function sparseRows(matrix: DenseMatrix, rows: Uint32Array): SparseRows {
  const { columns, values } = matrix;
  let entries = 0;
  for (const row of rows) {
    for (let j = 0; j < columns; j++) if (values[row * columns + j] !== 0) entries++;
  }
  const starts = new Uint32Array(rows.length + 1);
  const indices = new Uint32Array(entries);
  const kept = new Float64Array(entries);
  let at = 0;
  rows.forEach((row, i) => {
    for (let j = 0; j < columns; j++) {
      const value = values[row * columns + j]!;
      if (value === 0) continue;
      indices[at] = j;
      kept[at++] = value;
    }
    starts[i + 1] = at;
  });
  return { rows: rows.length, columns, starts, indices, values: kept };
}
