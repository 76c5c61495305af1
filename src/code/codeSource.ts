import { type ColumnProfile, type DatasetInfo } from '../protocol';

/** Languages that a view of the data can be copied in. */
export const codeLanguages = ['sql', 'pandas', 'polars'] as const;
/** One of {@link codeLanguages}. */
export type CodeLanguage = (typeof codeLanguages)[number];

/** What is asked about a column to write code for it; any column profile is one. */
export type CodeColumn = Pick<ColumnProfile, 'name' | 'type' | 'storageType'> &
  Partial<Pick<ColumnProfile, 'categorical' | 'text' | 'numeric'>>;

/** A data set that code is written for, with all its columns in the order of the file. */
export interface CodeSource {
  readonly dataset: Pick<DatasetInfo, 'path' | 'format' | 'delimiter' | 'encoding' | 'reading'> & {
    readonly rows: number | null;
  };
  readonly columns: readonly CodeColumn[];
}

/**
 * The columns with these names, in the order of the file; all when `names` is absent. Names the data set does not have
 * are left out.
 */
export function columnsNamed(
  { columns }: CodeSource,
  names?: readonly string[],
): readonly CodeColumn[] {
  if (names === undefined) return columns;
  const wanted = new Set(names);
  return columns.filter(({ name }) => wanted.has(name));
}

/** Whether the engine holds the column as numbers. */
export function isNumber({ storageType }: CodeColumn): boolean {
  return storageType === 'BIGINT' || storageType === 'DOUBLE';
}

/** Whether the engine holds the column as dates or timestamps. */
export function isDate({ storageType }: CodeColumn): boolean {
  return storageType === 'DATE' || storageType === 'TIMESTAMP';
}

const typedLook =
  /^\s*(?:[+-]?[.,]?\d.*|true|false|t|f|y|n|yes|no|[+-]?inf(?:inity)?|[+-]?nan)?\s*$/is;

/**
 * Whether a column of texts could be taken for numbers, dates or truth values by a reader that guesses types: every text that is
 * known of it looks like one, or none is known.
 */
export function isMistakable({ storageType, categorical, text }: CodeColumn): boolean {
  if (storageType !== 'VARCHAR') return false;
  const known = [...(categorical?.top.map(({ value }) => value) ?? []), ...(text?.examples ?? [])];
  return known.every((value) => typedLook.test(value));
}

/** How a converted column is written in the file: the `strptime` format of a date, `null` for numbers; `undefined` when it needs no conversion. */
export function conversionOf({ dataset }: CodeSource, name: string): string | null | undefined {
  return dataset.reading?.converted.find(({ column }) => column === name)?.dateFormat;
}

/** Stands in the place of a `strptime` format for timestamps of any ISO 8601 form. */
export const isoTimestamps = 'ISO 8601';
