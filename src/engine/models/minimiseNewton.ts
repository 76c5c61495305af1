import { throwIfCancelled } from '../../protocol';
import { conjugateGradients, dot } from './conjugateGradients';
import type { Preconditioner, SmoothObjective } from './smoothObjective';

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
/** A preconditioner that needed more iterations than this is made anew; one costs about as much as so many products. */
const refreshAbove = 5;

/**
 * Minimises a convex function by Newton's method: the direction from preconditioned conjugate gradients with a superlinear forcing
 * term, the step by backtracking. A preconditioner is kept from step to step as long as it serves.
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
  let precondition: Preconditioner | null = null;
  throwIfCancelled(signal);
  let value = objective.evaluate(parameters, gradient);

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const size = largestMagnitude(gradient);
    if (size <= tolerance) return { parameters, iterations: iteration, converged: true };
    throwIfCancelled(signal);
    precondition ??= objective.preconditioner();
    const descent = gradient.map((slope) => -slope);
    const { solution: direction, iterations: products } = conjugateGradients(
      objective,
      precondition,
      descent,
      { relativeTolerance: Math.min(0.1, Math.sqrt(size)), signal },
    );
    if (products > refreshAbove) precondition = null;

    const slope = dot(gradient, direction);
    const roundingError = Number.EPSILON * Math.max(Math.abs(value), Number.MIN_VALUE);
    if (-slope / 2 <= roundingError) {
      for (let j = 0; j < dimension; j++) parameters[j]! += direction[j]!;
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
  const converged = largestMagnitude(gradient) <= tolerance;
  return { parameters, iterations: maxIterations, converged };
}

function largestMagnitude(vector: Float64Array): number {
  let largest = 0;
  for (const element of vector) largest = Math.max(largest, Math.abs(element));
  return largest;
}
