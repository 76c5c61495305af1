import { type ColumnChoices } from './columnLayout';

/** What a person did to the grid itself; the webview keeps it over hiding and reloading. */
export interface GridMemory extends ColumnChoices {
  readonly topRow: number;
  readonly left: number;
}

const empty: GridMemory = { widths: {}, pinned: [], hidden: [], topRow: 0, left: 0 };

/** What was kept; whatever does not look like it is left out. */
export function toGridMemory(kept: unknown): GridMemory {
  if (typeof kept !== 'object' || kept === null) return empty;
  const { widths, pinned, hidden, topRow, left } = kept as Record<string, unknown>;
  return {
    widths: numbersOf(widths),
    pinned: textsOf(pinned),
    hidden: textsOf(hidden),
    topRow: typeof topRow === 'number' ? topRow : 0,
    left: typeof left === 'number' ? left : 0,
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function numbersOf(value: unknown): Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    ),
  );
}
