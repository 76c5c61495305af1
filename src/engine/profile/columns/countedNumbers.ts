/** Numbers with how often each occurs, ascending. */
export type CountedNumbers = readonly (readonly [value: number, count: number])[];

/** What {@link CountedNumbers} amount to; `null` where there are none. */
export interface CountedSummary {
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
}

/**
 * Range, mean and quartiles of counted numbers. Quartiles are type 7 of Hyndman and Fan (1996), as everywhere.
 *
 * **Agrees with** `numpy.quantile` of the numbers written out, exactly.
 */
export function summariseCounted(numbers: CountedNumbers): CountedSummary {
  const count = numbers.reduce((total, [, n]) => total + n, 0);
  const sum = numbers.reduce((total, [value, n]) => total + value * n, 0);
  return {
    count,
    sum,
    min: numbers[0]?.[0] ?? null,
    max: numbers.at(-1)?.[0] ?? null,
    mean: count === 0 ? null : sum / count,
    q1: quantile(numbers, count, 0.25),
    median: quantile(numbers, count, 0.5),
    q3: quantile(numbers, count, 0.75),
  };
}

function quantile(numbers: CountedNumbers, count: number, p: number): number | null {
  if (count === 0) return null;
  const position = (count - 1) * p;
  const below = Math.floor(position);
  const low = valueAt(numbers, below);
  const high = valueAt(numbers, Math.min(below + 1, count - 1));
  return low + (high - low) * (position - below);
}

/** The value at a 0-based position of the numbers written out. */
function valueAt(numbers: CountedNumbers, position: number): number {
  let before = 0;
  for (const [value, n] of numbers) {
    before += n;
    if (position < before) return value;
  }
  return numbers.at(-1)![0];
}
