import {
  alertThresholdTable,
  type AlertThresholdName,
  type AlertThresholds,
  type ColumnProfile,
  type Correlations,
  type DatasetInfo,
  type ProfileAlert,
  type ProfileResult,
  type TargetInfo,
} from '../../../protocol';
import type { ColumnTraits } from './columnTraits';
import { rowsWhere } from './alertSql';
import type { MissingGroup } from './missingGroups';
import type { SeriesTraits } from './seriesTraits';

/** A value for every threshold. */
export type Thresholds = Readonly<Record<AlertThresholdName, number>>;

/** What a profile has found before it looks for alerts. */
export interface ProfileFindings {
  readonly dataset: DatasetInfo;
  readonly columns: readonly ColumnProfile[];
  readonly target: TargetInfo | null;
  readonly correlations: Correlations;
  readonly missing: ProfileResult['missing'];
  /** Groups of columns that are equal in every row. */
  readonly duplicateColumns: readonly (readonly string[])[];
}

/** What the alerts are found in. */
export interface AlertEvidence extends ProfileFindings {
  readonly thresholds: Thresholds;
  /** What was asked about single columns for the sake of alerts, by name. */
  readonly traits: ReadonlyMap<string, ColumnTraits>;
  readonly missingGroups: readonly MissingGroup[];
  /** Groups of columns that say the same in other words: one value of one for each value of the other. */
  readonly recodedColumns: readonly (readonly string[])[];
  /** Columns along the time that orders the rows; `null` when none does. */
  readonly series: SeriesTraits | null;
}

/** Finds the alerts of one kind. */
export type AlertRule = (evidence: AlertEvidence) => ProfileAlert[];

/**
 * The words, numbers and SQL of an alert. `where` alone makes the query that shows its rows; `sql` is given where the rows are
 * not a plain selection.
 */
export type AlertText = Pick<ProfileAlert, 'message' | 'why' | 'value' | 'threshold'> &
  Partial<Pick<ProfileAlert, 'thresholdName' | 'sql' | 'where' | 'actions'>>;

/** Makes an alert from its parts; what is left out is `null` or empty. */
export function alert(
  code: ProfileAlert['code'],
  severity: ProfileAlert['severity'],
  columns: readonly string[],
  { thresholdName = null, where = null, sql, actions = [], ...text }: AlertText,
): ProfileAlert {
  return {
    code,
    severity,
    columns,
    ...text,
    thresholdName,
    sql: sql ?? (where === null ? null : rowsWhere(where)),
    where,
    actions,
  };
}

/** The thresholds that a person has set, and the defaults of the others. */
export function resolveThresholds(set: AlertThresholds = {}): Thresholds {
  const defaults = Object.entries(alertThresholdTable).map(([name, { default: value }]) => [
    name,
    value,
  ]);
  return { ...(Object.fromEntries(defaults) as Thresholds), ...set };
}

/** Present values of a column. */
export function presentOf({ missing }: ColumnProfile, { sampledRows }: DatasetInfo): number {
  return sampledRows - missing.count;
}

/** Names in a sentence: all of four, else the first three and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

/** A value in quotation marks, shortened. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
}

/** A value as people read it in a sentence: numbers plain, texts in quotation marks. */
export function shownValue({ storageType }: ColumnProfile, value: string): string {
  return storageType === 'VARCHAR' ? quoted(value) : value;
}
