import type { PairView } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { classBoxes } from '../target/classBoxes';
import { findColumn } from '../target/resolveTarget';
import { countOf, finiteValue, isPresent } from '../sqlExpressions';
import { numberPair } from './numberPair';
import { levelTable } from './levelTable';
import type { PairForm } from './pairForm';
import { isCategorical } from './relatedColumns';
import { timeline, timeTable } from './timePair';

/**
 * Two columns against each other, in the form that fits their kinds: points or, of many rows, counts over a grid for two numbers;
 * boxes for a number and a category; a table for two categories; a timeline for a number and dates, and a table by stretches of
 * time for a category and dates. Everything is an aggregate over all rows.
 *
 * **Missing values:** rows where either column is missing (or infinite) are left out.
 *
 * @param dataset the opened data set
 * @param x name of the column along
 * @param y name of the column upwards
 * @param signal cancels the queries
 * @returns kind `none` with a reason for texts, identifiers, constants and nested columns
 * @throws {CuvetteError} COLUMN_NOT_FOUND; CANCELLED when the signal is aborted.
 */
export async function viewPair(
  dataset: Dataset,
  x: string,
  y: string,
  signal?: AbortSignal,
): Promise<PairView> {
  const [first, second] = [findColumn(dataset, x), findColumn(dataset, y)];
  const n = await rowsWithBoth(dataset, first, second, signal);
  const common = { x, y, n };
  const reason = whyNone(first, second, n);
  if (reason !== null) return { ...common, kind: 'none', reason };
  const [roleX, roleY] = [roleOf(first), roleOf(second)];
  const axes = { x: first, y: second };
  if (roleX === 'number' && roleY === 'number') {
    return { ...common, ...(await numberPair(dataset, axes, n, signal)) };
  }
  if (roleX === 'category' && roleY === 'category') {
    return { ...common, ...(await levelTable(dataset, axes, signal)) };
  }
  if (roleX !== 'time' && roleY !== 'time') {
    return { ...common, ...(await boxes(dataset, first, second, n, signal)) };
  }
  const time = roleX === 'time' ? 'x' : 'y';
  const other = time === 'x' ? roleY : roleX;
  return other === 'number'
    ? { ...common, ...(await timeline(dataset, axes, time, signal)) }
    : { ...common, ...(await timeTable(dataset, axes, time, signal)) };
}

type Role = 'number' | 'category' | 'time';

function roleOf({ type }: DatasetColumn): Role | null {
  if (type === 'numeric') return 'number';
  if (type === 'dateTime') return 'time';
  return isCategorical(type) ? 'category' : null;
}

function whyNone(x: DatasetColumn, y: DatasetColumn, n: number): string | null {
  for (const column of [x, y]) {
    if (roleOf(column) === null) return whyNoRole(column);
  }
  if (x === y) return 'This is one and the same column. Choose a second one.';
  if (x.type === 'dateTime' && y.type === 'dateTime') {
    return 'Both columns are dates. Derive the time between them as a number first.';
  }
  return n === 0 ? 'No row has a value in both columns.' : null;
}

function whyNoRole({ name, type }: DatasetColumn): string {
  switch (type) {
    case 'text':
      return `"${name}" is free text: there is nothing to draw before it is turned into features.`;
    case 'identifier':
      return `"${name}" is an identifier: (nearly) every row has its own value.`;
    case 'constant':
      return `"${name}" is constant: it cannot vary with anything.`;
    default:
      return `"${name}" holds lists or structs: take the fields that matter out first.`;
  }
}

/** A condition on the rows in which the column can be drawn. */
function isDrawable(column: DatasetColumn): string {
  if (column.type === 'numeric') return `${finiteValue(column)} IS NOT NULL`;
  return column.type === 'dateTime'
    ? `coalesce(isfinite(${column.sql}), false)`
    : isPresent(column);
}

async function rowsWithBoth(
  dataset: Dataset,
  x: DatasetColumn,
  y: DatasetColumn,
  signal: AbortSignal | undefined,
): Promise<number> {
  const [row] = await dataset.query(
    `SELECT count(*) AS n FROM ${dataset.relation} WHERE ${isDrawable(x)} AND ${isDrawable(y)}`,
    signal,
  );
  return countOf(row, 'n');
}

async function boxes(
  dataset: Dataset,
  x: DatasetColumn,
  y: DatasetColumn,
  n: number,
  signal: AbortSignal | undefined,
): Promise<PairForm<'boxes'>> {
  const numeric = roleOf(x) === 'number' ? 'x' : 'y';
  const [value, group] = numeric === 'x' ? [x, y] : [y, x];
  const request = { value: finiteValue(value), group, groups: null };
  const [drawn = []] = await classBoxes(dataset, [request], { signal });
  const shown = drawn.reduce((total, { count }) => total + count, 0);
  const left =
    shown < n
      ? {
          reasons: {
            boxes: `The ${drawn.length} most frequent levels of "${group.name}"; the others hold ${n - shown} rows.`,
          },
        }
      : {};
  return { kind: 'boxes', numeric, boxes: inOrder(group, drawn), ...left };
}

/** Ordinal codes by size; other levels as they come, most frequent first. */
function inOrder<Box extends { readonly class: string }>(
  { type }: DatasetColumn,
  drawn: readonly Box[],
): readonly Box[] {
  if (type !== 'ordinal') return drawn;
  return [...drawn].sort((a, b) => Number(a.class) - Number(b.class));
}
