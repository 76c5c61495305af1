import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import { computeChunks, type ChunkComputer } from './computeChunks';
import { neighboursWasm } from './generated/neighbours.wasm';
import { kernelMemory, planWork } from './kernelMemory';
import type { Neighbours, NeighbourTask } from './neighbours';
import { gridFor } from './grid';

/** What the kernel exports; see assembly/neighbours.ts. */
interface Kernel extends ChunkComputer {
  setData(...values: readonly number[]): void;
  setWork(...values: readonly number[]): void;
}

/** A worker's whole program: it claims and computes chunks until none is left. */
const workerProgram = `
const { module, memory, data, work } = require('node:worker_threads').workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
exports.setData(...data);
exports.setWork(...work);
exports.work();
`;

/** `null` where it cannot run: no WebAssembly (`node --jitless`), or a processor without 128-bit vectors. */
let compiled: WebAssembly.Module | null | undefined;

function compiledKernel(): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null;
  const binary = Buffer.from(neighboursWasm, 'base64');
  return WebAssembly.validate(binary) ? new WebAssembly.Module(binary) : null;
}

/**
 * Nearest neighbours with a WebAssembly kernel of 128-bit vectors, on several threads; `null` when the kernel cannot do this
 * search: no WebAssembly with 128-bit vectors, more data than its 4 GB, or a spread beyond 1e±100.
 *
 * Exact, with the same bits as {@link plainNeighbours}. The kernel judges every pair by 16-bit coordinates, of which one
 * instruction multiplies and adds eight, and measures in doubles only the pairs that the judgement cannot rule out: with τ
 * the k-th best distance so far, a grid distance above τ·scale + slack proves a true distance above τ (see {@link Grid}).
 *
 * Threads take chunks of queries from a shared counter and write into shared memory. The calling thread takes part and
 * blocks; a worker that dies or never starts only makes it slower. The signal is read between chunks.
 *
 * @param task checked arguments
 * @param threads at most this many; fewer for small searches
 */
export function simdNeighbours(
  task: NeighbourTask,
  threads: number = availableParallelism(),
): Neighbours | null {
  if (compiled === undefined) compiled = compiledKernel();
  if (compiled === null) return null;
  const grid = gridFor(task.points);
  if (grid === null) return null;
  const plan = planWork(task, threads);
  const shared = kernelMemory(task, grid, plan);
  if (shared === null) return null;

  const { memory } = shared;
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  const kernel = instance.exports as unknown as Kernel;
  kernel.setData(...shared.data);
  kernel.setWork(...shared.work(0));
  const workers = Array.from({ length: plan.threads - 1 }, (_, i) =>
    startWorker({ module: compiled, memory, data: shared.data, work: shared.work(i + 1) }),
  );
  try {
    computeChunks(kernel, shared.finished, task.signal);
  } finally {
    Atomics.store(shared.nextChunk, 0, plan.chunkCount);
    for (const worker of workers) void worker.terminate();
  }
  return {
    k: task.k,
    indices: shared.indices.slice(),
    squaredDistances: shared.squaredDistances.slice(),
  };
}

function startWorker(workerData: Readonly<Record<string, unknown>>): Worker {
  const worker = new Worker(workerProgram, { eval: true, workerData, execArgv: [] });
  // Without a listener a failing worker would end the process; the calling thread does its share instead.
  worker.on('error', () => undefined);
  worker.unref();
  return worker;
}
