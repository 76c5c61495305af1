import { describe, expect, test } from 'vitest';

import { CuvetteError } from '../../../src/protocol';
import { fromRows, type DenseMatrix } from '../../../src/engine/base/denseMatrix';
import type { ClassTarget, Frame } from '../../../src/engine/base/frame';
import type { Json } from '../../../src/engine/base/json';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { createEditedNearestNeighbours } from '../../../src/engine/features/editedNearestNeighbours';
import {
  createFeatureSelector,
  featureSelectorFromJson,
} from '../../../src/engine/features/featureSelector';
import {
  createMedianImputer,
  medianImputerFromJson,
} from '../../../src/engine/features/medianImputer';
import {
  createMissingIndicator,
  missingIndicatorFromJson,
} from '../../../src/engine/features/missingIndicator';
import {
  createOneHotEncoder,
  oneHotEncoderFromJson,
} from '../../../src/engine/features/oneHotEncoder';
import type { LabelledMatrix, Resampler } from '../../../src/engine/features/resampler';
import { createSmote } from '../../../src/engine/features/smote';
import { createSmoteEnn } from '../../../src/engine/features/smoteEnn';
import {
  createStandardScaler,
  standardScalerFromJson,
} from '../../../src/engine/features/standardScaler';
import {
  createTableEncoder,
  tableEncoderFromJson,
} from '../../../src/engine/features/tableEncoder';
import type { FittedTransformer, Transformer } from '../../../src/engine/features/transformer';
import { classTarget, frame } from '../../support/frames';

type Output = Frame | DenseMatrix;

const transformers: readonly {
  readonly create: () => Transformer<Output>;
  readonly fromJson: (json: Json) => FittedTransformer<Output>;
}[] = [
  { create: createMedianImputer, fromJson: medianImputerFromJson },
  { create: createMissingIndicator, fromJson: missingIndicatorFromJson },
  { create: createStandardScaler, fromJson: standardScalerFromJson },
  { create: createOneHotEncoder, fromJson: oneHotEncoderFromJson },
  { create: createTableEncoder, fromJson: tableEncoderFromJson },
  { create: createFeatureSelector, fromJson: featureSelectorFromJson },
];

const resamplers: readonly (() => Resampler)[] = [
  createSmote,
  createEditedNearestNeighbours,
  () => createEditedNearestNeighbours({ kind: 'mode', samplingStrategy: 'all' }),
  createSmoteEnn,
];

const context = () => ({ random: createRandomGenerator(7) });

const training = frame({
  age: [20, NaN, 41, 60, 33, 28, 52, 47],
  role: ['b', 'a', null, 'a', 'b', 'b', 'a', 'a'],
  flat: [3, 3, 3, 3, 3, 3, 3, 3],
  'flat name': ['x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'],
  nothing: [NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN],
  'no name': [null, 'q', null, null, null, null, null, null],
  income: [1, 2, 3, 4, 5, 6, 7, 8],
});
const target = classTarget(['n', 'n', 'n', 'n', 'y', 'y', 'y', 'y']);

const firstRows = (table: Frame, rows: number): Frame => ({
  rows,
  columns: table.columns.map((column) =>
    column.kind === 'numeric'
      ? { ...column, values: column.values.slice(0, rows) }
      : { ...column, codes: column.codes.slice(0, rows) },
  ),
});

/** Numbers of an output, whichever kind it is. */
const numbersOf = (output: Output): number[] =>
  'values' in output
    ? Array.from(output.values)
    : output.columns.flatMap((column) =>
        Array.from<number>(column.kind === 'numeric' ? column.values : column.codes),
      );

describe.each(transformers)('$create.name', ({ create, fromJson }) => {
  const fitOn = (table: Frame, of: ClassTarget) => create().fit(table, of, context());

  test('one row', () => {
    const one = { codes: target.codes.slice(0, 1), classes: target.classes };
    const table = firstRows(training, 1);
    expect(fitOn(table, one).transform(table).rows).toBe(1);
  });

  test('one class', () => {
    const one = { codes: new Int32Array(8), classes: ['n'] };
    expect(fitOn(training, one).transform(training).rows).toBe(8);
  });

  test('no rows to transform', () => {
    const fitted = fitOn(training, target);
    expect(numbersOf(fitted.transform(firstRows(training, 0)))).toEqual([]);
  });

  test('unseen category, and missing where training had none', () => {
    const unseen = frame({
      age: [NaN],
      role: ['zz'],
      flat: [NaN],
      'flat name': [null],
      nothing: [1],
      'no name': ['zz'],
      income: [NaN],
    });
    expect(fitOn(training, target).transform(unseen).rows).toBe(1);
  });

  test('neither fitting nor transforming changes the frame', () => {
    const before = structuredClone(training);
    fitOn(training, target).transform(training);
    expect(training).toEqual(before);
  });

  test('fitting again gives an equal step, and the first stays what it was', () => {
    const step = create();
    const first = step.fit(training, target, context());
    const stored = JSON.stringify(first.toJson());
    step.fit(firstRows(training, 5), { ...target, codes: target.codes.slice(0, 5) }, context());
    expect(JSON.stringify(first.toJson())).toBe(stored);
    expect(JSON.stringify(step.fit(training, target, context()).toJson())).toBe(stored);
  });

  test('JSON round trip', () => {
    const fitted = fitOn(training, target);
    const restored = fromJson(JSON.parse(JSON.stringify(fitted.toJson())) as Json);
    expect(restored.toJson()).toEqual(fitted.toJson());
    expect(restored.transform(training)).toEqual(fitted.transform(training));
    expect(Object.keys(restored)).toEqual(Object.keys(fitted));
  });

  test("another step's JSON is refused", () => {
    expect(codeOf(() => fromJson({ step: 'another', columns: [] }))).toBe('DATA_UNREADABLE');
  });

  test('each row is transformed on its own', () => {
    const fitted = fitOn(training, target);
    const backwards = Uint32Array.from({ length: 8 }, (_, i) => 7 - i);
    const twice = fitted.transform(takeFrame(takeFrame(training, backwards), backwards));
    expect(twice).toEqual(fitted.transform(training));
    expect(numbersOf(fitted.transform(firstRows(training, 1)))).toEqual(
      numbersOf(firstOf(fitted.transform(training))),
    );
  });
});

