import type { ProfileResult } from '../../../protocol';
import { throwIfCancelled } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import type { ColumnCounts } from '../columns/columnCounts';
import { chunks, countOf, isPresent } from '../sqlExpressions';

/** Stretches of rows at most. */
const mostStretches = 100;
/** Columns at most, those with the most missing values. */
const mostColumns = 200;
const columnsPerQuery = 100;

/** Where along the file values are missing; see {@link missingMatrix}. */
export type MissingMatrix = ProfileResult['missing']['matrix'];

/**
 * The share of missing values per column and stretch of rows: the file is cut into up to 100 stretches of equally many rows (the
 * last one may be shorter). Of more than 200 columns with missing values, those with the most; in file order.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function missingMatrix(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal?: AbortSignal,
): Promise<MissingMatrix> {
  const incomplete = columns.filter(({ present, rows }) => present < rows);
  if (incomplete.length === 0) return { columns: [], stretches: [], rates: [] };
  const shown = [...incomplete]
    .sort((a, b) => a.present - b.present)
    .slice(0, mostColumns)
    .sort((a, b) => a.column.index - b.column.index);
  const length = Math.ceil(dataset.info.sampledRows / mostStretches);
  const parts: { firstRow: number; rows: number; rates: number[] }[] = [];
  for (const part of chunks(shown, columnsPerQuery)) {
    throwIfCancelled(signal);
    const flags = part.map(({ column }, i) => `count_if(NOT ${isPresent(column)}) AS m${i}`);
    const answer = await dataset.query(
      `SELECT rowid // ${length} AS s, min(${dataset.rowNumber}) AS first_row, count(*) AS n, ${flags.join(', ')}
       FROM ${dataset.relation} GROUP BY s ORDER BY s`,
      signal,
    );
    answer.forEach((row, s) => {
      const rows = countOf(row, 'n');
      parts[s] ??= { firstRow: countOf(row, 'first_row'), rows, rates: [] };
      parts[s].rates.push(...part.map((_, i) => countOf(row, `m${i}`) / rows));
    });
  }
  return {
    columns: shown.map(({ column }) => column.name),
    stretches: parts.map(({ firstRow, rows }) => ({ firstRow, rows })),
    rates: parts.map(({ rates }) => rates),
  };
}
