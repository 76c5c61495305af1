import { zeros, type DenseMatrix } from '../base/denseMatrix';
import type { SparseRows } from './sparseRows';

/** From this share of non-zeros on, blocks of full rows are faster than walking the entries. */
const denseFrom = 0.35;

/**
 * Σ dᵢ · (xᵢ, 1)(xᵢ, 1)ᵀ over the rows, each row extended by a 1: the curvature of a linear model with intercept.
 *
 * @param rows xᵢ
 * @param weights dᵢ, shape (rows)
 * @returns lower triangle, shape (columns + 1, columns + 1); zeros above the diagonal
 */
export function weightedCrossProduct(rows: SparseRows, weights: Float64Array): DenseMatrix {
  const size = rows.columns + 1;
  const product = zeros(size, size);
  const isDense = rows.values.length >= denseFrom * rows.rows * rows.columns;
  if (isDense) addBlocks(rows, weights, product);
  else addEntries(rows, weights, product);
  return product;
}

function addEntries(rows: SparseRows, weights: Float64Array, product: DenseMatrix): void {
  const { starts, indices, values, columns } = rows;
  const lower = product.values;
  const size = product.columns;
  const lastRow = columns * size;
  for (let i = 0; i < rows.rows; i++) {
    const weight = weights[i]!;
    const first = starts[i]!;
    for (let a = first, end = starts[i + 1]!; a < end; a++) {
      const scaled = weight * values[a]!;
      const row = indices[a]! * size;
      for (let b = first; b <= a; b++) lower[row + indices[b]!]! += scaled * values[b]!;
      lower[lastRow + indices[a]!]! += scaled;
    }
    lower[lastRow + columns]! += weight;
  }
}

/** Four rows at a time: each element of the product is loaded and stored once for four multiplications. */
function addBlocks(rows: SparseRows, weights: Float64Array, product: DenseMatrix): void {
  const lower = product.values;
  const size = product.columns;
  const block = Array.from({ length: 4 }, () => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [x0, x1, x2, x3] = block;
  for (let i = 0; i < rows.rows; i += 4) {
    block.forEach((row, offset) => expandRow(rows, i + offset, row));
    const d0 = weights[i]!;
    const d1 = weights[i + 1] ?? 0;
    const d2 = weights[i + 2] ?? 0;
    const d3 = weights[i + 3] ?? 0;
    for (let a = 0; a < size; a++) {
      const s0 = d0 * x0[a]!;
      const s1 = d1 * x1[a]!;
      const s2 = d2 * x2[a]!;
      const s3 = d3 * x3[a]!;
      const start = a * size;
      for (let b = 0; b <= a; b++) {
        lower[start + b]! += s0 * x0[b]! + s1 * x1[b]! + s2 * x2[b]! + s3 * x3[b]!;
      }
    }
  }
}

/** Row `i` with its zeros and the 1 at the end; all zeros beyond the last row. */
function expandRow(rows: SparseRows, i: number, row: Float64Array): void {
  row.fill(0);
  if (i >= rows.rows) return;
  const { starts, indices, values } = rows;
  for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) row[indices[at]!] = values[at]!;
  row[rows.columns] = 1;
}
