import type { DenseMatrix } from '../base/denseMatrix';

/** A twice differentiable convex function of a parameter vector, as Newton's method needs it. */
export interface SmoothObjective {
  readonly dimension: number;
  /** The value at `parameters`; writes the gradient there into `gradient`. The curvature below belongs to the last call. */
  evaluate(parameters: Float64Array, gradient: Float64Array): number;
  /** Lower triangle of the Hessian at the last evaluated point; `null` where only products are meant to be used. */
  hessian(): DenseMatrix | null;
  /** Diagonal of the Hessian at the last evaluated point. */
  hessianDiagonal(): Float64Array;
  /** Hessian at the last evaluated point times `vector`, into `product`. */
  hessianProduct(vector: Float64Array, product: Float64Array): void;
}
