import { parameterError } from '../../protocol';
import { normalSf } from './distributions';

/** Result of {@link augmentedDickeyFuller}. */
export interface DickeyFullerResult {
  /** t of the lagged level. */
  readonly statistic: number;
  /** MacKinnon's (1994) approximation, which is 0 below −18.83 and 1 above 2.74. */
  readonly pValue: number;
  /** Lagged differences in the regression. */
  readonly lags: number;
  /** Observations in the regression. */
  readonly n: number;
}

const fewestValues = 12;

/**
 * Augmented Dickey–Fuller test that a series has a unit root (it wanders, without a level to which it returns), with a constant and
 * without a trend. The number of lagged differences is the one with the least AIC among 0 … ⌈12 (n/100)^¼⌉, all compared over the
 * same observations; the test itself uses every observation it can.
 *
 * **Agrees with** `statsmodels.tsa.stattools.adfuller(values)`, rtol 1e-8. **Cost:** O(n · lags²).
 *
 * **Missing values:** none allowed.
 *
 * @param values the series, in the order of time, evenly spaced
 * @returns a small p-value says that the series is stationary around a level
 * @throws {CuvetteError} PARAMETER_INVALID for fewer than 12 values or a constant series.
 * @see Dickey & Fuller 1979; MacKinnon 1994, J. Business & Economic Statistics 12, 167–176
 *
 * @example
 * augmentedDickeyFuller(Float64Array.from({ length: 20 }, (_, i) => Math.sin(i * i))).lags; // 8
 */
export function augmentedDickeyFuller(values: Float64Array): DickeyFullerResult {
  const total = values.length;
  if (total < fewestValues) {
    throw parameterError(
      'values',
      'augmentedDickeyFuller',
      'at least 12 values',
      `${total} values`,
    );
  }
  if (values.every((value) => value === values[0])) {
    throw parameterError('values', 'augmentedDickeyFuller', 'a series that varies', 'a constant');
  }
  const mostLags = Math.min(Math.floor(total / 2) - 2, Math.ceil(12 * (total / 100) ** 0.25));
  const lags = bestLags(values, mostLags);
  const { response, level, differences } = regressors(values, lags);
  const n = response.length;
  const fit = orthogonalFit(response, [ones(n), ...differences, level]);
  const { projection, residual } = fit.at(-1)!;
  const spread = Math.sqrt(residual / (n - lags - 2));
  const statistic = projection / spread;
  return { statistic, pValue: mackinnonPValue(statistic), lags, n };
}

/** AIC is compared without the terms that all numbers of lags share. */
function bestLags(values: Float64Array, mostLags: number): number {
  const { response, level, differences } = regressors(values, mostLags);
  const n = response.length;
  const fit = orthogonalFit(response, [ones(n), level, ...differences]);
  let best = 0;
  let least = Infinity;
  for (let lags = 0; lags <= mostLags; lags++) {
    const criterion = n * Math.log(fit[lags + 1]!.residual / n) + 2 * (lags + 2);
    if (criterion < least) [best, least] = [lags, criterion];
  }
  return best;
}

interface Regressors {
  readonly response: Float64Array;
  readonly level: Float64Array;
  readonly differences: readonly Float64Array[];
}

function regressors(values: Float64Array, lags: number): Regressors {
  const change = Float64Array.from(values.subarray(1), (value, t) => value - values[t]!);
  const n = change.length - lags;
  return {
    response: change.subarray(lags),
    level: values.subarray(lags, lags + n),
    differences: Array.from({ length: lags }, (_, lag) =>
      change.subarray(lags - lag - 1, lags - lag - 1 + n),
    ),
  };
}

const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

interface Step {
  /** Component of the response along the part of the regressor that the earlier ones do not span; its sign is that of the slope. */
  readonly projection: number;
  /** Sum of squares that this and the earlier regressors leave. */
  readonly residual: number;
}

/** Adds the regressors one by one by modified Gram–Schmidt, twice for precision. */
function orthogonalFit(response: Float64Array, columns: readonly Float64Array[]): Step[] {
  const basis: Float64Array[] = [];
  const rest = Float64Array.from(response);
  return columns.map((column) => {
    const direction = Float64Array.from(column);
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of basis) subtract(direction, earlier, dot(direction, earlier));
    }
    const norm = Math.sqrt(dot(direction, direction));
    const unit = norm > 0 ? direction.map((value) => value / norm) : direction;
    basis.push(unit);
    const projection = dot(rest, unit);
    subtract(rest, unit, projection);
    return { projection, residual: dot(rest, rest) };
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(target: Float64Array, direction: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! -= factor * direction[i]!;
}

/** Response surface for one series and a regression with a constant (MacKinnon 1994, tables 1 and 2). */
function mackinnonPValue(statistic: number): number {
  if (statistic > 2.74) return 1;
  if (statistic < -18.83) return 0;
  const t = statistic;
  return statistic <= -1.61
    ? normalSf(-(2.1659 + 1.4412 * t + 0.038269 * t ** 2))
    : normalSf(-(1.7339 + 0.93202 * t - 0.12745 * t ** 2 - 0.010368 * t ** 3));
}
