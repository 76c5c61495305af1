import { formatCount, formatSeconds, formatValue } from '../../../format/numbers';
import { alert, type AlertRule } from './alertRule';
import { identifier } from './alertSql';
import { leastSeasonal } from './seriesTraits';

/** Level of the augmented Dickey–Fuller test. */
const stationaryAt = 0.05;

/** NON_STATIONARY: a number along time that has no level to which it returns. */
export const nonStationary: AlertRule = ({ series }) =>
  (series?.columns ?? [])
    .filter(({ pValue }) => pValue > stationaryAt)
    .map(({ column, pValue }) =>
      alert('NON_STATIONARY', 'info', [column], {
        message: `${column} wanders along ${series!.time}: no level is shown to which it returns (augmented Dickey–Fuller p = ${formatValue(pValue, 2)}${averaged(series!.rowsPerPoint)}).`,
        why: 'What is learnt from early rows may not hold for late ones. Split by time, and consider differences between rows instead of values.',
        value: pValue,
        threshold: stationaryAt,
        sql: alongTime(series!.time, column),
      }),
    );

/** SEASONAL: a number along time that repeats itself. */
export const seasonal: AlertRule = ({ series }) =>
  (series?.columns ?? []).flatMap(({ column, season }) => {
    if (season === null) return [];
    return [
      alert('SEASONAL', 'info', [column], {
        message: `${column} repeats itself about every ${distance(season.seconds)} along ${series!.time} (autocorrelation ${formatValue(season.autocorrelation, 2)}${averaged(series!.rowsPerPoint)}).`,
        why: 'Rows one season apart resemble each other, so a random split lets a model look at its neighbours. Split by time.',
        value: season.autocorrelation,
        threshold: leastSeasonal,
        sql: alongTime(series!.time, column),
      }),
    ];
  });

function averaged(rowsPerPoint: number): string {
  return rowsPerPoint === 1 ? '' : `, ${formatCount(rowsPerPoint)} rows averaged to a point`;
}

function alongTime(time: string, column: string): string {
  return `SELECT ${identifier(time)}, ${identifier(column)} FROM {table} ORDER BY 1`;
}

const day = 86_400;

function distance(seconds: number): string {
  if (seconds < 3600) return formatSeconds(seconds);
  if (seconds < 2 * day) return `${formatValue(seconds / 3600, 3)} hours`;
  return `${formatValue(seconds / day, 3)} days`;
}
