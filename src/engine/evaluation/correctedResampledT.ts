import { parameterError } from '../../protocol';
import { tPpf, tTwoSidedPValue } from '../statistics/studentT';

/** Two sets of scores on the same folds, compared. A value that does not exist is `null`, with the reason. */
export interface PairedTestResult {
  /** Mean of a − b. */
  readonly difference: number | null;
  /** Interval of the mean difference at the asked level. */
  readonly interval: readonly [number, number] | null;
  readonly statistic: number | null;
  readonly df: number | null;
  /** Two-sided. */
  readonly pValue: number | null;
  readonly reason?: string;
}

/**
 * Corrected resampled t test: whether two models differ, from their scores on the same cross-validation folds.
 *
 * Training sets of different folds share rows, so fold differences are not independent and the plain paired t test finds far
 * too many differences. The variance of the mean difference is taken as (1/n + testTrainRatio) · s² with s² the sample variance
 * (ddof 1) of the n differences; df = n − 1.
 *
 * Differences that are 0 on every fold give p = 1 and the interval [0, 0]. Differences that are all equal but not 0 show no spread to
 * judge them by: interval and p do not exist, nor for fewer than two folds.
 *
 * Agrees with the formula on `scipy.stats.t` 1.17, rtol 1e-12 (interval and p 1e-9).
 *
 * @param a score per fold; finite
 * @param b score per fold, same folds in the same order
 * @param testTrainRatio test rows over training rows of a fold: 1 / (k − 1) for k folds
 * @param level of the interval, in (0, 1), default 0.95
 * @throws {CuvetteError} PARAMETER_INVALID when lengths differ, a score is not finite, or ratio or level are out of range.
 * @see Nadeau and Bengio (2003), Inference for the generalization error, Machine Learning 52, 239–281, §4
 */
export function correctedResampledT(
  a: readonly number[],
  b: readonly number[],
  testTrainRatio: number,
  level = 0.95,
): PairedTestResult {
  const owner = 'correctedResampledT';
  if (a.length !== b.length) throw parameterError('b', owner, `of length ${a.length}`, b.length);
  const stray = [...a, ...b].find((score) => !Number.isFinite(score));
  if (stray !== undefined) throw parameterError('a and b', owner, 'finite', stray);
  if (!(testTrainRatio > 0 && testTrainRatio < Infinity)) {
    throw parameterError('testTrainRatio', owner, 'a finite number > 0', testTrainRatio);
  }
  if (!(level > 0 && level < 1)) throw parameterError('level', owner, 'in (0, 1)', level);

  const n = a.length;
  const differences = a.map((score, i) => score - b[i]!);
  const nothing = { interval: null, statistic: null, df: null, pValue: null };
  const mean = n === 0 ? null : sum(differences) / n;
  if (mean === null || n < 2) {
    return { difference: mean, ...nothing, reason: 'A comparison needs at least two folds.' };
  }
  const df = n - 1;
  const largest = Math.max(...a.map(Math.abs), ...b.map(Math.abs));
  const spread = Math.max(...differences) - Math.min(...differences);
  if (spread <= 4 * Number.EPSILON * largest) {
    if (Math.abs(mean) <= 4 * Number.EPSILON * largest) {
      const reason = 'The scores are the same on every fold.';
      return { difference: 0, interval: [0, 0], statistic: null, df, pValue: 1, reason };
    }
    const reason =
      'The difference is the same on every fold, so there is no spread to judge it by.';
    return { difference: mean, ...nothing, reason };
  }
  const variance = sum(differences.map((difference) => (difference - mean) ** 2)) / df;
  const standardError = Math.sqrt((1 / n + testTrainRatio) * variance);
  const statistic = mean / standardError;
  const margin = tPpf((1 + level) / 2, df) * standardError;
  return {
    difference: mean,
    interval: [mean - margin, mean + margin],
    statistic,
    df,
    pValue: tTwoSidedPValue(statistic, df),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