test('a cancelled fit of the selector stops', () => {
  const signal = AbortSignal.abort();
  expect(
    codeOf(() => createFeatureSelector().fit(training, target, { ...context(), signal })),
  ).toBe('CANCELLED');
});

const blob = (code: number, count: number): LabelledMatrix => ({
  matrix: fromRows(
    Array.from({ length: count }, (_, i) => [code * 3 + Math.sin(i), Math.cos(3 * i), 1]),
  ),
  codes: new Int32Array(count).fill(code),
});

const join = (...parts: readonly LabelledMatrix[]): LabelledMatrix => ({
  matrix: {
    rows: parts.reduce((total, part) => total + part.matrix.rows, 0),
    columns: 3,
    values: Float64Array.from(parts.flatMap((part) => Array.from(part.matrix.values))),
  },
  codes: Int32Array.from(parts.flatMap((part) => Array.from(part.codes))),
});

const countsOf = (data: LabelledMatrix, classCount: number): number[] =>
  Array.from(
    { length: classCount },
    (_, code) => data.codes.filter((each) => each === code).length,
  );

describe.each(resamplers.map((create) => ({ name: create().name, create })))(
  '$name',
  ({ create }) => {
    const resample = (data: LabelledMatrix, classCount: number) =>
      create().resample(data, classCount, context());

    const consistent = (data: LabelledMatrix) => {
      expect(data.matrix.rows).toBe(data.codes.length);
      expect(data.matrix.values).toHaveLength(data.matrix.rows * data.matrix.columns);
      expect(data.matrix.values.every(Number.isFinite)).toBe(true);
    };

    test.each([1, 2, 3, 4, 6])('a class of %i rows keeps some rows', (rare) => {
      const result = resample(join(blob(0, 12), blob(1, rare)), 2);
      consistent(result);
      expect(Math.min(...countsOf(result, 2))).toBeGreaterThan(0);
    });

    test('one row, one class and no rows', () => {
      expect(countsOf(resample(blob(0, 1), 2), 2)).toEqual([1, 0]);
      expect(countsOf(resample(blob(0, 9), 1), 1)).toEqual([9]);
      expect(resample(blob(0, 0), 2).codes).toHaveLength(0);
    });

    test('one row per class', () => {
      expect(countsOf(resample(join(blob(0, 1), blob(1, 1), blob(2, 1)), 3), 3)).toEqual([1, 1, 1]);
    });

    test('a class of the task that has no rows stays empty', () => {
      const result = resample(join(blob(0, 12), blob(2, 4)), 3);
      consistent(result);
      expect(countsOf(result, 3)[1]).toBe(0);
    });

    test('rows without features', () => {
      const data = {
        matrix: { rows: 9, columns: 0, values: new Float64Array(0) },
        codes: Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1),
      };
      const result = resample(data, 2);
      consistent(result);
      expect(Math.min(...countsOf(result, 2))).toBeGreaterThan(0);
    });

    test('all rows equal', () => {
      const data = {
        matrix: fromRows(Array.from({ length: 9 }, () => [1, 2, 3])),
        codes: Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1),
      };
      const result = resample(data, 2);
      consistent(result);
      expect(Math.min(...countsOf(result, 2))).toBeGreaterThan(0);
    });

    test('the data are not changed', () => {
      const data = join(blob(0, 12), blob(1, 5));
      const before = structuredClone(data);
      resample(data, 2);
      expect(data).toEqual(before);
    });

    test('same data and seed, same bytes', () => {
      const data = join(blob(0, 30), blob(1, 7), blob(2, 11));
      expect(resample(data, 3)).toEqual(resample(data, 3));
    });

    test('cancelled', () => {
      const data = join(blob(0, 12), blob(1, 5));
      const signal = AbortSignal.abort();
      expect(codeOf(() => create().resample(data, 2, { ...context(), signal }))).toBe('CANCELLED');
    });

    test('a class index out of range is refused', () => {
      const data = { ...blob(0, 3), codes: Int32Array.of(0, 1, 2) };
      expect(() => resample(data, 2)).toThrow('class indices in [0, 2)');
    });
  },
);

function takeFrame(table: Frame, rows: Uint32Array): Frame {
  return {
    rows: rows.length,
    columns: table.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) },
    ),
  };
}

function firstOf(output: Output): Output {
  return 'values' in output
    ? { ...output, rows: 1, values: output.values.slice(0, output.columns) }
    : firstRows(output, 1);
}

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    return error instanceof CuvetteError ? error.code : String(error);
  }
  return undefined;
}
