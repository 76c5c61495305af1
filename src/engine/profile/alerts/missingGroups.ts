import type { ProfileResult } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryAggregates } from '../queryBatch';
import { isPresent } from '../sqlExpressions';

/** Columns that are missing in (nearly) the same rows. */
export interface MissingGroup {
  readonly columns: readonly string[];
  /** Rows in which all of them are missing. */
  readonly rows: number;
  /** The smallest φ by which a column of the group is tied to another one of it. */
  readonly phi: number;
}

/**
 * Groups of columns tied by φ of their missing indicators: two columns are in one group when a chain of pairs with at least that
 * φ leads from one to the other.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findMissingGroups(
  dataset: Dataset,
  missing: ProfileResult['missing'],
  leastPhi: number,
  signal?: AbortSignal,
): Promise<MissingGroup[]> {
  const groups = new Map<string, { columns: string[]; phi: number }>();
  for (const { a, b, phi } of missing.cooccurrence) {
    if (phi < leastPhi) continue;
    const one = groups.get(a) ?? { columns: [a], phi: 1 };
    const other = groups.get(b) ?? { columns: [b], phi: 1 };
    const joined =
      one === other
        ? one
        : { columns: [...one.columns, ...other.columns], phi: Math.min(one.phi, other.phi, phi) };
    for (const name of joined.columns) groups.set(name, joined);
  }
  const found = [...new Set(groups.values())];
  const columnOf = new Map(dataset.columns.map((column) => [column.name, column]));
  const rows = await queryAggregates(
    dataset,
    dataset.relation,
    found.map(({ columns }) => {
      const all = columns.map((name) => `NOT (${isPresent(columnOf.get(name)!)})`);
      return `count_if(${all.join(' AND ')})`;
    }),
    signal,
  );
  return found.map((group, i) => ({ ...group, rows: rows[i] ?? 0 }));
}
