import { type FoldSelection } from '../../src/protocol';

/** How often the folds kept a column. */
export interface ColumnStability {
  readonly column: string;
  /** Whether each fold kept it, in fold order. */
  readonly keptIn: readonly boolean[];
  /** Share of folds that kept it, in [0, 1]. */
  readonly stability: number;
  /** Why folds dropped it, without repetition. */
  readonly reasons: readonly string[];
}

/** Columns by falling share of folds that kept them; equal ones by name. */
export function selectionStability(folds: readonly FoldSelection[]): readonly ColumnStability[] {
  const names = new Set(
    folds.flatMap(({ kept, dropped }) => [...kept, ...dropped.map(({ column }) => column)]),
  );
  return Array.from(names, (column) => {
    const keptIn = folds.map(({ kept }) => kept.includes(column));
    const reasons = folds.flatMap(({ dropped }) =>
      dropped.filter((entry) => entry.column === column).map(({ reason }) => reason),
    );
    return {
      column,
      keptIn,
      stability: keptIn.filter(Boolean).length / Math.max(1, folds.length),
      reasons: [...new Set(reasons)],
    };
  }).toSorted((a, b) => b.stability - a.stability || a.column.localeCompare(b.column));
}
