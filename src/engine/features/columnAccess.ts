import { CuvetteError } from '../../protocol';
import type { CategoricalColumn, Frame, FrameColumn, NumericColumn } from '../base/frame';

/**
 * The numeric column `name` of `frame`, as a fitted step needs it again when it is applied.
 *
 * @param frame the table
 * @param name name of the column
 * @param owner the step that asks, for the message
 * @throws {CuvetteError} COLUMN_NOT_FOUND when the frame has no such column, or has it as categories.
 */
export function numericColumn(frame: Frame, name: string, owner: string): NumericColumn {
  const column = findColumn(frame, name, owner);
  if (column.kind !== 'numeric') throw wrongKind(column, 'numeric', owner);
  return column;
}

/**
 * The categorical column `name` of `frame`, as a fitted step needs it again when it is applied.
 *
 * @param frame the table
 * @param name name of the column
 * @param owner the step that asks, for the message
 * @throws {CuvetteError} COLUMN_NOT_FOUND when the frame has no such column, or has it as numbers.
 */
export function categoricalColumn(frame: Frame, name: string, owner: string): CategoricalColumn {
  const column = findColumn(frame, name, owner);
  if (column.kind !== 'categorical') throw wrongKind(column, 'categorical', owner);
  return column;
}

function findColumn(frame: Frame, name: string, owner: string): FrameColumn {
  const column = frame.columns.find((candidate) => candidate.name === name);
  if (column === undefined) {
    throw new CuvetteError(
      'COLUMN_NOT_FOUND',
      `\`${owner}\` was fitted with a column "${name}" that this table does not have.`,
      { details: { column: name, columns: frame.columns.map((candidate) => candidate.name) } },
    );
  }
  return column;
}

function wrongKind(column: FrameColumn, expected: string, owner: string): CuvetteError {
  return new CuvetteError(
    'COLUMN_NOT_FOUND',
    `\`${owner}\` was fitted with "${column.name}" as a ${expected} column; this table has it as ${column.kind}.`,
    {
      hint: 'Give the column the same type as in the training data.',
      details: { column: column.name, expected, received: column.kind },
    },
  );
}
