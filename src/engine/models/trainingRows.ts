import { CuvetteError, parameterError } from '../../protocol';
import type { DenseMatrix } from '../base/denseMatrix';
import type { ClassificationData } from './classifier';
import { sparseRows, type SparseRows } from './sparseRows';

/** The rows that a linear classifier learns from, checked, and only the classes that occur in them. */
export interface TrainingRows {
  /** The classes that have rows of positive weight, ascending. */
  readonly classes: readonly number[];
  /** Share of the weight of each of `classes`; they sum to 1. */
  readonly shares: Float64Array;
  /** Position in `classes` per row. */
  readonly codes: Int32Array;
  readonly rows: SparseRows;
  /** Sum to 1. */
  readonly weights: Float64Array;
  readonly totalWeight: number;
}

/**
 * Leaves out the rows of weight 0, numbers the remaining classes anew and scales the weights to sum 1.
 *
 * @param data rows as they were handed to a classifier
 * @param owner the classifier, for messages
 * @throws {CuvetteError} PARAMETER_INVALID when lengths differ, or a code, a weight or a matrix element is out of range;
 *   DATA_NO_ROWS when no row has a positive weight.
 */
export function trainingRows(data: ClassificationData, owner: string): TrainingRows {
  const { matrix, codes, classCount, weights } = data;
  requireLength('codes', codes.length, matrix.rows, owner);
  if (weights !== undefined) requireLength('weights', weights.length, matrix.rows, owner);
  requireFinite(matrix, owner);

  const used = new Uint32Array(matrix.rows);
  const weightOfClass = new Float64Array(classCount);
  let count = 0;
  let totalWeight = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const weight = weights === undefined ? 1 : weights[row]!;
    const code = codes[row]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw parameterError('weights', owner, 'non-negative and finite', weight);
    }
    if (code < 0 || code >= classCount) {
      throw parameterError('codes', owner, `class indices in [0, ${classCount})`, code);
    }
    if (weight === 0) continue;
    used[count++] = row;
    weightOfClass[code]! += weight;
    totalWeight += weight;
  }
  if (count === 0) {
    throw new CuvetteError('DATA_NO_ROWS', `The model "${owner}" got no row to learn from.`, {
      hint: 'Every row was dropped or has weight 0.',
    });
  }

  const classes = Array.from(weightOfClass.keys()).filter((c) => weightOfClass[c]! > 0);
  const position = new Int32Array(classCount);
  classes.forEach((c, k) => (position[c] = k));
  const rows = used.subarray(0, count);
  return {
    classes,
    shares: Float64Array.from(classes, (c) => weightOfClass[c]! / totalWeight),
    codes: new Int32Array(count).map((_, i) => position[codes[rows[i]!]!]!),
    rows: sparseRows(matrix, rows),
    weights: new Float64Array(count).map(
      (_, i) => (weights === undefined ? 1 : weights[rows[i]!]!) / totalWeight,
    ),
    totalWeight,
  };
}

function requireLength(parameter: string, received: number, rows: number, owner: string): void {
  if (received !== rows) throw parameterError(parameter, owner, `of length ${rows}`, received);
}

function requireFinite({ values, columns }: DenseMatrix, owner: string): void {
  for (let at = 0; at < values.length; at++) {
    if (Number.isFinite(values[at])) continue;
    throw parameterError(
      'matrix',
      owner,
      `finite in every element (row ${Math.floor(at / columns)}, column ${at % columns} is not)`,
      values[at],
    );
  }
}
