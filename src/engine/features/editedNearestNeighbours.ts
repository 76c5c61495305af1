import { parameterError, throwIfCancelled } from '../../protocol';
import { takeMatrixRows } from '../base/denseMatrix';
import { nearestNeighbours } from '../kernels/nearestNeighbours';
import { countClasses } from './balancedWeights';
import type { LabelledMatrix, Resampler } from './resampler';

const name = 'editedNearestNeighbours';

/** Options of {@link createEditedNearestNeighbours}. */
export interface EditedNearestNeighboursOptions {
  /** Neighbours that are asked, ≥ 1; default 3. */
  readonly k?: number;
  /**
   * `all` (default): a row stays when all its neighbours are of its class. `mode`: when its class is the most frequent one
   * among them; of several most frequent classes the first counts.
   */
  readonly kind?: 'all' | 'mode';
  /** Classes that lose rows: `not minority` (default) spares the smallest (of several, the first), `all` spares none. */
  readonly samplingStrategy?: 'not minority' | 'all';
  /** Threads of the neighbour search, ≥ 1; default: as many as the machine runs at once. Never changes the result. */
  readonly threads?: number | undefined;
}

/**
 * Edited nearest neighbours: removes the rows whose neighbourhood is of another class.
 *
 * Neighbours are the k nearest other rows by Euclidean distance, ties to the earlier row; with fewer than k other rows, all
 * of them. The rows that stay keep their values and come out by class, in their order within it. A class that would
 * lose all its rows keeps them all, because a model cannot be trained on a class without rows.
 *
 * Agrees with `imblearn.under_sampling.EditedNearestNeighbours(n_neighbors=k, kind_sel=kind)` 0.14, row for row, on data
 * without ties. Differs where a class would vanish (see above); where rows equal in all features belong to different
 * classes, because imbalanced-learn may there take a row for its own neighbour; and where several rows of different
 * classes share the k-th distance, because its choice among them is arbitrary. Tables of a few categories have many such
 * ties.
 *
 * Reference: Wilson 1972, Asymptotic properties of nearest neighbor rules using edited data, IEEE Trans. SMC 2 (3).
 *
 * @throws {CuvetteError} PARAMETER_INVALID when an option is not one of its values.
 *
 * @example
 * const data = { matrix: fromRows([[0], [1], [2], [1.4], [8], [9], [9.5]]), codes: Int32Array.of(0, 0, 0, 1, 1, 1, 1) };
 * const context = { random: createRandomGenerator(1) };
 * const clean = createEditedNearestNeighbours({ k: 1, samplingStrategy: 'all' });
 * clean.resample(data, 2, context).matrix.values; // Float64Array [0, 8, 9, 9.5]
 */
export function createEditedNearestNeighbours(
  options: EditedNearestNeighboursOptions = {},
): Resampler {
  const { k = 3, kind = 'all', samplingStrategy = 'not minority', threads } = options;
  if (!Number.isInteger(k) || k < 1) throw parameterError('k', name, 'an integer ≥ 1', k);
  if (!['all', 'mode'].includes(kind)) {
    throw parameterError('kind', name, '"all" or "mode"', kind);
  }
  if (!['not minority', 'all'].includes(samplingStrategy)) {
    throw parameterError('samplingStrategy', name, '"not minority" or "all"', samplingStrategy);
  }

  const resample: Resampler['resample'] = (data, classCount, { signal }) => {
    throwIfCancelled(signal);
    const counts = countClasses(data.codes, classCount, name);
    const rows = data.codes.length;
    const usable = Math.min(k, rows - 1);
    if (usable < 1) return data;
    const spared = samplingStrategy === 'all' ? -1 : smallestClass(counts);
    const queries = Uint32Array.from({ length: rows }, (_, i) => i).filter(
      (row) => data.codes[row] !== spared,
    );
    const { indices } = nearestNeighbours(data.matrix, queries, usable, { threads, signal });

    const stays = new Uint8Array(rows).fill(1);
    queries.forEach((row, i) => {
      const neighbours = indices.subarray(i * usable, (i + 1) * usable);
      if (!agrees(neighbours, data.codes, data.codes[row]!, kind, classCount)) stays[row] = 0;
    });
    return keep(data, stays, classCount);
  };
  return { name, resample };
}

function agrees(
  neighbours: Int32Array,
  codes: Int32Array,
  own: number,
  kind: 'all' | 'mode',
  classCount: number,
): boolean {
  if (kind === 'all') return neighbours.every((row) => codes[row] === own);
  const votes = new Int32Array(classCount);
  for (const row of neighbours) votes[codes[row]!]!++;
  return votes.indexOf(Math.max(...votes)) === own;
}

function keep(data: LabelledMatrix, stays: Uint8Array, classCount: number): LabelledMatrix {
  const kept = new Uint32Array(data.codes.length);
  let count = 0;
  for (let code = 0; code < classCount; code++) {
    const rows = kept.subarray(count);
    const staying = gather(rows, data.codes, code, stays);
    count += staying > 0 ? staying : gather(rows, data.codes, code, null);
  }
  const rows = kept.slice(0, count);
  return {
    matrix: takeMatrixRows(data.matrix, rows),
    codes: Int32Array.from(rows, (row) => data.codes[row]!),
  };
}

/** Writes the rows of class `code` that stay (all of them for `null`) to the front of `rows`; returns how many. */
function gather(
  rows: Uint32Array,
  codes: Int32Array,
  code: number,
  stays: Uint8Array | null,
): number {
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] === code && (stays === null || stays[row] === 1)) rows[count++] = row;
  }
  return count;
}

function smallestClass(counts: Int32Array): number {
  let smallest = -1;
  counts.forEach((count, code) => {
    if (count > 0 && (smallest < 0 || count < counts[smallest]!)) smallest = code;
  });
  return smallest;
}
