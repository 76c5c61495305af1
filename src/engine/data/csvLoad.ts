import type { DataIssue } from '../../protocol';
import { attemptReading, unreadable, type CsvOutcome, type CsvTarget } from './csvAttempt';
import type { CsvDialect } from './csvDialect';
import { planReading, type CsvPlan, type CsvSource } from './csvPlan';
import { canBeNull, csvReaderCall, csvReaderSql, type CsvReading } from './csvReader';
import type { LoadedTable } from './loadedTable';
import { raggedRowIssues, type RejectedRow } from './rejectedRows';

/** A delimited file in a table, and how it was written. */
export interface LoadedCsv extends LoadedTable {
  readonly dialect: CsvDialect;
}

/** The file is not in UTF-8 after all; its sample was. */
export interface NotUtf8 {
  /** Byte near which the first wrong sequence is. */
  readonly invalidUtf8At: number;
}

/** Loads of one file at most; each one knows more than the one before. */
const attemptLimit = 12;
const longestLineLimit = 2 ** 30;

/**
 * Loads a delimited file into a table. Separators and storage are guessed from a sample; then all rows are read, and
 * where a row contradicts the guess, the guess is corrected and the file is read again.
 *
 * @throws {CuvetteError} DATA_NO_ROWS; DATA_UNREADABLE; CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function loadCsv(source: CsvSource, target: CsvTarget): Promise<LoadedCsv | NotUtf8> {
  const plan = await planReading(source);
  const scan = target.scan(plan.dialect.delimiter + plan.dialect.quote);
  scan.catch(() => undefined);
  let reading = plan.reading;
  let ragged: readonly RejectedRow[] = [];
  let codesKnown = false;
  for (let attempt = 1; attempt <= attemptLimit; attempt++) {
    const outcome = await attemptReading(source, reading, plan, target);
    if (outcome.ragged.length > 0 && !reading.tolerant) ragged = outcome.ragged;
    const corrected = correctReading(reading, outcome, plan, source);
    if (corrected !== undefined && !outcome.failed && !outcome.badEncoding) {
      reading = corrected;
      continue;
    }
    const { invalidUtf8At, digitCodes } = await scan;
    if (invalidUtf8At !== null) return { invalidUtf8At };
    const codes =
      corrected === undefined && digitCodes && !codesKnown
        ? await columnsOfCodes(source, reading, outcome, plan, target)
        : [];
    if (corrected === undefined && codes.length === 0) {
      return describeLoaded(source, reading, plan, outcome, target.table, ragged);
    }
    codesKnown ||= corrected === undefined;
    reading = corrected ?? asText(reading, codes);
  }
  throw unreadable(
    source.file,
    'its rows contradict each other too often to settle how it is written',
  );
}

/** The reading with what the outcome taught, or `undefined` when it taught nothing new. */
function correctReading(
  reading: CsvReading,
  outcome: CsvOutcome,
  { wanted }: CsvPlan,
  source: CsvSource,
): CsvReading | undefined {
  if (outcome.tooLong) {
    const longestLineBytes = reading.longestLineBytes * 8;
    if (longestLineBytes > longestLineLimit)
      throw unreadable(source.file, 'a row is longer than 1 GB');
    return { ...reading, longestLineBytes };
  }
  if (outcome.failed || (outcome.ragged.length > 0 && !reading.tolerant)) {
    return { ...correctCasts(reading, outcome.casts, source), tolerant: true };
  }
  if (outcome.casts.length > 0) return correctCasts(reading, outcome.casts, source);
  const inexact = [...outcome.numbers].flatMap(([j, { fractional, largest }]) => {
    if (wanted[j] === 'numeric') return [];
    return (fractional ? wanted[j] !== undefined : largest >= 2 ** 53) ? [j] : [];
  });
  return inexact.length > 0 ? asText(reading, inexact) : undefined;
}

function correctCasts(
  reading: CsvReading,
  casts: readonly RejectedRow[],
  { missingValues }: CsvSource,
): CsvReading {
  const isMissing = (value: string): boolean =>
    missingValues.includes(value) && canBeNull(value, reading.dialect);
  const values = new Set(
    casts.flatMap(({ value }) => (value !== null && isMissing(value) ? [value] : [])),
  );
  const wrong = casts.filter(({ value }) => value === null || !isMissing(value));
  const columns = wrong.flatMap(({ column }) => (column === null ? [] : [column]));
  return { ...asText(reading, columns), missing: [...new Set([...reading.missing, ...values])] };
}

function asText(reading: CsvReading, columns: readonly number[]): CsvReading {
  return {
    ...reading,
    storage: reading.storage.map((type, j) => (columns.includes(j) ? 'VARCHAR' : type)),
  };
}

/** Columns of whole numbers that the file writes with leading zeros or underscores: codes, whose text must be kept. */
async function columnsOfCodes(
  source: CsvSource,
  reading: CsvReading,
  { numbers }: CsvOutcome,
  { wanted }: CsvPlan,
  { duckdb, signal }: CsvTarget,
): Promise<number[]> {
  const whole = [...numbers].flatMap(([j, { fractional }]) =>
    fractional || wanted[j] === 'numeric' ? [] : [j],
  );
  if (whole.length === 0) return [];
  const session = await duckdb.connect();
  try {
    const checks = whole.map(
      (j) => `bool_or(regexp_matches(c${j}, '^[+-]?(0[0-9]|[0-9]+_)')) AS c${j}`,
    );
    const reader = csvReaderSql(source.content, asText(reading, whole));
    const [row] = await session.query(`SELECT ${checks.join(', ')} FROM ${reader}`, signal);
    return whole.filter((j) => row?.[`c${j}`] === true);
  } finally {
    session.close();
  }
}

function describeLoaded(
  source: CsvSource,
  reading: CsvReading,
  { dialect, names, guesses, wanted }: CsvPlan,
  outcome: CsvOutcome,
  table: string,
  ragged: readonly RejectedRow[],
): LoadedCsv {
  const lost = new Set(outcome.ragged.map(({ record }) => record));
  return {
    table,
    dialect,
    columns: names.names.map((name, j) => ({
      name,
      sql: `c${j}`,
      storage: reading.storage[j]!,
      wanted: wanted[j],
      facts: outcome.numbers.get(j),
      dateFormats: guesses[j]!.present === 0 ? 'unknown' : guesses[j]!.dateFormats,
      mayBeNumeric: guesses[j]!.present === 0 || guesses[j]!.numberShare >= 0.9,
    })),
    issues: [
      ...preambleIssues(dialect),
      ...names.issues,
      ...raggedRowIssues(ragged, dialect.width, lost),
    ],
    decimal: dialect.decimal,
    delimited: {
      quote: dialect.quote,
      escape: dialect.escape,
      header: dialect.header,
      skippedLines: dialect.skippedLines,
      decimal: dialect.decimal,
      tolerant: reading.tolerant,
    },
    jsonArray: false,
    missingValues: source.missingValues,
    recordsBefore: dialect.skippedLines + (dialect.header ? 1 : 0),
    readerCall: csvReaderCall(source.file, reading, source.encoding),
  };
}

function preambleIssues({ skippedLines }: CsvDialect): DataIssue[] {
  if (skippedLines === 0) return [];
  const subject =
    skippedLines === 1 ? 'The first line stands' : `The first ${skippedLines} lines stand`;
  const message = `${subject} above the table and ${skippedLines === 1 ? 'was' : 'were'} left out.`;
  return [{ code: 'RAGGED_ROW', message, row: 1, column: null }];
}
