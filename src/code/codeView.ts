import { type ProfileAlert, type RowsView, type TargetInfo } from '../protocol';

/** What code is written for. */
export type CodeView =
  /** The whole table, as the profile read it. */
  | { readonly kind: 'data' }
  /** The numbers of a column's summary. */
  | { readonly kind: 'summary'; readonly column: string }
  /** A column's values with their counts, most frequent first. */
  | { readonly kind: 'values'; readonly column: string }
  /** A number's counts in bins between these edges. */
  | { readonly kind: 'histogram'; readonly column: string; readonly edges: readonly number[] }
  /** Two numbers: their correlations. Two categories: their counts. A number and a category: the number per level. */
  | { readonly kind: 'pair'; readonly x: string; readonly y: string }
  /** A column against the target: rates per level, or the number per class. */
  | { readonly kind: 'target'; readonly column: string; readonly target: TargetInfo }
  /** The rows (or groups) that an alert is about. */
  | { readonly kind: 'alert'; readonly alert: Pick<ProfileAlert, 'message' | 'sql' | 'where'> }
  /** Rows by a condition, in an order. */
  | { readonly kind: 'rows'; readonly view: RowsView };

/** Quantiles that summaries show. */
export const summaryQuantiles: readonly number[] = [
  0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99,
];

/** What can be said of a column: its numbers, its dates, its texts, or how often each of its values occurs. */
export type SummaryKind = 'numbers' | 'dates' | 'texts' | 'labels';
