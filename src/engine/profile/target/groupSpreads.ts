import type { Dataset } from '../../data/dataset';
import type { GroupSummary } from '../../statistics/groupedValues';
import { sortedGroups } from '../../statistics/sortedGroups';
import { spreadAboutMedian, spreadFromSums } from '../../statistics/spreadAboutMedian';
import { queryEach } from '../queryBatch';
import { isShort, type ReadingOptions } from '../shortTable';
import { countOf, presentValue, textOf } from '../sqlExpressions';
import { mapGroupedRows, type GroupRequest } from './groupedRows';

/**
 * Rows above which group medians are not computed: the SQL engine would have to hold the values of a whole column.
 */
export const mostMedianRows = 20_000_000;

/** Mean and spread of one group. */
export interface GroupSpread {
  readonly label: string;
  /** Of the values. */
  readonly values: GroupSummary;
  /** Of the absolute deviations from the group's median; `null` where that was not computed. */
  readonly deviations: GroupSummary | null;
}

/**
 * Means and spread of numbers within groups, about the group medians (about 0 above {@link mostMedianRows} rows).
 *
 * **Missing values:** rows without value or group are left out.
 *
 * @param dataset the opened data set
 * @param requests values, scaled to a size near 1, and groups
 * @param options cancelling
 * @returns the groups of each request in the order of their labels; none for one of too many groups
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function groupSpreads(
  dataset: Dataset,
  requests: readonly GroupRequest[],
  options: ReadingOptions = {},
): Promise<GroupSpread[][]> {
  const spreads = isShort(dataset, options)
    ? await spreadsOfRows(dataset, requests, options)
    : await spreadsBySql(dataset, requests, options);
  // Sums over the groups are taken in one order, so that every run gives the same digits.
  for (const own of spreads) own.sort((a, b) => (a.label < b.label ? -1 : 1));
  return spreads;
}

async function spreadsOfRows(
  dataset: Dataset,
  requests: readonly GroupRequest[],
  { signal }: ReadingOptions,
): Promise<GroupSpread[][]> {
  const spreads = await mapGroupedRows(
    dataset,
    requests,
    ({ values, groups: { labels, codes } }): GroupSpread[] =>
      sortedGroups(values, codes, labels.length).flatMap((sorted, g) =>
        sorted.length === 0 ? [] : [{ label: labels[g]!, ...spreadAboutMedian(sorted) }],
      ),
    signal,
  );
  return spreads.map((own) => own ?? []);
}

async function spreadsBySql(
  dataset: Dataset,
  requests: readonly GroupRequest[],
  { signal }: ReadingOptions,
): Promise<GroupSpread[][]> {
  const hasMedians = dataset.info.sampledRows <= mostMedianRows;
  const centre = hasMedians ? 'quantile_cont(z, 0.5)' : '0.0::DOUBLE';
  const answers = await queryEach(
    dataset,
    requests,
    ({ value, group }, k) => {
      const rows = `(SELECT z, g FROM (SELECT ${value} AS z, ${presentValue(group)} AS g FROM ${dataset.relation})
        WHERE z IS NOT NULL AND g IS NOT NULL)`;
      return `SELECT ${k} AS k, CAST(g AS VARCHAR) AS g, count(*) AS n, any_value(m) AS m, fsum(z - m) AS s,
          fsum((z - m) * (z - m)) AS q, fsum(abs(z - m)) AS a
        FROM ${rows} JOIN (SELECT g, ${centre} AS m FROM ${rows} GROUP BY g) USING (g) GROUP BY g`;
    },
    signal,
    2,
  );
  return answers.map((rows) =>
    rows.map((row) => {
      const { values, deviations } = spreadFromSums({
        count: countOf(row, 'n'),
        median: countOf(row, 'm'),
        sum: countOf(row, 's'),
        squares: countOf(row, 'q'),
        absolute: countOf(row, 'a'),
      });
      const label = textOf(row, 'g') ?? '';
      return { label, values, deviations: hasMedians ? deviations : null };
    }),
  );
}
