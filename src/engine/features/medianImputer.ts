import { z } from 'zod';

import type { Frame, FrameColumn, NumericColumn } from '../base/frame';
import type { Json } from '../base/json';
import { numericColumn } from './columnAccess';
import { readStoredStep } from './storedStep';
import type { FittedFrameTransformer, Transformer } from './transformer';

const name = 'medianImputer';

const storedForm = z.object({
  step: z.literal(name),
  columns: z.array(z.object({ column: z.string(), median: z.number() })),
});

type Learned = z.infer<typeof storedForm>['columns'];

/**
 * Fills missing numbers with the median of the training rows.
 *
 * The median of an even number of values is the mean of the two middle ones. NaN is missing; so is an infinity, which no
 * model can use. A column without any value in the training rows has no median: it is left out of the result. Categorical
 * columns are left out as well.
 *
 * Agrees with `sklearn.impute.SimpleImputer(strategy='median')`, exactly.
 *
 * @example
 * const age = { kind: 'numeric', name: 'Age', values: Float64Array.of(20, NaN, 40) };
 * const table = { rows: 3, columns: [age] };
 * createMedianImputer().fit(table).transform(table).columns[0].values; // Float64Array [20, 30, 40]
 */
export function createMedianImputer(): MedianImputer {
  return {
    name,
    fit(frame) {
      const learned: Learned = [];
      for (const column of frame.columns) {
        if (column.kind !== 'numeric') continue;
        const middle = median(column.values);
        if (middle !== null) learned.push({ column: column.name, median: middle });
      }
      return fromLearned(learned);
    },
  };
}

/** A {@link Transformer} that needs neither target nor context. */
export interface MedianImputer extends Transformer<Frame> {
  fit(frame: Frame): FittedFrameTransformer;
}

/**
 * The fitted imputer that wrote `json`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when `json` is not a stored median imputer.
 */
export function medianImputerFromJson(json: Json): FittedFrameTransformer {
  return fromLearned(readStoredStep(name, storedForm, json).columns);
}

function fromLearned(learned: Learned): FittedFrameTransformer {
  return {
    name,
    columnNames: learned.map(({ column }) => column),
    transform(frame) {
      const columns = learned.map(({ column, median: middle }): FrameColumn =>
        filled(numericColumn(frame, column, name), middle),
      );
      return { rows: frame.rows, columns };
    },
    toJson: () => ({ step: name, columns: learned }),
  };
}

function filled(column: NumericColumn, value: number): NumericColumn {
  if (column.values.every(Number.isFinite)) return column;
  return { ...column, values: column.values.map((x) => (Number.isFinite(x) ? x : value)) };
}

function median(values: Float64Array): number | null {
  const present = values.filter(Number.isFinite);
  const n = present.length;
  if (n === 0) return null;
  const middle = n >> 1;
  const upper = selectSmallest(present, middle);
  if (n % 2 === 1) return upper;
  let lower = present[0]!;
  for (let i = 1; i < middle; i++) if (present[i]! > lower) lower = present[i]!;
  return lower + (upper - lower) / 2;
}

/**
 * The value that sorting would put at position `k`, by Hoare's selection with the median of three as pivot. Reorders
 * `values` so that nothing before position `k` is larger and nothing after it smaller.
 */
function selectSmallest(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const held = values[i]!;
        values[i++] = values[j]!;
        values[j--] = held;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
