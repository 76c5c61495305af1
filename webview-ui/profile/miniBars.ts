import { type ColumnProfile, type TargetInfo } from '../../src/protocol';
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
