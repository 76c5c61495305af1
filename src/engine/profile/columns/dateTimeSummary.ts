import type { DateTimeSummary, Monotonicity } from '../../../protocol';
import type { Dataset, DatasetColumn, SqlRow } from '../../data/dataset';
import { countBelow } from './countBelow';
import { binCounts, chooseEdges, innerEdges } from './histogram';
import { monotonicities } from './monotonicity';
import { queryEach } from '../queryBatch';
import { countOf, numberOf } from '../sqlExpressions';

const gapCount = 5;
const secondsPerDay = 86_400;
/** 1970-01-01 was a Thursday; days of the week count from Monday. */
const firstWeekday = 3;

/** Dates are counted in whole days, timestamps in seconds. */
function unitOf({ storageType }: DatasetColumn): number {
  return storageType === 'DATE' ? secondsPerDay : 1;
}

/** What the profile computes of a date/time column. */
export interface DateTimeDescription {
  readonly summary: DateTimeSummary;
  readonly distinct: number;
}

/**
 * Range, gaps, histogram, patterns over week, day and year, order and step of date/time columns. A gap is a stretch between two
 * neighbouring distinct values; the five widest are given. The step is the commonest of these distances, of equally common
 * ones the shortest, to the microsecond. Texts are ISO 8601, in UTC; a column of dates gives dates.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeDateTimes(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  signal?: AbortSignal,
): Promise<DateTimeDescription[]> {
  const patterns = await queryEach(
    dataset,
    columns,
    (column, k) => patternSql(dataset, column, k),
    signal,
  );
  const distances = await queryEach(
    dataset,
    columns,
    (column, k) => distanceSql(dataset, column, k),
    signal,
  );
  const ranges = patterns.map((rows) => rangeOf(rows));
  const bins = columns.map((column, i) => {
    const range = ranges[i] ?? null;
    if (range === null) return null;
    const { min, max, count } = range;
    const quarter = (max - min) / 4;
    const spread = { q1: min + quarter, q3: max - quarter, integral: unitOf(column) > 1 };
    return chooseEdges({ count, min, max, ...spread });
  });
  const counted = await countBelow(
    dataset,
    columns.map((column, i) => ({
      value: instantOf(column),
      edges: bins[i] ? innerEdges(bins[i]) : [],
    })),
    { signal },
  );
  const orders = await monotonicities(dataset, columns.map(instantOf), signal);
  return columns.map((column, i) => {
    const range = ranges[i] ?? null;
    const edges = bins[i] ?? null;
    const all = counted[i]![0];
    if (range === null || edges === null || all === undefined) {
      return { summary: empty, distinct: 0 };
    }
    const counts = binCounts(edges, all);
    const histogram = { edges: edges.map((edge) => edgeText(edge, column)), counts };
    const own = { range, histogram, monotonic: orders[i]! };
    return summarise(column, patterns[i]!, distances[i]!, own);
  });
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

function summarise(
  column: DatasetColumn,
  patterns: readonly SqlRow[],
  distances: readonly SqlRow[],
  own: {
    readonly range: Range;
    readonly histogram: DateTimeSummary['histogram'];
    readonly monotonic: Monotonicity;
  },
): DateTimeDescription {
  const { range, histogram, monotonic } = own;
  const unit = unitOf(column);
  const days = (distance: number): number => (distance * unit) / secondsPerDay;
  const text = (value: number): string => isoText(value * unit, column.storageType);
  const whole = distances.find((row) => row['part'] === 'all');
  const neighbours = countOf(whole, 'n');
  const step = distances.find((row) => row['part'] === 'step');
  return {
    distinct: neighbours + 1,
    summary: {
      min: text(range.min),
      max: text(range.max),
      spanDays: days(range.max - range.min),
      gaps: distances
        .filter((row) => row['part'] === 'gap')
        .map((row) => {
          const [from, to] = [countOf(row, 'f'), countOf(row, 't')];
          return { from: text(from), to: text(to), days: days(to - from) };
        }),
      histogram,
      weekdays: countsOf(patterns, 'weekday', 7),
      hours: patterns.some((row) => row['timed'] === true) ? countsOf(patterns, 'hour', 24) : null,
      months: countsOf(patterns, 'month', 12),
      monotonic,
      step:
        step === undefined || neighbours < 2
          ? null
          : { seconds: countOf(step, 'd') * unit, rate: countOf(step, 'n') / neighbours },
      ...(neighbours < 2 ? { reasons: { step: 'A step needs at least three values.' } } : {}),
    },
  };
}

const none = 'The column has no value.';
const empty: DateTimeSummary = {
  min: null,
  max: null,
  spanDays: null,
  gaps: [],
  histogram: null,
  weekdays: countsOf([], 'weekday', 7),
  hours: null,
  months: countsOf([], 'month', 12),
  monotonic: 'none',
  step: null,
  reasons: { min: none, max: none, spanDays: none, histogram: none, step: none },
};

/** One scan for range and patterns: at most 7 × 24 × 12 × 2 groups come back. */
function patternSql({ relation }: Dataset, column: DatasetColumn, k: number): string {
  const perDay = secondsPerDay / unitOf(column);
  return `SELECT ${k} AS k, CAST((floor(s / ${perDay}) + ${firstWeekday}) % 7 + 7 AS INTEGER) % 7 AS weekday,
      hour(i) AS hour, month(i) - 1 AS month, s % ${perDay} <> 0 AS timed, count(*) AS n, min(s) AS lo, max(s) AS hi
    FROM (SELECT ${instantOf(column)} AS s, CAST(${column.sql} AS TIMESTAMP) AS i FROM ${relation})
    WHERE s IS NOT NULL GROUP BY 2, 3, 4, 5`;
}

