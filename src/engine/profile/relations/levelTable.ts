import type { Dataset, DatasetColumn } from '../../data/dataset';
import { sqlLiteral } from '../../data/sqlText';
import { countOf, isPresent, presentValue, textOf } from '../sqlExpressions';
import type { PairAxes, PairForm } from './pairForm';

/** Levels that a side of a table shows by themselves at most. */
const mostLevels = 15;

/** One side of a table. */
export interface TableSide {
  /** SQL of a text that names the level; NULL for the rarer levels that are put together. */
  readonly label: string;
  /** Labels in their order. */
  readonly levels: readonly string[];
  /** What is said about levels that were put together; `null` when none were. */
  readonly rest: string | null;
}

/**
 * Two categories: how many rows have each combination of their levels, the 15 most frequent of each and the others together.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function levelTable(
  dataset: Dataset,
  { x, y }: PairAxes,
  signal?: AbortSignal,
): Promise<PairForm<'table'>> {
  const where = `${isPresent(x)} AND ${isPresent(y)}`;
  const sides = [
    await levelSide(dataset, x, where, signal),
    await levelSide(dataset, y, where, signal),
  ] as const;
  return crossTable(dataset, sides, where, signal);
}

/** The side of a category: its most frequent levels among the rows of `where`, ordinal codes by size. */
export async function levelSide(
  dataset: Dataset,
  column: DatasetColumn,
  where: string,
  signal?: AbortSignal,
): Promise<TableSide> {
  const rows = await dataset.query(
    `SELECT CAST(v AS VARCHAR) AS v FROM (SELECT ${presentValue(column)} AS v, count(*) AS n FROM ${dataset.relation}
      WHERE ${where} GROUP BY 1 ORDER BY n DESC, v LIMIT ${mostLevels + 1})`,
    signal,
  );
  const labels = rows.slice(0, mostLevels).map((row) => textOf(row, 'v') ?? '');
  const levels =
    column.type === 'ordinal' ? [...labels].sort((a, b) => Number(a) - Number(b)) : labels;
  const label = `CAST(${presentValue(column)} AS VARCHAR)`;
  return {
    levels,
    label: `CASE WHEN ${label} IN (${levels.map(sqlLiteral).join(', ')}) THEN ${label} END`,
    rest:
      rows.length > mostLevels
        ? `The ${mostLevels} most frequent levels of "${column.name}"; all others together as "other".`
        : null,
  };
}

/** Counts of two sides over the rows of `where`. */
export async function crossTable(
  dataset: Dataset,
  [x, y]: readonly [TableSide, TableSide],
  where: string,
  signal?: AbortSignal,
): Promise<PairForm<'table'>> {
  const cells = await dataset.query(
    `SELECT ${x.label} AS a, ${y.label} AS b, count(*) AS n FROM ${dataset.relation} WHERE ${where} GROUP BY 1, 2`,
    signal,
  );
  const [xLevels, yLevels] = [x, y].map(({ levels, rest }) =>
    rest === null ? levels : [...levels, 'other'],
  ) as [readonly string[], readonly string[]];
  const counts = xLevels.map(() => yLevels.map(() => 0));
  const place = (side: TableSide, label: string | null): number =>
    label === null ? side.levels.length : side.levels.indexOf(label);
  for (const cell of cells) {
    counts[place(x, textOf(cell, 'a'))]![place(y, textOf(cell, 'b'))] = countOf(cell, 'n');
  }
  const reasons = {
    ...(x.rest === null ? {} : { xLevels: x.rest }),
    ...(y.rest === null ? {} : { yLevels: y.rest }),
  };
  return {
    kind: 'table',
    xLevels,
    yLevels,
    counts,
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}
