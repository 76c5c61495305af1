import type { ExtremeValue } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryEach } from '../queryBatch';
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
  signal?: AbortSignal,
): Promise<Extremes[]> {
  const asked = requests.filter(({ lowest }) => lowest.length > 0);
  const answers = await queryEach(
    dataset,
    asked,
    ({ value, lowest, highest }, k) => {
      const [low, high] = [Math.max(...lowest), Math.min(...highest)].map(doubleLiteral);
      return `SELECT ${k} AS k, v, count(*) AS n, min(r) AS r
        FROM (SELECT ${value} AS v, ${dataset.rowNumber} AS r FROM ${dataset.relation})
        WHERE v <= ${low} OR v >= ${high} GROUP BY v`;
    },
    signal,
  );
  const rowsOf = new Map(asked.map((request, i) => [request, answers[i]!]));
  return requests.map((request) => {
    const found = (rowsOf.get(request) ?? [])
      .map((row) => ({
        value: countOf(row, 'v'),
        row: countOf(row, 'r'),
        count: countOf(row, 'n'),
      }))
      .sort((a, b) => a.value - b.value);
    const { length } = request.lowest;
    return { lowest: found.slice(0, length), highest: found.slice(-length || 0).reverse() };
  });
}
