import type { Reasons } from '../../protocol';
import { normalPpf, normalSf } from './distributions';
import { finiteValues } from './finiteValues';
import { moments } from './moments';

/** Result of {@link shapiroWilk}. */
export interface ShapiroWilkResult extends Reasons {
  /** W, in (0, 1]: how well the ordered values agree with normal order statistics. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Values used. */
  readonly n: number;
}

/** Largest sample for which Royston's approximation was made. */
export const shapiroWilkMaxN = 5000;

/**
 * The Shapiro–Wilk test of normality: W = (Σ aᵢ x₍ᵢ₎)² / Σ (x − x̄)², with Royston's approximations to the weights a and to the null
 * distribution of W.
 *
 * @param values shape (n), in any order; 3 ≤ n ≤ 5000. Above it take a sample, or {@link dagostinoK2}
 *
 * **Missing values:** NaN and infinities are left out. **Ties** are not corrected for: heavily rounded data give a smaller p.
 * **Cost:** a sort.
 *
 * **Agrees with** `scipy.stats.shapiro`: W rel 1e-8, ln p rel 1e-6 (SciPy approximates the normal quantiles more coarsely).
 * **Differs from** it outside 3 ≤ n ≤ 5000 and for values that do not vary: `null` with a reason instead of a warning.
 *
 * **Reference:** Royston (1995), Algorithm AS R94, Applied Statistics 44, 547–551; Royston (1992), Statistics and Computing 2,
 * 117–119.
 *
 * @example
 * shapiroWilk(Float64Array.of(1, 2, 3, 4, 5)).statistic; // 0.98676…
 */
export function shapiroWilk(values: Float64Array): ShapiroWilkResult {
  const sorted = finiteValues(values).sort();
  const n = sorted.length;
  const notTested = (reason: string): ShapiroWilkResult => ({
    statistic: null,
    pValue: null,
    n,
    reasons: { statistic: reason, pValue: reason },
  });
  if (n < 3) return notTested('The Shapiro–Wilk test needs at least 3 values.');
  if (n > shapiroWilkMaxN) {
    return notTested(
      `The Shapiro–Wilk test is approximated for at most ${shapiroWilkMaxN} values.`,
    );
  }
  const range = sorted[n - 1]! - sorted[0]!;
  if (!(range > 1e-19)) return notTested('All values are equal.');

  // Scaled to their range and centred at the median, so that neither size nor offset costs digits.
  const centre = sorted[n >> 1]!;
  const scaled = sorted.map((value) => (value - centre) / range);
  const weights = royston(n);
  let projection = 0;
  for (let i = 0; i < weights.length; i++) {
    projection += weights[i]! * (scaled[n - 1 - i]! - scaled[i]!);
  }
  const length = Math.sqrt(moments(scaled).m2);
  // 1 − W as a product keeps the digits of a W near 1.
  const complement = Math.max(0, ((length - projection) * (length + projection)) / length ** 2);
  return { statistic: 1 - complement, pValue: pValueOf(complement, n), n };
}

/** Weights of the upper half of the sample, outermost first; the lower half's are their negatives. */
function royston(n: number): Float64Array {
  const half = n >> 1;
  if (n === 3) return Float64Array.of(Math.SQRT1_2);
  const scores = Float64Array.from(
    { length: half },
    (_, i) => -normalPpf((i + 0.625) / (n + 0.25)),
  );
  let squares = 0;
  for (const score of scores) squares += 2 * score * score;
  const norm = Math.sqrt(squares);
  const step = 1 / Math.sqrt(n);
  const first = polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], step);
  const weights = new Float64Array(half);
  weights[0] = first + scores[0]! / norm;
  if (n <= 5) {
    const rest = (squares - 2 * scores[0]! ** 2) / (1 - 2 * weights[0] ** 2);
    for (let i = 1; i < half; i++) weights[i] = scores[i]! / Math.sqrt(rest);
    return weights;
  }
  const second = polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], step);
  weights[1] = second + scores[1]! / norm;
  const rest =
    (squares - 2 * scores[0]! ** 2 - 2 * scores[1]! ** 2) /
    (1 - 2 * weights[0] ** 2 - 2 * weights[1] ** 2);
  for (let i = 2; i < half; i++) weights[i] = scores[i]! / Math.sqrt(rest);
  return weights;
}

/** p of W = 1 − complement: exact for n = 3, else a transformation of ln(1 − W) is normal. */
function pValueOf(complement: number, n: number): number {
  if (n === 3) {
    const w = Math.max(1 - complement, 0.75);
    return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75))));
  }
  if (complement === 0) return 1;
  const logComplement = Math.log(complement);
  if (n <= 11) {
    const bound = -2.273 + 0.459 * n;
    if (logComplement >= bound) return 1e-99;
    const mean = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], n);
    const deviation = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n));
    return normalSf((-Math.log(bound - logComplement) - mean) / deviation);
  }
  const logN = Math.log(n);
  const mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], logN);
  const deviation = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], logN));
  return normalSf((logComplement - mean) / deviation);
}

/** Σ coefficients[i]·xⁱ. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
