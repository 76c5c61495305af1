import type { ColumnType, DataIssue, DatasetReading } from '../../protocol';
import type { NumberFacts } from './columnFacts';
import type { DateFormat } from './valueFormats';

/** A column as it stands in a freshly loaded table, before its storage is settled. */
export interface LoadedColumn {
  readonly name: string;
  readonly sql: string;
  /** DuckDB's type, as DESCRIBE writes it. */
  readonly storage: string;
  /** What a person says the column is. */
  readonly wanted: ColumnType | undefined;
  /** Declared type of lists, maps and structs that are loaded as their JSON text already. */
  readonly nested?: string | undefined;
  /** Date formats worth trying on a VARCHAR column; `unknown` when no value has been seen yet. */
  readonly dateFormats: readonly DateFormat[] | 'unknown';
  /** Of a DOUBLE column, where they are known already. */
  readonly facts?: NumberFacts | undefined;
  /** True for a VARCHAR column that may turn out to be numbers, or to be numbers but for a few values. */
  readonly mayBeNumeric: boolean;
}

/** A file in a table of the engine, with the columns c0, c1, …. */
export interface LoadedTable {
  readonly table: string;
  readonly columns: readonly LoadedColumn[];
  readonly issues: readonly DataIssue[];
  readonly decimal: '.' | ',';
  /** Of delimited text: how it is written; `null` for typed formats. */
  readonly delimited: DatasetReading['delimited'];
  readonly jsonArray: boolean;
  /** Cell texts that are to become NULL where they are left. */
  readonly missingValues: readonly string[];
  /** Records before the first row: the header and what stands above it. */
  readonly recordsBefore: number;
  /** The file as a FROM clause for people. */
  readonly readerCall: string;
}
