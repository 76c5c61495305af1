import { z } from 'zod';

import type { Frame, FrameColumn } from '../base/frame';
import type { Json } from '../base/json';
import { numericColumn } from './columnAccess';
import { readStoredStep } from './storedStep';
import type { FittedFrameTransformer, Transformer } from './transformer';

const name = 'standardScaler';

const storedForm = z.object({
  step: z.literal(name),
  columns: z.array(z.object({ column: z.string(), mean: z.number(), scale: z.number() })),
});

type Learned = z.infer<typeof storedForm>['columns'];

/**
 * Shifts and scales each numeric column to mean 0 and variance 1 over the training rows: (x − mean) / scale.
 *
 * The variance divides by n (ddof 0) and is computed in two passes with the rounding error of the mean taken out. Where it
 * cannot be told from the rounding error of n equal values, variance ≤ n·ε·variance + (n·mean·ε)², the column is constant
 * and its scale is 1. Missing values (NaN; infinities as well) do not take part in fitting and stay what they are. A column
 * without any value keeps mean 0 and scale 1. Categorical columns are left out of the result.
 *
 * Agrees with `sklearn.preprocessing.StandardScaler()`, rtol 1e-12.
 *
 * @example
 * const age = { kind: 'numeric', name: 'Age', values: Float64Array.of(20, 40) };
 * const table = { rows: 2, columns: [age] };
 * createStandardScaler().fit(table).transform(table).columns[0].values; // Float64Array [-1, 1]
 */
export function createStandardScaler(): StandardScaler {
  return {
    name,
    fit(frame) {
      const learned: Learned = [];
      for (const column of frame.columns) {
        if (column.kind !== 'numeric') continue;
        learned.push({
          column: column.name,
          ...meanAndScale(column.values.filter(Number.isFinite)),
        });
      }
      return fromLearned(learned);
    },
  };
}

/** A {@link Transformer} that needs neither target nor context. */
export interface StandardScaler extends Transformer<Frame> {
  fit(frame: Frame): FittedFrameTransformer;
}

/**
 * The fitted scaler that wrote `json`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when `json` is not a stored standard scaler.
 */
export function standardScalerFromJson(json: Json): FittedFrameTransformer {
  return fromLearned(readStoredStep(name, storedForm, json).columns);
}

function fromLearned(learned: Learned): FittedFrameTransformer {
  return {
    name,
    columnNames: learned.map(({ column }) => column),
    transform(frame) {
      const columns = learned.map(({ column, mean, scale }): FrameColumn => {
        const source = numericColumn(frame, column, name);
        return { ...source, values: source.values.map((x) => (x - mean) / scale) };
      });
      return { rows: frame.rows, columns };
    },
    toJson: () => ({ step: name, columns: learned }),
  };
}

function meanAndScale(values: Float64Array): { mean: number; scale: number } {
  const n = values.length;
  if (n === 0) return { mean: 0, scale: 1 };
  const rough = sum(values) / n;
  let deviation = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - rough;
    deviation += d;
    squares += d * d;
  }
  const mean = rough + deviation / n;
  const variance = Math.max(0, (squares - (deviation * deviation) / n) / n);
  const rounding = n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
  return { mean, scale: variance <= rounding ? 1 : Math.sqrt(variance) };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
