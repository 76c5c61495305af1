import { parameterError } from '../../protocol';
import { kolmogorovMatrixCdf } from './kolmogorovSmirnovMatrix';
import { pelzGoodCdf } from './kolmogorovSmirnovSeries';
import { smirnovSf } from './kolmogorovSmirnovTail';

/**
 * Survival function P(Dₙ ≥ d) of the two-sided one-sample Kolmogorov–Smirnov statistic of n values.
 *
 * The tail is twice the one-sided one (Smirnov's sum), the centre Durbin's matrix, and for large n the series of Pelz and Good:
 * the division of Simard and L'Ecuyer.
 *
 * @param n number of values, an integer ≥ 1
 * @param d the statistic; below 1/(2n) the answer is 1, from 1 on 0
 * @throws {CuvetteError} PARAMETER_INVALID when `n` is not a positive integer or `d` is NaN.
 *
 * **Agrees with** `scipy.stats.kstwo.sf`, rel 1e-9 for n up to a million, above which SciPy approximates the tail, rel 1e-6. Below
 * 1e-300 it may be 0.
 *
 * **Reference:** Simard and L'Ecuyer (2011), Computing the two-sided Kolmogorov–Smirnov distribution, J. of Statistical
 * Software 39(11).
 *
 * @example
 * kolmogorovSmirnovSf(10, 0.5); // 0.007…
 */
export function kolmogorovSmirnovSf(n: number, d: number): number {
  if (!Number.isInteger(n) || n < 1) {
    throw parameterError('n', 'kolmogorovSmirnovSf', 'an integer ≥ 1', n);
  }
  if (Number.isNaN(d)) throw parameterError('d', 'kolmogorovSmirnovSf', 'a number', d);
  if (d >= 1) return 0;
  const t = n * d;
  if (t <= 0.5) return 1;
  const size = t * d;
  if (size >= 370) return 0;
  if (t >= n - 1) return 2 * (1 - d) ** n;
  // Beyond d = 1/2 both sides cannot be reached at once; far in the tail they hardly are.
  if (d >= 0.5 || size >= (n <= 140 ? 4 : 2.2)) return Math.min(1, 2 * smirnovSf(n, d));
  const cdf =
    n <= 140 || (n <= 100_000 && n * d ** 1.5 <= 1.4)
      ? kolmogorovMatrixCdf(n, d)
      : pelzGoodCdf(n, d);
  return Math.min(1, Math.max(0, 1 - cdf));
}
