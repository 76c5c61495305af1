import type { ColumnType, DataIssue, DatasetRequest } from './dataset';

/** A key of an order; rows that are equal in all keys keep the order of the file. Missing values come last. */
export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

/** Which rows of a data set, in which order. */
export interface RowsView {
  /** A SQL condition over the column names, e.g. `"Age" > 40 AND Attrition = 'Yes'`; empty for all rows. */
  readonly where: string;
  readonly sort: readonly SortKey[];
}

/** Request for the first rows of a file, without reading the rest. */
export interface PreviewParams {
  readonly dataset: DatasetRequest;
  /** Rows at most; default 1,000. */
  readonly rows?: number;
}

/** Column of a data grid. */
export interface GridColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly storageType: string;
}

/** A cell as text; `null` when missing. Texts longer than 1,000 characters are cut and end with `…`. */
export type Cell = string | null;

/** First rows of a file. Types are guesses from these rows. */
export interface PreviewResult {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** True when the file has no more rows than these. */
  readonly complete: boolean;
  readonly issues: readonly DataIssue[];
}

/** Request for a page of rows. */
export interface RowsParams {
  readonly dataset: DatasetRequest;
  readonly view: RowsView;
  readonly offset: number;
  /** At most 1,000. */
  readonly limit: number;
  /** Data row of the file to begin at, instead of `offset`; it must be in the view. */
  readonly atRow?: number;
  /** Columns by name, in the order wanted; all when absent. */
  readonly columns?: readonly string[];
  /** Give texts of any length whole, as for copying; default false. */
  readonly wholeTexts?: boolean;
  readonly memory?: string;
  readonly threads?: number;
}

/** A page of rows. */
export interface RowsResult {
  readonly columns: readonly GridColumn[];
  /** Rows of the whole view, and of the data set. */
  readonly viewRows: number;
  readonly totalRows: number;
  /** Position in the view of the first row here, from 0. */
  readonly offset: number;
  /** 1-based data row in the file of each row here. */
  readonly rowNumbers: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  readonly issues: readonly DataIssue[];
}

/** Request for the whole text of a cell that a page has cut. */
export interface CellParams {
  readonly dataset: DatasetRequest;
  /** 1-based data row in the file. */
  readonly row: number;
  readonly column: string;
  readonly memory?: string;
  readonly threads?: number;
}

/** The whole text of a cell; `null` when it is missing. */
export interface CellResult {
  readonly text: string | null;
}
