import type { AlertThresholds, ColumnType, DataIssue, DatasetInfo } from '../../protocol';

/** How the SQL engine holds a column. */
export type StorageType = 'BIGINT' | 'DOUBLE' | 'VARCHAR' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP';

/** A column of an opened data set. */
export interface DatasetColumn {
  /** As in the file's header; made unique with a suffix and an issue where the file repeats or leaves out a name. */
  readonly name: string;
  readonly index: number;
  /** The column's identifier in SQL: `c0`, `c1`, … Names from the file never appear in SQL. */
  readonly sql: string;
  /**
   * Storage type in the SQL engine: one of BIGINT (within ±2^53), DOUBLE, VARCHAR, BOOLEAN, DATE, TIMESTAMP (UTC).
   * `numeric` columns are BIGINT or DOUBLE, `dateTime` ones DATE or TIMESTAMP, `text` ones VARCHAR; the others may be any,
   * and their labels are `CAST(c AS VARCHAR)`.
   */
  readonly storageType: StorageType;
  readonly type: ColumnType;
  readonly typeReason: string;
  /** Of a `nested` column, whose storage is its values as JSON: their declared type, e.g. `STRUCT(a BIGINT)[]`, or `JSON`. */
  readonly declaration?: string;
}

/** Some rows of a query whose columns are all numbers. */
export interface ColumnChunk {
  readonly rows: number;
  /** Copies a column's values to `target` from `offset` on. The query must leave no NULL in it. */
  copyNumbers(column: number, target: Float64Array | Int32Array, offset: number): void;
}

/**
 * One row of a query's answer. BIGINT and DECIMAL arrive as number (exactly, or DATA_UNREADABLE), HUGEINT (sums
 * of integers) as the nearest double, DATE and TIMESTAMP as ISO 8601 text.
 */
export type SqlRow = Readonly<Record<string, SqlValue>>;
/** A value of a {@link SqlRow}. */
export type SqlValue = null | boolean | number | string | readonly SqlValue[];

/**
 * An opened data set: a relation in a SQL engine that can be asked for aggregates. Nothing above `data/` assumes that its
 * rows fit in memory; whoever needs rows in memory asks for a frame.
 */
export interface Dataset {
  readonly info: DatasetInfo;
  readonly columns: readonly DatasetColumn[];
  readonly issues: readonly DataIssue[];
  /** What stands after FROM: a table or view whose columns are the `sql` identifiers. */
  readonly relation: string;
  /** SQL of a row's number in the data, 1-based, the header not counted; also where the relation is a sample of the rows. */
  readonly rowNumber: string;
  /** The file as a FROM clause that a person can paste into DuckDB, e.g. `read_csv('/data/x.csv', delim=';')`. */
  readonly readerCall: string;
  /** Thresholds of alerts that a person has set for this file. */
  readonly thresholds: AlertThresholds;
  /**
   * Runs a query to its end.
   *
   * @throws {CuvetteError} CANCELLED when `signal` aborts while it runs; OUT_OF_MEMORY; DISK_FULL.
   */
  query(sql: string, signal?: AbortSignal): Promise<readonly SqlRow[]>;
  /**
   * Runs a query whose columns are all numbers and hands its rows over, chunk by chunk in the relation's order.
   *
   * @throws {CuvetteError} as {@link Dataset.query}.
   */
  scan(sql: string, consume: (chunk: ColumnChunk) => void, signal?: AbortSignal): Promise<void>;
  /** Releases the connection and temporary files. */
  close(): Promise<void>;
}
