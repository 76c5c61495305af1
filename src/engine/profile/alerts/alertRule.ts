import type {
  ColumnProfile,
  Correlations,
  DatasetInfo,
  ProfileAlert,
  TargetInfo,
  ValueCount,
} from '../../../protocol';
import type { NumericSentinel } from './sentinels';

/** What the alerts are found in. */
export interface AlertEvidence {
  readonly dataset: DatasetInfo;
  readonly columns: readonly ColumnProfile[];
  readonly target: TargetInfo | null;
  readonly correlations: Correlations;
  /** Per column: a number that looks like a code for "missing". */
  readonly sentinels: ReadonlyMap<string, NumericSentinel>;
  /** Per column: texts that look like a placeholder for "missing". */
  readonly placeholders: ReadonlyMap<string, readonly ValueCount[]>;
  /** Groups of columns that are equal in every row. */
  readonly duplicateColumns: readonly (readonly string[])[];
}

/** Finds the alerts of one kind. */
export type AlertRule = (evidence: AlertEvidence) => ProfileAlert[];

/** The words and numbers of an alert. */
export type AlertText = Pick<ProfileAlert, 'message' | 'why' | 'value' | 'threshold'> & {
  readonly sql?: string;
};

/** Makes an alert from its parts. */
export function alert(
  code: ProfileAlert['code'],
  severity: ProfileAlert['severity'],
  columns: readonly string[],
  { sql, ...text }: AlertText,
): ProfileAlert {
  return { code, severity, columns, ...text, sql: sql ?? null };
}

/** Present values of a column, from its missing count and rate. */
export function presentOf({ missing, categorical, numeric }: ColumnProfile): number {
  if (missing.rate > 0) return Math.round(missing.count / missing.rate) - missing.count;
  const listedRows = categorical?.top.reduce((sum, { count }) => sum + count, categorical.other);
  return (
    listedRows ??
    numeric?.histogram?.counts.reduce((sum, count) => sum + count, numeric.infinite) ??
    0
  );
}

/** Names in a sentence: all of four, else the first three and how many more. */
export function listed(names: readonly string[]): string {
  return names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

/** A value in quotation marks, shortened. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
}

/** A column's name as it is written in SQL against the file. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
