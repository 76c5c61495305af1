import { type GridIntent, type GridReply, type GridSize } from '../../src/protocol';
import { blockColumns, blockRows, createBlockCache, type BlockPlace } from './blockCache';
import { type RowSource } from './rowSource';

/** The rows of a computed view, which come block by block as they are looked at. */
export interface PageLoader extends RowSource {
  /** Asks for what is missing of these rows and columns; forgets what was wanted before and has not been asked for. */
  want(first: number, end: number, columnIndexes: readonly number[]): void;
  /** Takes an answer; returns whether it brought cells. */
  take(reply: Extract<GridReply, { kind: 'page' | 'pageFailed' }>): boolean;
}

/** Questions under way at once: more would only wait for each other. */
const mostAsked = 2;
let asked = 0;

/**
 * @param size the view
 * @param send asks the host
 */
export function createPageLoader(size: GridSize, send: (intent: GridIntent) => void): PageLoader {
  const cache = createBlockCache();
  const underWay = new Map<number, BlockPlace>();
  let wanted: readonly BlockPlace[] = [];

  function askNext(): void {
    for (const place of wanted) {
      if (underWay.size >= mostAsked) return;
      const known = cache.get(place) !== undefined;
      if (known || [...underWay.values()].some((other) => isSame(other, place))) continue;
      ask(place);
    }
  }

  function ask(place: BlockPlace): void {
    const id = ++asked;
    underWay.set(id, place);
    const from = place.column * blockColumns;
    send({
      type: 'getPage',
      id,
      version: size.version,
      offset: place.row * blockRows,
      limit: blockRows,
      columns: size.columns.slice(from, from + blockColumns).map(({ name }) => name),
    });
  }

  return {
    rows: size.viewRows,
    cell: (row, column) => cache.cell(row, column),
    rowNumber: (row) => cache.rowNumber(row),
    want(first, end, columnIndexes) {
      const columns = new Set(columnIndexes.map((index) => Math.floor(index / blockColumns)));
      const places: BlockPlace[] = [];
      for (let row = Math.floor(first / blockRows); row * blockRows < end; row++) {
        for (const column of columns) places.push({ row, column });
      }
      wanted = places;
      askNext();
    },
    take(reply) {
      const place = underWay.get(reply.id);
      if (place === undefined) return false;
      underWay.delete(reply.id);
      if (reply.kind === 'page' && reply.version === size.version) cache.set(place, reply);
      // What failed is asked for again when the person looks elsewhere and comes back.
      else wanted = wanted.filter((other) => !isSame(other, place));
      askNext();
      return reply.kind === 'page';
    },
  };
}

function isSame(a: BlockPlace, b: BlockPlace): boolean {
  return a.row === b.row && a.column === b.column;
}
