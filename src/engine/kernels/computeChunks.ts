import { throwIfCancelled } from '../../protocol';

/** After this long without news the calling thread computes what another thread took and did not finish. */
const patienceMs = 1000;
const pollMs = 20;

/** Work in chunks that several threads share. */
export interface ChunkComputer {
  /** Takes the next chunk for this thread; −1 when none is left. */
  claim(): number;
  /** Computes a chunk and marks it finished; computing it twice does no harm. */
  compute(chunk: number): void;
}

/**
 * Takes part in the work until every chunk is finished, whoever takes it. Blocks the calling thread. A chunk that another
 * thread took and does not finish, because it died or gets no processor, is computed again here.
 *
 * @param computer this thread's access to the work
 * @param finished shared memory, 1 per finished chunk
 * @param signal read before each chunk and every few milliseconds of waiting
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export function computeChunks(
  computer: ChunkComputer,
  finished: Int32Array,
  signal: AbortSignal | undefined,
): void {
  for (let chunk = computer.claim(); chunk >= 0; chunk = computer.claim()) {
    throwIfCancelled(signal);
    computer.compute(chunk);
  }
  for (let chunk = 0; chunk < finished.length; chunk++) {
    for (let waited = 0; Atomics.load(finished, chunk) === 0; waited += pollMs) {
      throwIfCancelled(signal);
      if (waited >= patienceMs) computer.compute(chunk);
      else Atomics.wait(finished, chunk, 0, pollMs);
    }
  }
}
