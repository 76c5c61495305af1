import { doubleLiteral } from '../sqlExpressions';

/** Equally wide bins [start + i·width, start + (i + 1)·width); what lies outside belongs to the first and the last one. */
export interface GridEdges {
  readonly start: number;
  readonly width: number;
  readonly bins: number;
  /** Whether values lie outside and are counted in the end bins. */
  readonly clipped: boolean;
}

/** Where the values of one axis lie. */
export interface AxisRange {
  readonly min: number;
  readonly max: number;
  /** Quantiles 0.005 and 0.995. */
  readonly low: number;
  readonly high: number;
  /** Whether all values are whole numbers. */
  readonly integral: boolean;
}

/** A range this many times as wide as its middle 99 % is cut to that: else a few outliers leave all others in one bin. */
const widestRange = 2;

/**
 * Edges of up to `bins` bins over an axis: over the whole range, or over the middle 99 % of the values where the range is more
 * than twice as wide. Whole numbers get bins of a whole width with edges between the numbers.
 */
export function gridEdges({ min, max, low, high, integral }: AxisRange, bins: number): GridEdges {
  // A range beyond the largest double is halved: its ends are then outliers, too.
  const tooWide = !(high - low < Infinity);
  const [first, last] = tooWide ? [low / 2, high / 2] : [low, high];
  const clipped = tooWide || (last > first && max - min > widestRange * (last - first));
  const [from, to] = clipped ? [first, last] : [min, max];
  if (from === to) return { start: from - 0.5, width: 1, bins: 1, clipped: false };
  if (integral && Math.abs(to) < 2 ** 52 && Math.abs(from) < 2 ** 52) {
    const [lowest, highest] = [Math.floor(from), Math.ceil(to)];
    const width = Math.ceil((highest - lowest + 1) / bins);
    const count = Math.ceil((highest - lowest + 1) / width);
    return { start: lowest - 0.5, width, bins: count, clipped };
  }
  const width = to / bins - from / bins;
  if (from + width === from) return { start: from, width: to - from, bins: 1, clipped };
  return { start: from, width, bins, clipped };
}

/** The bins + 1 edges, ascending. */
export function edgeValues({ start, width, bins }: GridEdges): number[] {
  return Array.from({ length: bins + 1 }, (_, i) => start + i * width);
}

/** SQL for the bin of `value`, an INTEGER in [0, bins). The quotient is corrected by the edges, so that a value on one belongs above it. */
export function gridIndex(value: string, { start, width, bins }: GridEdges): string {
  if (bins === 1) return '0';
  const [from, step] = [doubleLiteral(start), doubleLiteral(width)];
  const rough = `CAST(greatest(0, least(floor((${value} - ${from}) / ${step}), ${bins - 1})) AS INTEGER)`;
  const edge = (index: string): string => `${from} + ${index} * ${step}`;
  return `CASE WHEN ${rough} > 0 AND ${value} < ${edge(rough)} THEN ${rough} - 1
    WHEN ${rough} < ${bins - 1} AND ${value} >= ${edge(`(${rough} + 1)`)} THEN ${rough} + 1 ELSE ${rough} END`;
}
