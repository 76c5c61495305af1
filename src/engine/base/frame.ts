import { CuvetteError } from '../../protocol';

/** A column of numbers. A missing value is NaN; infinities are kept. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly values: Float64Array;
}

/** A column of names: an index into `levels` per row, −1 where missing. Levels are distinct and sorted by code point. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** One column of a {@link Frame}. */
export type FrameColumn = NumericColumn | CategoricalColumn;

/**
 * A table in memory, column by column: what training works on. Columns are told apart by position, never by a key made
 * from the name. Immutable by convention: nobody writes into the arrays of a frame that was handed to them.
 */
export interface Frame {
  readonly rows: number;
  readonly columns: readonly FrameColumn[];
}

/** The target of a classification: an index into `classes` per row. No missing values. */
export interface ClassTarget {
  readonly codes: Int32Array;
  /** Distinct labels; for a binary target the positive class is the second, as in scikit-learn. */
  readonly classes: readonly string[];
}

/**
 * The rows of `frame` at `indices`, in that order; an index may occur more than once.
 *
 * @param frame the table to take from
 * @param indices row positions in [0, frame.rows)
 */
export function takeRows(frame: Frame, indices: Uint32Array): Frame {
  return {
    rows: indices.length,
    columns: frame.columns.map((column) => takeFromColumn(column, indices)),
  };
}

function takeFromColumn(column: FrameColumn, indices: Uint32Array): FrameColumn {
  if (column.kind === 'numeric') {
    const values = new Float64Array(indices.length);
    for (let i = 0; i < indices.length; i++) values[i] = column.values[indices[i]!]!;
    return { ...column, values };
  }
  const codes = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) codes[i] = column.codes[indices[i]!]!;
  return { ...column, codes };
}

/** The target of the rows at `indices`, in that order, with the same classes. */
export function takeTarget(target: ClassTarget, indices: Uint32Array): ClassTarget {
  const codes = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) codes[i] = target.codes[indices[i]!]!;
  return { codes, classes: target.classes };
}

/**
 * The columns of `frame` with the given names, in the order of `names`.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND when a name is not in the frame.
 */
export function selectColumns(frame: Frame, names: readonly string[]): Frame {
  const columns = names.map((name) => {
    const column = frame.columns.find((candidate) => candidate.name === name);
    if (column === undefined) {
      throw new CuvetteError('COLUMN_NOT_FOUND', `There is no column "${name}" in this table.`, {
        details: { column: name, columns: frame.columns.map((candidate) => candidate.name) },
      });
    }
    return column;
  });
  return { rows: frame.rows, columns };
}
