import { type ColumnProfile, type GridStatistics } from '../../protocol';

const mostBars = 40;
const mostLevels = 12;

/** The part of a column's profile that the header of a data grid shows. */
export function gridStatistics(column: ColumnProfile): GridStatistics {
  const { name, missing, distinct, numeric, dateTime, categorical } = column;
  const top = (categorical?.top ?? []).slice(0, mostLevels);
  const shape = barsOf(column);
  return {
    column: name,
    missing: { count: missing.count, rate: missing.rate },
    distinct: { count: distinct.count, exact: distinct.exact },
    ...shape,
    min: textOf(numeric?.min ?? dateTime?.min),
    max: textOf(numeric?.max ?? dateTime?.max),
    top: top.map(({ value, count }) => ({ value, count })),
  };
}

function barsOf(column: ColumnProfile): Pick<GridStatistics, 'bars' | 'separate'> {
  const { type, numeric, dateTime, text, categorical } = column;
  if (type === 'constant' || type === 'identifier') return { bars: [], separate: false };
  const top = (categorical?.top ?? []).slice(0, mostLevels);
  if (type === 'ordinal' && top.length > 0) {
    const ordered = top.toSorted((a, b) => Number(a.value) - Number(b.value));
    return { bars: ordered.map(({ count }) => count), separate: true };
  }
  const histogram = numeric?.histogram ?? dateTime?.histogram ?? text?.length.histogram;
  if (histogram) return { bars: fewer(histogram.counts, mostBars), separate: false };
  return { bars: top.map(({ count }) => count), separate: true };
}

/** Neighbouring bars together until there are at most `most`. */
function fewer(counts: readonly number[], most: number): readonly number[] {
  if (counts.length <= most) return counts;
  const width = Math.ceil(counts.length / most);
  return Array.from({ length: Math.ceil(counts.length / width) }, (_, i) =>
    counts.slice(i * width, (i + 1) * width).reduce((sum, count) => sum + count, 0),
  );
}

function textOf(value: number | string | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
