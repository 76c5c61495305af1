import type { Dataset } from '../../data/dataset';
import type { PairSums } from '../relations/correlationSums';
import { mapInTurns } from '../relations/mapInTurns';
import { columnBlocks, readNumbers } from '../shortTable';

/** Steps that a row takes in `use`, roughly: some sorts. */
const stepsPerRow = 200;

/**
 * Reads numbers of a short table, many at once, and computes something of each with one other number.
 *
 * @param dataset the opened data set; see `isShort`
 * @param values SQL of type DOUBLE, NULL where missing
 * @param other SQL of type DOUBLE, NULL where missing
 * @param use computes one answer from two arrays of all rows, NaN in both where one is missing; it must not keep them
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function mapNumberPairs<Result>(
  dataset: Dataset,
  values: readonly string[],
  other: string,
  use: (x: Float64Array, y: Float64Array) => Result,
  signal?: AbortSignal,
): Promise<Result[]> {
  if (values.length === 0) return [];
  const [others] = (await readNumbers(dataset, [other], signal)) as [Float64Array];
  const results: Result[] = [];
  for (const block of columnBlocks(dataset, values)) {
    const numbers = await readNumbers(dataset, block, signal);
    const answers = await mapInTurns(
      numbers,
      dataset.info.sampledRows * stepsPerRow,
      (x) => use(...complete(x, others)),
      signal,
    );
    results.push(...answers);
  }
  return results;
}

function complete(x: Float64Array, y: Float64Array): [Float64Array, Float64Array] {
  const [a, b] = [x.slice(), y.slice()];
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i])) b[i] = NaN;
    else if (Number.isNaN(b[i])) a[i] = NaN;
  }
  return [a, b];
}

/** The sums of two numbers over the rows where both are present, each less its `shift`. */
export function pairSums(x: Float64Array, y: Float64Array, shift = 0): PairSums {
  let [n, sumX, sumY, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const a = x[i]! - shift;
    const b = y[i]! - shift;
    if (Number.isNaN(a + b)) continue;
    n++;
    sumX += a;
    sumY += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return { n, x: sumX, y: sumY, xx, yy, xy };
}
