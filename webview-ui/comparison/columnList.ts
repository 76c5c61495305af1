import { type Both, type ColumnComparison, type ColumnType } from '../../src/protocol';

/** Orders of the list. */
export const columnOrders = ['drift', 'file', 'name', 'missing'] as const;
export type ColumnOrder = (typeof columnOrders)[number];

/** Which columns are shown. */
export const driftChoices = ['all', 'drifted', 'large', 'newLevels', 'none'] as const;
export type DriftChoice = (typeof driftChoices)[number];

export interface ColumnFilter {
  readonly search: string;
  readonly type: ColumnType | 'all';
  readonly drift: DriftChoice;
  readonly order: ColumnOrder;
}

const standard: ColumnFilter = { search: '', type: 'all', drift: 'all', order: 'drift' };

/** The filter that a panel remembered; the standard one for anything else. */
export function toColumnFilter(recalled: unknown): ColumnFilter {
  if (typeof recalled !== 'object' || recalled === null) return standard;
  const { search, type, drift, order } = recalled as Record<string, unknown>;
  return {
    search: typeof search === 'string' ? search : '',
    type: typeof type === 'string' ? (type as ColumnFilter['type']) : 'all',
    drift: driftChoices.find((choice) => choice === drift) ?? 'all',
    order: columnOrders.find((candidate) => candidate === order) ?? 'drift',
  };
}

/** The columns that pass the filter, in its order; the target first. */
export function arrangeColumns(
  columns: readonly ColumnComparison[],
  filter: ColumnFilter,
  target: string | null,
): readonly ColumnComparison[] {
  const search = filter.search.trim().toLowerCase();
  const shown = columns.filter(
    (column) =>
      column.column.toLowerCase().includes(search) &&
      (filter.type === 'all' ||
        column.type.reference === filter.type ||
        column.type.current === filter.type) &&
      passes(column, filter.drift),
  );
  const compare = comparators[filter.order];
  return shown.toSorted(
    (a, b) => Number(b.column === target) - Number(a.column === target) || compare(a, b),
  );
}

function passes({ drift, newLevels }: ColumnComparison, choice: DriftChoice): boolean {
  switch (choice) {
    case 'all':
      return true;
    case 'drifted':
      return drift === 'moderate' || drift === 'large';
    case 'large':
      return drift === 'large';
    case 'newLevels':
      return newLevels !== undefined && newLevels.levels > 0;
    case 'none':
      return drift === 'none' || drift === 'not compared';
  }
}

const ranks = { large: 0, moderate: 1, none: 2, 'not compared': 3 } as const;

const comparators: Readonly<
  Record<ColumnOrder, (a: ColumnComparison, b: ColumnComparison) => number>
> = {
  drift: (a, b) =>
    ranks[a.drift] - ranks[b.drift] || (b.distance.value ?? -1) - (a.distance.value ?? -1),
  file: () => 0,
  name: (a, b) => a.column.localeCompare(b.column),
  missing: (a, b) => moved(b.missingRate) - moved(a.missingRate),
};

function moved({ reference, current }: Both<number>): number {
  return Math.abs(current - reference);
}
