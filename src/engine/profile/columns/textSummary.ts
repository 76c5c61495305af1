import type { Histogram, TextSummary } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { binIndex, chooseBins, toHistogram } from './histogram';
import { orderStatistics } from './orderStatistics';
import { queryEach } from '../queryBatch';
import { countOf, numberOf } from '../sqlExpressions';

const exampleLength = 120;
const exampleCount = 3;

/**
 * Lengths, word counts and examples of text columns. Length is in Unicode code points; words are separated by white space;
 * blank values (empty or white space only) have no words. The examples are those with the smallest hash: the same in every
 * run and independent of row order.
 *
 * @param dataset the opened data set
 * @param columns text columns with the number of their present values
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeText(
  dataset: Dataset,
  columns: readonly { readonly column: DatasetColumn; readonly present: number }[],
  signal?: AbortSignal,
): Promise<TextSummary[]> {
  const answers = await queryEach(
    dataset,
    columns,
    ({ column }, k) => {
      const trimmed = `regexp_replace(t, '^[\\s\\pZ]+|[\\s\\pZ]+$', '', 'g')`;
      const words = `CASE WHEN b = '' THEN 0 ELSE len(regexp_split_to_array(b, '[\\s\\pZ]+')) END`;
      return `SELECT ${k} AS k, min(length(t)) AS shortest, max(length(t)) AS longest, avg(length(t)) AS mean,
          avg(${words}) AS words, max(${words}) AS most, count_if(b = '') AS blank,
          list_distinct(min_by(left(t, ${exampleLength}), hash(t), ${exampleCount * 4})
            FILTER (b <> '')) AS examples
        FROM (SELECT t, ${trimmed} AS b FROM (SELECT CAST(${column.sql} AS VARCHAR) AS t FROM ${dataset.relation})
          WHERE t IS NOT NULL)`;
    },
    signal,
  );
  const lengths = columns.map(
    ({ column }) => `CAST(length(CAST(${column.sql} AS VARCHAR)) AS DOUBLE)`,
  );
  const orders = await orderStatistics(
    dataset,
    columns.map(({ present }, i) => ({
      value: lengths[i]!,
      count: present,
      probabilities: [0.25, 0.5, 0.75],
    })),
    signal,
  );
  const bins = columns.map(({ present }, i) => {
    const row = answers[i]![0];
    const min = numberOf(row, 'shortest');
    const max = numberOf(row, 'longest');
    if (min === null || max === null) return null;
    const [q1, , q3] = orders[i]!.quantiles;
    return chooseBins({ count: present, min, max, q1: q1 ?? min, q3: q3 ?? max, integral: true });
  });
  const counted = await queryEach(
    dataset,
    columns,
    (_, k) => {
      const index = bins[k] ? binIndex('v', bins[k]) : '0';
      return `SELECT ${k} AS k, CAST(${index} AS DOUBLE) AS b, count(*) AS n
        FROM (SELECT ${lengths[k]!} AS v FROM ${dataset.relation}) WHERE v IS NOT NULL GROUP BY 2`;
    },
    signal,
  );
  return columns.map((_, i) => {
    const row = answers[i]![0];
    const max = numberOf(row, 'longest');
    const own = bins[i];
    const histogram: Histogram | null =
      !own || max === null
        ? null
        : toHistogram(
            own,
            max,
            counted[i]!.map((bin) => [countOf(bin, 'b'), countOf(bin, 'n')] as const),
          );
    const examples = (row?.['examples'] ?? []) as readonly string[];
    return {
      length: {
        min: numberOf(row, 'shortest'),
        max,
        mean: numberOf(row, 'mean'),
        median: orders[i]!.quantiles[1] ?? null,
        histogram,
      },
      words: { mean: numberOf(row, 'words'), max: numberOf(row, 'most') },
      blank: countOf(row, 'blank'),
      examples: [...examples].sort().slice(0, exampleCount),
      ...(max === null ? { reasons: { length: 'The column has no value.' } } : {}),
    };
  });
}
