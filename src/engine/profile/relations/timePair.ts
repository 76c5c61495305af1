import type { Dataset, DatasetColumn } from '../../data/dataset';
import { interpolate } from '../target/classBoxes';
import { countOf, finiteValue, isPresent, numberOf } from '../sqlExpressions';
import { edgeValues, gridEdges, gridIndex, type GridEdges } from './gridEdges';
import { crossTable, levelSide, type TableSide } from './levelTable';
import type { PairAxes, PairForm } from './pairForm';

const mostStretches = 48;
const mostTableStretches = 12;
const secondsPerDay = 86_400;

/**
 * A number over time: mean and quartiles (type 7) in up to 48 equally long stretches of the dates. Stretches of plain dates are
 * whole days.
 *
 * @param dataset the opened data set
 * @param axes the two columns
 * @param time which axis holds the dates
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function timeline(
  dataset: Dataset,
  axes: PairAxes,
  time: 'x' | 'y',
  signal?: AbortSignal,
): Promise<PairForm<'timeline'>> {
  const dates = axes[time];
  const number = axes[time === 'x' ? 'y' : 'x'];
  const value = finiteValue(number);
  const stretches = await stretchesOf(
    dataset,
    dates,
    `${value} IS NOT NULL`,
    mostStretches,
    signal,
  );
  const rows = await dataset.query(
    `SELECT b, any_value(n) AS n, favg(v) AS mean, ${pickedAt('q1', 0.25)}, ${pickedAt('q3', 0.75)}
      FROM (SELECT b, v, row_number() OVER (PARTITION BY b ORDER BY v) AS rn, count(*) OVER (PARTITION BY b) AS n
        FROM (SELECT ${gridIndex('t', stretches)} AS b, v FROM (SELECT ${instantOf(dates)} AS t, ${value} AS v
          FROM ${dataset.relation}) WHERE t IS NOT NULL AND v IS NOT NULL)) GROUP BY b`,
    signal,
  );
  const found = new Map(rows.map((row) => [countOf(row, 'b'), row]));
  const along = Array.from({ length: stretches.bins }, (_, b) => found.get(b));
  const quartile = (name: string, p: number): (number | null)[] =>
    along.map((row) => {
      const [low, high] = [numberOf(row, `${name}_low`), numberOf(row, `${name}_high`)];
      if (low === null || high === null) return null;
      const position = (countOf(row, 'n') - 1) * p;
      return interpolate(low, high, position - Math.floor(position));
    });
  return {
    kind: 'timeline',
    time,
    edges: edgeValues(stretches).map((edge) => instantText(edge, dates)),
    counts: along.map((row) => countOf(row, 'n')),
    mean: along.map((row) => numberOf(row, 'mean')),
    q1: quartile('q1', 0.25),
    q3: quartile('q3', 0.75),
  };
}

/**
 * A category over time: how many rows of each level fall into up to 12 stretches of the dates.
 *
 * @param dataset the opened data set
 * @param axes the two columns
 * @param time which axis holds the dates
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function timeTable(
  dataset: Dataset,
  axes: PairAxes,
  time: 'x' | 'y',
  signal?: AbortSignal,
): Promise<PairForm<'table'>> {
  const dates = axes[time];
  const category = axes[time === 'x' ? 'y' : 'x'];
  const instant = instantOf(dates);
  const where = `${instant} IS NOT NULL AND ${isPresent(category)}`;
  const stretches = await stretchesOf(
    dataset,
    dates,
    isPresent(category),
    mostTableStretches,
    signal,
  );
  const texts = edgeValues(stretches).map((edge) => instantText(edge, dates));
  const levels = texts.slice(0, -1).map((from, i) => `${from} – ${texts[i + 1]!}`);
  const names = levels.map((level) => `'${level}'`).join(', ');
  const side: TableSide = {
    levels,
    label: `list_extract([${names}], ${gridIndex(instant, stretches)} + 1)`,
    rest: null,
  };
  const other = await levelSide(dataset, category, where, signal);
  return crossTable(dataset, time === 'x' ? [side, other] : [other, side], where, signal);
}

/** The values around the type-7 quantile of a group of `n` rows that are numbered in their order. */
function pickedAt(name: string, p: number): string {
  const below = `CAST(floor((n - 1) * ${p}::DOUBLE) AS BIGINT) + 1`;
  return `max(v) FILTER (rn = ${below}) AS ${name}_low, max(v) FILTER (rn = least(${below} + 1, n)) AS ${name}_high`;
}

async function stretchesOf(
  dataset: Dataset,
  dates: DatasetColumn,
  where: string,
  most: number,
  signal: AbortSignal | undefined,
): Promise<GridEdges> {
  const [row] = await dataset.query(
    `SELECT min(t) AS first, max(t) AS last FROM (SELECT ${instantOf(dates)} AS t FROM ${dataset.relation} WHERE ${where})`,
    signal,
  );
  const [min, max] = [numberOf(row, 'first') ?? 0, numberOf(row, 'last') ?? 0];
  return gridEdges({ min, max, low: min, high: max, integral: isDay(dates) }, most);
}

function isDay({ storageType }: DatasetColumn): boolean {
  return storageType === 'DATE';
}

/** Dates in days, times in seconds since 1970; NULL where infinite. */
function instantOf(column: DatasetColumn): string {
  const seconds = `CAST(epoch(CAST(${column.sql} AS TIMESTAMP)) AS DOUBLE)`;
  const instant = isDay(column) ? `${seconds} / ${secondsPerDay}` : seconds;
  return `CASE WHEN isfinite(${column.sql}) THEN ${instant} END`;
}

/** ISO 8601. The edges of whole days lie between two of them; the stretch begins with the later one. */
function instantText(edge: number, column: DatasetColumn): string {
  const seconds = isDay(column) ? Math.ceil(edge) * secondsPerDay : edge;
  const milliseconds = Math.round(seconds * 1000);
  if (Math.abs(milliseconds) > 8.64e15) return `${seconds} s after 1970-01-01`;
  const text = new Date(milliseconds).toISOString();
  return isDay(column) ? text.replace(/T.*$/, '') : text.replace(/(\.000)?Z$/, '');
}
