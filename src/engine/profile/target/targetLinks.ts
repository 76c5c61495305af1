import type { TargetInfo } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { cramersV } from '../../statistics/cramersV';
import { crossCounts, mostCells } from './contingency';
import { isCategorical } from '../relations/correlations';
import { rankGroups, type GroupRanks } from './groupRanks';
import { finiteValue } from '../sqlExpressions';
import { rankPairs, type RankedPair } from './rankPairs';

/** Levels of a column against the classes of the target. */
export interface LevelTable {
  /** Levels in their own order (numbers by size, texts by code point). */
  readonly levels: readonly string[];
  /** Shape (levels, classes), classes in the order of `TargetInfo.classes`. */
  readonly counts: readonly (readonly number[])[];
}

/** What ties a column to the target, by the kinds of both. */
export type TargetLink =
  | { readonly kind: 'table'; readonly table: LevelTable; readonly cramersV: number | null }
  /** A number over the classes, or a numeric target over the levels of a category. */
  | { readonly kind: 'ranks'; readonly ranks: GroupRanks }
  | { readonly kind: 'correlation'; readonly pair: RankedPair }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Measures every column against the target: a contingency table for categories and classes, rank sums for a number and classes
 * (or categories and a numeric target), Spearman's ρ for two numbers. Columns of other types get the reason why not.
 *
 * **Missing values:** rows where the column or the target is missing are left out.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function linkToTarget(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  target: DatasetColumn,
  info: TargetInfo,
  signal?: AbortSignal,
): Promise<TargetLink[]> {
  const isNumber = info.task === 'regression';
  const links = new Map<DatasetColumn, TargetLink>();
  const numbers = columns.filter((column) => column !== target && column.type === 'numeric');
  const categories = columns.filter((column) => column !== target && isCategorical(column.type));

  if (isNumber) {
    const pairs = await rankPairs(dataset, numbers.map(finiteValue), finiteValue(target), {
      signal,
    });
    numbers.forEach((column, i) => links.set(column, { kind: 'correlation', pair: pairs[i]! }));
    const groups = categories.map((column) => ({ value: finiteValue(target), group: column }));
    const ranked = await rankGroups(dataset, groups, { signal });
    categories.forEach((column, i) => links.set(column, ranksLink(ranked[i]!)));
  } else {
    const groups = numbers.map((column) => ({ value: finiteValue(column), group: target }));
    const ranked = await rankGroups(dataset, groups, { signal });
    numbers.forEach((column, i) => links.set(column, ranksLink(ranked[i]!)));
    const tables = await crossCounts(dataset, categories, target, { signal });
    const classes = info.classes.map(({ value }) => value);
    categories.forEach((column, i) => {
      const cross = tables[i];
      if (!cross) {
        const reason = `Too many levels: more than ${mostCells} combinations with the target.`;
        links.set(column, { kind: 'none', reason });
        return;
      }
      const order = classes.map((label) => cross.columns.indexOf(label));
      const counts = cross.counts.map((row) => order.map((at) => row[at] ?? 0));
      links.set(column, {
        kind: 'table',
        table: { levels: cross.rows, counts },
        cramersV: cramersV(counts),
      });
    });
  }
  return columns.map(
    (column) => links.get(column) ?? { kind: 'none', reason: whyNot(column, target) },
  );
}

function ranksLink(ranks: GroupRanks | null): TargetLink {
  return ranks === null
    ? { kind: 'none', reason: 'Too many levels: more than about 2,000 to compare.' }
    : { kind: 'ranks', ranks };
}

function whyNot(column: DatasetColumn, target: DatasetColumn): string {
  if (column === target) return 'This is the target.';
  switch (column.type) {
    case 'text':
      return 'Free text: nothing to compare before it is turned into features.';
    case 'dateTime':
      return 'Dates and times: derive year, month, weekday or age first.';
    case 'identifier':
      return 'An identifier: (nearly) every row has its own value.';
    case 'constant':
      return 'Constant: it cannot depend on anything.';
    case 'nested':
      return 'Lists and structs: take the fields that matter out first.';
    case 'numeric':
    case 'ordinal':
    case 'categorical':
    case 'boolean':
      return 'Not measured.';
  }
}
