import { type ColumnProfile } from '../../src/protocol';

/** Levels as people read them: ordinal codes by size, names by how often they occur. */
export function byLevelOrder<Level extends { readonly value: string; readonly count: number }>(
  column: ColumnProfile,
  levels: readonly Level[],
): readonly Level[] {
  if (column.type === 'ordinal') {
    return levels.toSorted((a, b) => Number(a.value) - Number(b.value));
  }
  return levels.toSorted((a, b) => b.count - a.count);
}
