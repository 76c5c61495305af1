import { type SortKey } from '../../src/protocol';

/**
 * The order after a click on a column: ascending, then descending, then none. With `more` the other keys stay, and a new one
 * comes after them.
 */
export function nextSort(
  sort: readonly SortKey[],
  column: string,
  more: boolean,
): readonly SortKey[] {
  const known = sort.find((key) => key.column === column);
  const next: readonly SortKey[] =
    known === undefined
      ? [{ column, descending: false }]
      : known.descending
        ? []
        : [{ column, descending: true }];
  if (!more) return next;
  if (known === undefined) return [...sort, ...next];
  return sort.flatMap((key) => (key.column === column ? next : [key]));
}
