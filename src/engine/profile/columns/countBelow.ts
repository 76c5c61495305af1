import type { Dataset, DatasetColumn } from '../../data/dataset';
import { readLevelCodes, type LevelCodes } from '../levelCodes';
import { queryEach } from '../queryBatch';
import { mapInTurns } from '../relations/mapInTurns';
import { columnBlocks, isShort, readNumbers, type ReadingOptions } from '../shortTable';
import { countOf, presentValue, textOf } from '../sqlExpressions';
import { previousDouble } from './doubles';

/** Numbers to be counted between edges. */
export interface EdgeRequest {
  /** SQL expression of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  /** Finite edges in any order; repeated ones are no harm. */
  readonly edges: readonly number[];
}

/** How the numbers of an {@link EdgeRequest} lie about its edges, within one group. */
export interface EdgeCounts {
  /** Label of the group; `null` for rows without one, or when there are no groups. */
  readonly group: string | null;
  readonly total: number;
  /** Values < `edge`, which must be one of the request's edges. */
  readonly below: (edge: number) => number;
}

/** Options of {@link countBelow}. */
export interface CountingOptions extends ReadingOptions {
  /** A category whose levels are counted apart. */
  readonly group?: DatasetColumn | undefined;
}

/** An {@link EdgeRequest} with its edges ascending, each of them once. */
interface EdgePlan {
  readonly value: string;
  readonly edges: readonly number[];
}

/**
 * Counts the values below each of many edges: the bin of a value is found by binary search, so that the bins of several rules cost
 * hardly more than those of one. Exact: an edge belongs to the bin above it. Of long tables the SQL engine counts, in one scan.
 *
 * **Missing values:** left out.
 *
 * @param dataset the opened data set
 * @param requests values and their edges
 * @param options groups to count apart; cancelling
 * @returns one entry per group that has values, one at most without groups
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function countBelow(
  dataset: Dataset,
  requests: readonly EdgeRequest[],
  options: CountingOptions = {},
): Promise<EdgeCounts[][]> {
  const plans = requests.map(({ value, edges }) => ({
    value,
    edges: [...new Set(edges)].sort((a, b) => a - b),
  }));
  const groups = isShort(dataset, options) ? await groupsOf(dataset, options) : null;
  return groups === null
    ? countBySql(dataset, plans, options)
    : countRows(dataset, plans, groups, options.signal);
}

interface RowGroups {
  /** One per group, and `null` at the end for rows without one. */
  readonly labels: readonly (string | null)[];
  /** Position of each row's group among the labels. */
  readonly codes: Int32Array;
}

async function groupsOf(
  dataset: Dataset,
  { group, signal }: CountingOptions,
): Promise<RowGroups | null> {
  const rows = dataset.info.sampledRows;
  if (group === undefined) return { labels: [null], codes: new Int32Array(rows) };
  const [levels = null] = await readLevelCodes(dataset, [group], signal);
  return levels === null ? null : withMissing(levels);
}

function withMissing({ labels, codes }: LevelCodes): RowGroups {
  return {
    labels: [...labels, null],
    codes: codes.map((code) => (code < 0 ? labels.length : code)),
  };
}

/** Steps that a row takes to find its bin, roughly. */
const stepsPerRow = 30;

async function countRows(
  dataset: Dataset,
  plans: readonly EdgePlan[],
  groups: RowGroups,
  signal: AbortSignal | undefined,
): Promise<EdgeCounts[][]> {
  const answers: EdgeCounts[][] = [];
  for (const block of columnBlocks(dataset, plans)) {
    const values = block.map(({ value }) => value);
    const numbers = await readNumbers(dataset, values, signal);
    const counted = await mapInTurns(
      block.map(({ edges }, k) => ({ edges, own: numbers[k]! })),
      dataset.info.sampledRows * stepsPerRow,
      ({ edges, own }) => countInMemory(own, edges, groups),
      signal,
    );
    answers.push(...counted);
  }
  return answers;
}

function countInMemory(
  values: Float64Array,
  edges: readonly number[],
  { labels, codes }: RowGroups,
): EdgeCounts[] {
  const width = edges.length + 1;
  const ascending = Float64Array.from(edges);
  const counts = new Float64Array(labels.length * width);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) counts[codes[i]! * width + edgesUpTo(ascending, value)]!++;
  }
  return labels.flatMap((group, g) => {
    const own = Array.from(counts.subarray(g * width, (g + 1) * width));
    const total = own.reduce((sum, count) => sum + count, 0);
    return total === 0 ? [] : [cumulated(group, total, edges, own)];
  });
}

/** How many of ascending `edges` are at most `value`. */
function edgesUpTo(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function countBySql(
  dataset: Dataset,
  plans: readonly EdgePlan[],
  { group, signal }: CountingOptions,
): Promise<EdgeCounts[][]> {
  const answers = await queryEach(
    dataset,
    plans,
    ({ value, edges }, k) => {
      // A bin of the engine ends with its boundary, so the number before the edge is the last one of the bin below.
      const boundaries = edges.map((edge) => previousDouble(edge)).join(',');
      const counts =
        edges.length === 0
          ? 'CAST([] AS UBIGINT[])'
          : `map_values(histogram(v, CAST('[${boundaries}]' AS DOUBLE[])))`;
      const label = group === undefined ? 'NULL' : presentValue(group);
      return `SELECT ${k} AS k, CAST(t AS VARCHAR) AS t, count(v) AS n, ${counts} AS counts
        FROM (SELECT ${value} AS v, ${label} AS t FROM ${dataset.relation}) WHERE v IS NOT NULL GROUP BY t`;
    },
    signal,
  );
  return plans.map(({ edges }, i) =>
    answers[i]!.filter((row) => countOf(row, 'n') > 0).map((row) =>
      cumulated(
        textOf(row, 't'),
        countOf(row, 'n'),
        edges,
        (row['counts'] ?? []) as readonly number[],
      ),
    ),
  );
}

/** `counts` are the values from the edge before (or below the first) up to each edge. */
function cumulated(
  group: string | null,
  total: number,
  edges: readonly number[],
  counts: readonly number[],
): EdgeCounts {
  let below = 0;
  const sums = new Map(edges.map((edge, j) => [edge, (below += counts[j] ?? 0)]));
  return { group, total, below: (edge) => sums.get(edge)! };
}
