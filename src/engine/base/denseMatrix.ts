/** A matrix of doubles, row-major: element (i, j) is `values[i * columns + j]`. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): DenseMatrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/**
 * A matrix from an array of equally long rows.
 *
 * @example
 * fromRows([[1, 2], [3, 4]]).values; // Float64Array [1, 2, 3, 4]
 */
export function fromRows(rows: readonly (readonly number[])[]): DenseMatrix {
  const columns = rows[0]?.length ?? 0;
  const matrix = zeros(rows.length, columns);
  rows.forEach((row, i) => matrix.values.set(row, i * columns));
  return matrix;
}

/** The rows at `indices`, in that order; an index may occur more than once. */
export function takeMatrixRows(matrix: DenseMatrix, indices: Uint32Array): DenseMatrix {
  const { columns, values } = matrix;
  const taken = zeros(indices.length, columns);
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i]! * columns;
    taken.values.set(values.subarray(start, start + columns), i * columns);
  }
  return taken;
}
