import { parameterError } from '../../protocol';
import { choleskyFactor, choleskySolve } from '../base/cholesky';
import { zeros, type DenseMatrix } from '../base/denseMatrix';
import { varianceInflationFromCorrelation } from './varianceInflation';

/** One column dropped by {@link varianceInflationSteps}. */
export interface InflationStep {
  /** Position in the correlation matrix. */
  readonly column: number;
  /** Variance inflation among the columns that were left; `Infinity` for an exact linear combination. */
  readonly vif: number;
  /** The columns that explain it best, strongest first; at most three. */
  readonly explainedBy: readonly number[];
  /** R² of the column on `explainedBy` alone, in [0, 1]. */
  readonly rSquared: number;
}

/** Result of {@link varianceInflationSteps}. */
export interface InflationSteps {
  readonly steps: readonly InflationStep[];
  /** Positions of the columns that are left; those without a variance inflation (constant) are not among them. */
  readonly kept: readonly number[];
}

const mostExplaining = 3;
/** The list of explaining columns ends when it reaches this share of what all others explain. */
const enough = 0.95;
/** Inflations that differ by no more than this share are equal; two columns alone always are, but for rounding. */
const sameInflation = 1e-9;

/**
 * Which columns to drop, one at a time, until every variance inflation is at most `limit`: each time the largest, computed anew
 * among those that are left. The columns that explain it are found by forward selection: the one that adds most to R², until
 * 95 % of what all others together explain is reached.
 *
 * @param correlation shape (p, p), as for {@link varianceInflationFromCorrelation}
 * @param limit ≥ 1
 * @param worth of equally inflated columns the one worth least goes; by default, and among equals, the last one
 * @throws {CuvetteError} PARAMETER_INVALID when `limit` is below 1 or the matrix is not square.
 *
 * **Cost:** p³/3 per step.
 *
 * **Agrees with** dropping the largest of `statsmodels` `variance_inflation_factor` in a loop.
 *
 * @example
 * varianceInflationSteps(fromRows([[1, 0.99, 0], [0.99, 1, 0], [0, 0, 1]]), 10).kept; // [0, 2]
 */
export function varianceInflationSteps(
  correlation: DenseMatrix,
  limit: number,
  worth?: readonly number[],
): InflationSteps {
  if (!(limit >= 1)) throw parameterError('limit', 'varianceInflationSteps', 'a number ≥ 1', limit);
  const first = varianceInflationFromCorrelation(correlation);
  let left = first.map((_, column) => column).filter((column) => first[column] !== null);
  const steps: InflationStep[] = [];
  for (;;) {
    const inflation = varianceInflationFromCorrelation(subMatrix(correlation, left));
    const worst = worstOf(inflation, left, worth);
    if (worst === null || !(inflation[worst]! > limit)) return { steps, kept: left };
    const column = left[worst]!;
    const others = left.filter((other) => other !== column);
    const vif = inflation[worst]!;
    steps.push({ column, vif, ...explanation(correlation, column, others, 1 - 1 / vif) });
    left = others;
  }
}

function worstOf(
  inflation: readonly (number | null)[],
  columns: readonly number[],
  worth: readonly number[] | undefined,
): number | null {
  let worst: number | null = null;
  inflation.forEach((vif, at) => {
    if (vif === null) return;
    const best = worst === null ? 0 : inflation[worst]!;
    const isLarger = vif > best * (1 + sameInflation);
    const isWorthLess =
      worst === null || (worth?.[columns[at]!] ?? 0) <= (worth?.[columns[worst]!] ?? 0);
    if (isLarger || (vif >= best * (1 - sameInflation) && isWorthLess)) worst = at;
  });
  return worst;
}

function explanation(
  correlation: DenseMatrix,
  column: number,
  others: readonly number[],
  full: number,
): Pick<InflationStep, 'explainedBy' | 'rSquared'> {
  const explainedBy: number[] = [];
  let rSquared = 0;
  while (explainedBy.length < mostExplaining && rSquared < enough * full) {
    let best: { readonly column: number; readonly rSquared: number } | null = null;
    for (const candidate of others) {
      if (explainedBy.includes(candidate)) continue;
      const own = explainedShare(correlation, column, [...explainedBy, candidate]);
      if (own !== null && own > (best?.rSquared ?? rSquared))
        best = { column: candidate, rSquared: own };
    }
    if (best === null) break;
    explainedBy.push(best.column);
    rSquared = best.rSquared;
  }
  return { explainedBy, rSquared };
}

/** R² of `column` on `predictors`; `null` where those are collinear among themselves. */
function explainedShare(
  correlation: DenseMatrix,
  column: number,
  predictors: readonly number[],
): number | null {
  const factor = choleskyFactor(subMatrix(correlation, predictors));
  if (factor === null) return null;
  const r = Float64Array.from(predictors, (other) => at(correlation, column, other));
  const share = choleskySolve(factor, r).reduce(
    (sum, coefficient, i) => sum + coefficient * r[i]!,
    0,
  );
  return Math.max(0, Math.min(1, share));
}

function subMatrix(matrix: DenseMatrix, positions: readonly number[]): DenseMatrix {
  const part = zeros(positions.length, positions.length);
  positions.forEach((row, i) => {
    positions.forEach((column, j) => {
      part.values[i * positions.length + j] = at(matrix, row, column);
    });
  });
  return part;
}

function at(matrix: DenseMatrix, row: number, column: number): number {
  return matrix.values[row * matrix.columns + column]!;
}
