import { type Theme } from '../shared/theme';

/** Counts of one class, or of all rows. */
export interface Series {
  readonly label: string;
  readonly counts: readonly number[];
}

/** The class of interest lies at the foot of the stack, where its heights can be compared. */
export function orderForStack(
  series: readonly Series[],
  positive: number,
): readonly (Series & { readonly index: number })[] {
  return series
    .map((one, index) => ({ ...one, index }))
    .toSorted((a, b) => Number(b.index === positive) - Number(a.index === positive));
}

/** Colour of a class: the class of interest warm, any other of two cool, many by series. */
export function classColor(theme: Theme, index: number, positive: number, classes: number): string {
  if (classes <= 2 || positive >= 0) return index === positive ? theme.positive : theme.neutral;
  return theme.series[index % theme.series.length] ?? theme.neutral;
}
