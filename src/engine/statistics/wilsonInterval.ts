import { parameterError } from '../../protocol';
import { normalPpf } from './distributions';

/**
 * Wilson's score interval of a proportion, without continuity correction: the proportions that a normal score test at this level
 * would not reject. Never leaves [0, 1] and has a width also at 0 and n successes.
 *
 * @param successes in [0, n]
 * @param n number of trials, ≥ 0
 * @param level confidence, in (0, 1); default 0.95
 * @returns [low, high]; `null` when n = 0
 * @throws {CuvetteError} PARAMETER_INVALID when `successes`, `n` or `level` is outside its range.
 *
 * **Agrees with** `statsmodels.stats.proportion.proportion_confint(method='wilson')`, abs 1e-14.
 *
 * **Reference:** Wilson (1927), JASA 22, 209–212.
 *
 * @example
 * wilsonInterval(0, 10); // [0, 0.2775327998628892]
 */
export function wilsonInterval(
  successes: number,
  n: number,
  level = 0.95,
): readonly [number, number] | null {
  const owner = 'wilsonInterval';
  if (!(n >= 0 && n < Infinity)) throw parameterError('n', owner, 'a number ≥ 0', n);
  if (!(successes >= 0 && successes <= n)) {
    throw parameterError('successes', owner, `a number in [0, n] (n = ${n})`, successes);
  }
  if (!(level > 0 && level < 1)) throw parameterError('level', owner, 'a number in (0, 1)', level);
  if (n === 0) return null;
  const z = normalPpf((1 + level) / 2);
  const rate = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (rate + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  return [
    successes === 0 ? 0 : Math.max(0, centre - half),
    successes === n ? 1 : Math.min(1, centre + half),
  ];
}
