import { expect, test } from 'vitest';

import { computeChunks } from '../../../src/engine/kernels/computeChunks';

/** A computer whose first `taken` chunks another thread has taken already. */
function computerAfter(taken: number, finished: Int32Array) {
  const computed: number[] = [];
  let next = taken;
  return {
    computed,
    claim: () => (next < finished.length ? next++ : -1),
    compute(chunk: number) {
      computed.push(chunk);
      finished[chunk] = 1;
    },
  };
}

const flags = (count: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * count));

test('what a dead thread took and left is computed here', () => {
  const finished = flags(4);
  const computer = computerAfter(2, finished);
  finished[0] = 1;
  computeChunks(computer, finished, undefined);
  expect(computer.computed).toEqual([2, 3, 1]);
});

test('a cancelled wait for another thread ends', () => {
  const finished = flags(1);
  let reads = 0;
  const signal = {
    get aborted() {
      return ++reads > 3;
    },
  } as AbortSignal;
  expect(() => computeChunks(computerAfter(1, finished), finished, signal)).toThrow('Cancelled');
});
