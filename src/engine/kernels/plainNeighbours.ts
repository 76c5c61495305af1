import { throwIfCancelled } from '../../protocol';
import type { Neighbours, NeighbourTask } from './neighbours';

/** Points of one pass; 16 kB of doubles at 32 columns, so that they stay in the first-level cache. */
const pointsPerPass = 64;
const queriesPerChunk = 64;

/**
 * Nearest neighbours by computing every distance, in plain TypeScript: what the WebAssembly kernel must reproduce to the
 * last bit, and what stands in for it where it cannot run.
 *
 * The squared distance sums the squares of even columns and of odd columns separately and adds the two sums, which is the
 * order of a two-lane vector unit. Equal distances are ordered by row.
 */
export function plainNeighbours(task: NeighbourTask): Neighbours {
  const { points, queries, selves, k, signal } = task;
  const indices = new Int32Array(queries.rows * k);
  const squaredDistances = new Float64Array(queries.rows * k).fill(Infinity);

  for (let chunk = 0; chunk < queries.rows; chunk += queriesPerChunk) {
    const chunkEnd = Math.min(chunk + queriesPerChunk, queries.rows);
    for (let pass = 0; pass < points.rows; pass += pointsPerPass) {
      throwIfCancelled(signal);
      const passEnd = Math.min(pass + pointsPerPass, points.rows);
      for (let query = chunk; query < chunkEnd; query++) {
        const self = selves === null ? -1 : selves[query]!;
        const last = query * k + k - 1;
        if (squaredDistances[last] === 0) continue;
        for (let point = pass; point < passEnd; point++) {
          if (point === self) continue;
          const distance = squaredDistance(
            points.values,
            point * points.columns,
            queries.values,
            query * points.columns,
            points.columns,
          );
          if (distance >= squaredDistances[last]!) continue;
          let at = last;
          while (at > query * k && squaredDistances[at - 1]! > distance) {
            squaredDistances[at] = squaredDistances[at - 1]!;
            indices[at] = indices[at - 1]!;
            at--;
          }
          squaredDistances[at] = distance;
          indices[at] = point;
        }
      }
    }
  }
  return { k, indices, squaredDistances };
}

function squaredDistance(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  columns: number,
): number {
  let even = 0;
  let odd = 0;
  for (let j = 0; j + 1 < columns; j += 2) {
    const first = a[aStart + j]! - b[bStart + j]!;
    const second = a[aStart + j + 1]! - b[bStart + j + 1]!;
    even += first * first;
    odd += second * second;
  }
  if (columns % 2 === 1) {
    const first = a[aStart + columns - 1]! - b[bStart + columns - 1]!;
    even += first * first;
  }
  return even + odd;
}
