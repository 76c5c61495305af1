import { throwIfCancelled, type ColumnProfile } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { augmentedDickeyFuller } from '../../statistics/augmentedDickeyFuller';
import { autocorrelation } from '../../statistics/autocorrelation';
import { finiteValue } from '../sqlExpressions';

/** A number along time. */
export interface SeriesColumn {
  readonly column: string;
  /** p of the augmented Dickey–Fuller test: small for a series that returns to a level. */
  readonly pValue: number;
  /** Distance after which the series repeats itself, and its autocorrelation there; `null` when it does not. */
  readonly season: { readonly seconds: number; readonly autocorrelation: number } | null;
}

/** The time that orders the rows, and the numbers along it. */
export interface SeriesTraits {
  readonly time: string;
  /** Neighbouring rows that were averaged to one point. */
  readonly rowsPerPoint: number;
  readonly columns: readonly SeriesColumn[];
}

const mostPoints = 5000;
const fewestPoints = 50;
const mostColumns = 50;
/** Share of equal distances between neighbouring times from which the series is evenly spaced. */
const evenShare = 0.9;

/** Autocorrelation at a season, and at its double. */
export const leastSeasonal = 0.5;
const leastAtDouble = 0.3;
/** How much lower the autocorrelation must be somewhere before the season. */
const leastDip = 0.3;
/** Share of the standard deviation that a line must leave: less is rounding, which may well repeat itself. */
const leastSpread = 1e-3;

/**
 * Looks at the numbers of a table whose rows a date/time column orders, one row a time at even distances. A series of more than
 * 5,000 rows is averaged over equally many neighbouring rows. Columns with missing stretches, and all after the first 50, are
 * left out.
 *
 * @returns `null` when no column orders the rows so
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findSeries(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  signal?: AbortSignal,
): Promise<SeriesTraits | null> {
  const rows = dataset.info.sampledRows;
  const time = dataset.info.exact ? columns.find((column) => ordersRows(column)) : undefined;
  const numbers = columns
    .filter(
      ({ type, missing, distinct }) =>
        type === 'numeric' && missing.rate < 0.5 && distinct.count > 2,
    )
    .slice(0, mostColumns);
  if (time === undefined || numbers.length === 0 || rows < fewestPoints) return null;

  const rowsPerPoint = Math.ceil(rows / mostPoints);
  const points = Math.floor(rows / rowsPerPoint);
  const found = await dataset.query(
    `SELECT ${numbers.map(({ index }, k) => `avg(${finiteValue(dataset.columns[index]!)}) AS v${k}`).join(', ')}
     FROM ${dataset.relation} WHERE rowid < ${points * rowsPerPoint} GROUP BY rowid // ${rowsPerPoint} ORDER BY rowid // ${rowsPerPoint}`,
    signal,
  );
  const seconds = time.dateTime!.step!.seconds * rowsPerPoint;
  const series = numbers.flatMap(({ name }, k): SeriesColumn[] => {
    throwIfCancelled(signal);
    const values = Float64Array.from(found, (row) => {
      const value = row[`v${k}`];
      return typeof value === 'number' ? value : Number.NaN;
    });
    if (values.some((value) => !Number.isFinite(value))) return [];
    if (values.every((value) => value === values[0])) return [];
    const season = findSeason(values);
    return [
      {
        column: name,
        pValue: augmentedDickeyFuller(values).pValue,
        season:
          season === null
            ? null
            : { seconds: season.lag * seconds, autocorrelation: season.autocorrelation },
      },
    ];
  });
  return { time: time.name, rowsPerPoint, columns: series };
}

function ordersRows({ dateTime, missing }: ColumnProfile): boolean {
  const strict = dateTime?.monotonic.startsWith('strictly') ?? false;
  return strict && missing.count === 0 && (dateTime?.step?.rate ?? 0) >= evenShare;
}

/** A distance after which a series repeats itself. */
export interface Season {
  readonly lag: number;
  readonly autocorrelation: number;
}

/**
 * The shortest lag at which a series, freed from a straight line, resembles itself: its autocorrelation has a peak of at least 0.5
 * there, falls at least 0.3 below it on the way, and is at least 0.3 again at twice the lag, so that a wandering series has none.
 * Lags of 2 up to a third of the series are looked at.
 */
export function findSeason(values: Float64Array): Season | null {
  const most = Math.floor(values.length / 3);
  const detrended = withoutLine(values);
  if (spread(detrended) < leastSpread ** 2 * spread(values)) return null;
  const correlations = autocorrelation(detrended, 2 * most);
  let lowest = Infinity;
  for (let lag = 1; lag <= most; lag++) {
    const value = correlations[lag]!;
    const isPeak = lag > 1 && value >= leastSeasonal && value - lowest >= leastDip;
    if (isPeak && value >= highestAround(correlations, lag) && repeats(correlations, lag)) {
      return { lag, autocorrelation: value };
    }
    lowest = Math.min(lowest, value);
  }
  return null;
}

/** Sum of the squared distances from the mean. */
function spread(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function highestAround(correlations: Float64Array, lag: number): number {
  const width = Math.max(1, Math.floor(lag / 4));
  return Math.max(...correlations.subarray(Math.max(1, lag - width), lag + width + 1));
}

/** Rounding to whole lags may move the second peak a little. */
function repeats(correlations: Float64Array, lag: number): boolean {
  const width = Math.max(1, Math.floor(lag / 10));
  return Math.max(...correlations.subarray(2 * lag - width, 2 * lag + width + 1)) >= leastAtDouble;
}

/** Residuals of the least-squares line over time. */
function withoutLine(values: Float64Array): Float64Array {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let [cross, squares] = [0, 0];
  values.forEach((value, t) => {
    cross += (t - middle) * (value - mean);
    squares += (t - middle) ** 2;
  });
  const slope = cross / squares;
  return values.map((value, t) => value - mean - slope * (t - middle));
}
