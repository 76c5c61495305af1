import type { DatasetRequest } from './dataset';

/** One step of cleaning a table. Steps are applied in order and written as a script; nothing is changed in place. */
export type CleaningStep =
  | { readonly kind: 'dropColumns'; readonly columns: readonly string[] }
  /** Keeps the first of rows that are equal in every column. */
  | { readonly kind: 'dropDuplicateRows' }
  /** Drops the rows where any of the columns is missing. */
  | { readonly kind: 'dropMissingRows'; readonly columns: readonly string[] }
  /** Fills missing values. The fill is computed on the whole table: for training, imputing inside the folds is better. */
  | {
      readonly kind: 'impute';
      readonly column: string;
      readonly with: 'mean' | 'median' | 'mode' | { readonly value: string | number };
    }
  /** Values that cannot be cast become missing. */
  | {
      readonly kind: 'cast';
      readonly column: string;
      readonly to: 'number' | 'text' | 'dateTime' | 'boolean';
    }
  | { readonly kind: 'treatAsMissing'; readonly column: string; readonly values: readonly string[] }
  /** Replaces each of the spellings by `value`. */
  | {
      readonly kind: 'mergeSpellings';
      readonly column: string;
      readonly spellings: readonly string[];
      readonly value: string;
    };

/**
 * Where a prepared file comes from. Kept beside the output as `OUT.lineage.json`, with paths relative to the output's folder
 * so that a project can be moved; absolute in documents.
 */
export interface Lineage {
  readonly script: {
    readonly path: string;
    readonly sha256: string;
    readonly language: 'sql' | 'typescript' | 'javascript';
    /** Files of one's own that the script imports. */
    readonly imports?: readonly { readonly path: string; readonly sha256: string }[];
  };
  readonly inputs: readonly {
    /** Name of the table in the script. */
    readonly name: string;
    readonly path: string;
    readonly sha256: string;
    readonly rows: number;
    readonly sizeBytes: number;
    /** ISO 8601. With the size it shows, without reading the file, that nothing has changed. */
    readonly modifiedAt: string;
    /** Where the input itself comes from, when it was prepared. */
    readonly lineage?: Lineage;
  }[];
  readonly output: { readonly path: string; readonly sha256: string; readonly rows: number };
  /** ISO 8601. */
  readonly createdAt: string;
  readonly productVersion: string;
  readonly engine: string;
}

/** Request to run a preparation script. */
export interface PrepareParams {
  /** Absolute path of a `.sql`, `.ts` or `.js` file. */
  readonly script: string;
  readonly inputs: readonly DatasetRequest[];
  /** Absolute path of a `.parquet`, `.csv` or `.tsv` file. */
  readonly output: string;
  /** Replace an existing output; without it that is an error. */
  readonly overwrite?: boolean;
  readonly memory?: string;
  readonly threads?: number;
}

/** The `prepare` document of the command line. */
export interface PrepareResult {
  readonly output: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly storageType: string }[];
  readonly sizeBytes: number;
  readonly lineage: Lineage;
  /** What the script printed, line by line. */
  readonly log: readonly string[];
}

/** Request for the script that does some cleaning steps. */
export interface CleaningScriptParams {
  readonly dataset: DatasetRequest;
  readonly steps: readonly CleaningStep[];
  readonly memory?: string;
  readonly threads?: number;
}

/** A script as text, and what it does to the table. */
export interface CleaningScript {
  readonly sql: string;
  /** Name of the input table in the script. */
  readonly input: string;
}

/** State of a prepared file against its lineage. */
export interface LineageState {
  readonly lineage: Lineage;
  /** What no longer fits: a changed script, a changed or missing input, another output; empty when all is as recorded. */
  readonly stale: readonly string[];
}
