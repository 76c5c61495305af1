import { type ColumnProfile, type TargetInfo } from '../../src/protocol';
import { svg } from '../shared/dom';
import { t } from '../shared/translate';
import { byLevelOrder } from './levelOrder';

/** Heights of a small bar chart, with the part of each bar that is the positive class. */
export interface MiniBars {
  readonly counts: readonly number[];
  /** Same length as `counts`, or empty when there is no positive class to show. */
  readonly positive: readonly number[];
  /** Whether bars stand apart, as for categories. */
  readonly separate: boolean;
}

const mostLevels = 12;

/** The bars that stand for a column in the list; `null` for a column without a distribution worth drawing. */
export function miniBars(column: ColumnProfile, target: TargetInfo | null): MiniBars | null {
  if (column.type === 'constant' || column.type === 'identifier') return null;
  const positive = positiveIndex(target);
  const histogram =
    column.type === 'ordinal' && column.categorical !== undefined
      ? null
      : (column.numeric?.histogram ?? column.dateTime?.histogram ?? column.text?.length.histogram);
  if (histogram !== undefined && histogram !== null) {
    const byClass = column.target?.histogram?.counts[positive] ?? [];
    return {
      counts: histogram.counts,
      positive: byClass.length === histogram.counts.length ? byClass : [],
      separate: false,
    };
  }
  const top = column.categorical?.top ?? [];
  if (top.length === 0) return null;
  const shown = byLevelOrder(column, top.slice(0, mostLevels));
  const levels = new Map(column.target?.levels?.map((level) => [level.value, level.classCounts]));
  const byLevel = shown.map(({ value }) => levels.get(value)?.[positive]);
  return {
    counts: shown.map(({ count }) => count),
    positive: byLevel.every((count) => count !== undefined) ? byLevel : [],
    separate: true,
  };
}

/** Position of the positive class among a target's classes, −1 without one. */
export function positiveIndex(target: TargetInfo | null): number {
  return target?.classes.findIndex(({ value }) => value === target.positive) ?? -1;
}

const width = 120;
const height = 24;

/** A histogram of 120 × 24 units: two paths, whatever the number of bars. */
export function miniHistogram(bars: MiniBars): SVGSVGElement {
  const label =
    bars.positive.length > 0
      ? t('Distribution, with the share of the positive class')
      : t('Distribution');
  return svg(
    'svg',
    {
      class: 'mini',
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': label,
    },
    svg('path', { class: 'mini-all', d: barsPath(bars, bars.counts) }),
    bars.positive.length > 0
      ? svg('path', { class: 'mini-positive', d: barsPath(bars, bars.positive) })
      : null,
  );
}

function barsPath(bars: MiniBars, heights: readonly number[]): string {
  const highest = Math.max(1, ...bars.counts);
  const step = bars.separate
    ? Math.min(width / bars.counts.length, width / 4)
    : width / bars.counts.length;
  const gap = bars.separate ? Math.min(3, step * 0.2) : Math.min(1, step * 0.1);
  return heights
    .map((count, index) => {
      if (count === 0) return '';
      const tall = Math.max(0.75, (count / highest) * height);
      return `M${round(index * step)} ${height}v${round(-tall)}h${round(step - gap)}V${height}z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
