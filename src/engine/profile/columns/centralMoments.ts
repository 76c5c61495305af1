import type { Dataset } from '../../data/dataset';
import { kurtosis, skewness, standardDeviation } from '../../statistics/moments';
import { countedValue, type ColumnCounts } from './columnCounts';
import { queryAggregates } from '../queryBatch';
import { doubleLiteral } from '../sqlExpressions';

/** A column shifted by its mean and divided by its largest deviation, so that powers neither cancel nor overflow. */
export interface Standardised {
  /** SQL of the scaled deviation, in [−1, 1]; NULL where the value is missing. */
  readonly value: string;
  readonly mean: number;
  /** Largest absolute deviation from the mean, > 0. */
  readonly scale: number;
}

/** Moments of a sample about its mean; `null` where they do not exist. */
export interface CentralMoments {
  readonly mean: number;
  /** Sample standard deviation, ddof 1. */
  readonly std: number | null;
  /** Adjusted Fisher–Pearson skewness G₁. */
  readonly skewness: number | null;
  /** Adjusted excess kurtosis G₂. */
  readonly kurtosis: number | null;
  /** The moment ratios without adjustment, as SciPy gives them by default. */
  readonly biased: { readonly skewness: number; readonly kurtosis: number } | null;
}

/** The scaled deviation of a counted numeric column, or `null` when it has no spread or its mean overflows. */
export function standardise(counts: ColumnCounts): Standardised | null {
  const { numeric } = counts;
  if (numeric === null) return null;
  const { sum, min, max, finite } = numeric;
  if (sum === null || min === null || max === null || min === max) return null;
  const mean = sum / finite;
  const scale = Math.max(max - mean, mean - min);
  if (!(scale > 0 && scale < Infinity)) return null;
  const value = `(${countedValue(counts)} - ${doubleLiteral(mean)}) / ${doubleLiteral(scale)}`;
  return { value, mean, scale };
}

/**
 * Standard deviation, skewness and kurtosis of every column, from compensated sums of powers about the mean in one scan: the
 * second pass of a two-pass algorithm.
 *
 * Standard deviation has ddof 1; skewness and excess kurtosis are bias-corrected (G₁ and G₂ of Joanes and Gill 1998).
 *
 * **Missing and infinite values:** left out. A column without spread has standard deviation 0 and no skewness or kurtosis.
 * **Agrees with** pandas `std()`, `skew()` and `kurt()`, rel 1e-12.
 *
 * @returns one entry per column; `null` where the column has no finite value or its sum overflows
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function centralMoments(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal?: AbortSignal,
): Promise<(CentralMoments | null)[]> {
  const plans = columns.map((counts) => ({ counts, standard: standardise(counts) }));
  const spread = plans.filter((plan) => plan.standard !== null);
  const inner = spread.map((plan, i) => `${plan.standard!.value} AS z${i}`).join(', ');
  const sums = await queryAggregates(
    dataset,
    `(SELECT ${inner === '' ? '1' : inner} FROM ${dataset.relation})`,
    spread.flatMap((_, i) => {
      const z = `z${i}`;
      return [
        `fsum(${z})`,
        `fsum(${z} * ${z})`,
        `fsum(${z} * ${z} * ${z})`,
        `fsum(${z} * ${z} * ${z} * ${z})`,
      ];
    }),
    signal,
  );
  let next = 0;
  return plans.map(({ counts, standard }) => {
    if (standard === null) return withoutSpread(counts);
    const [s1, s2, s3, s4] = sums.slice(next, (next += 4)) as [number, number, number, number];
    return fromSums(counts.numeric!.finite, standard, s1, s2, s3, s4);
  });
}

function withoutSpread({ numeric }: ColumnCounts): CentralMoments | null {
  if (numeric === null || numeric.finite === 0 || numeric.min !== numeric.max) return null;
  const std = numeric.finite > 1 ? 0 : null;
  return { mean: numeric.min!, std, skewness: null, kurtosis: null, biased: null };
}

function fromSums(
  n: number,
  { mean, scale }: Standardised,
  s1: number,
  s2: number,
  s3: number,
  s4: number,
): CentralMoments {
  // The mean was rounded: what is left of the first sum corrects the second (Björck's correction).
  const m2 = Math.max(0, s2 - (s1 * s1) / n);
  const scaled = { n, mean: mean / scale, min: -1, max: 1, m2, m3: s3, m4: s4 };
  const biasedSkewness = skewness(scaled, { bias: true });
  const biasedKurtosis = kurtosis(scaled, { bias: true });
  const std = standardDeviation(scaled);
  return {
    mean,
    std: std === null ? null : std * scale,
    skewness: skewness(scaled, { bias: false }),
    kurtosis: kurtosis(scaled, { bias: false }),
    biased:
      biasedSkewness === null || biasedKurtosis === null
        ? null
        : { skewness: biasedSkewness, kurtosis: biasedKurtosis },
  };
}
