import { choleskyFactor, choleskySolve } from '../base/cholesky';
import type { DenseMatrix } from '../base/denseMatrix';
import type { Preconditioner } from './smoothObjective';
import type { SparseRows } from './sparseRows';
import { weightedCrossProduct } from './weightedCrossProduct';

/** Above this number of parameters per logit only the diagonal of a block is used. */
const largestBlock = 256;

/**
 * Solves with the blocks on the diagonal of a linear model's Hessian, one block per logit: Σ dᵢ (xᵢ, 1)(xᵢ, 1)ᵀ plus the penalty on
 * the coefficients. For a single logit of moderate size this is the whole Hessian. Wide blocks are replaced by their diagonal.
 *
 * @param rows features
 * @param curvatures dᵢ of each logit, every array of length rows
 * @param penalty added to the diagonal, but for the intercepts
 */
export function blockPreconditioner(
  rows: SparseRows,
  curvatures: readonly Float64Array[],
  penalty: number,
): Preconditioner {
  const stride = rows.columns + 1;
  const solvers = curvatures.map((curvature) => blockSolver(rows, curvature, penalty));
  return (vector) => {
    solvers.forEach((solve, logit) => {
      const block = vector.subarray(logit * stride, (logit + 1) * stride);
      block.set(solve(block));
    });
  };
}

function blockSolver(
  rows: SparseRows,
  curvature: Float64Array,
  penalty: number,
): (block: Float64Array) => Float64Array {
  const stride = rows.columns + 1;
  if (stride <= largestBlock) {
    const block = weightedCrossProduct(rows, curvature);
    for (let j = 0; j < rows.columns; j++) block.values[j * stride + j]! += penalty;
    const factor = factorWithRidge(block);
    if (factor !== null) return (rhs) => choleskySolve(factor, rhs);
  }
  const diagonal = blockDiagonal(rows, curvature, penalty);
  return (rhs) => rhs.map((value, j) => (diagonal[j]! > 0 ? value / diagonal[j]! : value));
}

/** A factor of the matrix, or of it with a slightly larger diagonal where rounding made it indefinite. */
function factorWithRidge(matrix: DenseMatrix): DenseMatrix | null {
  const { rows: n, values } = matrix;
  for (const ridge of [0, 1e-12, 1e-9, 1e-6]) {
    if (ridge > 0) for (let j = 0; j < n; j++) values[j * n + j]! *= 1 + ridge;
    const factor = choleskyFactor(matrix);
    if (factor !== null) return factor;
  }
  return null;
}

function blockDiagonal(rows: SparseRows, curvature: Float64Array, penalty: number): Float64Array {
  const { starts, indices, values, columns } = rows;
  const diagonal = new Float64Array(columns + 1).fill(penalty, 0, columns);
  for (let i = 0; i < rows.rows; i++) {
    const weight = curvature[i]!;
    for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
      diagonal[indices[at]!]! += weight * values[at]! * values[at]!;
    }
    diagonal[columns]! += weight;
  }
  return diagonal;
}
