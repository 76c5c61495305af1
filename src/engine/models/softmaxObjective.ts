import { blockPreconditioner } from './blockPreconditioner';
import type { Preconditioner, SmoothObjective } from './smoothObjective';
import type { SparseRows } from './sparseRows';

/**
 * The objective of multinomial logistic regression: −Σ sᵢ · ln softmax(zᵢ)[class of i] + λ/2 · Σ‖w_c‖² with z_ic = w_c·xᵢ + b_c.
 *
 * Parameters are class after class (w_c, b_c), intercepts not penalised. Adding one number to all intercepts changes nothing: the
 * Hessian is singular in that direction.
 *
 * @param rows features
 * @param codes class per row, in [0, classCount)
 * @param classCount number of classes, ≥ 2
 * @param weights sᵢ; they should sum to 1
 * @param penalty λ
 */
export function softmaxObjective(
  rows: SparseRows,
  codes: Int32Array,
  classCount: number,
  weights: Float64Array,
  penalty: number,
): SmoothObjective {
  const { starts, indices, values } = rows;
  const features = rows.columns;
  const stride = features + 1;
  const dimension = classCount * stride;
  const probabilities = new Float64Array(rows.rows * classCount);
  const margins = new Float64Array(classCount);
  const factors = new Float64Array(classCount);

  const computeMargins = (i: number, parameters: Float64Array): void => {
    for (let c = 0; c < classCount; c++) {
      const offset = c * stride;
      let z = parameters[offset + features]!;
      for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
        z += values[at]! * parameters[offset + indices[at]!]!;
      }
      margins[c] = z;
    }
  };
  const addRow = (i: number, sum: Float64Array): void => {
    for (let c = 0; c < classCount; c++) {
      const offset = c * stride;
      const factor = factors[c]!;
      for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
        sum[offset + indices[at]!]! += factor * values[at]!;
      }
      sum[offset + features]! += factor;
    }
  };

  const evaluate = (parameters: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < rows.rows; i++) {
      computeMargins(i, parameters);
      const weight = weights[i]!;
      const actual = codes[i]!;
      // Subtracting the largest margin keeps exp from overflowing.
      let largest = margins[0]!;
      for (let c = 1; c < classCount; c++) if (margins[c]! > largest) largest = margins[c]!;
      let total = 0;
      for (let c = 0; c < classCount; c++) total += Math.exp(margins[c]! - largest);
      loss += weight * (Math.log(total) - (margins[actual]! - largest));
      for (let c = 0; c < classCount; c++) {
        const probability = Math.exp(margins[c]! - largest) / total;
        probabilities[i * classCount + c] = probability;
        factors[c] = weight * (c === actual ? probability - 1 : probability);
      }
      addRow(i, gradient);
    }
    let square = 0;
    for (let k = 0; k < dimension; k++) {
      if (k % stride === features) continue;
      square += parameters[k]! * parameters[k]!;
      gradient[k]! += penalty * parameters[k]!;
    }
    return loss + (penalty / 2) * square;
  };

  const hessianProduct = (vector: Float64Array, product: Float64Array): void => {
    for (let k = 0; k < dimension; k++) {
      product[k] = k % stride === features ? 0 : penalty * vector[k]!;
    }
    for (let i = 0; i < rows.rows; i++) {
      computeMargins(i, vector);
      let mean = 0;
      for (let c = 0; c < classCount; c++) mean += probabilities[i * classCount + c]! * margins[c]!;
      for (let c = 0; c < classCount; c++) {
        factors[c] = weights[i]! * probabilities[i * classCount + c]! * (margins[c]! - mean);
      }
      addRow(i, product);
    }
  };

  const preconditioner = (): Preconditioner => {
    const curvatures = Array.from({ length: classCount }, (_, c) =>
      weights.map((weight, i) => {
        const probability = probabilities[i * classCount + c]!;
        return weight * probability * (1 - probability);
      }),
    );
    const solveBlocks = blockPreconditioner(rows, curvatures, penalty);
    return (vector) => {
      solveBlocks(vector);
      centreClasses(vector, classCount);
    };
  };

  return { dimension, evaluate, hessianProduct, preconditioner };
}

/**
 * Takes the mean over the classes from every coefficient. Gradients sum to 0 over the classes, and so does the way to the optimum; what
 * the blocks add outside of that subspace is nearly without curvature and would only cost iterations.
 */
function centreClasses(vector: Float64Array, classCount: number): void {
  const stride = vector.length / classCount;
  for (let j = 0; j < stride; j++) {
    let sum = 0;
    for (let c = 0; c < classCount; c++) sum += vector[c * stride + j]!;
    const mean = sum / classCount;
    for (let c = 0; c < classCount; c++) vector[c * stride + j]! -= mean;
  }
}