/** Distances between neighbouring distinct values: how many, the widest, the commonest. */
function distanceSql({ relation }: Dataset, column: DatasetColumn, k: number): string {
  return `WITH d AS MATERIALIZED (SELECT f, t, round(t - f, 6) AS d FROM (SELECT lag(s) OVER (ORDER BY s) AS f, s AS t
        FROM (SELECT DISTINCT ${instantOf(column)} AS s FROM ${relation}) WHERE s IS NOT NULL) WHERE f IS NOT NULL)
    SELECT ${k} AS k, part, f, t, d, n FROM (
      SELECT 'all' AS part, NULL::DOUBLE AS f, NULL::DOUBLE AS t, NULL::DOUBLE AS d, count(*) AS n FROM d
      UNION ALL (SELECT 'gap', f, t, d, 1 FROM d ORDER BY t - f DESC, f LIMIT ${gapCount})
      UNION ALL (SELECT 'step', NULL, NULL, d, count(*) AS n FROM d GROUP BY d ORDER BY n DESC, d LIMIT 1))`;
}

function rangeOf(patterns: readonly SqlRow[]): Range | null {
  const ends = (name: string): number[] =>
    patterns.map((row) => numberOf(row, name)).filter((end) => end !== null);
  if (patterns.length === 0) return null;
  const count = patterns.reduce((sum, row) => sum + countOf(row, 'n'), 0);
  return { min: Math.min(...ends('lo')), max: Math.max(...ends('hi')), count };
}

function countsOf(patterns: readonly SqlRow[], part: string, length: number): number[] {
  const counts = Array.from({ length }, () => 0);
  for (const row of patterns) counts[countOf(row, part)]! += countOf(row, 'n');
  return counts;
}

/** The column as seconds (dates: days) since 1970; NULL where it is infinite. */
function instantOf(column: DatasetColumn): string {
  const instant = `CAST(epoch(CAST(${column.sql} AS TIMESTAMP)) AS DOUBLE)`;
  const units = unitOf(column) === 1 ? instant : `${instant} / ${unitOf(column)}`;
  return `CASE WHEN isfinite(${column.sql}) THEN ${units} END`;
}

/** The edges of whole days lie between two of them; the bin begins with the later one. */
function edgeText(edge: number, column: DatasetColumn): string {
  const unit = unitOf(column);
  return isoText((unit > 1 ? Math.ceil(edge) : edge) * unit, column.storageType);
}

function isoText(seconds: number, storageType: string): string {
  const milliseconds = Math.round(seconds * 1000);
  if (Math.abs(milliseconds) > 8.64e15) return `${seconds} s after 1970-01-01`;
  const text = new Date(milliseconds).toISOString().replace(/\.000Z$/, 'Z');
  return storageType === 'DATE' ? text.replace(/T.*$/, '') : text.replace(/Z$/, '');
}
