import type { Dataset } from '../../data/dataset';
import type { ColumnCounts } from '../columns/columnCounts';
import { chunks, countOf, isPresent } from '../sqlExpressions';

const patternsShown = 50;
const patternsRead = 2000;
const bitsPerWord = 32;

/** Which columns are missing together. */
export interface MissingPatterns {
  /** Combinations with at least one missing column, most frequent first; at most 50. */
  readonly patterns: readonly { readonly columns: readonly string[]; readonly count: number }[];
  /**
   * Per column position, a number that is equal for two columns exactly when they are missing in the same rows; 0 for columns
   * without missing values.
   */
  readonly maskOf: readonly number[];
}

/**
 * Counts the combinations of missing columns in one scan: the missing flags of a row are packed into integers and grouped.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function missingPatterns(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal?: AbortSignal,
): Promise<MissingPatterns> {
  const incomplete = columns.map((_, i) => i).filter((i) => columns[i]!.present < columns[i]!.rows);
  const maskOf = columns.map(() => 0);
  if (incomplete.length === 0) return { patterns: [], maskOf };

  const words = chunks(incomplete, bitsPerWord);
  const packed = words.map((members, w) => {
    const bits = members.map(
      (i, bit) => `CASE WHEN ${isPresent(columns[i]!.column)} THEN 0 ELSE ${2 ** bit} END`,
    );
    return `CAST(${bits.join(' + ')} AS BIGINT) AS w${w}`;
  });
  const names = words.map((_, w) => `w${w}`).join(', ');
  const rows = await dataset.query(
    `SELECT ${names}, count(*) AS n FROM (SELECT ${packed.join(', ')} FROM ${dataset.relation})
     GROUP BY ${names} ORDER BY n DESC, ${names} LIMIT ${patternsRead + 1}`,
    signal,
  );
  const found = rows.map((row) => ({
    members: words.flatMap((members, w) => {
      const word = countOf(row, `w${w}`);
      return members.filter((_, bit) => Math.floor(word / 2 ** bit) % 2 === 1);
    }),
    count: countOf(row, 'n'),
  }));

  const truncated = rows.length > patternsRead;
  const masks = new Map<string, number>();
  for (const i of incomplete) {
    const key = truncated
      ? String(i)
      : found.map(({ members }) => (members.includes(i) ? '1' : '0')).join('');
    if (!masks.has(key)) masks.set(key, masks.size + 1);
    maskOf[i] = masks.get(key)!;
  }
  const patterns = found
    .filter(({ members }) => members.length > 0)
    .slice(0, patternsShown)
    .map(({ members, count }) => ({ columns: members.map((i) => columns[i]!.column.name), count }));
  return { patterns, maskOf };
}
