import { z } from 'zod';

import { zeros, type DenseMatrix } from '../base/denseMatrix';
import type { Frame } from '../base/frame';
import type { Json } from '../base/json';
import { createMedianImputer, medianImputerFromJson } from './medianImputer';
import { createMissingIndicator, missingIndicatorFromJson } from './missingIndicator';
import {
  createOneHotEncoder,
  oneHotEncoderFromJson,
  type FittedOneHotEncoder,
  type OneHotEncoderOptions,
} from './oneHotEncoder';
import { createStandardScaler, standardScalerFromJson } from './standardScaler';
import { readStoredStep } from './storedStep';
import type { FittedFrameTransformer, FittedTransformer, Transformer } from './transformer';

const name = 'tableEncoder';

const storedForm = z.object({
  step: z.literal(name),
  imputer: z.json(),
  scaler: z.json(),
  indicator: z.json(),
  oneHot: z.json(),
});

/** Options of {@link createTableEncoder}. */
export interface TableEncoderOptions extends OneHotEncoderOptions {
  /** Whether a numeric column with missing values in the training rows also gives a 0/1 feature; default true. */
  readonly addIndicator?: boolean;
}

/** A fitted {@link createTableEncoder}. */
export interface FittedTableEncoder extends FittedTransformer<DenseMatrix> {
  /** One name per column of the matrix: `Age`, then `Age (missing)`, then `JobRole=Manager`, `JobRole (missing)`. */
  readonly featureNames: readonly string[];
}

/** A {@link Transformer} that needs neither target nor context. */
export interface TableEncoder extends Transformer<DenseMatrix> {
  fit(frame: Frame): FittedTableEncoder;
}

/**
 * A table as the matrix that a linear model or a distance can use; no missing values in it.
 *
 * Three blocks of features, each in the order of the columns: numeric columns filled with their median and standardised;
 * a 0/1 indicator for those with missing values in the training rows; categorical columns one-hot. A numeric column
 * without any value in the training rows gives no feature. See the single steps for their definitions.
 *
 * Agrees with scikit-learn's `ColumnTransformer` of `SimpleImputer(strategy='median')` → `StandardScaler()`,
 * `MissingIndicator()` and `OneHotEncoder(drop='if_binary', handle_unknown='ignore')`, rtol 1e-12.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when `drop` is not one of its values. Applying the fitted encoder throws
 *   COLUMN_NOT_FOUND when a column it was fitted with is absent or of the other kind.
 *
 * @example
 * const age = { kind: 'numeric', name: 'Age', values: Float64Array.of(20, 40) };
 * const role = { kind: 'categorical', name: 'Role', codes: Int32Array.of(1, 0), levels: ['A', 'B'] };
 * const table = { rows: 2, columns: [role, age] };
 * createTableEncoder().fit(table).transform(table).values; // Float64Array [-1, 1, 1, 0]; features Age and Role=B
 */
export function createTableEncoder(options: TableEncoderOptions = {}): TableEncoder {
  const { addIndicator = true, ...oneHotOptions } = options;
  const oneHotEncoder = createOneHotEncoder(oneHotOptions);
  return {
    name,
    fit(frame) {
      const imputer = createMedianImputer().fit(frame);
      return fromSteps({
        imputer,
        scaler: createStandardScaler().fit(imputer.transform(frame)),
        indicator: createMissingIndicator().fit(addIndicator ? frame : { rows: 0, columns: [] }),
        oneHot: oneHotEncoder.fit(frame),
      });
    },
  };
}

/**
 * The fitted encoder that wrote `json`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when `json` is not a stored table encoder.
 */
export function tableEncoderFromJson(json: Json): FittedTableEncoder {
  const stored = readStoredStep(name, storedForm, json);
  return fromSteps({
    imputer: medianImputerFromJson(stored.imputer),
    scaler: standardScalerFromJson(stored.scaler),
    indicator: missingIndicatorFromJson(stored.indicator),
    oneHot: oneHotEncoderFromJson(stored.oneHot),
  });
}

interface Steps {
  readonly imputer: FittedFrameTransformer;
  readonly scaler: FittedFrameTransformer;
  readonly indicator: FittedFrameTransformer;
  readonly oneHot: FittedOneHotEncoder;
}

function fromSteps({ imputer, scaler, indicator, oneHot }: Steps): FittedTableEncoder {
  const featureNames = [...scaler.columnNames, ...indicator.columnNames, ...oneHot.featureNames];
  return {
    name,
    featureNames,
    transform(frame) {
      const matrix = zeros(frame.rows, featureNames.length);
      const scaled = scaler.transform(imputer.transform(frame));
      const numeric = [...scaled.columns, ...indicator.transform(frame).columns];
      numeric.forEach((column, j) => {
        if (column.kind === 'numeric') writeColumn(column.values, matrix, j);
      });
      oneHot.encodeInto(frame, matrix, numeric.length);
      return matrix;
    },
    toJson: () => ({
      step: name,
      imputer: imputer.toJson(),
      scaler: scaler.toJson(),
      indicator: indicator.toJson(),
      oneHot: oneHot.toJson(),
    }),
  };
}

function writeColumn(values: Float64Array, matrix: DenseMatrix, j: number): void {
  for (let i = 0, at = j; i < values.length; i++, at += matrix.columns) {
    matrix.values[at] = values[i]!;
  }
}
