import type { CleaningStep } from './preparation';
import type { ColumnType } from './dataset';

/** Codes of profile alerts. */
export type AlertCode =
  | 'CONSTANT'
  | 'CONSTANT_LENGTH'
  | 'DATE_AS_TEXT'
  | 'DUPLICATE_COLUMNS'
  | 'DUPLICATE_ROWS'
  | 'EMPTY'
  | 'HIGH_CARDINALITY'
  | 'HIGH_CORRELATION'
  | 'IDENTIFIER'
  | 'IMBALANCE'
  | 'INFINITE'
  | 'MISSING'
  | 'MISSING_TOGETHER'
  | 'MIXED_TYPES'
  | 'NEAR_CONSTANT'
  | 'NON_STATIONARY'
  | 'NUMBER_AS_TEXT'
  | 'OUTLIERS'
  | 'RARE_CLASS'
  | 'RARE_LEVELS'
  | 'SEASONAL'
  | 'SENTINEL'
  | 'SKEWED'
  | 'SPELLINGS'
  | 'TARGET_IMBALANCE'
  | 'TARGET_LEAKAGE'
  | 'UNIFORM'
  | 'UNIQUE'
  | 'ZEROS'
  /** Of a comparison of two data sets. */
  | 'SCHEMA_CHANGED'
  | 'DRIFT'
  | 'NEW_LEVELS'
  | 'SHARED_ROWS'
  | 'TARGET_SHIFT';

/** What can be done about an alert with one click. Data files are never changed. */
export type AlertAction =
  /** Adds a step to the preparation script. */
  | { readonly kind: 'clean'; readonly label: string; readonly step: CleaningStep }
  /** Writes the column's type to `cuvette.json` beside the data. */
  | {
      readonly kind: 'setType';
      readonly label: string;
      readonly column: string;
      readonly type: ColumnType;
    }
  /** Writes texts that mean "missing" to `cuvette.json` beside the data. */
  | { readonly kind: 'treatAsMissing'; readonly label: string; readonly values: readonly string[] }
  /** Leads to a comparison of strategies. */
  | { readonly kind: 'train'; readonly label: string };

/** Something a person should know before using the data. */
export interface ProfileAlert {
  readonly code: AlertCode;
  readonly severity: 'info' | 'warning' | 'error';
  readonly columns: readonly string[];
  readonly message: string;
  /** Why it matters, at most two sentences. */
  readonly why: string;
  /** The measured value that crossed the threshold. */
  readonly value: number | null;
  readonly threshold: number | null;
  /** Name of the threshold in `cuvette.json` and settings; `null` when there is none to set. */
  readonly thresholdName: AlertThresholdName | null;
  /** DuckDB SQL that shows the rows; `{table}` stands for the file's reader call. */
  readonly sql: string | null;
  /** The condition of that SQL alone, to filter the data grid with; `null` when the rows are not a plain selection. */
  readonly where: string | null;
  /** What can be done, the likeliest first; empty when only thinking helps. */
  readonly actions: readonly AlertAction[];
}

/** Names of the thresholds that a person may set; meanings and defaults: `alertThresholdTable`. */
export const alertThresholdNames = [
  'missing',
  'missingWarning',
  'missingError',
  'missingTogether',
  'nearConstant',
  'identifier',
  'highCardinality',
  'imbalance',
  'rareLevel',
  'skewed',
  'zeros',
  'outliers',
  'highCorrelation',
  'sentinel',
  'mixedTypes',
  'uniform',
  'targetImbalance',
  'severeImbalance',
  'rareClass',
  'leakageInformation',
  'leakageAuc',
  'drift',
  'sharedRows',
] as const;

/** Name of a threshold. */
export type AlertThresholdName = (typeof alertThresholdNames)[number];

/** Thresholds a person has set; the others keep their defaults. */
export type AlertThresholds = Readonly<Partial<Record<AlertThresholdName, number>>>;
