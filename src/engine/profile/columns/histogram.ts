import type { Histogram } from '../../../protocol';
import { doubleLiteral } from '../sqlExpressions';

/** Equal-width bins: bin i is [start + i·width, start + (i + 1)·width), the last one closed. */
export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly count: number;
  /** Whether the edges lie between whole numbers, so that no value can be on one. */
  readonly betweenIntegers: boolean;
}

const mostBins = 50;

/** What the choice of bins rests on. */
export interface BinEvidence {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly q1: number;
  readonly q3: number;
  /** Whether all values are whole numbers. */
  readonly integral: boolean;
}

/**
 * Chooses bins for a column: as many as NumPy's `auto` rule (the larger of Sturges' and Freedman–Diaconis' number), at most
 * 50. Whole numbers get bins of a whole width with edges between the numbers, so that no bin covers more integers than
 * another; with up to 50 possible values that is one bin a value.
 *
 * A single value gets one bin of width 1 around it, as in NumPy.
 */
export function chooseBins(evidence: BinEvidence): Bins {
  const { min, max, integral } = evidence;
  const range = max - min;
  if (range === 0) return { start: min - 0.5, width: 1, count: 1, betweenIntegers: false };
  if (integral && range < mostBins)
    return { start: min - 0.5, width: 1, count: range + 1, betweenIntegers: true };
  const wanted = autoBinCount(evidence);
  if (integral && max <= 2 ** 52) {
    const width = Math.ceil((range + 1) / wanted);
    return {
      start: min - 0.5,
      width,
      count: Math.ceil((range + 1) / width),
      betweenIntegers: true,
    };
  }
  const width = range / wanted;
  // A range below the spacing of doubles around it cannot be divided.
  if (!Number.isFinite(width) || min + width === min)
    return { start: min, width: range, count: 1, betweenIntegers: false };
  return { start: min, width, count: wanted, betweenIntegers: false };
}

function autoBinCount({ count, min, max, q1, q3 }: BinEvidence): number {
  const sturges = Math.ceil(Math.log2(count)) + 1;
  const width = (2 * (q3 - q1)) / Math.cbrt(count);
  const freedmanDiaconis = width > 0 ? Math.ceil((max - min) / width) : 0;
  return Math.max(1, Math.min(mostBins, Math.max(sturges, freedmanDiaconis)));
}

/**
 * SQL for the bin index of `value`, an INTEGER in [0, count). The quotient is corrected against the edges themselves, so that a
 * value on an edge belongs to the upper bin however the division rounds, as in `numpy.histogram`.
 */
export function binIndex(value: string, { start, width, count, betweenIntegers }: Bins): string {
  const last = count - 1;
  if (last === 0) return '0';
  const [from, step] = [doubleLiteral(start), doubleLiteral(width)];
  const rough = `CAST(greatest(0, least(floor((${value} - ${from}) / ${step}), ${last})) AS INTEGER)`;
  if (betweenIntegers) return rough;
  const at = (index: string): string => `${from} + ${index} * ${step}`;
  return `CASE WHEN ${value} < ${at(rough)} THEN ${rough} - 1
    WHEN ${rough} < ${last} AND ${value} >= ${at(`(${rough} + 1)`)} THEN ${rough} + 1 ELSE ${rough} END`;
}

/** The count + 1 edges of `bins`. The last one is `max` itself where it differs from it by rounding only. */
export function binEdges({ start, width, count }: Bins, max: number): number[] {
  const edges = Array.from({ length: count + 1 }, (_, i) => start + i * width);
  if (Math.abs(edges[count]! - max) < width * 1e-6) edges[count] = max;
  return edges;
}

/** A histogram of `bins` from (bin index, count) pairs. */
export function toHistogram(
  bins: Bins,
  max: number,
  counted: Iterable<readonly [number, number]>,
): Histogram {
  const counts = Array.from({ length: bins.count }, () => 0);
  for (const [index, count] of counted) counts[index]! += count;
  return { edges: binEdges(bins, max), counts };
}
