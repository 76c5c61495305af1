/** Probabilities of a run of consecutive values. */
export interface ProbabilityRun {
  /** The value that `probabilities[0]` belongs to. */
  readonly first: number;
  readonly probabilities: Float64Array;
}

/**
 * The hypergeometric distribution: the probability of each number of marked items among `drawn` ones, taken without replacement
 * from `population` of which `marked` are marked.
 *
 * By the ratios of neighbouring probabilities, outwards from the mode, divided by their sum: no factorial is computed, so the
 * digits do not suffer from large margins. Values whose probability is below `negligible` times that of the mode are left out.
 *
 * @param population whole, ≥ 0
 * @param marked whole, in [0, population]
 * @param drawn whole, in [0, population]
 * @param negligible in [0, 1); default 1e-300, practically everything
 *
 * **Cost:** the length of the run, a few times the standard deviation.
 *
 * **Agrees with** `scipy.stats.hypergeom.pmf`, rel 1e-9.
 *
 * @example
 * hypergeometricPmf(4, 2, 2).probabilities; // Float64Array [0.16666666666666666, 0.6666666666666666, 0.16666666666666666]
 */
export function hypergeometricPmf(
  population: number,
  marked: number,
  drawn: number,
  negligible = 1e-300,
): ProbabilityRun {
  const unmarked = population - marked;
  const smallest = Math.max(0, drawn - unmarked);
  const largest = Math.min(drawn, marked);
  const mode = Math.min(
    largest,
    Math.max(smallest, Math.floor(((drawn + 1) * (marked + 1)) / (population + 2))),
  );
  const above: number[] = [];
  let weight = 1;
  for (let k = mode; k < largest; k++) {
    weight *= ((marked - k) * (drawn - k)) / ((k + 1) * (unmarked - drawn + k + 1));
    if (weight < negligible) break;
    above.push(weight);
  }
  const below: number[] = [];
  weight = 1;
  for (let k = mode; k > smallest; k--) {
    weight *= (k * (unmarked - drawn + k)) / ((marked - k + 1) * (drawn - k + 1));
    if (weight < negligible) break;
    below.push(weight);
  }
  const probabilities = Float64Array.from([...below.reverse(), 1, ...above]);
  const total = sumFromSmall(probabilities, below.length);
  for (let i = 0; i < probabilities.length; i++) probabilities[i]! /= total;
  return { first: mode - below.length, probabilities };
}

/** Sum of a run that falls from `peak` to both sides, smallest terms first. */
function sumFromSmall(weights: Float64Array, peak: number): number {
  let left = 0;
  for (let i = 0; i < peak; i++) left += weights[i]!;
  let right = 0;
  for (let i = weights.length - 1; i > peak; i--) right += weights[i]!;
  return left + right + weights[peak]!;
}
