import { parameterError } from '../../protocol';
import { takeMatrixRows, zeros, type DenseMatrix } from '../base/denseMatrix';
import type { FitContext } from '../base/fitContext';
import type { RandomGenerator } from '../base/randomGenerator';
import { nearestNeighbours } from '../kernels/nearestNeighbours';
import { countClasses } from './balancedWeights';
import type { LabelledMatrix, Resampler } from './resampler';

const name = 'smote';

/** Options of {@link createSmote}. */
export interface SmoteOptions {
  /** Neighbours of its own class that a row may be joined with, ≥ 1; default 5. */
  readonly k?: number;
  /** Threads of the neighbour search, ≥ 1; default: as many as the machine runs at once. Never changes the result. */
  readonly threads?: number | undefined;
}

/** The random part of the synthetic rows of one class, in the order in which they are made. */
export interface SmoteDraws {
  /** Per synthetic row, (row of the class) · k + (which of its k neighbours): an integer in [0, n · k). */
  readonly pairs: ArrayLike<number>;
  /** Per synthetic row, how far from the row towards the neighbour, in [0, 1). */
  readonly steps: ArrayLike<number>;
}

/**
 * Synthetic minority over-sampling: every class but the largest is filled up to the size of the largest with rows
 * x + u·(neighbour − x), where x is a random row of the class, the neighbour one of its k nearest in the class and u
 * uniform in [0, 1).
 *
 * The given rows come first, unchanged, then the synthetic ones by class. Of several largest classes none grows. A class of
 * n ≤ k rows uses its n − 1 neighbours; a single row is repeated; a class without rows stays empty. Distances are Euclidean
 * on the encoded features, ties go to the earlier row.
 *
 * Given the same draws, agrees with `imblearn.over_sampling.SMOTE(k_neighbors=k)` 0.14 to the rounding of one
 * multiplication, but for classes of ≤ k rows, which imbalanced-learn refuses. See {@link smoteFromDraws}.
 *
 * Reference: Chawla, Bowyer, Hall and Kegelmeyer 2002, SMOTE, JAIR 16.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when `k` is not an integer ≥ 1.
 *
 * @example
 * const data = { matrix: fromRows([[0], [1], [2], [9]]), codes: Int32Array.of(0, 0, 0, 1) };
 * const context = { random: createRandomGenerator(1) };
 * createSmote().resample(data, 2, context).codes; // Int32Array [0, 0, 0, 1, 1, 1]
 */
export function createSmote(options: SmoteOptions = {}): Resampler {
  const { k = 5, threads } = options;
  if (!Number.isInteger(k) || k < 1) throw parameterError('k', name, 'an integer ≥ 1', k);
  return {
    name,
    resample: (data, classCount, context) => smote(data, classCount, k, threads, context),
  };
}

/**
 * The synthetic rows that `draws` describe: row + step · (neighbour − row). Pure; what SMOTE does once the neighbours are
 * known and the dice are thrown.
 *
 * Agrees with `SMOTE._make_samples` of imbalanced-learn 0.14 when `draws` are what NumPy drew there.
 *
 * @param rows the rows of one class, shape (n, d)
 * @param neighbours k row numbers per row of the class, row-major
 * @param k neighbours per row
 * @param draws which pairs, how far
 *
 * @example
 * const draws = { pairs: [0, 1], steps: [0.5, 0.25] };
 * smoteFromDraws(fromRows([[0], [8]]), Int32Array.of(1, 0), 1, draws).values; // Float64Array [4, 6]
 */
export function smoteFromDraws(
  rows: DenseMatrix,
  neighbours: Int32Array,
  k: number,
  draws: SmoteDraws,
): DenseMatrix {
  const { columns, values } = rows;
  const synthetic = zeros(draws.pairs.length, columns);
  for (let i = 0; i < draws.pairs.length; i++) {
    const pair = draws.pairs[i]!;
    const step = draws.steps[i]!;
    const from = Math.floor(pair / k) * columns;
    const towards = neighbours[pair]! * columns;
    for (let j = 0; j < columns; j++) {
      const x = values[from + j]!;
      synthetic.values[i * columns + j] = x + step * (values[towards + j]! - x);
    }
  }
  return synthetic;
}

function smote(
  data: LabelledMatrix,
  classCount: number,
  k: number,
  threads: number | undefined,
  { random, signal }: FitContext,
): LabelledMatrix {
  const counts = countClasses(data.codes, classCount, name);
  const largest = Math.max(...counts);
  const parts = [data];
  for (let code = 0; code < classCount; code++) {
    const count = counts[code]!;
    const wanted = largest - count;
    if (wanted === 0 || count === 0) continue;
    const rows = takeMatrixRows(data.matrix, rowsOfClass(data.codes, code, count));
    const usable = Math.min(k, count - 1);
    const neighbours =
      usable === 0
        ? Int32Array.of(0)
        : nearestNeighbours(rows, everyRow(count), usable, { threads, signal }).indices;
    const draws = draw(random.spawn(`${name}/${code}`), wanted, neighbours.length);
    const matrix = smoteFromDraws(rows, neighbours, Math.max(usable, 1), draws);
    parts.push({ matrix, codes: new Int32Array(wanted).fill(code) });
  }
  return concatenate(parts, data.matrix.columns);
}

function draw(random: RandomGenerator, count: number, pairCount: number): SmoteDraws {
  const pairs = new Float64Array(count);
  const steps = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    pairs[i] = random.integer(pairCount);
    steps[i] = random.uniform();
  }
  return { pairs, steps };
}

function rowsOfClass(codes: Int32Array, code: number, count: number): Uint32Array {
  const rows = new Uint32Array(count);
  let found = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] === code) rows[found++] = i;
  return rows;
}

function everyRow(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

function concatenate(parts: readonly LabelledMatrix[], columns: number): LabelledMatrix {
  const rows = parts.reduce((total, part) => total + part.codes.length, 0);
  const matrix = zeros(rows, columns);
  const codes = new Int32Array(rows);
  let start = 0;
  for (const part of parts) {
    matrix.values.set(part.matrix.values, start * columns);
    codes.set(part.codes, start);
    start += part.codes.length;
  }
  return { matrix, codes };
}
