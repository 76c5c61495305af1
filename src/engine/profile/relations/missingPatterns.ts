import type { ProfileResult } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import type { ColumnCounts } from '../columns/columnCounts';
import { chunks, countOf, isPresent } from '../sqlExpressions';
import { missingTogether, type MissingPair } from './missingTogether';

const patternsShown = 50;
const mostPatterns = 20_000;
/** Words of all patterns that are read. */
const mostWords = 400_000;
const bitsPerWord = 32;

/** Which columns are missing in the same rows. */
export type MissingPatterns = Pick<ProfileResult['missing'], 'patterns'> & {
  /** Pairs of columns whose missing indicators go together, strongest first. */
  readonly cooccurrence: readonly MissingPair[];
};

/**
 * Counts the combinations of missing columns in one scan: the missing flags of a row are packed into integers and grouped. The 50
 * most frequent combinations are shown.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function missingPatterns(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal?: AbortSignal,
): Promise<MissingPatterns> {
  const incomplete = columns.filter(({ present, rows }) => present < rows);
  if (incomplete.length === 0) return { patterns: [], cooccurrence: [] };

  const words = chunks(
    incomplete.map((_, i) => i),
    bitsPerWord,
  );
  const packed = words.map((members, w) => {
    const bits = members.map(
      (i, bit) => `CASE WHEN ${isPresent(incomplete[i]!.column)} THEN 0 ELSE ${2 ** bit} END`,
    );
    return `CAST(${bits.join(' + ')} AS BIGINT) AS w${w}`;
  });
  const names = words.map((_, w) => `w${w}`).join(', ');
  const most = Math.min(mostPatterns, Math.floor(mostWords / words.length));
  const rows = await dataset.query(
    `SELECT ${names}, count(*) AS n FROM (SELECT ${packed.join(', ')} FROM ${dataset.relation})
     GROUP BY ${names} ORDER BY n DESC, ${names} LIMIT ${most + 1}`,
    signal,
  );
  const found = rows.map((row) => ({
    members: words.flatMap((members, w) => {
      const word = countOf(row, `w${w}`);
      return members.filter((_, bit) => Math.floor(word / 2 ** bit) % 2 === 1);
    }),
    count: countOf(row, 'n'),
  }));
  const all = rows.length > most ? null : found;
  return {
    patterns: found
      .filter(({ members }) => members.length > 0)
      .slice(0, patternsShown)
      .map(({ members, count }) => ({
        columns: members.map((i) => incomplete[i]!.column.name),
        count,
      })),
    cooccurrence: await missingTogether(dataset, incomplete, all, signal),
  };
}
