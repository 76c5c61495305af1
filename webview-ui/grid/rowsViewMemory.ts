import { type RowsView, type SortKey } from '../../src/protocol';

/** The filter and order that were kept; `undefined` when there were none, or they are not ours. */
export function toRowsView(kept: unknown): RowsView | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { where, sort } = kept as Record<string, unknown>;
  if (typeof where !== 'string' || !Array.isArray(sort)) return undefined;
  const keys = sort.filter(isSortKey);
  if (where === '' && keys.length === 0) return undefined;
  return { where, sort: keys };
}

function isSortKey(value: unknown): value is SortKey {
  if (typeof value !== 'object' || value === null) return false;
  const { column, descending } = value as Record<string, unknown>;
  return typeof column === 'string' && typeof descending === 'boolean';
}
