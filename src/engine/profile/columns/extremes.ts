import type { ExtremeValue } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { mapInTurns } from '../relations/mapInTurns';
import { columnBlocks, isShort, readNumbers, type ReadingOptions } from '../shortTable';
import { countOf, doubleLiteral } from '../sqlExpressions';

/** Values listed at each end. */
export const extremesShown = 5;

/** Numbers whose ends are wanted. */
export interface ExtremesRequest {
  /** SQL expression of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  /** The smallest and the largest distinct values, in any order. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
}

/** The ends of a column's range. */
export interface Extremes {
  readonly lowest: readonly ExtremeValue[];
  readonly highest: readonly ExtremeValue[];
}

/**
 * How often the given smallest and largest values occur, and in which row first. Smallest first, largest first.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function extremeValues(
  dataset: Dataset,
  requests: readonly ExtremesRequest[],
  options: ReadingOptions = {},
): Promise<Extremes[]> {
  const asked = requests.filter(({ lowest }) => lowest.length > 0);
  const answers = isShort(dataset, options)
    ? await endsOfRows(dataset, asked, options)
    : await endsBySql(dataset, asked, options);
  const endsOf = new Map(asked.map((request, i) => [request, answers[i]!]));
  return requests.map((request) => {
    const found = [...(endsOf.get(request) ?? [])].sort((a, b) => a.value - b.value);
    const { length } = request.lowest;
    return { lowest: found.slice(0, length), highest: found.slice(-length || 0).reverse() };
  });
}

/** Steps that a row takes, roughly. */
const stepsPerRow = 5;

async function endsOfRows(
  dataset: Dataset,
  requests: readonly ExtremesRequest[],
  { signal }: ReadingOptions,
): Promise<ExtremeValue[][]> {
  if (requests.length === 0) return [];
  const rowNumber = `CAST(${dataset.rowNumber} AS DOUBLE)`;
  const [rows] = (await readNumbers(dataset, [rowNumber], signal)) as [Float64Array];
  const answers: ExtremeValue[][] = [];
  for (const block of columnBlocks(dataset, requests)) {
    const values = block.map(({ value }) => value);
    const numbers = await readNumbers(dataset, values, signal);
    const found = await mapInTurns(
      block.map((request, k) => ({ request, own: numbers[k]! })),
      dataset.info.sampledRows * stepsPerRow,
      ({ request, own }) => endsOf(own, rows, request),
      signal,
    );
    answers.push(...found);
  }
  return answers;
}

function endsOf(
  values: Float64Array,
  rows: Float64Array,
  { lowest, highest }: ExtremesRequest,
): ExtremeValue[] {
  const [low, high] = [Math.max(...lowest), Math.min(...highest)];
  const found = new Map<number, { row: number; count: number }>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value <= low || value >= high)) continue;
    const known = found.get(value);
    if (known === undefined) {
      found.set(value, { row: rows[i]!, count: 1 });
    } else {
      known.count++;
      known.row = Math.min(known.row, rows[i]!);
    }
  }
  return [...found].map(([value, { row, count }]) => ({ value, row, count }));
}

async function endsBySql(
  dataset: Dataset,
  requests: readonly ExtremesRequest[],
  { signal }: ReadingOptions,
): Promise<ExtremeValue[][]> {
  const answers = await queryEach(
    dataset,
    requests,
    ({ value, lowest, highest }, k) => {
      const [low, high] = [Math.max(...lowest), Math.min(...highest)].map(doubleLiteral);
      return `SELECT ${k} AS k, v, count(*) AS n, min(r) AS r
        FROM (SELECT ${value} AS v, ${dataset.rowNumber} AS r FROM ${dataset.relation})
        WHERE v <= ${low} OR v >= ${high} GROUP BY v`;
    },
    signal,
  );
  return answers.map((found) =>
    found.map((row) => ({
      value: countOf(row, 'v'),
      row: countOf(row, 'r'),
      count: countOf(row, 'n'),
    })),
  );
}
