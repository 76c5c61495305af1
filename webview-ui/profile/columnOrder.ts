import {
  type ColumnProfile,
  type ColumnType,
  type ColumnTest,
  columnTypes,
} from '../../src/protocol';

/** Ways to sort the column list. */
export const columnOrders = ['file', 'name', 'link', 'missing', 'distinct'] as const;
export type ColumnOrder = (typeof columnOrders)[number];

export interface ColumnFilter {
  readonly search: string;
  readonly type: ColumnType | 'all';
  readonly order: ColumnOrder;
}

/** A column with its test against the target, when there is one. */
export interface ListedColumn {
  readonly profile: ColumnProfile;
  readonly test: ColumnTest | undefined;
}

/** The filter as a panel recalls it; anything unknown becomes the default. */
export function toColumnFilter(recalled: unknown): ColumnFilter {
  const value = (recalled ?? {}) as Partial<Record<keyof ColumnFilter, unknown>>;
  const type = columnTypes.find((candidate) => candidate === value.type);
  const order = columnOrders.find((candidate) => candidate === value.order);
  return {
    search: typeof value.search === 'string' ? value.search : '',
    type: type ?? 'all',
    order: order ?? 'file',
  };
}

/** The columns that match, in the order asked for; equal ones stay in file order. Columns without a value come last. */
export function arrangeColumns(
  columns: readonly ListedColumn[],
  filter: ColumnFilter,
): readonly ListedColumn[] {
  const wanted = filter.search.trim().toLocaleLowerCase();
  const matching = columns.filter(
    ({ profile }) =>
      (filter.type === 'all' || profile.type === filter.type) &&
      profile.name.toLocaleLowerCase().includes(wanted),
  );
  const descending = (key: (column: ListedColumn) => number | null): readonly ListedColumn[] =>
    matching.toSorted((a, b) => (key(b) ?? -1) - (key(a) ?? -1));
  switch (filter.order) {
    case 'file':
      return matching;
    case 'name':
      return matching.toSorted((a, b) => a.profile.name.localeCompare(b.profile.name));
    case 'link':
      return descending(({ profile }) => profile.target?.association.value ?? null);
    case 'missing':
      return descending(({ profile }) => profile.missing.count);
    case 'distinct':
      return descending(({ profile }) => profile.distinct.count);
  }
}
