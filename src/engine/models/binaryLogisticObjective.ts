import { blockPreconditioner } from './blockPreconditioner';
import type { Preconditioner, SmoothObjective } from './smoothObjective';
import type { SparseRows } from './sparseRows';

/**
 * The objective of two-class logistic regression: Σ sᵢ · ln(1 + exp(−tᵢ zᵢ)) + λ/2 · ‖w‖² with zᵢ = w·xᵢ + b, tᵢ = ±1.
 *
 * Parameters are (w, b): the intercept stands last and is not penalised.
 *
 * @param rows features
 * @param isPositive 1 or 0 per row
 * @param weights sᵢ; they should sum to 1, so that gradients do not grow with the data
 * @param penalty λ
 */
export function binaryLogisticObjective(
  rows: SparseRows,
  isPositive: Uint8Array,
  weights: Float64Array,
  penalty: number,
): SmoothObjective {
  const { starts, indices, values } = rows;
  const features = rows.columns;
  const dimension = features + 1;
  const curvatures = new Float64Array(rows.rows);

  const margin = (i: number, parameters: Float64Array): number => {
    let z = parameters[features]!;
    for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
      z += values[at]! * parameters[indices[at]!]!;
    }
    return z;
  };
  const addRow = (i: number, factor: number, sum: Float64Array): void => {
    for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
      sum[indices[at]!]! += factor * values[at]!;
    }
    sum[features]! += factor;
  };

  const evaluate = (parameters: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < rows.rows; i++) {
      const z = margin(i, parameters);
      const weight = weights[i]!;
      // Only exponents of −|z| are taken, so nothing overflows and small probabilities keep their digits.
      const decay = Math.exp(-Math.abs(z));
      const rare = decay / (1 + decay);
      const agrees = z >= 0 === (isPositive[i] === 1);
      loss += weight * (Math.log1p(decay) + (agrees ? 0 : Math.abs(z)));
      curvatures[i] = (weight * rare) / (1 + decay);
      const residual = agrees ? rare : 1 - rare;
      addRow(i, isPositive[i] === 1 ? -weight * residual : weight * residual, gradient);
    }
    let square = 0;
    for (let j = 0; j < features; j++) {
      square += parameters[j]! * parameters[j]!;
      gradient[j]! += penalty * parameters[j]!;
    }
    return loss + (penalty / 2) * square;
  };

  const hessianProduct = (vector: Float64Array, product: Float64Array): void => {
    for (let j = 0; j < features; j++) product[j] = penalty * vector[j]!;
    product[features] = 0;
    for (let i = 0; i < rows.rows; i++) addRow(i, curvatures[i]! * margin(i, vector), product);
  };

  const preconditioner = (): Preconditioner => blockPreconditioner(rows, [curvatures], penalty);

  return { dimension, evaluate, hessianProduct, preconditioner };
}
