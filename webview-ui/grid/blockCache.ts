import { type Cell } from '../../src/protocol';

export const blockRows = 200;
export const blockColumns = 32;
/** Characters of all blocks together, about; a cell counts for some even when it is empty. */
const mostCharacters = 24_000_000;
const charactersPerCell = 12;

/** A rectangle of cells, which is asked for and kept as one. */
export interface Block {
  readonly rowNumbers: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Which block: rows and columns of the file counted in blocks. */
export interface BlockPlace {
  readonly row: number;
  readonly column: number;
}

/** Cells that have come, the ones looked at last; bounded, however far a person scrolls. */
export interface BlockCache {
  get(place: BlockPlace): Block | undefined;
  set(place: BlockPlace, block: Block): void;
  /** The cell, `undefined` while it has not come. */
  cell(row: number, column: number): Cell | undefined;
  /** The row's number in the file, `undefined` while it has not come. */
  rowNumber(row: number): number | undefined;
  clear(): void;
}

/** An empty {@link BlockCache}. */
export function createBlockCache(most = mostCharacters): BlockCache {
  /** Least recently used first. */
  const blocks = new Map<string, { readonly block: Block; readonly characters: number }>();
  const numbers = new Map<number, readonly number[]>();
  let characters = 0;
  const keyOf = ({ row, column }: BlockPlace): string => `${row} ${column}`;

  const get = (place: BlockPlace): Block | undefined => {
    const key = keyOf(place);
    const entry = blocks.get(key);
    if (entry === undefined) return undefined;
    blocks.delete(key);
    blocks.set(key, entry);
    return entry.block;
  };

  return {
    get,
    set(place, block) {
      const entry = { block, characters: sizeOf(block) };
      const key = keyOf(place);
      characters += entry.characters - (blocks.get(key)?.characters ?? 0);
      blocks.delete(key);
      blocks.set(key, entry);
      numbers.set(place.row, block.rowNumbers);
      for (const [oldest, { characters: freed }] of blocks) {
        if (characters <= most || oldest === key) break;
        blocks.delete(oldest);
        characters -= freed;
      }
    },
    cell: (row, column) =>
      get({ row: Math.floor(row / blockRows), column: Math.floor(column / blockColumns) })?.rows[
        row % blockRows
      ]?.[column % blockColumns],
    rowNumber: (row) => numbers.get(Math.floor(row / blockRows))?.[row % blockRows],
    clear() {
      blocks.clear();
      numbers.clear();
      characters = 0;
    },
  };
}

function sizeOf({ rows }: Block): number {
  let size = 0;
  for (const cells of rows) {
    for (const cell of cells) size += charactersPerCell + (cell?.length ?? 0);
  }
  return size;
}
