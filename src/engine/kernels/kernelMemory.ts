import type { DenseMatrix } from '../base/denseMatrix';
import { onGrid, type Grid, type GridRows } from './grid';
import type { NeighbourTask } from './neighbours';

/** Points that the kernel judges at once. */
const lanes = 8;
/** Queries that the kernel works on at once. */
const tile = 4;
/** Coordinates of points per pass: half of a first-level cache of 32 kB. */
const passBytes = 16_384;
/** Products of one chunk, a few hundredths of a second: what a thread takes at a time, and what a cancel waits for. */
const chunkProducts = 2e8;
/** Products below which starting another thread costs more than it gives. */
const productsPerThread = 5e8;
/** Half norm of a place without a point: beyond every budget but an unlimited one. */
const noPoint = 2 ** 30;

const pageBytes = 65_536;
/** The kernel addresses 4 GB. */
const largestPages = 65_535;
/** Address 0 means "none" to the kernel. */
const firstAddress = 1024;

/** How the work is cut up. */
export interface WorkPlan {
  readonly queriesPerChunk: number;
  readonly chunkCount: number;
  readonly blocksPerPass: number;
  readonly threads: number;
}

/** The memory that all threads of a search share. */
export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  /** Arguments of the kernel's `setData`. */
  readonly data: readonly number[];
  /** Arguments of the kernel's `setWork` for one of the threads. */
  readonly work: (thread: number) => readonly number[];
  /** One integer: the next chunk to take. */
  readonly nextChunk: Int32Array;
  /** 1 per finished chunk. */
  readonly finished: Int32Array;
  readonly indices: Int32Array;
  readonly squaredDistances: Float64Array;
}

/**
 * How a search is cut into chunks of queries and passes over the points, and how many threads are worth starting for it.
 *
 * @param task the search
 * @param threads at most this many
 */
export function planWork({ points, queries }: NeighbourTask, threads: number): WorkPlan {
  const products = Math.max(1, points.rows * points.columns);
  const tiles = Math.max(1, Math.min(32, Math.floor(chunkProducts / products / tile)));
  const chunkCount = Math.ceil(queries.rows / (tiles * tile));
  const useful = Math.ceil((products * queries.rows) / productsPerThread);
  const blockBytes = Math.max(1, Math.ceil(points.columns / 2)) * 4 * lanes;
  return {
    queriesPerChunk: tiles * tile,
    chunkCount,
    blocksPerPass: Math.max(1, Math.floor(passBytes / blockBytes)),
    threads: Math.max(1, Math.min(threads, useful, chunkCount)),
  };
}

/**
 * Shared memory with the points and queries of a search, as doubles and on the grid; `null` when they do not fit.
 *
 * @param task the search
 * @param grid grid of its points
 * @param plan how the work is cut up
 */
export function kernelMemory(
  { points, queries, selves, k }: NeighbourTask,
  grid: Grid,
  plan: WorkPlan,
): KernelMemory | null {
  const pairs = Math.ceil(points.columns / 2);
  const width = pairs * 2;
  const paddedPoints = roundUp(points.rows, lanes);
  const paddedQueries = roundUp(queries.rows, tile);

  let end = firstAddress;
  const reserve = (bytes: number): number => {
    const address = end;
    end = roundUp(end + bytes, 64);
    return address;
  };
  const pointsAt = reserve(points.rows * width * 8);
  const queriesAt = reserve(queries.rows * width * 8);
  const selvesAt = selves === null ? 0 : reserve(selves.length * 4);
  const pointGridAt = reserve(paddedPoints * width * 2);
  const queryGridAt = reserve(paddedQueries * width * 2);
  const pointNormsAt = reserve(paddedPoints * 4);
  const queryNormsAt = reserve(paddedQueries * 4);
  const nextChunkAt = reserve(4);
  const finishedAt = reserve(plan.chunkCount * 4);
  const indicesAt = reserve(queries.rows * k * 4);
  const distancesAt = reserve(queries.rows * k * 8);
  const scratchAt = Array.from({ length: plan.threads }, () =>
    reserve(plan.queriesPerChunk * (k * 12 + 4)),
  );

  const pages = Math.ceil(end / pageBytes);
  if (pages > largestPages) return null;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const { buffer } = memory;
  writePadded(new Float64Array(buffer, pointsAt, points.rows * width), points, width);
  writePadded(new Float64Array(buffer, queriesAt, queries.rows * width), queries, width);
  if (selves !== null) new Uint32Array(buffer, selvesAt, selves.length).set(selves);
  const pointGrid = onGrid(points, grid);
  writeBlocks(new Int16Array(buffer, pointGridAt, paddedPoints * width), pointGrid);
  new Int32Array(buffer, pointNormsAt, paddedPoints).fill(noPoint).set(pointGrid.halfNorms);
  const queryGrid = onGrid(queries, grid);
  new Int16Array(buffer, queryGridAt, paddedQueries * width).set(queryGrid.coordinates);
  new Int32Array(buffer, queryNormsAt, paddedQueries).set(queryGrid.halfNorms);

  return {
    memory,
    data: [
      ...[pointsAt, points.rows, queriesAt, queries.rows, selvesAt, width],
      ...[pointGridAt, queryGridAt, pairs, pointNormsAt, queryNormsAt, grid.scale, grid.slack],
    ],
    work: (thread) => [
      ...[k, plan.queriesPerChunk, plan.chunkCount, plan.blocksPerPass],
      ...[nextChunkAt, finishedAt, indicesAt, distancesAt, scratchAt[thread]!],
    ],
    nextChunk: new Int32Array(buffer, nextChunkAt, 1),
    finished: new Int32Array(buffer, finishedAt, plan.chunkCount),
    indices: new Int32Array(buffer, indicesAt, queries.rows * k),
    squaredDistances: new Float64Array(buffer, distancesAt, queries.rows * k),
  };
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

function writePadded(
  target: Float64Array,
  { rows, columns, values }: DenseMatrix,
  width: number,
): void {
  for (let i = 0; i < rows; i++) {
    target.set(values.subarray(i * columns, (i + 1) * columns), i * width);
  }
}

/** Blocks of eight points: within a block by pairs of columns, within a pair by point. */
function writeBlocks(target: Int16Array, { coordinates, stride, halfNorms }: GridRows): void {
  for (let row = 0; row < halfNorms.length; row++) {
    const block = (row - (row % lanes)) * stride + (row % lanes) * 2;
    for (let j = 0; j < stride; j += 2) {
      target[block + j * lanes] = coordinates[row * stride + j]!;
      target[block + j * lanes + 1] = coordinates[row * stride + j + 1]!;
    }
  }
}
