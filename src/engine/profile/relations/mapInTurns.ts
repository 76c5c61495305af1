import { throwIfCancelled } from '../../../protocol';

/** Steps of a loop (about a nanosecond each) between two looks at what else the process is asked. */
const stepsPerTurn = 5e7;

/**
 * `items.map(map)` that lets the process answer others in between, and stops when it is cancelled.
 *
 * @param items what to map
 * @param steps steps that one item takes, roughly
 * @param map computes one item
 * @param signal stops the work
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  steps: number,
  map: (item: Item) => Result,
  signal?: AbortSignal,
): Promise<Result[]> {
  const perTurn = Math.max(1, Math.floor(stepsPerTurn / Math.max(1, steps)));
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += perTurn) {
    throwIfCancelled(signal);
    for (const item of items.slice(start, start + perTurn)) results.push(map(item));
    await new Promise((resolve) => setImmediate(resolve));
  }
  throwIfCancelled(signal);
  return results;
}
