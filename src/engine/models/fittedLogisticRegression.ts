import { z } from 'zod';
import { CuvetteError, parameterError } from '../../protocol';
import type { DenseMatrix } from '../base/denseMatrix';
import type { Json } from '../base/json';
import type { FittedClassifier } from './classifier';

/** What a logistic regression learned. */
export interface LogisticParameters {
  readonly classCount: number;
  /** The classes that had training rows, ascending; the others get probability 0. */
  readonly classes: readonly number[];
  readonly featureCount: number;
  /**
   * Row-major, shape (logits, featureCount): no logit for one class, one (of the second class) for two, one for each of more.
   */
  readonly coefficients: Float64Array;
  /** Shape (logits). */
  readonly intercepts: Float64Array;
  /** Newton steps taken. */
  readonly iterations: number;
  /** False when the search ended before the gradient was within tolerance. */
  readonly converged: boolean;
}

/** A trained logistic regression. */
export interface FittedLogisticRegression extends FittedClassifier, LogisticParameters {}

const storedForm = z.object({
  kind: z.literal('logisticRegression'),
  version: z.literal(1),
  classCount: z.number().int().min(2),
  classes: z.array(z.number().int().min(0)).min(1),
  featureCount: z.number().int().min(0),
  coefficients: z.array(z.array(z.number())),
  intercepts: z.array(z.number()),
  iterations: z.number().int().min(0),
  converged: z.boolean(),
});

/** The classifier with the given learned parameters. */
export function fittedLogisticRegression(learned: LogisticParameters): FittedLogisticRegression {
  return {
    ...learned,
    name: 'logistic',
    predictProba: (matrix) => predictProba(learned, matrix),
    toJson: () => toJson(learned),
  };
}

/**
 * The classifier stored by `toJson`: predicts the same bytes.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when the JSON is not a stored logistic regression of a known version.
 */
export function logisticRegressionFromJson(json: Json): FittedLogisticRegression {
  const parsed = storedForm.safeParse(json);
  if (!parsed.success) throw unreadable(z.prettifyError(parsed.error));
  const { coefficients, intercepts, classes, classCount, featureCount, iterations, converged } =
    parsed.data;
  const logits = logitCount(classes.length);
  const fits =
    coefficients.length === logits &&
    intercepts.length === logits &&
    coefficients.every((row) => row.length === featureCount) &&
    classes.every((c, i) => c < classCount && (i === 0 || c > classes[i - 1]!));
  if (!fits) throw unreadable('the sizes of its parts contradict each other');
  return fittedLogisticRegression({
    classCount,
    classes,
    featureCount,
    coefficients: Float64Array.from(coefficients.flat()),
    intercepts: Float64Array.from(intercepts),
    iterations,
    converged,
  });
}

function logitCount(classes: number): number {
  if (classes === 1) return 0;
  return classes === 2 ? 1 : classes;
}

function unreadable(reason: string): CuvetteError {
  return new CuvetteError(
    'DATA_UNREADABLE',
    `This is not a logistic regression that Cuvette can read: ${reason}.`,
    { hint: 'Train again, or open the model with the version of Cuvette that wrote it.' },
  );
}

function toJson(learned: LogisticParameters): Json {
  const { classCount, classes, featureCount, coefficients, intercepts } = learned;
  return {
    kind: 'logisticRegression',
    version: 1,
    classCount,
    classes,
    featureCount,
    coefficients: Array.from(intercepts, (_, k) =>
      Array.from(coefficients.subarray(k * featureCount, (k + 1) * featureCount)),
    ),
    intercepts: Array.from(intercepts),
    iterations: learned.iterations,
    converged: learned.converged,
  };
}

function predictProba(learned: LogisticParameters, matrix: DenseMatrix): Float64Array {
  const { classCount, classes, featureCount, intercepts } = learned;
  if (matrix.columns !== featureCount) {
    throw parameterError('matrix', 'logistic', `${featureCount} columns wide`, matrix.columns);
  }
  const probabilities = new Float64Array(matrix.rows * classCount);
  const logits = new Float64Array(intercepts.length);
  for (let i = 0; i < matrix.rows; i++) {
    computeLogits(learned, matrix, i, logits);
    const start = i * classCount;
    if (classes.length === 1) {
      probabilities[start + classes[0]!] = 1;
    } else if (classes.length === 2) {
      probabilities[start + classes[0]!] = 1 / (1 + Math.exp(logits[0]!));
      probabilities[start + classes[1]!] = 1 / (1 + Math.exp(-logits[0]!));
    } else {
      softmax(logits);
      classes.forEach((c, k) => (probabilities[start + c] = logits[k]!));
    }
  }
  return probabilities;
}

function computeLogits(
  { coefficients, intercepts, featureCount }: LogisticParameters,
  matrix: DenseMatrix,
  row: number,
  logits: Float64Array,
): void {
  const start = row * featureCount;
  for (let k = 0; k < logits.length; k++) {
    let z = intercepts[k]!;
    for (let j = 0; j < featureCount; j++) {
      z += coefficients[k * featureCount + j]! * matrix.values[start + j]!;
    }
    if (Number.isNaN(z)) {
      throw parameterError('matrix', 'logistic', 'without missing values', `NaN in row ${row}`);
    }
    logits[k] = z;
  }
}

/** In place. Subtracting the largest logit keeps exp from overflowing. */
function softmax(logits: Float64Array): void {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let total = 0;
  for (let k = 0; k < logits.length; k++) total += logits[k] = Math.exp(logits[k]! - largest);
  for (let k = 0; k < logits.length; k++) logits[k]! /= total;
}
