import type { AlertThresholds } from './alerts';
import type { LineageState } from './preparation';

/** File formats that can be read. TSV is `csv` with a tab as delimiter. */
export type DatasetFormat = 'csv' | 'parquet' | 'jsonl';

/**
 * What a column is for statistics and training, inferred with a reason and overridable.
 *
 * - `numeric` — a quantity; order and distance mean something
 * - `ordinal` — few integer codes in an order (1…5 satisfaction); tested and encoded as categories
 * - `categorical` — names
 * - `boolean` — exactly two values, of a yes/no kind
 * - `dateTime` — dates, times, timestamps
 * - `text` — free text
 * - `identifier` — (nearly) every row has its own value; carries no information for a model
 * - `constant` — one value, or none at all
 * - `nested` — lists, maps and structs; described, but not tested or trained
 */
export type ColumnType =
  | 'numeric'
  | 'ordinal'
  | 'categorical'
  | 'boolean'
  | 'dateTime'
  | 'text'
  | 'identifier'
  | 'constant'
  | 'nested';

/** All column types, in the order in which people choose among them. */
export const columnTypes = [
  'numeric',
  'ordinal',
  'categorical',
  'boolean',
  'dateTime',
  'text',
  'identifier',
  'constant',
  'nested',
] as const satisfies readonly ColumnType[];

/** How a person corrects what was sniffed or inferred; `cuvette.json` beside the data, settings, or options. */
export interface DatasetOverrides {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly header?: boolean;
  /** Column name → type. */
  readonly types?: Readonly<Record<string, ColumnType>>;
  /** Cell texts that mean "missing", beside the empty cell. */
  readonly missingValues?: readonly string[];
  /** Thresholds of alerts, by name. */
  readonly thresholds?: AlertThresholds;
}

/** A data set to read and how to read it. */
export interface DatasetRequest {
  /** Absolute path of the file. */
  readonly path: string;
  readonly overrides?: DatasetOverrides;
}

/** How a file was read, in terms that other readers of tables have too. */
export interface DatasetReading {
  /** `null` for formats that are not delimited text. */
  readonly delimited: {
    /** Quotation mark; empty when there is none. */
    readonly quote: string;
    /** What stands before a quotation mark inside a quoted cell: the mark itself, or a backslash. */
    readonly escape: string;
    readonly header: boolean;
    /** Lines above the header (or the first row) that are not part of the table. */
    readonly skippedLines: number;
    readonly decimal: '.' | ',';
    /** Rows with too few cells were filled up, those with too many left out. */
    readonly tolerant: boolean;
  } | null;
  /** JSON that is one array of objects instead of one object a line. */
  readonly jsonArray: boolean;
  /** Texts that were read as missing, beside the empty cell. */
  readonly missingValues: readonly string[];
  /** True when names of columns are not those of the file, because it repeats or leaves out some. */
  readonly renamed: boolean;
  /**
   * Columns of numbers and dates that were made of texts cell by cell. `dateFormat` is a format of `strptime`, or `ISO 8601` for
   * timestamps with a zone or fractions; `null` for numbers.
   */
  readonly converted: readonly { readonly column: string; readonly dateFormat: string | null }[];
}

/** What was found about the file as a whole. */
export interface DatasetInfo {
  readonly path: string;
  readonly format: DatasetFormat;
  /** `null` for formats without one. */
  readonly delimiter: string | null;
  /** WHATWG label (`utf-8`, `utf-16le`, `euc-kr`, `shift_jis`, `windows-1252`); `null` for binary formats. */
  readonly encoding: string | null;
  /** `gzip`, `zstd` or `null`. */
  readonly compression: 'gzip' | 'zstd' | null;
  readonly rows: number;
  readonly columns: number;
  readonly sizeBytes: number;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string;
  /** Rows that repeat an earlier row in every column (pandas `duplicated().sum()`); `null` when not counted. */
  readonly duplicateRows: number | null;
  /** Missing values in all columns together; `null` when not counted. */
  readonly missingCells: number | null;
  /** How the file was read; absent where a document was made by an older version. */
  readonly reading?: DatasetReading;
  /** How the file was prepared, when it was and the record lies beside it. */
  readonly lineage?: LineageState;
  /** False when the statistics come from a sample of the rows. */
  readonly exact: boolean;
  /** Rows the statistics were computed on. */
  readonly sampledRows: number;
}

/** Something wrong with the data that did not stop the reading. */
export interface DataIssue {
  readonly code:
    | 'RAGGED_ROW'
    | 'DUPLICATE_COLUMN_NAME'
    | 'EMPTY_COLUMN_NAME'
    | 'WRONG_EXTENSION'
    | 'ENCODING_GUESSED'
    | 'ENCODING_ERRORS'
    | 'UNPARSED_VALUE'
    | 'OVERRIDE_UNKNOWN_COLUMN'
    | 'OVERRIDE_NOT_APPLIED'
    | 'TARGET_MISSING_VALUES'
    | 'FILE_GROWS';
  readonly message: string;
  /** 1-based line or record of the file; `null` when the issue concerns the whole file. */
  readonly row: number | null;
  readonly column: string | null;
}
