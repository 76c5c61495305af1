import type { Dataset } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { correlationFromSums, type Correlation } from '../relations/correlationSums';
import { rankedParts } from '../../statistics/rankedParts';
import { isShort, type ReadingOptions } from '../shortTable';
import { countOf } from '../sqlExpressions';
import { rankBins, tenthOf } from './groupRanks';
import { jointCounts } from './jointCounts';
import { mapNumberPairs, pairSums } from './numberPairs';

/** Two numbers by their ranks. */
export interface RankedPair {
  /** Spearman's ρ. */
  readonly spearman: Correlation;
  /** Rows per tenth of the first number's order (rows) and of the second's (columns). */
  readonly tenths: readonly (readonly number[])[];
}

/**
 * Ranks each of `values` against `other`, over the rows where both are present: Spearman's ρ (Pearson's r of the midranks) and
 * the counts per tenth of each. Two sorts per value, which the SQL engine does for long tables.
 *
 * **Ties:** midranks; tied values lie in the tenth where the first of them lies. **Missing values:** omitted pairwise.
 * **Agrees with** `scipy.stats.spearmanr(nan_policy='omit')`, rel 1e-10.
 *
 * @param dataset the opened data set
 * @param values SQL of type DOUBLE; NULL where missing
 * @param other SQL of type DOUBLE; NULL where missing
 * @param options cancelling
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function rankPairs(
  dataset: Dataset,
  values: readonly string[],
  other: string,
  options: ReadingOptions = {},
): Promise<RankedPair[]> {
  const { signal } = options;
  const middle = (dataset.info.sampledRows + 1) / 2;
  if (isShort(dataset, options)) {
    const rank = (x: Float64Array, y: Float64Array): RankedPair => rankPair(x, y, middle);
    return mapNumberPairs(dataset, values, other, rank, signal);
  }
  const counts = await jointCounts(
    dataset,
    values.map((value) => [value, other] as const),
    signal,
  );
  const answers = await queryEach(
    dataset,
    values,
    (value, k) => {
      const n = counts[k]!;
      return `SELECT ${k} AS k, CAST(s AS DOUBLE) AS s, CAST(t AS DOUBLE) AS t, n, x, y, xx, yy, xy
        FROM (SELECT s, t, count(*) AS n, fsum(x) AS x, fsum(y) AS y, fsum(x * x) AS xx, fsum(y * y) AS yy, fsum(x * y) AS xy
        FROM (SELECT ${tenthOf('la', n)} AS s, ${tenthOf('lb', n)} AS t,
            (la + ha) / 2.0::DOUBLE - ${middle} AS x, (lb + hb) / 2.0::DOUBLE - ${middle} AS y
          FROM (SELECT rank() OVER wa AS la, count(*) OVER wa AS ha, rank() OVER wb AS lb, count(*) OVER wb AS hb
            FROM (SELECT ${value} AS a, ${other} AS b FROM ${dataset.relation})
            WHERE a IS NOT NULL AND b IS NOT NULL WINDOW wa AS (ORDER BY a), wb AS (ORDER BY b))) GROUP BY 1, 2)`;
    },
    signal,
    3,
  );
  return answers.map((rows) => {
    rows.sort((a, b) => countOf(a, 's') - countOf(b, 's') || countOf(a, 't') - countOf(b, 't'));
    const sum = (name: string): number =>
      rows.reduce((total, row) => total + countOf(row, name), 0);
    const tenths = Array.from({ length: rankBins }, () => new Array<number>(rankBins).fill(0));
    for (const row of rows) tenths[countOf(row, 's')]![countOf(row, 't')] = countOf(row, 'n');
    const spearman = correlationFromSums({
      n: sum('n'), x: sum('x'), y: sum('y'), xx: sum('xx'), yy: sum('yy'), xy: sum('xy'),
    }); // prettier-ignore
    return { spearman, tenths };
  });
}

function rankPair(x: Float64Array, y: Float64Array, middle: number): RankedPair {
  const [a, b] = [rankedParts(x, rankBins), rankedParts(y, rankBins)];
  const tenths = Array.from({ length: rankBins }, () => new Array<number>(rankBins).fill(0));
  for (let i = 0; i < x.length; i++) {
    const part = a.parts[i]!;
    if (part >= 0) tenths[part]![b.parts[i]!]!++;
  }
  return { spearman: correlationFromSums(pairSums(a.midranks, b.midranks, middle)), tenths };
}
