import type { ClassTarget, Frame, FrameColumn } from '../../src/engine/base/frame';
import { createRandomGenerator } from '../../src/engine/base/randomGenerator';
import type { ComparisonHooks } from '../../src/engine/experiment/runComparison';

/** Hooks of a comparison in a world where no time passes and memory stays the same. */
export const stillWorld: ComparisonHooks = { now: () => 0, memory: () => 1 };

/** A table with a target. */
export interface LabelledFrame {
  readonly frame: Frame;
  readonly target: ClassTarget;
}

/** What a {@link randomTable} is made of. */
export interface RandomTableOptions {
  readonly rows: number;
  readonly numeric: number;
  /** Number of levels of each categorical column. */
  readonly levels: readonly number[];
  /** How far the first numeric column is shifted per class, in standard deviations; 0 makes everything noise. */
  readonly signal?: number;
  /** Share of missing cells. */
  readonly missing?: number;
  readonly classes?: readonly string[];
  /** Share of rows of the last class; even classes when absent. */
  readonly lastShare?: number;
  readonly seed: number;
}

/** A table of independent normal and categorical columns; the target depends on the first column alone, by `signal`. */
export function randomTable(options: RandomTableOptions): LabelledFrame {
  const { rows, numeric, levels, signal = 0, missing = 0, seed, lastShare } = options;
  const classes = options.classes ?? ['no', 'yes'];
  const random = createRandomGenerator(seed);
  const codes = Int32Array.from({ length: rows }, (_, row) => {
    if (lastShare === undefined) return row % classes.length;
    const others = classes.length - 1;
    return row < lastShare * rows ? others : row % others;
  });
  const shuffled = Int32Array.from(random.permutation(rows), (row) => codes[row]!);
  const isMissing = (): boolean => missing > 0 && random.uniform() < missing;
  const columns: FrameColumn[] = [];
  for (let j = 0; j < numeric; j++) {
    const values = Float64Array.from(shuffled, (code) =>
      isMissing() ? NaN : random.normal() + (j === 0 ? signal * code : 0),
    );
    columns.push({ kind: 'numeric', name: `n${j}`, values });
  }
  levels.forEach((count, j) => {
    columns.push({
      kind: 'categorical',
      name: `c${j}`,
      codes: Int32Array.from(shuffled, () => (isMissing() ? -1 : random.integer(count))),
      levels: Array.from({ length: count }, (_, level) => `L${String(level).padStart(4, '0')}`),
    });
  });
  return { frame: { rows, columns }, target: { codes: shuffled, classes } };
}

/** The table with the given rows' cells replaced by those of another table of the same columns. */
export function replaceRows(frame: Frame, rows: Iterable<number>, by: Frame): Frame {
  const positions = [...rows];
  const columns = frame.columns.map((column, j): FrameColumn => {
    const source = by.columns[j]!;
    if (column.kind === 'numeric' && source.kind === 'numeric') {
      const values = Float64Array.from(column.values);
      for (const row of positions) values[row] = source.values[row]!;
      return { ...column, values };
    }
    if (column.kind === 'categorical' && source.kind === 'categorical') {
      const codes = Int32Array.from(column.codes);
      for (const row of positions) codes[row] = source.codes[row]!;
      return { ...column, codes };
    }
    throw new Error('The tables have different columns.');
  });
  return { rows: frame.rows, columns };
}

/** A table of the same columns with values far from those of the given one, levels in another order. */
export function strangeFrame(frame: Frame): Frame {
  const columns = frame.columns.map((column, j): FrameColumn =>
    column.kind === 'numeric'
      ? { ...column, values: column.values.map((_, row) => 100 + 10 * j + (row % 7)) }
      : {
          ...column,
          codes: column.codes.map((_, row) => (row + j) % column.levels.length),
        },
  );
  return { rows: frame.rows, columns };
}
