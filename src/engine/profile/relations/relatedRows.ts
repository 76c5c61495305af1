import { throwIfCancelled } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { chunks } from '../sqlExpressions';
import type { RelatedCategory, RelatedNumber } from './relatedColumns';

/** Rows of the related columns, column by column. */
export interface RelatedRows {
  readonly rows: number;
  /** Values as in the file, NaN where missing. */
  readonly numbers: readonly Float64Array[];
  /** Codes 1 … levels, 0 where missing. */
  readonly codes: readonly Uint8Array[];
}

/** Columns of one query at most: planning takes longer than linear in them. */
export const columnsPerScan = 128;

/**
 * Reads the related columns into memory: all rows, or as many as wanted, drawn one from each of equally long stretches of the
 * file. The draw depends on the position of the stretch alone, so every run takes the same rows.
 *
 * @param dataset the opened data set
 * @param numbers in the order of the answer
 * @param categories in the order of the answer
 * @param wanted rows to keep
 * @param visit is handed every row of the file, block by block, in its order; only where one scan takes all columns. It must
 *   not keep the arrays
 * @param signal cancels the scans
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function readRelatedRows(
  dataset: Dataset,
  numbers: readonly RelatedNumber[],
  categories: readonly RelatedCategory[],
  wanted: number,
  visit: ((block: RelatedRows) => void) | null,
  signal?: AbortSignal,
): Promise<RelatedRows> {
  const total = dataset.info.sampledRows;
  const rows = Math.min(total, wanted);
  const kept = {
    rows,
    numbers: numbers.map(() => new Float64Array(rows)),
    codes: categories.map(() => new Uint8Array(rows)),
  };
  const positions = rows === total ? null : drawPositions(total, rows);
  const readers: readonly Reader[] = [
    ...numbers.map(({ expression }, i) => ({ expression, target: kept.numbers[i]! })),
    ...categories.map(({ expression }, i) => ({ expression, target: kept.codes[i]! })),
  ];
  for (const part of chunks(readers, columnsPerScan)) {
    throwIfCancelled(signal);
    const list = part.map(({ expression }, j) => `${expression} AS x${j}`).join(', ');
    let blocks = part.map(({ target }) => blockFor(target, 0));
    let offset = 0;
    let next = 0;
    await dataset.scan(
      `SELECT ${list} FROM ${dataset.relation}`,
      (chunk) => {
        const { rows: length } = chunk;
        if (blocks[0]!.length < length) blocks = part.map(({ target }) => blockFor(target, length));
        const end = positions === null ? 0 : firstFrom(positions, next, offset + length);
        part.forEach(({ target }, j) => {
          const block = blocks[j]!;
          chunk.copyNumbers(j, block, 0);
          if (positions === null) target.set(block.subarray(0, length), offset);
          else for (let s = next; s < end; s++) target[s] = block[positions[s]! - offset]!;
        });
        visit?.(asRows(blocks, length, numbers.length));
        offset += length;
        next = end;
      },
      signal,
    );
  }
  return kept;
}

interface Reader {
  readonly expression: string;
  readonly target: Float64Array | Uint8Array;
}

function blockFor(target: Reader['target'], length: number): Float64Array | Int32Array {
  return target instanceof Float64Array ? new Float64Array(length) : new Int32Array(length);
}

function asRows(
  blocks: readonly (Float64Array | Int32Array)[],
  rows: number,
  numbers: number,
): RelatedRows {
  return {
    rows,
    numbers: blocks.slice(0, numbers) as Float64Array[],
    codes: blocks.slice(numbers).map((codes) => Uint8Array.from(codes.subarray(0, rows))),
  };
}

/** One position out of each of `count` stretches of [0, total), ascending. */
function drawPositions(total: number, count: number): Float64Array {
  const positions = new Float64Array(count);
  for (let s = 0; s < count; s++) {
    const from = Math.floor((s * total) / count);
    const length = Math.floor(((s + 1) * total) / count) - from;
    positions[s] = from + (scramble(s) % length);
  }
  return positions;
}

/** A fixed well-mixed function of a position: the finaliser of MurmurHash3. */
function scramble(position: number): number {
  let h = (position + 1) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Index of the first of the ascending positions, from `start` on, that is not below `limit`. */
function firstFrom(positions: Float64Array, start: number, limit: number): number {
  let at = start;
  while (at < positions.length && positions[at]! < limit) at++;
  return at;
}
