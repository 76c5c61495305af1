import type { DataIssue } from '../../protocol';
import type { NumberFacts } from './columnFacts';
import type { StorageType } from './dataset';

/** How many values a column of numbers has, and from where to where. */
export type ValueRange = Pick<NumberFacts, 'count' | 'lowest' | 'highest'>;

/** How one column of a loaded table changes. */
export interface Change {
  readonly storage: StorageType;
  /** The new value; `null` when it stays as it is. */
  readonly expression: string | null;
  readonly note?: string;
  /** Of a date made of text: its format for `strptime`, or `ISO 8601`. */
  readonly dateFormat?: string;
  /** Declared type of the lists, maps or structs that the texts are the JSON of. */
  readonly nested?: string;
  readonly range?: ValueRange;
  readonly issues?: readonly DataIssue[];
}

/** Changes by the column's SQL name. */
export type Changes = readonly (readonly [string, Change])[];

/** Why a column of integers is text. */
export const bigIntegerNote =
  'its integers are beyond 2^53 and are kept as text so that no digit is lost';
