import type { ColumnProfile } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryAggregates } from '../queryBatch';

/**
 * Groups of columns that are equal in every row. Only columns with the same storage type, counts and summary are compared row by
 * row, in the SQL engine.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findDuplicateColumns(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  signal?: AbortSignal,
): Promise<string[][]> {
  const alike = new Map<string, ColumnProfile[]>();
  for (const column of columns) {
    if (column.distinct.count < 2) continue;
    const { storageType, missing, distinct, numeric, categorical, dateTime, text } = column;
    const key = JSON.stringify([
      storageType, missing.count, distinct.count, numeric?.sum, numeric?.min, numeric?.max,
      categorical?.top, dateTime?.min, dateTime?.max, text?.length.mean,
    ]); // prettier-ignore
    alike.set(key, [...(alike.get(key) ?? []), column]);
  }
  const candidates = [...alike.values()].flatMap(([first, ...others]) =>
    others.map((other) => ({ first: first!, other })),
  );
  if (candidates.length === 0) return [];
  const sql = ({ index }: ColumnProfile): string => dataset.columns[index]!.sql;
  const differences = await queryAggregates(
    dataset,
    dataset.relation,
    candidates.map(({ first, other }) => `count_if(${sql(first)} IS DISTINCT FROM ${sql(other)})`),
    signal,
  );
  const groups = new Map<string, string[]>();
  candidates.forEach(({ first, other }, i) => {
    if (differences[i] !== 0) return;
    groups.set(first.name, [...(groups.get(first.name) ?? [first.name]), other.name]);
  });
  return [...groups.values()];
}
