import type { Both } from '../../protocol';
import type { Dataset } from '../data/dataset';
import { chunks, doubleLiteral, numberOf } from '../profile/sqlExpressions';
import { countedValues, type CountedValues } from '../statistics/countedValues';
import { quantile } from '../statistics/quantile';
import type { SampleFacts, SampleRequest } from './readSamples';
import type { DatasetPair } from './sharedColumns';

const bins = 4096;
/** Rows of each data set that the grid is laid out on. The counts are of all rows. */
const rowsForLayout = 65_536;
const columnsAtOnce = 16;

/**
 * Counts the values of columns over grids common to both data sets, of at most 4,096 bins that hold about equally many values of
 * both together. A bin reaches from above the edge before it up to its own edge.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function readGrids(
  pair: DatasetPair,
  requests: readonly SampleRequest[],
  consume: (request: number, samples: Both<CountedValues>, facts: Both<SampleFacts>) => void,
  signal?: AbortSignal,
): Promise<void> {
  const numbered = requests.map((request, i) => ({ request, i }));
  for (const part of chunks(numbered, columnsAtOnce)) {
    const sql = (side: keyof DatasetPair): string[] =>
      part.map(({ request }) => request.value[side]);
    const layout = [
      await layoutValues(pair.reference, sql('reference'), signal),
      await layoutValues(pair.current, sql('current'), signal),
    ];
    const edges = part.map((_, k) => gridEdges(layout.map((columns) => columns[k]!)));
    const reference = await countBins(pair.reference, sql('reference'), edges, signal);
    const current = await countBins(pair.current, sql('current'), edges, signal);
    part.forEach(({ i }, k) => {
      const counted = { reference: reference[k]!, current: current[k]! };
      consume(
        i,
        {
          reference: countedValues(edges[k]!, counted.reference.counts),
          current: countedValues(edges[k]!, counted.current.counts),
        },
        { reference: counted.reference.facts, current: counted.current.facts },
      );
    });
  }
}

/** Every so-manieth row, and the ends of all rows. */
async function layoutValues(
  dataset: Dataset,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<Float64Array[]> {
  const step = Math.max(1, Math.floor(dataset.info.sampledRows / rowsForLayout));
  const parts = values.map((): number[] => []);
  const list = values.map((value, i) => `coalesce(${value}, 'NaN'::DOUBLE) AS v${i}`);
  await dataset.scan(
    `SELECT ${list.join(', ')} FROM ${dataset.relation} WHERE rowid % ${step} = 0`,
    (chunk) => {
      const column = new Float64Array(chunk.rows);
      parts.forEach((part, i) => {
        chunk.copyNumbers(i, column, 0);
        for (const value of column) if (!Number.isNaN(value)) part.push(value);
      });
    },
    signal,
  );
  const ends = values.flatMap((value, i) => [`min(${value}) AS lo${i}`, `max(${value}) AS hi${i}`]);
  const [row] = await dataset.query(`SELECT ${ends.join(', ')} FROM ${dataset.relation}`, signal);
  return parts.map((part, i) => {
    for (const end of [numberOf(row, `lo${i}`), numberOf(row, `hi${i}`)]) {
      if (end !== null) part.push(end);
    }
    return Float64Array.from(part);
  });
}

function gridEdges(samples: readonly Float64Array[]): Float64Array {
  const pooled = Float64Array.from(samples.flatMap((sample) => [...sample])).sort();
  const edges = new Set<number>();
  for (let i = 0; i <= bins; i++) edges.add(quantile(pooled, i / bins)!);
  return Float64Array.from(edges);
}

async function countBins(
  dataset: Dataset,
  values: readonly string[],
  edges: readonly Float64Array[],
  signal?: AbortSignal,
): Promise<{ readonly counts: Float64Array; readonly facts: SampleFacts }[]> {
  const list = values.flatMap((value, i) => {
    const boundaries = [...edges[i]!].map(doubleLiteral).join(', ');
    return [
      `map_values(histogram(${value}, [${boundaries}])) AS h${i}`,
      `avg(${value}) AS m${i}`,
      `stddev_samp(${value}) AS s${i}`,
      `approx_count_distinct(${value}) AS d${i}`,
    ];
  });
  const [row] = await dataset.query(`SELECT ${list.join(', ')} FROM ${dataset.relation}`, signal);
  return edges.map((own, i) => {
    const counts = (row?.[`h${i}`] ?? []) as readonly number[];
    return {
      counts: Float64Array.from(own, (_, bin) => counts[bin] ?? 0),
      facts: {
        mean: numberOf(row, `m${i}`),
        std: numberOf(row, `s${i}`),
        distinct: numberOf(row, `d${i}`) ?? 0,
      },
    };
  });
}
