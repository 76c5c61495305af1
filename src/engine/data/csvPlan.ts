import path from 'node:path';
import { CuvetteError, type ColumnType } from '../../protocol';
import { sniffDialect, type CsvDialect, type DialectHints } from './csvDialect';
import { uniqueColumnNames, type ColumnNames } from './csvHeader';
import { canBeNull, usualLineBytes, type CsvReading } from './csvReader';
import { parseCsvRecords } from './csvRecords';
import { headText, sampleFile, sliceRecords } from './csvSample';
import { guessColumns, type ColumnGuess } from './guessColumns';

/** A delimited text in UTF-8 and what is known about it. */
export interface CsvSource {
  /** The file to read: the person's own, or a decompressed or transcoded copy. */
  readonly content: string;
  readonly contentBytes: number;
  /** The file as the person named it. */
  readonly file: string;
  /** WHATWG label of the person's file. */
  readonly encoding: string;
  readonly hints: DialectHints;
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly missingValues: readonly string[];
}

/** What a sample says about a delimited file, and how to read it accordingly. */
export interface CsvPlan {
  readonly dialect: CsvDialect;
  readonly names: ColumnNames;
  readonly guesses: readonly ColumnGuess[];
  readonly wanted: readonly (ColumnType | undefined)[];
  readonly reading: CsvReading;
}

/**
 * Guesses separators, names and storage from a sample. The guess is checked on all rows by whoever reads them.
 *
 * @throws {CuvetteError} DATA_NO_ROWS for a header without rows; FILE_NOT_FOUND; FILE_UNREADABLE.
 */
export async function planReading(source: CsvSource): Promise<CsvPlan> {
  const sample = await sampleFile(source.content, source.contentBytes);
  const text = headText(sample);
  const dialect = sniffDialect(
    text.slice(0, 65_536),
    sample.complete && text.length <= 65_536,
    source.hints,
  );
  const { records } = parseCsvRecords(text, dialect, sample.complete);
  const before = dialect.skippedRecords + (dialect.header ? 1 : 0);
  if (sample.complete && records.length <= before) throw noRows(source.file, records.length);
  const rows = [...records.slice(before), ...sliceRecords(sample, dialect, dialect.width)];
  const guesses = guessColumns(rows, dialect.width, dialect.decimal, new Set(source.missingValues));
  const names = uniqueColumnNames(dialect.headerCells, dialect.header);
  const wanted = names.names.map((name) =>
    Object.hasOwn(source.types, name) ? source.types[name] : undefined,
  );
  const reading: CsvReading = {
    dialect,
    storage: guesses.map((guess, j) => (readsAsNumber(guess, wanted[j]) ? 'DOUBLE' : 'VARCHAR')),
    missing: [...new Set(guesses.flatMap(({ missing }) => [...missing]))].filter((text) =>
      canBeNull(text, dialect),
    ),
    tolerant: false,
    longestLineBytes: usualLineBytes,
  };
  return { dialect, names, guesses, wanted, reading };
}

/** Columns whose values are labels keep the file's text, except for whole numbers, which print as they were. */
function readsAsNumber(
  { present, numberShare, whole, blanks }: ColumnGuess,
  wanted: ColumnType | undefined,
): boolean {
  if (present === 0 || numberShare < 1 || blanks) return false;
  if (wanted === undefined || wanted === 'numeric') return true;
  return wanted !== 'text' && wanted !== 'dateTime' && whole;
}

function noRows(file: string, records: number): CuvetteError {
  const what = records === 0 ? 'only blank lines' : 'a header but no rows';
  return new CuvetteError('DATA_NO_ROWS', `${path.basename(file)} has ${what}.`, {
    hint: 'If its first line is data, set "header": false for it in cuvette.json.',
    details: { path: file },
  });
}
