import { z } from 'zod';

import type { Frame, NumericColumn } from '../base/frame';
import type { Json } from '../base/json';
import { numericColumn } from './columnAccess';
import { readStoredStep } from './storedStep';
import type { FittedFrameTransformer, Transformer } from './transformer';

const name = 'missingIndicator';

const storedForm = z.object({ step: z.literal(name), columns: z.array(z.string()) });

/**
 * One column of 0 and 1 per numeric column, 1 where its value is missing; named `Age (missing)`.
 *
 * Only columns that have both missing and present values among the training rows get one: elsewhere the indicator would be
 * constant. NaN and infinities count as missing, as in the median imputer.
 *
 * Agrees with `sklearn.impute.MissingIndicator(features='missing-only')`, but for columns that are missing throughout.
 *
 * @example
 * const age = { kind: 'numeric', name: 'Age', values: Float64Array.of(20, NaN, 40) };
 * const table = { rows: 3, columns: [age] };
 * createMissingIndicator().fit(table).transform(table).columns[0].values; // Float64Array [0, 1, 0]
 */
export function createMissingIndicator(): MissingIndicator {
  return {
    name,
    fit(frame) {
      const informative = frame.columns.filter(
        (column) =>
          column.kind === 'numeric' &&
          column.values.some(Number.isFinite) &&
          !column.values.every(Number.isFinite),
      );
      return fromColumns(informative.map((column) => column.name));
    },
  };
}

/** A {@link Transformer} that needs neither target nor context. */
export interface MissingIndicator extends Transformer<Frame> {
  fit(frame: Frame): FittedFrameTransformer;
}

/**
 * The fitted indicator that wrote `json`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when `json` is not a stored missing indicator.
 */
export function missingIndicatorFromJson(json: Json): FittedFrameTransformer {
  return fromColumns(readStoredStep(name, storedForm, json).columns);
}

function fromColumns(names: readonly string[]): FittedFrameTransformer {
  return {
    name,
    columnNames: names.map(indicatorName),
    transform(frame) {
      const columns = names.map((column): NumericColumn => {
        const { values } = numericColumn(frame, column, name);
        return {
          kind: 'numeric',
          name: indicatorName(column),
          values: values.map((x) => (Number.isFinite(x) ? 0 : 1)),
        };
      });
      return { rows: frame.rows, columns };
    },
    toJson: () => ({ step: name, columns: names }),
  };
}

function indicatorName(column: string): string {
  return `${column} (missing)`;
}
