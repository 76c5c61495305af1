import type { TargetBin } from '../../../protocol';
import type { Dataset, SqlRow } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { countOf, numberOf } from '../sqlExpressions';
import { interpolate } from './classBoxes';
import { tenthOf } from './groupRanks';
import { jointCounts } from './jointCounts';

/** Probabilities of the quartiles, as fourths. */
const quarters = [1, 2, 3] as const;

/**
 * A numeric target over the tenths of numeric columns: mean and quartiles of the target in each bin. Equal values of a column
 * stay in one bin, so a column with heavy ties has fewer than ten.
 *
 * Quartiles are type 7 (numpy's default). Two sorts per column in the SQL engine.
 *
 * **Missing values:** rows without column or target are left out.
 *
 * @param dataset the opened data set
 * @param values SQL of type DOUBLE, one per column
 * @param target SQL of type DOUBLE
 * @param signal cancels the queries
 * @returns the non-empty bins of each column, ascending
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function targetBins(
  dataset: Dataset,
  values: readonly string[],
  target: string,
  signal?: AbortSignal,
): Promise<TargetBin[][]> {
  const counts = await jointCounts(
    dataset,
    values.map((value) => [value, target] as const),
    signal,
  );
  const neighbours = quarters
    .map(
      (q) => `max(b) FILTER (rn = 1 + ((c - 1) * ${q}) // 4) AS low${q},
        max(b) FILTER (rn = least(c, 2 + ((c - 1) * ${q}) // 4)) AS high${q}`,
    )
    .join(', ');
  const answers = await queryEach(
    dataset,
    values,
    (
      value,
      k,
    ) => `SELECT ${k} AS k, min(a) AS lowest, max(a) AS highest, count(*) AS n, favg(b) AS mean, ${neighbours}
      FROM (SELECT *, row_number() OVER (PARTITION BY bin ORDER BY b) AS rn, count(*) OVER (PARTITION BY bin) AS c
        FROM (SELECT a, b, ${tenthOf('rank() OVER (ORDER BY a)', counts[k]!)} AS bin
          FROM (SELECT ${value} AS a, ${target} AS b FROM ${dataset.relation}) WHERE a IS NOT NULL AND b IS NOT NULL))
      GROUP BY bin`,
    signal,
    3,
  );
  return answers.map((rows) => {
    rows.sort((a, b) => countOf(a, 'lowest') - countOf(b, 'lowest'));
    return rows.map((row, i) => {
      const count = countOf(row, 'n');
      const [q1, median, q3] = quarters.map((q) => quartile(row, q, count));
      return {
        from: countOf(row, 'lowest'),
        to: i + 1 < rows.length ? countOf(rows[i + 1], 'lowest') : countOf(row, 'highest'),
        count,
        q1: q1 ?? null,
        median: median ?? null,
        q3: q3 ?? null,
        mean: numberOf(row, 'mean'),
      };
    });
  });
}

function quartile(row: SqlRow, quarter: number, count: number): number | null {
  const low = numberOf(row, `low${quarter}`);
  const high = numberOf(row, `high${quarter}`);
  if (low === null || high === null) return null;
  const share = (((count - 1) * quarter) % 4) / 4;
  return interpolate(low, high, share);
}
