import { parameterError } from '../../protocol';
import { correlationTest, pairwiseCorrelation, type CorrelationResult } from './pearson';
import { rankAverage } from './rankAverage';

/**
 * Spearman's rank correlation: Pearson's correlation of the midranks, with the same t approximation of its test.
 *
 * @param x shape (n); infinities are ranked
 * @param y shape (n); infinities are ranked
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ.
 *
 * **Missing values:** pairs with a NaN are left out before ranking. **Cost:** two sorts.
 *
 * **Agrees with** `scipy.stats.spearmanr(nan_policy='omit')`, r rel 1e-12, p rel 1e-10.
 *
 * @example
 * spearman(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 9, 4, 16)).r; // 0.8
 */
export function spearman(x: Float64Array, y: Float64Array): CorrelationResult {
  if (x.length !== y.length) {
    throw parameterError('y', 'spearman', `as long as x (${x.length})`, `${y.length} values`);
  }
  const pair = pairwiseCorrelation(rankAverage(presentWith(x, y)), rankAverage(presentWith(y, x)));
  return correlationTest(pair.r, pair.n);
}

/** `values`, with NaN also where `other` is NaN: both then rank the same rows. */
function presentWith(values: Float64Array, other: Float64Array): Float64Array {
  const present = values.slice();
  for (let i = 0; i < present.length; i++) if (Number.isNaN(other[i])) present[i] = NaN;
  return present;
}
