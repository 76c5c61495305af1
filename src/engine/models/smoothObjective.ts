/** Replaces a vector by the solution of a system that approximates the Hessian's; symmetric and positive definite. */
export type Preconditioner = (vector: Float64Array) => void;

/** A twice differentiable convex function of a parameter vector, as Newton's method needs it. */
export interface SmoothObjective {
  readonly dimension: number;
  /** The value at `parameters`; writes the gradient there into `gradient`. The curvature below belongs to the last call. */
  evaluate(parameters: Float64Array, gradient: Float64Array): number;
  /** Hessian at the last evaluated point times `vector`, into `product`. */
  hessianProduct(vector: Float64Array, product: Float64Array): void;
  /** A preconditioner for the Hessian at the last evaluated point. */
  preconditioner(): Preconditioner;
}
