import type { Histogram } from '../../../protocol';
import type { EdgeCounts } from './countBelow';

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
 * Edges of the bins that a column is shown in first, ascending: as many bins as NumPy's `auto` rule (the larger of Sturges' and
 * Freedman–Diaconis' number), at most 50. Whole numbers get bins of a whole width with edges between the numbers, so that no
 * bin covers more integers than another; with up to 50 possible values that is one bin a value.
 *
 * A single value gets one bin of width 1 around it, as in NumPy.
 */
export function chooseEdges(evidence: BinEvidence): number[] {
  const { min, max, integral } = evidence;
  const range = max - min;
  if (range === 0) return aroundOne(min);
  if (integral && range < mostBins) return equalEdges(min - 0.5, 1, range + 1);
  const wanted = autoBinCount(evidence);
  if (integral && max <= 2 ** 52) {
    const width = Math.ceil((range + 1) / wanted);
    return equalEdges(min - 0.5, width, Math.ceil((range + 1) / width));
  }
  return linearEdges(min, max, wanted);
}

function autoBinCount({ count, min, max, q1, q3 }: BinEvidence): number {
  const sturges = Math.ceil(Math.log2(count)) + 1;
  const width = (2 * (q3 - q1)) / Math.cbrt(count);
  const freedmanDiaconis = width > 0 ? Math.ceil((max - min) / width) : 0;
  return Math.max(1, Math.min(mostBins, Math.max(sturges, freedmanDiaconis)));
}

/** The edges of the one bin around a single value, as `numpy.histogram` chooses them. */
export function aroundOne(value: number): number[] {
  return [value - 0.5, value + 0.5];
}

/**
 * Edges of `bins` equal bins from `min` to `max`, as `numpy.linspace`; of fewer where doubles are too coarse to tell so many
 * apart, or their range is too wide for a double.
 */
export function linearEdges(min: number, max: number, bins: number): number[] {
  const width = (max - min) / bins;
  if (!Number.isFinite(width) || min + width === min || max - width === max) return [min, max];
  return [...equalEdges(min, width, bins).slice(0, -1), max];
}

function equalEdges(start: number, width: number, bins: number): number[] {
  return Array.from({ length: bins + 1 }, (_, i) => start + i * width);
}

/** Edges between two bins: what values have to be compared with. */
export function innerEdges(edges: readonly number[]): number[] {
  return edges.slice(1, -1);
}

/** Counts of the bins between `edges`; the first and the last bin take what lies at and beyond their outer edges. */
export function binCounts(edges: readonly number[], { below, total }: EdgeCounts): number[] {
  return differences(innerEdges(edges).map(below), total);
}

/** Counts of the bins between inner edges, from the number of values below each and of all. */
export function differences(below: readonly number[], total: number): number[] {
  return [...below, total].map((count, i) => count - (i === 0 ? 0 : below[i - 1]!));
}

/** A histogram over `edges`, of values given with how often they occur. */
export function histogramOf(
  edges: readonly number[],
  counted: Iterable<readonly [number, number]>,
): Histogram {
  const counts = Array.from({ length: edges.length - 1 }, () => 0);
  for (const [value, count] of counted) counts[binOf(edges, value)]! += count;
  return { edges, counts };
}

/** Position of the last bin that begins at or below `value`; an edge belongs to the bin above it. */
function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value < edges[middle]!) high = middle - 1;
    else low = middle;
  }
  return low;
}
