import { parameterError } from '../../protocol';

/**
 * Autocorrelation of an evenly spaced series at the lags 0 … `lags`, about its mean and over the sum of squares of the whole
 * series, so that values shrink towards 0 with the lag (the usual, biased estimate).
 *
 * **Agrees with** `statsmodels.tsa.stattools.acf(values, nlags=lags)`, rtol 1e-8. **Cost:** O(n · lags).
 *
 * **Missing values:** none allowed; the caller leaves out a series that has some.
 *
 * @param values the series, in the order of time
 * @param lags largest lag, below the number of values
 * @returns `lags + 1` values, the first 1; all NaN for a constant series
 * @throws {CuvetteError} PARAMETER_INVALID when `lags` is not a whole number in [0, n).
 * @see Brockwell & Davis, Introduction to Time Series and Forecasting, ch. 1
 *
 * @example
 * autocorrelation(Float64Array.of(1, 2, 1, 2), 2); // Float64Array [1, -0.75, 0.5]
 */
export function autocorrelation(values: Float64Array, lags: number): Float64Array {
  const n = values.length;
  if (!Number.isInteger(lags) || lags < 0 || lags >= n) {
    throw parameterError('lags', 'autocorrelation', `a whole number in [0, ${n})`, lags);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const centred = values.map((value) => value - mean);
  const result = new Float64Array(lags + 1);
  for (let lag = 0; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += centred[t]! * centred[t - lag]!;
    result[lag] = sum;
  }
  const total = result[0]!;
  return result.map((sum) => (total > 0 ? sum / total : Number.NaN));
}
