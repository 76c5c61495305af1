import { throwIfCancelled, type Monotonicity } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryAggregates, queryEach } from '../queryBatch';
import { chunks, countOf } from '../sqlExpressions';

/** Rows whose order is looked at first: it settles nearly every column. */
const firstRows = 2048;
const columnsPerQuery = 128;

/** Steps between neighbouring values along the rows. */
interface Steps {
  readonly rises: number;
  readonly falls: number;
  readonly stays: number;
}

const steps = (v: string, previous: string): string[] => [
  `count_if(${v} > ${previous})`,
  `count_if(${v} < ${previous})`,
  `count_if(${v} = ${previous})`,
];

/**
 * Whether the values of columns only rise or only fall in the order of the rows. The first rows rule out most columns; only
 * the others are read to the end.
 *
 * **Missing values:** left out. Without two different values a column is `none`.
 * **Agrees with** pandas `is_monotonic_increasing` and `is_monotonic_decreasing` of the present values.
 *
 * @param dataset the opened data set
 * @param values SQL expressions of an ordered type; NULL rows are left out
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function monotonicities(
  dataset: Dataset,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<Monotonicity[]> {
  const first: Steps[] = [];
  for (const part of chunks(values, columnsPerQuery)) {
    throwIfCancelled(signal);
    first.push(...(await firstSteps(dataset, part, signal)));
  }
  const open = first.flatMap(({ rises, falls }, i) => (rises > 0 && falls > 0 ? [] : [i]));
  if (dataset.info.sampledRows <= firstRows) return first.map(monotonicityOf);
  const all = await queryEach(
    dataset,
    open,
    (i, k) => {
      const [rises, falls, stays] = steps('v', 'p');
      return `SELECT ${k} AS k, ${rises} AS rises, ${falls} AS falls, ${stays} AS stays
        FROM (SELECT v, lag(v) OVER (ORDER BY r) AS p
          FROM (SELECT ${values[i]!} AS v, rowid AS r FROM ${dataset.relation}) WHERE v IS NOT NULL)`;
    },
    signal,
  );
  return first.map((_, i) => {
    const [row] = all[open.indexOf(i)] ?? [];
    if (row === undefined) return 'none';
    return monotonicityOf({
      rises: countOf(row, 'rises'),
      falls: countOf(row, 'falls'),
      stays: countOf(row, 'stays'),
    });
  });
}

async function firstSteps(
  dataset: Dataset,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<Steps[]> {
  const own = values.map((value, i) => `${value} AS v${i}`).join(', ');
  const before = values
    .map((_, i) => `v${i}, lag(v${i} IGNORE NULLS) OVER (ORDER BY r) AS p${i}`)
    .join(', ');
  const from = `(SELECT ${before} FROM (SELECT rowid AS r, ${own} FROM ${dataset.relation} WHERE rowid < ${firstRows}))`;
  const counted = await queryAggregates(
    dataset,
    from,
    values.flatMap((_, i) => steps(`v${i}`, `p${i}`)),
    signal,
  );
  return values.map((_, i) => {
    const [rises, falls, stays] = counted.slice(3 * i, 3 * i + 3);
    return { rises: rises ?? 0, falls: falls ?? 0, stays: stays ?? 0 };
  });
}

function monotonicityOf({ rises, falls, stays }: Steps): Monotonicity {
  if (rises > 0 && falls > 0) return 'none';
  if (rises > 0) return stays > 0 ? 'increasing' : 'strictly increasing';
  if (falls > 0) return stays > 0 ? 'decreasing' : 'strictly decreasing';
  return 'none';
}
