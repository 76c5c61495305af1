import type { DenseMatrix } from './denseMatrix';
import { zeros } from './denseMatrix';

/**
 * The Cholesky factor of a symmetric positive definite matrix: the lower triangular L with positive diagonal and L·Lᵀ = A.
 *
 * Only the lower triangle of `symmetric` is read. The argument is not changed.
 *
 * @param symmetric a square matrix, shape (n, n)
 * @returns L, shape (n, n), zeros above the diagonal; `null` when the matrix is not positive definite in double precision
 *   (a pivot is not positive or not finite).
 *
 * **Missing values:** a NaN or an infinity in the lower triangle gives `null`. **Cost:** n³/3 multiplications.
 *
 * **Agrees with** `numpy.linalg.cholesky`, rel 1e-12 on well-conditioned matrices.
 *
 * **Reference:** Golub and Van Loan (2013), Matrix Computations, 4th ed., algorithm 4.2.
 *
 * @example
 * choleskyFactor(fromRows([[4, 2], [2, 5]]))?.values; // Float64Array [2, 0, 1, 2]
 */
export function choleskyFactor(symmetric: DenseMatrix): DenseMatrix | null {
  const n = symmetric.rows;
  const source = symmetric.values;
  const factor = zeros(n, n);
  const lower = factor.values;
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = source[rowI + j]!;
      for (let k = 0; k < j; k++) sum -= lower[rowI + k]! * lower[rowJ + k]!;
      if (i !== j) {
        lower[rowI + j] = sum / lower[rowJ + j]!;
      } else {
        if (!(sum > 0) || sum === Infinity) return null;
        lower[rowI + i] = Math.sqrt(sum);
      }
    }
  }
  return factor;
}

/**
 * The solution x of A·x = b, where `factor` is the Cholesky factor L of A: forward and back substitution.
 *
 * @param factor lower triangular, shape (n, n), from {@link choleskyFactor}
 * @param rhs b, shape (n); not changed
 * @returns x, shape (n), a new array
 *
 * **Missing values:** a NaN in `rhs` propagates. **Cost:** n² multiplications.
 *
 * **Agrees with** `scipy.linalg.cho_solve`, rel 1e-10 on well-conditioned matrices.
 *
 * @example
 * const factor = choleskyFactor(fromRows([[4, 2], [2, 5]]));
 * factor && choleskySolve(factor, Float64Array.of(8, 12)); // Float64Array [1, 2]
 */
export function choleskySolve(factor: DenseMatrix, rhs: Float64Array): Float64Array {
  const n = factor.rows;
  const lower = factor.values;
  const x = Float64Array.from(rhs);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= lower[row + k]! * x[k]!;
    x[i] = sum / lower[row + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  return x;
}
