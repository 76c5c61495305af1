import type { Dataset, DatasetColumn, SqlRow } from '../data/dataset';
import { sqlLiteral } from '../data/sqlText';
import { inOwnOrder } from './ownOrder';
import { readInto, stackedRows } from './shortTable';
import { isFloatingStorage, presentValue, textOf } from './sqlExpressions';

/** The levels of a column, row by row. */
export interface LevelCodes {
  /** In their own order: numbers by size, texts by code point. */
  readonly labels: readonly string[];
  /** Position of each row's label; −1 where missing. */
  readonly codes: Int32Array;
}

/** Levels of a column that is read at most. */
const mostLevels = 20_000;
/** Longer labels are told apart by their hashes, so that no query text holds them. */
const longestLabel = 200;

/** SQL of the text that names a column's level; NULL where missing. */
export function levelLabel(column: DatasetColumn): string {
  const value = presentValue(column);
  // Zero has two forms, which are one level.
  return `CAST(${isFloatingStorage(column.storageType) ? `(${value}) + 0.0::DOUBLE` : value} AS VARCHAR)`;
}

/**
 * Reads categories of a short table: two queries for all of them.
 *
 * @param dataset the opened data set
 * @param columns no more than a block of `columnBlocks`
 * @param signal cancels the queries
 * @returns one answer per column; `null` for one of more than 20,000 levels
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function readLevelCodes(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  signal?: AbortSignal,
): Promise<(LevelCodes | null)[]> {
  const found: SqlRow[][] = columns.map(() => []);
  if (columns.length > 0) {
    const rows = await dataset.query(
      `SELECT k, v AS label, ${keyOf('v')} AS key FROM ${stackedRows(dataset, columns.map(levelLabel))}
        WHERE v IS NOT NULL GROUP BY k, v QUALIFY row_number() OVER (PARTITION BY k) <= ${mostLevels + 1}`,
      signal,
    );
    for (const row of rows) found[row['k'] as number]!.push(row);
  }
  const read = columns.map((column, k): LevelCodes & { readonly keys: readonly string[] } => {
    const keys = new Map(found[k]!.map((row) => [textOf(row, 'label')!, textOf(row, 'key')!]));
    const labels = inOwnOrder(column, [...keys.keys()]);
    const codes = new Int32Array(dataset.info.sampledRows).fill(-1);
    return { labels, codes, keys: labels.map((label) => keys.get(label)!) };
  });
  const used = read.flatMap(({ keys, codes }, k) =>
    keys.length === 0 || keys.length > mostLevels
      ? []
      : [{ expression: codeOf(keyOf(levelLabel(columns[k]!)), keys), target: codes }],
  );
  await readInto(dataset, used, signal);
  return read.map(({ labels, codes }) => (labels.length > mostLevels ? null : { labels, codes }));
}

/** SQL of a text that a query can hold for each label: the label, or its hash. */
function keyOf(label: string): string {
  return `CASE WHEN length(${label}) > ${longestLabel} OR contains(${label}, chr(0)) THEN md5(${label}) ELSE ${label} END`;
}

/** SQL of the position of `key` among `keys`. An enumeration looks it up by hash, where a list would be searched through. */
function codeOf(key: string, keys: readonly string[]): string {
  const type = `ENUM(${keys.map(sqlLiteral).join(', ')})`;
  return `coalesce(CAST(enum_code(TRY_CAST(${key} AS ${type})) AS INTEGER), -1)`;
}
