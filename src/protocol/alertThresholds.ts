import type { AlertThresholdName } from './alerts';

/** What a threshold means, its value when nobody sets it, and the values it may take. */
export interface AlertThreshold {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** One clause: what is compared with it. */
  readonly meaning: string;
}

const rate = { min: 0, max: 1 } as const;
const count = { min: 0, max: Number.MAX_SAFE_INTEGER } as const;

/**
 * The thresholds of alerts. A rate is a share of the rows for missing and shared rows, and of the present values elsewhere.
 * They are set under `thresholds` in `cuvette.json`, in the setting `cuvette.alertThresholds`, and by `--threshold NAME=VALUE`;
 * `docs/alerts.md` describes the alerts that they fire.
 */
export const alertThresholdTable: Readonly<Record<AlertThresholdName, AlertThreshold>> = {
  missing: { ...rate, default: 0.01, meaning: 'share of missing values from which MISSING names the column' },
  missingWarning: { ...rate, default: 0.2, meaning: 'share of missing values from which MISSING is a warning' },
  missingError: { ...rate, default: 0.5, meaning: 'share of missing values from which MISSING is an error' },
  missingTogether: { ...rate, default: 0.9, meaning: 'φ of being missing in the same rows' },
  nearConstant: { ...rate, default: 0.99, meaning: 'share of the most frequent value' },
  identifier: { ...rate, default: 0.98, meaning: 'share of distinct values of whole numbers and words' },
  highCardinality: { ...count, default: 50, meaning: 'categories a column may have' },
  imbalance: { ...rate, default: 0.5, meaning: '1 − entropy / its largest possible value' },
  rareLevel: { ...rate, default: 0.005, meaning: 'share of the rows below which a category is rare' },
  skewed: { ...count, default: 2, meaning: 'absolute skewness' },
  zeros: { ...rate, default: 0.5, meaning: 'share of zeros' },
  outliers: { ...rate, default: 0.05, meaning: 'share of values beyond 1.5 interquartile ranges of the quartiles' },
  highCorrelation: { ...rate, default: 0.9, meaning: 'absolute value of a measure of association' },
  sentinel: { ...rate, default: 0.001, meaning: 'share of a value that may stand for "missing"' },
  mixedTypes: { ...rate, default: 0.8, meaning: 'share of texts that read as numbers or as dates' },
  uniform: { ...rate, default: 0.9999, meaning: 'p-value of the χ² test of equal frequencies' },
  targetImbalance: { ...rate, default: 0.2, meaning: 'rows of a class / rows of it and the largest class, below which it is said' },
  severeImbalance: { ...rate, default: 0.1, meaning: 'the same share, below which it is a warning' },
  rareClass: { ...count, default: 10, meaning: 'rows that a class needs to be split into folds: two for each of five' },
  leakageInformation: { ...rate, default: 0.95, meaning: 'mutual information of a column and the target over the smaller entropy' },
  leakageAuc: { min: 0.5, max: 1, default: 0.99, meaning: 'ROC-AUC of a column alone' },
  drift: { ...count, default: 0.1, meaning: 'distance between two data sets: standard deviations, or Jensen–Shannon' },
  sharedRows: { ...rate, default: 0, meaning: 'share of the rows that the other data set holds too' },
}; // prettier-ignore

/** Why a value cannot be a threshold, as the end of a sentence, or `null` when it can. */
export function thresholdFault(name: string, value: unknown): string | null {
  if (!Object.hasOwn(alertThresholdTable, name)) {
    return `must be one of ${Object.keys(alertThresholdTable).join(', ')}`;
  }
  const { min, max } = alertThresholdTable[name as AlertThresholdName];
  if (typeof value === 'number' && value >= min && value <= max) return null;
  return max === Number.MAX_SAFE_INTEGER
    ? `must be a number ≥ ${min}`
    : `must be a number between ${min} and ${max}`;
}
