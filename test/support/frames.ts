import type { ClassTarget, Frame, FrameColumn } from '../../src/engine/base/frame';

/** A column from a plain list: numbers (missing: NaN) or texts (missing: null). */
export function column(
  name: string,
  values: readonly number[] | readonly (string | null)[],
): FrameColumn {
  if (values.every((value) => typeof value === 'number')) {
    return { kind: 'numeric', name, values: Float64Array.from(values) };
  }
  const texts = values;
  const levels = [...new Set(texts.filter((value) => value !== null))].sort(byCodePoint);
  const codes = Int32Array.from(texts, (value) => (value === null ? -1 : levels.indexOf(value)));
  return { kind: 'categorical', name, codes, levels };
}

/** A frame from lists by column name. */
export function frame(
  columns: Readonly<Record<string, readonly number[] | readonly (string | null)[]>>,
): Frame {
  const built = Object.entries(columns).map(([name, values]) => column(name, values));
  return { rows: Object.values(columns)[0]?.length ?? 0, columns: built };
}

/** A target from class labels; classes in code-point order. */
export function classTarget(labels: readonly string[]): ClassTarget {
  const classes = [...new Set(labels)].sort(byCodePoint);
  return { codes: Int32Array.from(labels, (label) => classes.indexOf(label)), classes };
}

/** Order of code points, which UTF-8 bytes keep and UTF-16 units do not. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
