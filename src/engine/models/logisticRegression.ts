import { parameterError } from '../../protocol';
import type { FitContext } from '../base/fitContext';
import { binaryLogisticObjective } from './binaryLogisticObjective';
import type { ClassificationData, Classifier } from './classifier';
import {
  fittedLogisticRegression,
  type FittedLogisticRegression,
} from './fittedLogisticRegression';
import { minimiseNewton } from './minimiseNewton';
import type { SmoothObjective } from './smoothObjective';
import { softmaxObjective } from './softmaxObjective';
import { trainingRows, type TrainingRows } from './trainingRows';

/** Hyper-parameters of logistic regression. */
export interface LogisticRegressionOptions {
  /** Inverse strength of the L2 penalty, > 0; default 1. */
  readonly c?: number;
  /** Largest gradient element, per unit of C · Σ weights, that counts as zero, > 0; default 1e-10. */
  readonly tolerance?: number;
  /** Newton steps, an integer ≥ 1; default 100. */
  readonly maxIterations?: number;
}

/** A logistic regression to be fitted. */
export interface LogisticRegression extends Classifier {
  fit(data: ClassificationData, context: Pick<FitContext, 'signal'>): FittedLogisticRegression;
}

/**
 * Logistic regression with an L2 penalty: minimises ½ Σ‖w‖² + C · Σ sᵢ · logLossᵢ over coefficients and intercepts; intercepts
 * are not penalised. Two classes: one logit, of the second class. More: softmax with a logit for each class, whose
 * intercepts are centred to sum 0.
 *
 * The penalty makes the coefficients finite and unique also when the classes can be separated and when there are more columns
 * than rows. Columns are expected on comparable scales, as for any penalty. A class without rows of positive weight gets
 * probability 0; when only one class is left, it gets probability 1 (scikit-learn refuses both).
 *
 * Deterministic; draws no random numbers. Missing values are an error. Cost: some 30 passes over the non-zero elements, and about two
 * sums of squares and products of the features per logit.
 *
 * Agrees with `sklearn.linear_model.LogisticRegression(C=c, tol=1e-12)` of scikit-learn 1.9, coefficients within 1e-6.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when an option, a weight or a matrix element is out of range; DATA_NO_ROWS when `fit`
 *   gets no row of positive weight; CANCELLED.
 * @see Minka (2003), A comparison of numerical optimizers for logistic regression
 */
export function createLogisticRegression(
  options: LogisticRegressionOptions = {},
): LogisticRegression {
  const { c = 1, tolerance = 1e-10, maxIterations = 100 } = options;
  requirePositive('c', c);
  requirePositive('tolerance', tolerance);
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw parameterError(
      'maxIterations',
      'createLogisticRegression',
      'an integer ≥ 1',
      maxIterations,
    );
  }

  const fit: LogisticRegression['fit'] = (data, { signal }) => {
    const training = trainingRows(data, 'logistic');
    const { classes, codes, rows, weights, totalWeight } = training;
    const shape = { classCount: data.classCount, classes, featureCount: rows.columns };
    if (classes.length === 1) {
      const nothing = new Float64Array(0);
      return fittedLogisticRegression({
        ...shape,
        coefficients: nothing,
        intercepts: nothing,
        iterations: 0,
        converged: true,
      });
    }
    const penalty = 1 / (c * totalWeight);
    const isBinary = classes.length === 2;
    const objective = isBinary
      ? binaryLogisticObjective(rows, Uint8Array.from(codes), weights, penalty)
      : softmaxObjective(rows, codes, classes.length, weights, penalty);
    const start = startAtShares(training, objective);
    const { parameters, ...ended } = minimiseNewton(objective, start, {
      tolerance,
      maxIterations,
      signal,
    });
    return fittedLogisticRegression({
      ...shape,
      ...splitParameters(parameters, rows.columns, !isBinary),
      ...ended,
    });
  };
  return { name: 'logistic', params: { c, tolerance, maxIterations }, fit };
}

/** Zero coefficients, and the intercepts with which every row gets the class shares as probabilities. */
function startAtShares({ shares, rows }: TrainingRows, objective: SmoothObjective): Float64Array {
  const start = new Float64Array(objective.dimension);
  const stride = rows.columns + 1;
  if (shares.length === 2) start[rows.columns] = Math.log(shares[1]! / shares[0]!);
  else shares.forEach((share, k) => (start[k * stride + rows.columns] = Math.log(share)));
  return start;
}

function splitParameters(
  parameters: Float64Array,
  featureCount: number,
  centreIntercepts: boolean,
): { coefficients: Float64Array; intercepts: Float64Array } {
  const stride = featureCount + 1;
  const logits = parameters.length / stride;
  const coefficients = new Float64Array(logits * featureCount);
  const intercepts = new Float64Array(logits);
  for (let k = 0; k < logits; k++) {
    const start = k * stride;
    coefficients.set(parameters.subarray(start, start + featureCount), k * featureCount);
    intercepts[k] = parameters[start + featureCount]!;
  }
  if (centreIntercepts) {
    const mean = intercepts.reduce((sum, intercept) => sum + intercept, 0) / logits;
    intercepts.forEach((intercept, k) => (intercepts[k] = intercept - mean));
  }
  return { coefficients, intercepts };
}

function requirePositive(parameter: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw parameterError(parameter, 'createLogisticRegression', 'a finite number > 0', value);
  }
}
