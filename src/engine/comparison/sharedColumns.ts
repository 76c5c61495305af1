import type { Both, ColumnType } from '../../protocol';
import type { Dataset, DatasetColumn } from '../data/dataset';
import { queryAggregates } from '../profile/queryBatch';
import { isNumericStorage, isPresent } from '../profile/sqlExpressions';

/** The two data sets of a comparison. */
export type DatasetPair = Both<Dataset>;

/**
 * What is compared of a column: its numbers, its instants in time, the lengths of its texts, or how often each level occurs.
 */
export type ComparedKind = 'numbers' | 'dates' | 'lengths' | 'levels';

/** A column of both data sets. */
export interface SharedColumn {
  readonly name: string;
  readonly column: Both<DatasetColumn>;
  /** Rows with a value. */
  readonly present: Both<number>;
  /** `null` when the column is not compared. */
  readonly kind: ComparedKind | null;
  /** Why it is not compared. */
  readonly reason?: string;
}

/** How the columns of two data sets stand to each other. */
export interface MatchedColumns {
  readonly shared: readonly SharedColumn[];
  /** Names that only the current data set has. */
  readonly added: readonly string[];
  /** Names that only the reference has. */
  readonly removed: readonly string[];
  readonly retyped: readonly { readonly column: string; readonly type: Both<ColumnType> }[];
  readonly sameOrder: boolean;
}

/**
 * Matches columns by name and says how each can be compared. Where the inferred types differ the reference's decides; a column
 * without any value takes the other's.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function matchColumns(
  pair: DatasetPair,
  signal?: AbortSignal,
): Promise<MatchedColumns> {
  const { reference, current } = pair;
  const currentByName = new Map(current.columns.map((column) => [column.name, column]));
  const names = new Set(reference.columns.map(({ name }) => name));
  const both = reference.columns.flatMap((column): Both<DatasetColumn>[] => {
    const other = currentByName.get(column.name);
    return other === undefined ? [] : [{ reference: column, current: other }];
  });
  const present = await presentValues(pair, both, signal);
  return {
    shared: both.map((column, i) => ({
      name: column.reference.name,
      column,
      present: present[i]!,
      ...comparedAs(column, present[i]!),
    })),
    added: current.columns.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    removed: reference.columns
      .filter(({ name }) => !currentByName.has(name))
      .map(({ name }) => name),
    retyped: both
      .filter((column) => column.reference.type !== column.current.type)
      .map((column) => ({
        column: column.reference.name,
        type: { reference: column.reference.type, current: column.current.type },
      })),
    sameOrder: both.every(
      (column, i) => i === 0 || both[i - 1]!.current.index < column.current.index,
    ),
  };
}

async function presentValues(
  { reference, current }: DatasetPair,
  columns: readonly Both<DatasetColumn>[],
  signal?: AbortSignal,
): Promise<Both<number>[]> {
  const count = (dataset: Dataset, side: keyof DatasetPair) =>
    queryAggregates(
      dataset,
      dataset.relation,
      columns.map((column) => `count_if(${isPresent(column[side])})`),
      signal,
    );
  const inReference = await count(reference, 'reference');
  const inCurrent = await count(current, 'current');
  return columns.map((_, i) => ({ reference: inReference[i] ?? 0, current: inCurrent[i] ?? 0 }));
}

type Comparability = Pick<SharedColumn, 'kind' | 'reason'>;

function comparedAs(
  { reference, current }: Both<DatasetColumn>,
  present: Both<number>,
): Comparability {
  if (present.reference === 0 && present.current === 0) return no('Neither data set has a value.');
  if (present.reference === 0)
    return comparedAs({ reference: current, current }, both(present.current));
  if (present.current === 0) {
    return comparedAs({ reference, current: reference }, both(present.reference));
  }
  if (reference.type === 'nested' || current.type === 'nested') {
    return no('Lists and structures are not compared.');
  }
  const [family, currentFamily] = [familyOf(reference), familyOf(current)];
  const leading = reference.type === 'constant' ? current.type : reference.type;
  if (family === 'number' && currentFamily === 'number') {
    if (leading === 'identifier' && current.type !== 'numeric') return identifiers;
    return { kind: isLevelType(leading) ? 'levels' : 'numbers' };
  }
  if (family === 'date' && currentFamily === 'date') return { kind: 'dates' };
  if (family === 'date' || currentFamily === 'date') {
    return no(
      `It holds ${plural(family)} in the reference and ${plural(currentFamily)} in the current data.`,
    );
  }
  if (isLevelType(leading)) return { kind: 'levels' };
  if (family !== currentFamily) {
    return no(
      `It holds ${plural(family)} in the reference and ${plural(currentFamily)} in the current data.`,
    );
  }
  return leading === 'identifier' && current.type === 'identifier'
    ? identifiers
    : { kind: 'lengths' };
}

const identifiers: Comparability = {
  kind: null,
  reason: '(Nearly) every row has its own value, so that new ones are expected.',
};

function no(reason: string): Comparability {
  return { kind: null, reason };
}

function both(value: number): Both<number> {
  return { reference: value, current: value };
}

function isLevelType(type: ColumnType): boolean {
  return type === 'categorical' || type === 'ordinal' || type === 'boolean' || type === 'constant';
}

/** Columns of one family can be brought to one type without loss of meaning. */
type Family = 'number' | 'date' | 'text';

/** The family of a column's storage; truth values count as numbers. */
export function familyOf({ storageType }: DatasetColumn): Family {
  if (storageType === 'DATE' || storageType === 'TIMESTAMP') return 'date';
  return isNumericStorage(storageType) || storageType === 'BOOLEAN' ? 'number' : 'text';
}

function plural(family: Family): string {
  return { number: 'numbers', date: 'dates', text: 'texts' }[family];
}
