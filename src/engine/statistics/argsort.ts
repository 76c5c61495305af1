const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const radixBits = 11;
const radixSize = 1 << radixBits;
const radixMask = radixSize - 1;

/**
 * The positions that put `values` in ascending order; NaN comes last, −0 and 0 are equal.
 *
 * @param values shape (n); not changed
 * @returns shape (n); equal values keep their order
 *
 * **Cost:** six passes over n (fewer for integers of small range) and 12·n bytes; below 512 values a comparison sort.
 *
 * **Agrees with** `numpy.argsort(kind='stable')`.
 *
 * @example
 * argsort(Float64Array.of(3, 1, 2)); // Uint32Array [1, 2, 0]
 */
export function argsort(values: Float64Array): Uint32Array {
  return values.length < 512 ? comparisonSort(values) : radixSort(values);
}

function comparisonSort(values: Float64Array): Uint32Array {
  const order = Uint32Array.from(values, (_, i) => i);
  return order.sort((i, j) => {
    const a = values[i]!;
    const b = values[j]!;
    if (a < b) return -1;
    if (a > b) return 1;
    if (a === b) return i - j;
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j;
  });
}

/** Least significant digit first over keys that order as the doubles do when compared as unsigned 64-bit integers. */
function radixSort(values: Float64Array): Uint32Array {
  const n = values.length;
  const { high, low } = sortableKeys(values);
  let order = Uint32Array.from({ length: n }, (_, i) => i);
  let target = new Uint32Array(n);
  for (const [words, shift] of [
    [low, 0],
    [low, 11],
    [low, 22],
    [high, 0],
    [high, 11],
    [high, 22],
  ] as const) {
    const starts = new Uint32Array(radixSize);
    for (let i = 0; i < n; i++) starts[(words[i]! >>> shift) & radixMask]!++;
    if (starts.includes(n)) continue;
    let position = 0;
    for (let digit = 0; digit < radixSize; digit++) {
      const count = starts[digit]!;
      starts[digit] = position;
      position += count;
    }
    for (let i = 0; i < n; i++) {
      const index = order[i]!;
      target[starts[(words[index]! >>> shift) & radixMask]!++] = index;
    }
    [order, target] = [target, order];
  }
  return order;
}

/** Non-negative doubles get their sign bit set, negative ones all bits flipped. */
function sortableKeys(values: Float64Array): { high: Uint32Array; low: Uint32Array } {
  const n = values.length;
  const words = new Uint32Array(values.slice().buffer);
  const high = new Uint32Array(n);
  const low = new Uint32Array(n);
  const highOffset = isLittleEndian ? 1 : 0;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    const upper = words[2 * i + highOffset]!;
    const lower = words[2 * i + 1 - highOffset]!;
    if (value > 0) {
      high[i] = upper | 0x8000_0000;
      low[i] = lower;
    } else if (value < 0) {
      high[i] = ~upper;
      low[i] = ~lower;
    } else {
      high[i] = value === 0 ? 0x8000_0000 : 0xffff_ffff;
    }
  }
  return { high, low };
}
