import {
  columnTypes,
  type AlertCode,
  type ColumnProfile,
  type ColumnTest,
  type ColumnType,
  type ProfileAlert,
} from '../../src/protocol';

/** Ways to sort the column list. */
export const columnOrders = [
  'file',
  'name',
  'type',
  'missing',
  'distinct',
  'link',
  'alerts',
] as const;
export type ColumnOrder = (typeof columnOrders)[number];

export interface ColumnFilter {
  readonly search: string;
  /** Any of these types; all when empty. */
  readonly types: readonly ColumnType[];
  /** With an alert of any of these kinds; all when empty. */
  readonly alerts: readonly AlertCode[];
  readonly order: ColumnOrder;
  /** Against the usual direction of the order. */
  readonly reversed: boolean;
}

/** A column with its test against the target, when there is one, and the alerts that name it. */
export interface ListedColumn {
  readonly profile: ColumnProfile;
  readonly test: ColumnTest | undefined;
  readonly alerts?: readonly ProfileAlert[];
}

export const emptyFilter: ColumnFilter = {
  search: '',
  types: [],
  alerts: [],
  order: 'file',
  reversed: false,
};

/** The filter as a panel recalls it; anything unknown becomes the default. */
export function toColumnFilter(recalled: unknown): ColumnFilter {
  const value = (recalled ?? {}) as Partial<Record<keyof ColumnFilter, unknown>>;
  const listed = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : []);
  return {
    search: typeof value.search === 'string' ? value.search : '',
    types: columnTypes.filter((type) => listed(value.types).includes(type)),
    alerts: listed(value.alerts).filter(
      (code): code is AlertCode => typeof code === 'string' && /^[A-Z_]+$/.test(code),
    ),
    order: columnOrders.find((order) => order === value.order) ?? 'file',
    reversed: value.reversed === true,
  };
}

/** Whether the filter leaves columns out; its order does not. */
export function narrows({ search, types, alerts }: ColumnFilter): boolean {
  return search.trim() !== '' || types.length > 0 || alerts.length > 0;
}

/** The columns that match, in the order asked for; equal ones stay in file order. Columns without a value come last. */
export function arrangeColumns(
  columns: readonly ListedColumn[],
  filter: ColumnFilter,
): readonly ListedColumn[] {
  const wanted = filter.search.trim().toLocaleLowerCase();
  const matching = columns.filter(
    ({ profile, alerts = [] }) =>
      (filter.types.length === 0 || filter.types.includes(profile.type)) &&
      (filter.alerts.length === 0 || alerts.some(({ code }) => filter.alerts.includes(code))) &&
      profile.name.toLocaleLowerCase().includes(wanted),
  );
  const compare = comparisonOf(filter.order);
  const direction = filter.reversed ? -1 : 1;
  return matching.toSorted((a, b) => {
    const [x, y] = [keyOf(a, filter.order), keyOf(b, filter.order)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return direction * compare(x, y) || a.profile.index - b.profile.index;
  });
}

type Key = string | number;

function keyOf({ profile, alerts = [] }: ListedColumn, order: ColumnOrder): Key | null {
  switch (order) {
    case 'file':
      return profile.index;
    case 'name':
      return profile.name;
    case 'type':
      return columnTypes.indexOf(profile.type);
    case 'missing':
      return profile.missing.count;
    case 'distinct':
      return profile.distinct.count;
    case 'link':
      return profile.target?.association.value ?? null;
    case 'alerts':
      return alerts.reduce((sum, { severity }) => sum + weights[severity], 0);
  }
}

const weights = { error: 10_000, warning: 100, info: 1 } as const;
const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Numbers and gravity fall, the file's order, names and types rise. */
function comparisonOf(order: ColumnOrder): (a: Key, b: Key) => number {
  if (order === 'name') return (a, b) => names.compare(String(a), String(b));
  const rising = order === 'file' || order === 'type';
  return (a, b) => (rising ? Number(a) - Number(b) : Number(b) - Number(a));
}
