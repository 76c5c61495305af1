import { parameterError } from '../../protocol';
import { zeros, type DenseMatrix } from '../base/denseMatrix';
import { pearsonMatrix } from './pearsonMatrix';

/** A column whose share of variance not explained by the others is below this counts as exactly collinear. */
const collinearityTolerance = 1e-10;
/** A column takes part in an exact dependence when its coefficient (columns scaled to length 1) is above this. */
const participationTolerance = 1e-6;

/**
 * Variance inflation factor of each column: 1 / (1 − R²) of the column regressed on all others with an intercept.
 *
 * Computed from the correlation matrix of the complete rows; constant columns take no part.
 *
 * @param matrix shape (n, p)
 * @returns p values ≥ 1. `Infinity` where the column is an exact linear combination of others (1 − R² below 1e-10), and only for
 *   the columns of that dependence; `null` where the column is constant or fewer than two rows are complete.
 *
 * **Missing values:** rows with a NaN or an infinity in any column are left out. **Cost:** n·p²/2 + p³/3.
 *
 * **Agrees with** `statsmodels` `variance_inflation_factor` on the matrix with a constant, rel 1e-9.
 *
 * **Reference:** Belsley, Kuh and Welsch (1980), Regression Diagnostics, 3.2.
 *
 * @example
 * varianceInflation(fromRows([[1, 1], [2, 3], [3, 2], [4, 4]])); // [2.777…, 2.777…]
 */
export function varianceInflation(matrix: DenseMatrix): readonly (number | null)[] {
  return varianceInflationFromCorrelation(pearsonMatrix(completeColumns(matrix)).r);
}

/**
 * {@link varianceInflation} from a correlation matrix: the diagonal of its inverse.
 *
 * @param correlation shape (p, p), symmetric with diagonal 1; a column whose diagonal is NaN is left out
 * @returns as {@link varianceInflation}; `null` also where the correlation with a column that stays is NaN. A matrix that is not
 *   positive semi-definite (possible when pairs use different rows) gives `Infinity` for the columns that make it so.
 * @throws {CuvetteError} PARAMETER_INVALID when the matrix is not square.
 *
 * @example
 * varianceInflationFromCorrelation(fromRows([[1, 0.8], [0.8, 1]])); // [2.777…, 2.777…]
 */
export function varianceInflationFromCorrelation(
  correlation: DenseMatrix,
): readonly (number | null)[] {
  const { rows, columns } = correlation;
  if (rows !== columns) {
    const owner = 'varianceInflationFromCorrelation';
    throw parameterError('correlation', owner, 'a square matrix', `${rows} × ${columns}`);
  }
  return inverseDiagonal(correlation);
}

/**
 * Uncentred variance inflation factor of each column: Σy² / (residual sum of squares of the column regressed on all others
 * without intercept). It grows with the distance of the mean from 0, so it says little about collinearity; it is here to
 * explain numbers that other programs gave.
 *
 * @param matrix shape (n, p)
 * @returns p values ≥ 1; `Infinity` as in {@link varianceInflation}, `null` for a column of zeros or without complete rows
 *
 * **Missing values:** rows with a NaN or an infinity in any column are left out. **Cost:** n·p²/2 + p³/3.
 *
 * **Agrees with** `statsmodels` `variance_inflation_factor` without a constant before version 0.15, rel 1e-9.
 *
 * @example
 * uncentredVarianceInflation(fromRows([[1, 1], [2, 3], [3, 2], [4, 4]])); // [15.25423…, 15.25423…]
 */
export function uncentredVarianceInflation(matrix: DenseMatrix): readonly (number | null)[] {
  const columns = completeColumns(matrix);
  const p = columns.length;
  const cosines = zeros(p, p);
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  for (let i = 0; i < p; i++) {
    cosines.values[i * p + i] = lengths[i]! > 0 ? 1 : NaN;
    for (let j = 0; j < i; j++) {
      const cosine = dot(columns[i]!, columns[j]!) / lengths[i]! / lengths[j]!;
      cosines.values[i * p + j] = cosines.values[j * p + i] = cosine;
    }
  }
  return inverseDiagonal(cosines);
}

/**
 * Diagonal of the inverse of a symmetric matrix with unit diagonal. The Cholesky factor is built column by column over a basis; a
 * column that the basis already spans stays outside, and it and the basis columns it is made of get `Infinity`.
 */
function inverseDiagonal(matrix: DenseMatrix): readonly (number | null)[] {
  const p = matrix.columns;
  const at = (i: number, j: number): number => matrix.values[i * p + j]!;
  const result: (number | null)[] = Array.from({ length: p }, () => null);
  const present = definedColumns(matrix);
  const basis: number[] = [];
  const factor: Float64Array[] = [];
  const collinear = new Set<number>();
  for (const column of present) {
    const row = new Float64Array(basis.length + 1);
    let unexplained = at(column, column);
    basis.forEach((member, i) => {
      let sum = at(column, member);
      for (let k = 0; k < i; k++) sum -= row[k]! * factor[i]![k]!;
      row[i] = sum / factor[i]![i]!;
      unexplained -= row[i] ** 2;
    });
    if (unexplained > collinearityTolerance) {
      row[basis.length] = Math.sqrt(unexplained);
      basis.push(column);
      factor.push(row);
      continue;
    }
    collinear.add(column);
    backSubstitute(factor, row).forEach((coefficient, i) => {
      if (Math.abs(coefficient) > participationTolerance) collinear.add(basis[i]!);
    });
  }
  const diagonal = diagonalOfInverse(factor);
  basis.forEach((column, i) => {
    result[column] = Math.max(1, diagonal[i]!);
  });
  for (const column of collinear) result[column] = Infinity;
  return result;
}

/** Columns that have a diagonal; of two without a common value (off-diagonal NaN) neither has an answer. */
function definedColumns(matrix: DenseMatrix): readonly number[] {
  const p = matrix.columns;
  const defined = (i: number, j: number): boolean => !Number.isNaN(matrix.values[i * p + j]);
  const withDiagonal = Array.from({ length: p }, (_, j) => j).filter((j) => defined(j, j));
  return withDiagonal.filter((i) => withDiagonal.every((j) => defined(i, j)));
}

/** c with Lᵀ·c = row, over the basis so far. */
function backSubstitute(factor: readonly Float64Array[], row: Float64Array): Float64Array {
  const size = factor.length;
  const solution = row.slice(0, size);
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= factor[k]![i]! * solution[k]!;
    solution[i]! /= factor[i]![i]!;
  }
  return solution;
}

/** Diagonal of (L·Lᵀ)⁻¹: squared column lengths of L⁻¹. */
function diagonalOfInverse(factor: readonly Float64Array[]): Float64Array {
  const size = factor.length;
  const diagonal = new Float64Array(size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= factor[i]![k]! * column[k]!;
      column[i] = sum / factor[i]![i]!;
      diagonal[j]! += column[i]! ** 2;
    }
  }
  return diagonal;
}

/** The columns over the rows in which every value is finite. */
function completeColumns(matrix: DenseMatrix): Float64Array[] {
  const { rows, columns: p, values } = matrix;
  const complete: number[] = [];
  for (let i = 0; i < rows; i++) {
    if (values.subarray(i * p, (i + 1) * p).every((value) => Number.isFinite(value)))
      complete.push(i);
  }
  return Array.from({ length: p }, (_, j) =>
    Float64Array.from(complete, (row) => values[row * p + j]!),
  );
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
