import { throwIfCancelled } from '../../protocol';
import type { Preconditioner, SmoothObjective } from './smoothObjective';

/** How exactly to solve. */
export interface ConjugateGradientOptions {
  /** Ends when the residual's preconditioned norm is below this share of its first value. */
  readonly relativeTolerance: number;
  readonly signal?: AbortSignal | undefined;
}

/** An approximate solution and what it took. */
export interface ConjugateGradientResult {
  readonly solution: Float64Array;
  readonly iterations: number;
}

/**
 * An approximate solution x of H·x = b with the Hessian H at the objective's last evaluated point, by preconditioned conjugate
 * gradients. H may be singular when b lies in its range. Along a direction without curvature the search ends with what it has;
 * every result is a descent direction when b is the negative gradient.
 *
 * @param objective evaluated where the Hessian is wanted
 * @param precondition of this Hessian or one nearby
 * @param rhs b, not changed
 * @param options how exactly
 * @throws {CuvetteError} CANCELLED when the signal aborts; it is looked at before every product.
 * @see Nocedal and Wright (2006), Numerical Optimization, 2nd ed., algorithm 5.3
 */
export function conjugateGradients(
  objective: SmoothObjective,
  precondition: Preconditioner,
  rhs: Float64Array,
  options: ConjugateGradientOptions,
): ConjugateGradientResult {
  const n = rhs.length;
  const solution = new Float64Array(n);
  const residual = Float64Array.from(rhs);
  const product = new Float64Array(n);
  const preconditioned = Float64Array.from(rhs);
  precondition(preconditioned);
  const search = Float64Array.from(preconditioned);
  let square = dot(residual, preconditioned);
  const enough = square * options.relativeTolerance ** 2;

  for (let iteration = 0; iteration < 2 * n; iteration++) {
    if (square <= enough) return { solution, iterations: iteration };
    throwIfCancelled(options.signal);
    objective.hessianProduct(search, product);
    const curvature = dot(search, product);
    if (!(curvature > 0)) {
      return { solution: iteration === 0 ? search : solution, iterations: iteration };
    }
    const step = square / curvature;
    for (let j = 0; j < n; j++) {
      solution[j]! += step * search[j]!;
      residual[j]! -= step * product[j]!;
    }
    preconditioned.set(residual);
    precondition(preconditioned);
    const nextSquare = dot(residual, preconditioned);
    const ratio = nextSquare / square;
    for (let j = 0; j < n; j++) search[j] = preconditioned[j]! + ratio * search[j]!;
    square = nextSquare;
  }
  return { solution, iterations: 2 * n };
}

/** Σ aᵢ bᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
