import { throwIfCancelled } from '../../protocol';
import type { SmoothObjective } from './smoothObjective';

/** How exactly to solve. */
export interface ConjugateGradientOptions {
  /** Ends when the residual's preconditioned norm is below this share of its first value. */
  readonly relativeTolerance: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * An approximate solution x of H·x = b with the Hessian H at the objective's last evaluated point, by conjugate gradients
 * preconditioned with the diagonal. H may be singular when b lies in its range. Along a direction without curvature the search
 * ends with what it has; every result is a descent direction when b is the negative gradient.
 *
 * @throws {CuvetteError} CANCELLED when the signal aborts; it is looked at before every product.
 * @see Nocedal and Wright (2006), Numerical Optimization, 2nd ed., algorithm 5.3
 */
export function conjugateGradients(
  objective: SmoothObjective,
  rhs: Float64Array,
  options: ConjugateGradientOptions,
): Float64Array {
  const n = rhs.length;
  const diagonal = objective.hessianDiagonal();
  const solution = new Float64Array(n);
  const residual = Float64Array.from(rhs);
  const preconditioned = new Float64Array(n);
  const product = new Float64Array(n);
  const precondition = (): number => {
    let square = 0;
    for (let j = 0; j < n; j++) {
      preconditioned[j] = diagonal[j]! > 0 ? residual[j]! / diagonal[j]! : residual[j]!;
      square += residual[j]! * preconditioned[j]!;
    }
    return square;
  };

  let square = precondition();
  const enough = square * options.relativeTolerance ** 2;
  const search = Float64Array.from(preconditioned);
  for (let iteration = 0; iteration < 2 * n && square > enough; iteration++) {
    throwIfCancelled(options.signal);
    objective.hessianProduct(search, product);
    let curvature = 0;
    for (let j = 0; j < n; j++) curvature += search[j]! * product[j]!;
    if (!(curvature > 0)) return iteration === 0 ? search : solution;
    const step = square / curvature;
    for (let j = 0; j < n; j++) {
      solution[j]! += step * search[j]!;
      residual[j]! -= step * product[j]!;
    }
    const nextSquare = precondition();
    const ratio = nextSquare / square;
    for (let j = 0; j < n; j++) search[j] = preconditioned[j]! + ratio * search[j]!;
    square = nextSquare;
  }
  return solution;
}
