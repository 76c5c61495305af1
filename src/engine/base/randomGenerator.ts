import { parameterError } from '../../protocol';

/**
 * A seeded stream of pseudo-random numbers. The only source of randomness in the engine: it is handed down, never global,
 * and its name and seed are stored with the run.
 */
export interface RandomGenerator {
  /** Name of the algorithm, as stored with a run. */
  readonly name: string;
  /** A double in [0, 1) with 53 random bits. */
  uniform(): number;
  /** An integer in [0, bound), without modulo bias. */
  integer(bound: number): number;
  /** A standard normal deviate (Marsaglia's polar method). */
  normal(): number;
  /** A random order of 0…n−1 (Fisher–Yates). */
  permutation(n: number): Uint32Array;
  /**
   * An independent stream named by `key`. It depends only on this generator's seed and the key, not on how many numbers were
   * drawn: adding a consumer never shifts the numbers of another.
   */
  spawn(key: string): RandomGenerator;
}

/**
 * The generator of Cuvette: xoshiro128++ (Blackman and Vigna 2021), its state filled from the seed by SplitMix32.
 *
 * @param seed integer in [0, 2^32)
 * @throws {CuvetteError} PARAMETER_INVALID when the seed is not such an integer.
 * @example
 * const random = createRandomGenerator(7);
 * random.integer(6); // the same number in every run
 */
export function createRandomGenerator(seed: number): RandomGenerator {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw parameterError('seed', 'createRandomGenerator', 'an integer in [0, 2^32)', seed);
  }
  const fill = splitMix32(seed);
  return fromState(seed, fill(), fill(), fill(), fill());
}

function fromState(seed: number, a: number, b: number, c: number, d: number): RandomGenerator {
  let spare: number | undefined;

  const next = (): number => {
    const sum = (a + d) | 0;
    const result = (rotateLeft(sum, 7) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };

  const uniform = (): number =>
    ((next() >>> 5) * 0x400_0000 + (next() >>> 6)) / 0x20_0000_0000_0000;

  const integer = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1 || bound > 0xffff_ffff) {
      throw parameterError('bound', 'RandomGenerator.integer', 'an integer in [1, 2^32)', bound);
    }
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let draw = next();
    while (draw >= limit) draw = next();
    return draw % bound;
  };

  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * Math.log(s)) / s);
    spare = v * scale;
    return u * scale;
  };

  const permutation = (n: number): Uint32Array => {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = integer(i + 1);
      const held = order[i]!;
      order[i] = order[j]!;
      order[j] = held;
    }
    return order;
  };

  const spawn = (key: string): RandomGenerator => createRandomGenerator(hash32(key, seed));

  return { name: 'xoshiro128++', uniform, integer, normal, permutation, spawn };
}

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

function splitMix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e37_79b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85eb_ca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

/** MurmurHash3 of the key's UTF-16 code units, started from `seed`. */
function hash32(key: string, seed: number): number {
  let h = seed | 0;
  for (let i = 0; i < key.length; i++) {
    let k = Math.imul(key.charCodeAt(i), 0xcc9e_2d51);
    k = Math.imul(rotateLeft(k, 15), 0x1b87_3593);
    h = (Math.imul(rotateLeft(h ^ k, 13), 5) + 0xe654_6b64) | 0;
  }
  h ^= key.length;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
