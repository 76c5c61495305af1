import { parameterError } from '../../protocol';
import { kolmogorovSmirnovSf } from './kolmogorovSmirnovSf';

/** The larger sample up to which the p-value is exact, as SciPy's `method='auto'`. */
const mostExact = 10_000;
/** e to minus this is below the smallest double. */
const underflow = 745;

/**
 * p-value of the two-sided two-sample Kolmogorov–Smirnov statistic: exact for continuous distributions while neither sample has
 * more than 10,000 values; above it the distribution of the one-sample statistic for n₁n₂/(n₁ + n₂) values, rounded.
 *
 * @param statistic D in [0, 1]
 * @param n1 size of one sample, an integer ≥ 1
 * @param n2 size of the other
 * @throws {CuvetteError} PARAMETER_INVALID outside these ranges.
 *
 * **Agrees with** `scipy.stats.ks_2samp(method='auto')`, rel 1e-9. Below 1e-300 it may be 0.
 * **Cost:** exact: n steps for samples of one size n, else about 2·D·n₁·n₂.
 *
 * @example
 * kolmogorovSmirnovPValue(1, 3, 3).pValue; // 0.1
 */
export function kolmogorovSmirnovPValue(
  statistic: number,
  n1: number,
  n2: number,
): { readonly pValue: number; readonly exact: boolean } {
  if (!(statistic >= 0 && statistic <= 1)) {
    throw parameterError('statistic', 'kolmogorovSmirnovPValue', 'a number in [0, 1]', statistic);
  }
  for (const n of [n1, n2]) {
    if (!Number.isInteger(n) || n < 1) {
      throw parameterError('n', 'kolmogorovSmirnovPValue', 'an integer ≥ 1', n);
    }
  }
  const effective = n1 * (n2 / (n1 + n2));
  if (Math.max(n1, n2) > mostExact) {
    return {
      pValue: kolmogorovSmirnovSf(Math.max(1, roundHalfEven(effective)), statistic),
      exact: false,
    };
  }
  if (2 * effective * statistic * statistic > underflow) return { pValue: 0, exact: true };
  return { pValue: exactPValue(statistic, n1, n2), exact: true };
}

/**
 * Share of the orders of n₁ + n₂ values in which the distance reaches `statistic`. A random walk through the grid of (values of
 * the first sample, values of the second) is drawn backwards: it came to (i, j) from (i − 1, j) with chance i/(i + j). All terms
 * are positive, so that small p-values keep their digits.
 */
function exactPValue(statistic: number, n1: number, n2: number): number {
  const divisor = greatestCommonDivisor(n1, n2);
  const [a, b] = [n1 / divisor, n2 / divisor];
  // |i/n1 − j/n2| ≥ D, in whole numbers: |i·b − j·a| ≥ h.
  const h = Math.round(statistic * a * n2);
  if (h === 0) return 1;
  if (n1 === n2) return equalSizesPValue(n1, h);
  let previous = new Float64Array(n2 + 1).fill(1);
  let row = new Float64Array(n2 + 1).fill(1);
  for (let i = 0; i <= n1; i++) {
    const from = Math.max(0, Math.floor((i * b - h) / a) + 1);
    const to = Math.min(n2, Math.ceil((i * b + h) / a) - 1);
    if (from > 0) row[from - 1] = 1;
    for (let j = from; j <= to; j++) {
      if (i + j === 0) row[0] = 0;
      else {
        const came = i === 0 ? 0 : i * previous[j]!;
        row[j] = (came + (j === 0 ? 0 : j * row[j - 1]!)) / (i + j);
      }
    }
    if (to < n2) row[to + 1] = 1;
    [previous, row] = [row, previous];
  }
  return Math.min(1, previous[n2]!);
}

/**
 * For samples of one size the walk is reflected at both bounds: 2·Σ (−1)ᵏ⁻¹ C(2n, n − kh)/C(2n, n) over k ≥ 1, nested from the last
 * term so that nothing cancels.
 */
function equalSizesPValue(n: number, h: number): number {
  let tail = 0;
  for (let k = Math.floor(n / h); k >= 0; k--) {
    let ratio = 1;
    for (let j = k * h; j < (k + 1) * h; j++) ratio *= (n - j) / (n + j + 1);
    tail = ratio * (1 - tail);
  }
  return Math.min(1, 2 * tail);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
