import type { Dataset } from '../../data/dataset';
import { groupRankSums } from '../../statistics/groupRankSums';
import {
  kruskalWallisFromRankSums,
  type KruskalWallisResult,
} from '../../statistics/kruskalWallis';
import { queryEach } from '../queryBatch';
import { isShort, type ReadingOptions } from '../shortTable';
import { countOf, presentValue, textOf } from '../sqlExpressions';
import { mapGroupedRows, type GroupedRows, type GroupRequest } from './groupedRows';
import { jointCounts } from './jointCounts';

/** One group's place in the order of all values. */
export interface RankedGroup {
  readonly label: string;
  readonly count: number;
  /** Sum of the midranks. */
  readonly rankSum: number;
  /** Rows in each tenth of the order of all groups' values; tied values lie in the tenth where the first of them lies. */
  readonly tenths: readonly number[];
}

/** Groups of values in one common order. */
export interface GroupRanks {
  /** In the order of their rank sums. */
  readonly groups: readonly RankedGroup[];
  /** Σ (t³ − t) over the runs of t equal values. */
  readonly tieSum: number;
  readonly kruskalWallis: KruskalWallisResult;
}

/** Parts of the order that {@link RankedGroup.tenths} counts. */
export const rankBins = 10;
/** Groups × tenths that are read at most; more groups answer no question a person can ask of them. */
const mostCells = 20_000;

/** SQL of the tenth, 0 … 9, of a row with `rank` (1-based, that of the first of equal values) among `count` rows. */
export function tenthOf(rank: string, count: number): string {
  return `least(((${rank} - 1) * ${rankBins}) // ${Math.max(1, count)}, ${rankBins - 1})`;
}

/**
 * How groups of rows lie in the order of a number, several at a time: rank sums, the Kruskal–Wallis test and the counts per
 * tenth. One sort each, which the SQL engine does for long tables.
 *
 * **Ties:** midranks and the tie correction. **Missing values:** rows without value or group are left out.
 * **Agrees with** `scipy.stats.kruskal`, rel 1e-10.
 *
 * @param dataset the opened data set
 * @param requests values and groups
 * @param options cancelling
 * @returns one answer per request; `null` for one with more than about 2,000 groups
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function rankGroups(
  dataset: Dataset,
  requests: readonly GroupRequest[],
  options: ReadingOptions = {},
): Promise<(GroupRanks | null)[]> {
  if (!isShort(dataset, options)) return rankBySql(dataset, requests, options);
  const ranked = await mapGroupedRows(dataset, requests, ranksOfRows, options.signal);
  return ranked.map((own) => own ?? null);
}

function ranksOfRows({ values, groups: { labels, codes } }: GroupedRows): GroupRanks | null {
  const sums = groupRankSums(values, codes, labels.length, rankBins);
  if (sums.partCounts.filter((count) => count > 0).length > mostCells) return null;
  const groups = labels.flatMap((label, g): RankedGroup[] => {
    const count = sums.counts[g]!;
    if (count === 0) return [];
    const tenths = Array.from(sums.partCounts.subarray(g * rankBins, (g + 1) * rankBins));
    return [{ label, count, rankSum: sums.rankSums[g]!, tenths }];
  });
  return compared(groups, sums.tieSum);
}

async function rankBySql(
  dataset: Dataset,
  requests: readonly GroupRequest[],
  { signal }: ReadingOptions,
): Promise<(GroupRanks | null)[]> {
  const counts = await jointCounts(
    dataset,
    requests.map(({ value, group }) => [value, presentValue(group)] as const),
    signal,
  );
  const answers = await queryEach(
    dataset,
    requests,
    (
      { value, group },
      k,
    ) => `SELECT ${k} AS k, CAST(g AS VARCHAR) AS g, CAST(tenth AS DOUBLE) AS tenth, r, n, ties FROM (
      SELECT g, ${tenthOf('lo', counts[k]!)} AS tenth, fsum((lo + hi) / 2.0::DOUBLE) AS r, count(*) AS n,
        fsum((hi - lo + 1.0::DOUBLE) * (hi - lo + 1.0::DOUBLE) - 1) AS ties
      FROM (SELECT g, rank() OVER w AS lo, count(*) OVER w AS hi
        FROM (SELECT ${value} AS v, ${presentValue(group)} AS g FROM ${dataset.relation})
        WHERE v IS NOT NULL AND g IS NOT NULL WINDOW w AS (ORDER BY v)) GROUP BY 1, 2 LIMIT ${mostCells + 1})`,
    signal,
    2,
  );
  return answers.map((rows) => {
    if (rows.length > mostCells) return null;
    const byLabel = new Map<string, { count: number; rankSum: number; tenths: number[] }>();
    for (const row of rows) {
      const label = textOf(row, 'g') ?? '';
      const own = byLabel.get(label) ?? {
        count: 0,
        rankSum: 0,
        tenths: new Array<number>(rankBins).fill(0),
      };
      own.count += countOf(row, 'n');
      own.rankSum += countOf(row, 'r');
      own.tenths[countOf(row, 'tenth')]! += countOf(row, 'n');
      byLabel.set(label, own);
    }
    // Rows come in any order; sums over them are taken in one, so that every run gives the same digits.
    const ties = rows.map((row) => countOf(row, 'ties')).sort((a, b) => a - b);
    const tieSum = ties.reduce((sum, own) => sum + own, 0);
    return compared(
      [...byLabel].map(([label, own]) => ({ label, ...own })),
      tieSum,
    );
  });
}

function compared(found: readonly RankedGroup[], tieSum: number): GroupRanks {
  const groups = [...found].sort((a, b) => a.rankSum - b.rankSum || (a.label < b.label ? -1 : 1));
  const kruskalWallis = kruskalWallisFromRankSums({
    rankSums: groups.map(({ rankSum }) => rankSum),
    counts: groups.map(({ count }) => count),
    tieSum,
  });
  return { groups, tieSum, kruskalWallis };
}
