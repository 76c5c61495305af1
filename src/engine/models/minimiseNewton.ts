import { throwIfCancelled } from '../../protocol';
import { choleskyFactor, choleskySolve } from '../base/cholesky';
import type { DenseMatrix } from '../base/denseMatrix';
import { conjugateGradients } from './conjugateGradients';
import type { SmoothObjective } from './smoothObjective';

/** When to stop. */
export interface NewtonOptions {
  /** Largest absolute element of the gradient that counts as zero. */
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly signal?: AbortSignal | undefined;
}

/** Where the search ended. */
export interface NewtonResult {
  readonly parameters: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

const sufficientDecrease = 1e-4;
const smallestStep = 2 ** -40;

/**
 * Minimises a convex function by Newton's method with backtracking. The direction comes from a Cholesky factor of the Hessian where
 * the objective offers one, else from preconditioned conjugate gradients (Newton–CG, superlinear forcing term).
 *
 * Ends when the gradient is within tolerance, or when the decrease that the next step promises is below the rounding error of the
 * objective: that last step is still taken, and counts as converged.
 *
 * @param objective convex
 * @param start first parameters; not changed
 * @param options when to stop
 * @throws {CuvetteError} CANCELLED when the signal aborts; it is looked at before every pass over the rows.
 * @see Nocedal and Wright (2006), Numerical Optimization, 2nd ed., algorithms 3.2 and 7.1
 */
export function minimiseNewton(
  objective: SmoothObjective,
  start: Float64Array,
  options: NewtonOptions,
): NewtonResult {
  const { tolerance, maxIterations, signal } = options;
  const { dimension } = objective;
  let parameters = Float64Array.from(start);
  let gradient = new Float64Array(dimension);
  let candidate = new Float64Array(dimension);
  let candidateGradient = new Float64Array(dimension);
  throwIfCancelled(signal);
  let value = objective.evaluate(parameters, gradient);

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largestMagnitude(gradient) <= tolerance) {
      return { parameters, iterations: iteration, converged: true };
    }
    throwIfCancelled(signal);
    const direction = newtonDirection(objective, gradient, signal);
    const slope = dot(gradient, direction);
    const roundingError = Number.EPSILON * Math.max(Math.abs(value), Number.MIN_VALUE);
    if (-slope / 2 <= roundingError) {
      parameters.forEach((parameter, j) => (parameters[j] = parameter + direction[j]!));
      return { parameters, iterations: iteration + 1, converged: true };
    }

    let step = 1;
    let candidateValue: number;
    for (;;) {
      throwIfCancelled(signal);
      for (let j = 0; j < dimension; j++) candidate[j] = parameters[j]! + step * direction[j]!;
      candidateValue = objective.evaluate(candidate, candidateGradient);
      if (candidateValue <= value + sufficientDecrease * step * slope + 4 * roundingError) break;
      step /= 2;
      if (step < smallestStep) return { parameters, iterations: iteration, converged: false };
    }
    [parameters, candidate] = [candidate, parameters];
    [gradient, candidateGradient] = [candidateGradient, gradient];
    value = candidateValue;
  }
  return {
    parameters,
    iterations: maxIterations,
    converged: largestMagnitude(gradient) <= tolerance,
  };
}

function newtonDirection(
  objective: SmoothObjective,
  gradient: Float64Array,
  signal: AbortSignal | undefined,
): Float64Array {
  const descent = gradient.map((slope) => -slope);
  const hessian = objective.hessian();
  const factor = hessian === null ? null : factorWithRidge(hessian);
  if (factor !== null) return choleskySolve(factor, descent);
  const forcing = Math.min(0.1, Math.sqrt(largestMagnitude(gradient)));
  return conjugateGradients(objective, descent, { relativeTolerance: forcing, signal });
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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largestMagnitude(vector: Float64Array): number {
  let largest = 0;
  for (const element of vector) largest = Math.max(largest, Math.abs(element));
  return largest;
}
