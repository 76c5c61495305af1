import type { Both } from '../../protocol';
import { throwIfCancelled } from '../../protocol';
import type { Dataset } from '../data/dataset';
import { queryAggregates } from '../profile/queryBatch';
import { chunks } from '../profile/sqlExpressions';
import { countedValues, sortedValues, type CountedValues } from '../statistics/countedValues';
import { readGrids } from './gridCounts';
import type { DatasetPair } from './sharedColumns';

/** A column whose values are wanted from both data sets, as SQL of type DOUBLE. */
export interface SampleRequest {
  readonly value: Both<string>;
  readonly integral: boolean;
}

/** The values of both data sets. */
export interface SamplePair {
  readonly samples: Both<CountedValues>;
  /** `'below'` where a count is of a bin and its value the bin's upper edge; see `wassersteinDistance`. */
  readonly within: 'at' | 'below';
  /** What the bins do not tell; absent where the values themselves are there. */
  readonly facts?: Both<SampleFacts>;
}

/** Facts of all values of a sample that is given as bins. */
export interface SampleFacts {
  readonly mean: number | null;
  /** Sample standard deviation, ddof 1. */
  readonly std: number | null;
  /** Estimated, to about 2 %. */
  readonly distinct: number;
}

/** Rows up to which a column is read as it is and sorted here: 16 MB of doubles. */
const mostSorted = 2_000_000;
/** Values of all columns that are read at once. */
const cellsAtOnce = 4_000_000;
const columnsAtOnce = 64;
/** Distinct values up to which counting them in the SQL engine is the cheaper way. */
const mostCounted = 65_536;
/** Rows from which counting beats sorting. */
const fewRows = 100_000;

/**
 * Reads columns of both data sets in order, exactly: values as they are up to two million rows, above it the counts of the
 * distinct values while these are at most 65,536. Longer columns of more values come as counts over a common grid of
 * 4,096 bins.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function readSamples(
  pair: DatasetPair,
  requests: readonly SampleRequest[],
  consume: (request: number, sample: SamplePair) => void,
  signal?: AbortSignal,
): Promise<void> {
  const ways = await chooseWays(pair, requests, signal);
  const positions = (wanted: Way): number[] =>
    requests.map((_, i) => i).filter((i) => ways[i] === wanted);
  const rows = Math.max(pair.reference.info.sampledRows, pair.current.info.sampledRows);
  const size = Math.min(columnsAtOnce, Math.max(1, Math.floor(cellsAtOnce / rows)));
  for (const part of chunks(positions('sort'), size)) {
    const sql = (side: keyof DatasetPair): string[] => part.map((i) => requests[i]!.value[side]);
    const reference = await readSorted(pair.reference, sql('reference'), signal);
    const current = await readSorted(pair.current, sql('current'), signal);
    part.forEach((request, k) => {
      consume(request, {
        samples: { reference: reference[k]!, current: current[k]! },
        within: 'at',
      });
    });
  }
  for (const request of positions('count')) {
    const { value } = requests[request]!;
    const samples = {
      reference: await readCounts(pair.reference, value.reference, signal),
      current: await readCounts(pair.current, value.current, signal),
    };
    consume(request, { samples, within: 'at' });
  }
  const gridded = positions('grid');
  await readGrids(
    pair,
    gridded.map((i) => requests[i]!),
    (i, samples, facts) => consume(gridded[i]!, { samples, within: 'below', facts }),
    signal,
  );
}

type Way = 'sort' | 'count' | 'grid';

async function chooseWays(
  { reference, current }: DatasetPair,
  requests: readonly SampleRequest[],
  signal?: AbortSignal,
): Promise<Way[]> {
  const rows = Math.max(reference.info.sampledRows, current.info.sampledRows);
  if (rows <= fewRows) return requests.map(() => 'sort');
  const distinct = async (dataset: Dataset, side: keyof DatasetPair): Promise<number[]> => {
    const found = await queryAggregates(
      dataset,
      dataset.relation,
      requests.map(({ value, integral }) =>
        integral
          ? `max(${value[side]}) - min(${value[side]}) + 1`
          : rows <= mostSorted
            ? `CAST(${mostCounted + 1} AS DOUBLE)`
            : `approx_count_distinct(${value[side]})`,
      ),
      signal,
    );
    return found.map((count) => count ?? 0);
  };
  const inReference = await distinct(reference, 'reference');
  const inCurrent = await distinct(current, 'current');
  return requests.map((_, i) => {
    if (Math.max(inReference[i]!, inCurrent[i]!) <= mostCounted) return 'count';
    return rows <= mostSorted ? 'sort' : 'grid';
  });
}

async function readSorted(
  dataset: Dataset,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<CountedValues[]> {
  const rows = dataset.info.sampledRows;
  const columns = values.map(() => new Float64Array(rows));
  let offset = 0;
  const list = values.map((value, i) => `coalesce(${value}, 'NaN'::DOUBLE) AS v${i}`);
  await dataset.scan(
    `SELECT ${list.join(', ')} FROM ${dataset.relation}`,
    (chunk) => {
      columns.forEach((column, i) => chunk.copyNumbers(i, column, offset));
      offset += chunk.rows;
    },
    signal,
  );
  return columns.map((column) => {
    throwIfCancelled(signal);
    // NaN, which stands for a missing value, is sorted to the end.
    const { values: sorted } = sortedValues(column);
    let n = sorted.length;
    while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
    return { values: sorted.subarray(0, n), counts: null, n };
  });
}

async function readCounts(
  dataset: Dataset,
  value: string,
  signal?: AbortSignal,
): Promise<CountedValues> {
  const parts: { readonly values: Float64Array; readonly counts: Float64Array }[] = [];
  await dataset.scan(
    `SELECT v, CAST(count(*) AS DOUBLE) AS n FROM (SELECT ${value} AS v FROM ${dataset.relation})
     WHERE v IS NOT NULL GROUP BY v ORDER BY v`,
    (chunk) => {
      const part = { values: new Float64Array(chunk.rows), counts: new Float64Array(chunk.rows) };
      chunk.copyNumbers(0, part.values, 0);
      chunk.copyNumbers(1, part.counts, 0);
      parts.push(part);
    },
    signal,
  );
  return countedValues(
    joined(parts.map(({ values }) => values)),
    joined(parts.map(({ counts }) => counts)),
  );
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
