import { type Cell } from '../../src/protocol';

/** Where rows come from. */
export interface RowSource {
  readonly rows: number;
  /** The cell at a position of the view in a column of the file, `undefined` while it has not come. */
  cell(row: number, columnIndex: number): Cell | undefined;
  /** The row's number in the file. */
  rowNumber(row: number): number | undefined;
}
