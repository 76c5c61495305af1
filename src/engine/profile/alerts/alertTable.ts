/**
 * Thresholds of the alerts, in one place. A rate is a share of the rows (missing, duplicates) or of the present values (all
 * others).
 */
export const alertThresholds = {
  /** MISSING: rate of missing values from which it is said; a warning from `missingWarning`, an error from `missingError`. */
  missing: 0.01,
  missingWarning: 0.2,
  missingError: 0.5,
  /** NEAR_CONSTANT: rate of the most frequent value. */
  nearConstant: 0.99,
  /** HIGH_CARDINALITY: distinct values of a categorical column. */
  highCardinality: 50,
  /** SKEWED: absolute skewness. */
  skewed: 2,
  /** ZEROS: rate of zeros. */
  zeros: 0.5,
  /** HIGH_CORRELATION: absolute value of any measure. */
  highCorrelation: 0.9,
  /** SENTINEL: rate of a value that looks like a code for "missing". */
  sentinel: 0.001,
  /** TARGET_IMBALANCE: rate of the rarest class, of two equally frequent ones this would be 0.5; severe below `severeImbalance`. */
  targetImbalance: 0.2,
  severeImbalance: 0.05,
  /** RARE_CLASS: rows of a class; fewer than `classForFolds` cannot be split into five folds twice over. */
  rareClass: 50,
  classForFolds: 10,
  /** TARGET_LEAKAGE: association with the target (bias-corrected for categories). */
  targetLeakage: 0.95,
} as const;
