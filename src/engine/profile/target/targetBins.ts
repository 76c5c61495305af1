import type { TargetBin } from '../../../protocol';
import type { Dataset, SqlRow } from '../../data/dataset';
import { groupedMean, groupSummaries } from '../../statistics/groupedValues';
import { quantile } from '../../statistics/quantile';
import { rankedParts } from '../../statistics/rankedParts';
import { sortedGroups } from '../../statistics/sortedGroups';
import { queryEach } from '../queryBatch';
import { isShort, type ReadingOptions } from '../shortTable';
import { countOf, numberOf } from '../sqlExpressions';
import { interpolate } from './classBoxes';
import { rankBins, tenthOf } from './groupRanks';
import { jointCounts } from './jointCounts';
import { mapNumberPairs } from './numberPairs';

/** Probabilities of the quartiles, as fourths. */
const quarters = [1, 2, 3] as const;

/**
 * A numeric target over the tenths of numeric columns: mean and quartiles of the target in each bin. Equal values of a column
 * stay in one bin, so a column with heavy ties has fewer than ten.
 *
 * Quartiles are type 7 (numpy's default). Two sorts per column, which the SQL engine does for long tables.
 *
 * **Missing values:** rows without column or target are left out.
 *
 * @param dataset the opened data set
 * @param values SQL of type DOUBLE, one per column
 * @param target SQL of type DOUBLE
 * @param options cancelling
 * @returns the non-empty bins of each column, ascending
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function targetBins(
  dataset: Dataset,
  values: readonly string[],
  target: string,
  options: ReadingOptions = {},
): Promise<TargetBin[][]> {
  const { signal } = options;
  if (isShort(dataset, options)) {
    return mapNumberPairs(dataset, values, target, binsOfRows, signal);
  }
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
    return toBins(
      rows.map((row) => {
        const count = countOf(row, 'n');
        const [q1, median, q3] = quarters.map((q) => quartile(row, q, count));
        return {
          lowest: countOf(row, 'lowest'),
          highest: countOf(row, 'highest'),
          count,
          q1: q1 ?? null,
          median: median ?? null,
          q3: q3 ?? null,
          mean: numberOf(row, 'mean'),
        };
      }),
    );
  });
}

/** A bin with its own lowest and highest value. */
type RawBin = Omit<TargetBin, 'from' | 'to'> & {
  readonly lowest: number;
  readonly highest: number;
};

function toBins(raw: readonly RawBin[]): TargetBin[] {
  return raw.map(({ lowest, highest, ...bin }, i) => ({
    from: lowest,
    to: raw[i + 1]?.lowest ?? highest,
    ...bin,
  }));
}

function binsOfRows(x: Float64Array, y: Float64Array): TargetBin[] {
  const { parts } = rankedParts(x, rankBins);
  const [values, targets] = [sortedGroups(x, parts, rankBins), sortedGroups(y, parts, rankBins)];
  const centre = groupedMean(y, parts);
  const summaries = groupSummaries(y, parts, rankBins, centre);
  return toBins(
    targets.flatMap((own, part): RawBin[] => {
      const count = own.length;
      if (count === 0) return [];
      const mean = centre + summaries[part]!.mean;
      return [
        {
          lowest: values[part]![0]!,
          highest: values[part]![count - 1]!,
          count,
          q1: quantile(own, 0.25),
          median: quantile(own, 0.5),
          q3: quantile(own, 0.75),
          mean: Number.isFinite(mean) ? mean : null,
        },
      ];
    }),
  );
}

function quartile(row: SqlRow, quarter: number, count: number): number | null {
  const low = numberOf(row, `low${quarter}`);
  const high = numberOf(row, `high${quarter}`);
  if (low === null || high === null) return null;
  const share = (((count - 1) * quarter) % 4) / 4;
  return interpolate(low, high, share);
}
