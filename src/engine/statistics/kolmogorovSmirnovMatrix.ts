/** Entries above this are scaled down; the power of ten is kept apart. */
const large = 1e140;
const digits = 140;

interface ScaledMatrix {
  readonly entries: Float64Array;
  readonly exponent: number;
}

/**
 * Distribution function P(Dₙ < d) of the two-sided one-sample Kolmogorov–Smirnov statistic, exactly: n!/nⁿ times the middle entry
 * of the n-th power of Durbin's matrix of order 2⌈nd⌉ − 1.
 *
 * @param n number of values, an integer ≥ 1
 * @param d in (1/(2n), 1)
 *
 * **Cost:** (2nd)³·log n.
 * **Reference:** Marsaglia, Tsang and Wang (2003), Evaluating Kolmogorov's distribution, J. of Statistical Software 8(18).
 *
 * @example
 * kolmogorovMatrixCdf(10, 0.274); // 0.6284…
 */
export function kolmogorovMatrixCdf(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const order = 2 * k - 1;
  const { entries, exponent } = power(
    { entries: durbinMatrix(order, k - n * d), exponent: 0 },
    order,
    n,
  );
  let probability = entries[(k - 1) * order + k - 1]!;
  let scale = exponent;
  for (let i = 1; i <= n; i++) {
    probability *= i / n;
    if (probability < 1 / large) {
      probability *= large;
      scale -= digits;
    }
  }
  return probability * 10 ** scale;
}

/** H with h = ⌈nd⌉ − nd: ones on and below the first superdiagonal, corrected in the first column and last row, over factorials. */
function durbinMatrix(order: number, h: number): Float64Array {
  const matrix = new Float64Array(order * order);
  const at = (row: number, column: number): number => row * order + column;
  for (let row = 0; row < order; row++) {
    for (let column = 0; column < order; column++)
      matrix[at(row, column)] = row - column + 1 < 0 ? 0 : 1;
  }
  for (let i = 0; i < order; i++) {
    matrix[at(i, 0)]! -= h ** (i + 1);
    matrix[at(order - 1, i)]! -= h ** (order - i);
  }
  if (2 * h - 1 > 0) matrix[at(order - 1, 0)]! += (2 * h - 1) ** order;
  for (let row = 0; row < order; row++) {
    for (let column = 0; column <= row; column++) {
      for (let g = 2; g <= row - column + 1; g++) matrix[at(row, column)]! /= g;
    }
  }
  return matrix;
}

function power(base: ScaledMatrix, order: number, n: number): ScaledMatrix {
  if (n === 1) return base;
  const half = power(base, order, n >>> 1);
  const square = product(half, half, order);
  return n % 2 === 0 ? square : product(base, square, order);
}

function product(a: ScaledMatrix, b: ScaledMatrix, order: number): ScaledMatrix {
  const entries = new Float64Array(order * order);
  for (let row = 0; row < order; row++) {
    for (let k = 0; k < order; k++) {
      const factor = a.entries[row * order + k]!;
      if (factor === 0) continue;
      for (let column = 0; column < order; column++) {
        entries[row * order + column]! += factor * b.entries[k * order + column]!;
      }
    }
  }
  const exponent = a.exponent + b.exponent;
  const middle = (order - 1) / 2;
  if (entries[middle * order + middle]! <= large) return { entries, exponent };
  return { entries: entries.map((entry) => entry / large), exponent: exponent + digits };
}
