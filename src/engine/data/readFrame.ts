import { CuvetteError } from '../../protocol';
import type { CategoricalColumn, Frame, FrameColumn } from '../base/frame';
import type { Dataset, DatasetColumn } from './dataset';

/** Options of {@link readFrame}. */
export interface ReadFrameOptions {
  /** Columns to be read as codes whatever their type, such as a numeric target of two values. */
  readonly categorical?: readonly string[];
}

/**
 * Reads columns of a data set into memory, in the order of `columnNames` and of the relation's rows.
 *
 * A `numeric` column becomes doubles with NaN where a value is missing. Every other one becomes codes into levels with −1
 * where missing; the levels are the texts of the file (`1`, `Yes`), by code point, and whole numbers by size. A `dateTime`
 * column has no form in a frame and is left out: callers that need one take parts of it by SQL first.
 *
 * Memory: 8 bytes a number and 4 bytes a code, beside the levels.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND; CANCELLED; OUT_OF_MEMORY.
 */
export async function readFrame(
  dataset: Dataset,
  columnNames: readonly string[],
  signal?: AbortSignal,
  { categorical = [] }: ReadFrameOptions = {},
): Promise<Frame> {
  const columns = columnNames
    .map((name) => columnNamed(dataset, name))
    .filter(({ type }) => type !== 'dateTime');
  const types: string[] = [];
  try {
    const readers: ColumnReader[] = [];
    for (const column of columns) {
      readers.push(
        column.type === 'numeric' && !categorical.includes(column.name)
          ? numericReader(column, dataset.info.sampledRows)
          : await categoricalReader(dataset, column, types, signal),
      );
    }
    const rows = await fill(dataset, readers, signal);
    return { rows, columns: readers.map(({ column }) => column) };
  } finally {
    for (const type of types)
      await dataset.query(`DROP TYPE IF EXISTS ${type}`).catch(() => undefined);
  }
}

/** A column of the frame being filled, and the SQL whose numbers fill it. */
interface ColumnReader {
  readonly expression: string;
  readonly target: Float64Array | Int32Array;
  readonly column: FrameColumn;
}

function columnNamed(dataset: Dataset, name: string): DatasetColumn {
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  throw new CuvetteError('COLUMN_NOT_FOUND', `There is no column "${name}" in this data set.`, {
    details: { column: name, columns: dataset.columns.map((candidate) => candidate.name) },
  });
}

function numericReader({ name, sql }: DatasetColumn, rows: number): ColumnReader {
  const values = new Float64Array(rows);
  return {
    expression: `coalesce(CAST(${sql} AS DOUBLE), CAST('NaN' AS DOUBLE))`,
    target: values,
    column: { kind: 'numeric', name, values },
  };
}

let typesMade = 0;

/**
 * The engine turns values into codes: an ENUM over the sorted levels holds them as integers, so that only integers cross
 * into JavaScript.
 */
async function categoricalReader(
  dataset: Dataset,
  { name, sql, storageType }: DatasetColumn,
  types: string[],
  signal?: AbortSignal,
): Promise<ColumnReader> {
  const label = `CAST(${sql} AS VARCHAR)`;
  const order = storageType === 'VARCHAR' ? 'label' : 'value';
  const type = `levels_${++typesMade}`;
  types.push(type);
  await dataset.query(
    `CREATE TYPE ${type} AS ENUM (SELECT label FROM (SELECT DISTINCT ${sql} AS value, ${label} AS label ` +
      `FROM ${dataset.relation} WHERE ${sql} IS NOT NULL) ORDER BY ${order})`,
    signal,
  );
  const [row] = await dataset.query(`SELECT enum_range(CAST(NULL AS ${type})) AS levels`, signal);
  const levels = row?.['levels'] as readonly string[];
  const codes = new Int32Array(dataset.info.sampledRows);
  const column: CategoricalColumn = { kind: 'categorical', name, codes, levels };
  const expression = `CAST(coalesce(enum_code(CAST(${label} AS ${type})), -1) AS INTEGER)`;
  return { expression, target: codes, column };
}

async function fill(
  dataset: Dataset,
  readers: readonly ColumnReader[],
  signal?: AbortSignal,
): Promise<number> {
  const { sampledRows: rows } = dataset.info;
  if (readers.length === 0) return rows;
  let offset = 0;
  const list = readers.map(({ expression }, j) => `${expression} AS x${j}`).join(', ');
  await dataset.scan(
    `SELECT ${list} FROM ${dataset.relation}`,
    (chunk) => {
      readers.forEach(({ target }, j) => chunk.copyNumbers(j, target, offset));
      offset += chunk.rows;
    },
    signal,
  );
  return rows;
}
