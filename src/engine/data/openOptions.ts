/** Limits and progress of `openDataset`. */
export interface OpenDatasetOptions {
  /** Memory limit of the SQL engine, e.g. `4GB`; by default 80 % of the machine's. */
  readonly memory?: string | undefined;
  readonly threads?: number | undefined;
  /** Keep only this many rows, drawn at random without replacement; all when absent. */
  readonly sample?: number | undefined;
  /** Seed of the draw, an integer in [0, 2^32); default 0. The same seed draws the same rows on any machine. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `fraction` is in [0, 1], or `null` while unknown. */
  readonly onProgress?: ((message: string, fraction: number | null) => void) | undefined;
}
