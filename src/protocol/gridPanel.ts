import type { ErrorPayload } from './cuvetteError';
import type { Cell, GridColumn, PreviewResult, RowsView } from './dataRows';
import type { CommonIntent, Loadable } from './panels';

/** What the header of a column shows of its statistics. */
export interface GridStatistics {
  readonly column: string;
  readonly missing: { readonly count: number; readonly rate: number };
  readonly distinct: { readonly count: number; readonly exact: boolean };
  /** Heights of the small chart; empty without a distribution worth drawing. */
  readonly bars: readonly number[];
  /** Whether bars stand apart, as for categories. */
  readonly separate: boolean;
  /** Of numbers and dates, as text. */
  readonly min: string | null;
  readonly max: string | null;
  /** Most frequent values, of categories. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

/** The size of a view and its columns. */
export interface GridSize {
  /** Changes with every view that was computed; pages carry it. */
  readonly version: number;
  readonly viewRows: number;
  readonly totalRows: number;
  readonly columns: readonly GridColumn[];
}

/** What the data grid needs to come back. */
export interface GridPanelMemory {
  readonly path: string;
  readonly view: RowsView;
}

/** Everything the data grid shows beside the rows, which it asks for page by page. */
export interface GridPanelState {
  readonly panel: 'grid';
  readonly path: string;
  readonly fileName: string;
  /** The view that was asked for last and could be computed, or is being computed. */
  readonly view: RowsView;
  /** First rows, there before the file is read. */
  readonly preview: Loadable<PreviewResult>;
  /** Rows of the view; `waiting` while the file is read or the view is computed. */
  readonly rows: Loadable<GridSize>;
  /** Why the view that was asked for last was refused; `null` when it was not. */
  readonly refused: { readonly view: RowsView; readonly error: ErrorPayload } | null;
  /** Header statistics; `null` until they are there. */
  readonly statistics: readonly GridStatistics[] | null;
  /** True when the file has changed since it was read. */
  readonly stale: boolean;
}

/** How selected cells are copied. */
export const cellFormats = ['tsv', 'csv', 'json', 'markdown'] as const;
/** One of {@link cellFormats}. */
export type CellFormat = (typeof cellFormats)[number];

/** Wishes of the data grid. */
export type GridIntent =
  | CommonIntent
  | { readonly type: 'setView'; readonly view: RowsView }
  /** Rows of the current view; answered by a `page`. */
  | {
      readonly type: 'getPage';
      readonly id: number;
      readonly version: number;
      readonly offset: number;
      readonly limit: number;
      readonly columns: readonly string[];
    }
  /** The whole text of a cell; answered by a `cell`. */
  | { readonly type: 'getCell'; readonly row: number; readonly column: string }
  /** Rows of the view from `offset`, into the clipboard. */
  | {
      readonly type: 'copyCells';
      readonly format: CellFormat;
      readonly offset: number;
      readonly rows: number;
      readonly columns: readonly string[];
      /** Whether a TSV begins with the column names; the other formats always carry them. */
      readonly header: boolean;
    }
  | { readonly type: 'copyText'; readonly text: string }
  | { readonly type: 'copyViewAs'; readonly language: 'sql' | 'pandas' | 'polars' }
  /** Asks the person for a row number; answered by a `goTo`. */
  | { readonly type: 'askRow' }
  | { readonly type: 'openProfile' }
  | { readonly type: 'reload' };

/** What the host answers to single wishes of the data grid. */
export type GridReply =
  | {
      readonly kind: 'page';
      readonly id: number;
      readonly version: number;
      readonly rowNumbers: readonly number[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'pageFailed'; readonly id: number; readonly error: ErrorPayload }
  | {
      readonly kind: 'cell';
      readonly row: number;
      readonly column: string;
      readonly text: Cell;
    }
  /** Show the row at this position of the view, from 0. */
  | { readonly kind: 'goTo'; readonly position: number };
