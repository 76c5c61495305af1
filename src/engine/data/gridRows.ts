import { CuvetteError, parameterError, type Cell, type GridColumn } from '../../protocol';
import type { Dataset, DatasetColumn, SqlRow } from './dataset';
import type { ComputedView } from './rowsView';

/** Characters of a cell that a page shows. */
export const shownCharacters = 1000;

/** Columns that one query is asked for: planning takes more than its share beyond. */
const columnsPerQuery = 128;

/** Which part of a view. */
export interface RowsRange {
  /** Position in the view of the first row, from 0. */
  readonly offset: number;
  readonly limit: number;
  readonly columns: readonly DatasetColumn[];
  /** Texts are cut after {@link shownCharacters} characters, with `…`, unless true. */
  readonly wholeTexts?: boolean | undefined;
}

/** Rows of a view as texts. */
export interface GridRows {
  /** 1-based data row in the file. */
  readonly rowNumbers: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A page of a view's rows; fewer than asked for at its end, none beyond. Values are the texts that the SQL engine casts
 * them to: `0.1`, `true`, `2020-02-29 12:00:00`.
 *
 * Costs time in proportion to the page where the view keeps the file's order, and a look at all row positions (some ten
 * milliseconds for a million rows) where it does not.
 */
export async function readGridRows(
  dataset: Dataset,
  view: ComputedView,
  range: RowsRange,
  signal?: AbortSignal,
): Promise<GridRows> {
  const rowids = await rowidsOf(dataset, view, range, signal);
  const byRowid = new Map<number, Cell[]>(rowids.map((rowid) => [rowid, []]));
  if (rowids.length > 0) {
    const condition = conditionFor(rowids);
    for (let start = 0; start < range.columns.length; start += columnsPerQuery) {
      const columns = range.columns.slice(start, start + columnsPerQuery);
      const cells = columns.map(
        (column) => `${cellSql(column, range.wholeTexts)} AS ${column.sql}`,
      );
      const found = await dataset.query(
        `SELECT rowid AS r, ${cells.join(', ')} FROM ${dataset.relation} WHERE ${condition}`,
        signal,
      );
      for (const row of found) append(byRowid.get(Number(row['r'])), row, columns);
    }
  }
  return {
    rowNumbers: rowids.map((rowid) => rowid + 1),
    rows: rowids.map((rowid) => byRowid.get(rowid)!),
  };
}

/**
 * The whole text of a cell in a data row of the file, counted from 1; `null` when it is missing.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a row that is not there.
 */
export async function readCell(
  dataset: Dataset,
  row: number,
  column: DatasetColumn,
  signal?: AbortSignal,
): Promise<Cell> {
  checkRow(dataset, row);
  const [found] = await dataset.query(
    `SELECT ${cellSql(column, true)} AS text FROM ${dataset.relation} WHERE rowid = ${row - 1}`,
    signal,
  );
  return (found?.['text'] ?? null) as Cell;
}

/**
 * Position in a view, from 0, of a data row of the file, counted from 1.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a row that is not in the file or not in the view.
 */
export async function positionOf(
  dataset: Dataset,
  { positions }: ComputedView,
  row: number,
  signal?: AbortSignal,
): Promise<number> {
  checkRow(dataset, row);
  if (positions === null) return row - 1;
  const [found] = await dataset.query(
    `SELECT CAST(rowid AS BIGINT) AS position FROM ${positions} WHERE r = ${row - 1}`,
    signal,
  );
  if (found !== undefined) return Number(found['position']);
  throw new CuvetteError('PARAMETER_INVALID', `The filter leaves row ${row} out.`, {
    hint: 'Remove the filter to see it.',
    details: { row },
  });
}

/** A column as the grid shows it. */
export function toGridColumn({ name, type, storageType }: DatasetColumn): GridColumn {
  return { name, type, storageType };
}

function checkRow({ info }: Dataset, row: number): void {
  if (Number.isInteger(row) && row >= 1 && row <= info.sampledRows) return;
  throw parameterError('row', 'dataset/cell', `a row number from 1 to ${info.sampledRows}`, row);
}

async function rowidsOf(
  dataset: Dataset,
  { rows, positions }: ComputedView,
  { offset, limit }: RowsRange,
  signal?: AbortSignal,
): Promise<number[]> {
  const end = Math.min(rows, offset + limit);
  if (positions === null) {
    return Array.from({ length: Math.max(0, end - offset) }, (_, i) => offset + i);
  }
  const found = await dataset.query(
    `SELECT r FROM ${positions} WHERE rowid >= ${offset} AND rowid < ${end} ORDER BY rowid`,
    signal,
  );
  return found.map(({ r }) => Number(r));
}

/** Neighbouring rows as a range, which reads nothing else. */
function conditionFor(rowids: readonly number[]): string {
  let low = rowids[0]!;
  let high = low;
  for (const rowid of rowids) {
    low = Math.min(low, rowid);
    high = Math.max(high, rowid);
  }
  const range = `rowid >= ${low} AND rowid <= ${high}`;
  return high - low + 1 === rowids.length ? range : `${range} AND rowid IN (${rowids.join(', ')})`;
}

function cellSql({ sql, storageType }: DatasetColumn, whole = false): string {
  if (storageType !== 'VARCHAR') return `CAST(${sql} AS VARCHAR)`;
  if (whole) return sql;
  return `CASE WHEN length(${sql}) > ${shownCharacters} THEN left(${sql}, ${shownCharacters}) || '…' ELSE ${sql} END`;
}

function append(cells: Cell[] | undefined, row: SqlRow, columns: readonly DatasetColumn[]): void {
  for (const { sql } of columns) cells?.push((row[sql] ?? null) as Cell);
}
