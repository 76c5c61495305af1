import { z } from 'zod';

import { parameterError } from '../../protocol';
import { zeros, type DenseMatrix } from '../base/denseMatrix';
import type { CategoricalColumn, Frame } from '../base/frame';
import type { Json } from '../base/json';
import { categoricalColumn } from './columnAccess';
import { readStoredStep } from './storedStep';
import type { FittedTransformer, Transformer } from './transformer';

const name = 'oneHotEncoder';

const columnForm = z.object({
  column: z.string(),
  /** Levels seen in the training rows, sorted by code point. */
  levels: z.array(z.string()),
  /** Whether "missing" was seen in the training rows, as one more level after the others. */
  missing: z.boolean(),
  /** Whether the first level is not written because the other one says it all. */
  dropFirst: z.boolean(),
});
const storedForm = z.object({ step: z.literal(name), columns: z.array(columnForm) });

type LearnedColumn = z.infer<typeof columnForm>;

/** Options of {@link createOneHotEncoder}. */
export interface OneHotEncoderOptions {
  /** `if_binary` (default): a column with exactly two levels gives one feature, that of the second. `null`: never. */
  readonly drop?: 'if_binary' | null;
}

/** A fitted {@link createOneHotEncoder}. */
export interface FittedOneHotEncoder extends FittedTransformer<DenseMatrix> {
  /** `JobRole=Manager` per level, `JobRole (missing)` for the level of missing values. */
  readonly featureNames: readonly string[];
  /**
   * Writes the features of `frame` into `matrix`, from column `offset` on. Only ones are written: the cells must hold 0.
   */
  encodeInto(frame: Frame, matrix: DenseMatrix, offset: number): void;
}

/** A {@link Transformer} that needs neither target nor context. */
export interface OneHotEncoder extends Transformer<DenseMatrix> {
  fit(frame: Frame): FittedOneHotEncoder;
}

/**
 * One feature of 0 and 1 per level of each categorical column.
 *
 * Levels are those that occur in the training rows, in code-point order; missing is a level of its own, the last, when it
 * occurs there. A level (or a missing value) that the training rows do not have gives zeros throughout. Levels are matched
 * by name, so the frame may number them differently than the training frame. Numeric columns are left out.
 *
 * Agrees with `sklearn.preprocessing.OneHotEncoder(drop='if_binary', handle_unknown='ignore')`, exactly.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when `drop` is not one of its values.
 *
 * @example
 * const role = { kind: 'categorical', name: 'Role', codes: Int32Array.of(1, 0, 2), levels: ['A', 'B', 'C'] };
 * const table = { rows: 3, columns: [role] };
 * createOneHotEncoder().fit(table).transform(table).values; // Float64Array [0, 1, 0, 1, 0, 0, 0, 0, 1]
 */
export function createOneHotEncoder(options: OneHotEncoderOptions = {}): OneHotEncoder {
  const { drop = 'if_binary' } = options;
  if (drop !== null && drop !== ('if_binary' as string)) {
    throw parameterError('drop', name, '"if_binary" or null', drop);
  }
  return {
    name,
    fit(frame) {
      const learned: LearnedColumn[] = [];
      for (const column of frame.columns) {
        if (column.kind === 'categorical') learned.push(learn(column, drop === 'if_binary'));
      }
      return fromLearned(learned);
    },
  };
}

/**
 * The fitted encoder that wrote `json`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when `json` is not a stored one-hot encoder.
 */
export function oneHotEncoderFromJson(json: Json): FittedOneHotEncoder {
  return fromLearned(readStoredStep(name, storedForm, json).columns);
}

function learn(column: CategoricalColumn, dropBinary: boolean): LearnedColumn {
  const seen = new Uint8Array(column.levels.length);
  let missing = false;
  for (const code of column.codes) {
    if (code < 0) missing = true;
    else seen[code] = 1;
  }
  const levels = column.levels.filter((_, code) => seen[code] === 1);
  const dropFirst = dropBinary && levels.length + (missing ? 1 : 0) === 2;
  return { column: column.name, levels, missing, dropFirst };
}

function fromLearned(learned: readonly LearnedColumn[]): FittedOneHotEncoder {
  const featureNames = learned.flatMap(namesOf);

  const encodeInto = (frame: Frame, matrix: DenseMatrix, offset: number): void => {
    let start = offset;
    for (const spec of learned) {
      writeOnes(spec, categoricalColumn(frame, spec.column, name), matrix, start);
      start += namesOf(spec).length;
    }
  };

  return {
    name,
    featureNames,
    encodeInto,
    transform(frame) {
      const matrix = zeros(frame.rows, featureNames.length);
      encodeInto(frame, matrix, 0);
      return matrix;
    },
    toJson: () => ({ step: name, columns: [...learned] }),
  };
}

function namesOf({ column, levels, missing, dropFirst }: LearnedColumn): string[] {
  const names = levels.map((level) => `${column}=${level}`);
  if (missing) names.push(`${column} (missing)`);
  return dropFirst ? names.slice(1) : names;
}

function writeOnes(
  spec: LearnedColumn,
  { codes, levels }: CategoricalColumn,
  matrix: DenseMatrix,
  start: number,
): void {
  const shift = spec.dropFirst ? 1 : 0;
  const learnedAt = new Map(spec.levels.map((level, position) => [level, position - shift]));
  const featureOf = levels.map((level) => learnedAt.get(level) ?? -1);
  const missingFeature = spec.missing ? spec.levels.length - shift : -1;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    const feature = code < 0 ? missingFeature : featureOf[code]!;
    if (feature >= 0) matrix.values[i * matrix.columns + start + feature] = 1;
  }
}
