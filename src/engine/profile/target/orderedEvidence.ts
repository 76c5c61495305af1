import type { TargetInfo } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { isCategorical } from '../relations/correlations';
import { finiteValue, isNumericStorage } from '../sqlExpressions';
import { foldedLevels } from './foldedLevels';
import { rankGroups } from './groupRanks';
import { rankPairs } from './rankPairs';
import {
  evidenceOfLevels,
  evidenceOfRanks,
  evidenceOfTenths,
  noEvidence,
  type TargetEvidence,
} from './targetEvidence';

/**
 * What columns that no test is made for tell about the target: dates by their time, texts by their length (0 where missing),
 * numbered identifiers by their number, categories of very many levels by all of them.
 *
 * @param dataset the opened data set
 * @param columns columns without a link to the target; the others are passed over by the caller
 * @param target the target's column
 * @param info the target
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function orderedEvidence(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  target: DatasetColumn,
  info: TargetInfo,
  signal?: AbortSignal,
): Promise<Map<DatasetColumn, TargetEvidence>> {
  const found = new Map<DatasetColumn, TargetEvidence>();
  const ordered = columns.flatMap((column) => {
    const value = orderingValue(column);
    if (value === null) found.set(column, noEvidence(whyUnordered(column)));
    return value === null ? [] : [{ column, value }];
  });
  if (info.task === 'regression') {
    const pairs = await rankPairs(
      dataset,
      ordered.map(({ value }) => value),
      finiteValue(target),
      { signal },
    );
    ordered.forEach(({ column }, i) => found.set(column, evidenceOfTenths(pairs[i]!.tenths)));
    return found;
  }
  const ranked = await rankGroups(
    dataset,
    ordered.map(({ value }) => ({ value, group: target })),
    { signal },
  );
  ordered.forEach(({ column }, i) => {
    const ranks = ranked[i];
    if (ranks) found.set(column, evidenceOfRanks(ranks, info));
  });
  const many = columns.filter(({ type }) => isCategorical(type));
  const folded = await foldedLevels(dataset, many, target, info, { signal });
  many.forEach((column, i) => {
    const table = folded[i];
    if (table) found.set(column, evidenceOfLevels(table, info));
  });
  return found;
}

/** SQL of the number that orders the rows of a column without a test; `null` where there is none. */
function orderingValue(column: DatasetColumn): string | null {
  switch (column.type) {
    case 'dateTime':
      return `CAST(epoch_us(CAST(${column.sql} AS TIMESTAMP)) AS DOUBLE)`;
    case 'text':
      return `CAST(coalesce(length(CAST(${column.sql} AS VARCHAR)), 0) AS DOUBLE)`;
    case 'identifier':
      return isNumericStorage(column.storageType) ? finiteValue(column) : null;
    case 'categorical':
    case 'ordinal':
    case 'boolean':
    case 'numeric':
    case 'constant':
    case 'nested':
      return null;
  }
}

function whyUnordered(column: DatasetColumn): string {
  if (column.type === 'constant') return 'Constant: it tells nothing.';
  if (column.type === 'identifier') return 'An identifier: (nearly) every row has its own value.';
  if (column.type === 'nested') return 'Lists and structs: take the fields that matter out first.';
  return 'Too many levels to compare.';
}
