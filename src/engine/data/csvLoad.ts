import path from 'node:path';
import { CuvetteError, type ColumnType } from '../../protocol';
import { numberFacts } from './columnFacts';
import { parseCsvRecords } from './csvRecords';
import { sniffDialect, type CsvDialect, type DialectHints } from './csvDialect';
import { uniqueColumnNames, type ColumnNames } from './csvHeader';
import { csvReaderCall, csvReaderSql, usualLineBytes, type CsvReading } from './csvReader';
import { headText, sampleFile, sliceRecords } from './csvSample';
import type { DuckDB, DuckDBSession } from './duckdb';
import { guessColumns, type ColumnGuess } from './guessColumns';
import type { LoadedTable } from './loadedTable';
import { raggedRowIssues, readRejectedRows, type RejectedRow } from './rejectedRows';
import type { FileScan } from './scanFile';

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

/** A delimited file in a table, and how it was written. */
export interface LoadedCsv extends LoadedTable {
  readonly dialect: CsvDialect;
}

/** The file is not in UTF-8 after all; its sample was. */
export interface NotUtf8 {
  /** Byte near which the first wrong sequence is. */
  readonly invalidUtf8At: number;
}

/** Where a delimited file is loaded to, and what to do beside. */
export interface CsvTarget {
  readonly duckdb: DuckDB;
  readonly table: string;
  /** Starts the pass over the bytes that runs beside the loading. */
  readonly scan: (separators: string) => Promise<FileScan>;
  /** Receives the session that loads, for its progress. */
  readonly onSession?: (session: DuckDBSession) => void;
  readonly signal?: AbortSignal | undefined;
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
    const outcome = await loadOnce(source, reading, target);
    if (outcome.ragged.length > 0 && !reading.tolerant) ragged = outcome.ragged;
    if (outcome.failed || outcome.encoding) {
      const { invalidUtf8At } = await scan;
      if (invalidUtf8At !== null) return { invalidUtf8At };
    }
    const corrected = correctReading(reading, outcome, plan, source);
    if (corrected !== undefined) {
      reading = corrected;
      continue;
    }
    const facts = await scan;
    if (facts.invalidUtf8At !== null) return { invalidUtf8At: facts.invalidUtf8At };
    const codes = codesKnown ? [] : await columnsOfCodes(source, reading, plan, target, facts);
    codesKnown = true;
    if (codes.length === 0) {
      const lost = new Set(outcome.ragged.map(({ record }) => record));
      return describeLoaded(source, reading, plan, target.table, ragged, lost);
    }
    reading = asText(reading, codes);
  }
  throw unreadable(
    source.file,
    'its rows contradict each other too often to settle how it is written',
  );
}

interface CsvPlan {
  readonly dialect: CsvDialect;
  readonly names: ColumnNames;
  readonly guesses: readonly ColumnGuess[];
  readonly wanted: readonly (ColumnType | undefined)[];
  readonly reading: CsvReading;
}

async function planReading(source: CsvSource): Promise<CsvPlan> {
  const sample = await sampleFile(source.content, source.contentBytes);
  const text = headText(sample);
  const dialect = sniffDialect(
    text.slice(0, 65_536),
    sample.complete && text.length <= 65_536,
    source.hints,
  );
  const { records } = parseCsvRecords(text, dialect, sample.complete);
  const before = recordsBefore(dialect, records);
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
    missing: [...new Set(guesses.flatMap(({ missing }) => [...missing]))],
    tolerant: false,
    longestLineBytes: usualLineBytes,
  };
  return { dialect, names, guesses, wanted, reading };
}

/** Columns whose values are labels keep the file's text, except for whole numbers, which print as they were. */
function readsAsNumber(
  { present, numberShare, whole }: ColumnGuess,
  wanted: ColumnType | undefined,
): boolean {
  if (present === 0 || numberShare < 1) return false;
  if (wanted === undefined || wanted === 'numeric') return true;
  return wanted !== 'text' && wanted !== 'dateTime' && whole;
}

function recordsBefore(dialect: CsvDialect, records: readonly (readonly string[])[]): number {
  const titles =
    dialect.skippedLines === 0 ? 0 : records.findIndex((r) => r.length >= dialect.width - 1);
  return Math.max(0, titles) + (dialect.header ? 1 : 0);
}

interface Outcome {
  readonly rows: number;
  /** Rows with a wrong number of fields or stray quotes. */
  readonly ragged: readonly RejectedRow[];
  /** Values that are not numbers, in columns read as such. */
  readonly casts: readonly RejectedRow[];
  readonly tooLong: boolean;
  /** Whether a row is not UTF-8. */
  readonly encoding: boolean;
  /** Whether the reader gave up on the file as a whole. */
  readonly failed: boolean;
  /** Columns of whole numbers beyond 2^53, which a double does not hold. */
  readonly beyondDouble: readonly number[];
  /** Columns with fractions. */
  readonly fractional: readonly number[];
}

async function loadOnce(
  source: CsvSource,
  reading: CsvReading,
  target: CsvTarget,
): Promise<Outcome> {
  const session = await target.duckdb.connect();
  try {
    target.onSession?.(session);
    const failed = await createTable(session, source, reading, target);
    if (failed) return { ...nothingWrong, rows: 0, failed };
    const rejected = await readRejectedRows(session);
    const ofKind = (kind: string): RejectedRow[] => rejected.filter((row) => row.kind === kind);
    const casts = ofKind('CAST');
    const tooLong = ofKind('LINE SIZE OVER MAXIMUM').length > 0;
    const encoding = ofKind('INVALID ENCODING').length > 0;
    const ragged = rejected.filter(({ kind }) => raggedKinds.includes(kind));
    if (casts.length > 0 || tooLong || encoding) {
      return { ...nothingWrong, rows: 0, casts, tooLong, encoding, ragged };
    }
    const [count] = await session.query(`SELECT count(*) AS n FROM ${target.table}`, target.signal);
    return {
      ...nothingWrong,
      ragged,
      rows: Number(count?.['n']),
      ...(await precision(session, reading, target)),
    };
  } finally {
    session.close();
  }
}

const raggedKinds = ['MISSING COLUMNS', 'TOO MANY COLUMNS', 'UNQUOTED VALUE', 'INVALID STATE'];

const nothingWrong: Omit<Outcome, 'rows'> = {
  ragged: [],
  casts: [],
  tooLong: false,
  encoding: false,
  failed: false,
  beyondDouble: [],
  fractional: [],
};

/** Returns true when the strict reader gave the file up, for instance because of mixed line ends. */
async function createTable(
  session: DuckDBSession,
  source: CsvSource,
  reading: CsvReading,
  { table, signal }: CsvTarget,
): Promise<boolean> {
  try {
    const reader = csvReaderSql(source.content, reading);
    await session.run(`CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${reader}`, signal);
    return false;
  } catch (error) {
    if (!(error instanceof CuvetteError) || error.code !== 'INTERNAL') throw error;
    if (!reading.tolerant) return true;
    const reason = String(error.details?.['engineMessage']).split('\n', 1)[0] ?? '';
    throw unreadable(source.file, reason.replace(/^[\w ]+ Error: /, ''), error);
  }
}

async function precision(
  session: DuckDBSession,
  { storage }: CsvReading,
  { table, signal }: CsvTarget,
): Promise<Pick<Outcome, 'beyondDouble' | 'fractional'>> {
  const columns = storage.flatMap((type, j) => (type === 'DOUBLE' ? [j] : []));
  const facts = await numberFacts(
    session,
    table,
    columns.map((j) => `c${j}`),
    signal,
  );
  return {
    beyondDouble: columns.filter(
      (_, k) => facts[k]!.fractional === 0 && facts[k]!.largest >= 2 ** 53,
    ),
    fractional: columns.filter((_, k) => facts[k]!.fractional > 0),
  };
}

/** The reading with what the outcome taught, or `undefined` when it taught nothing new. */
function correctReading(
  reading: CsvReading,
  outcome: Outcome,
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
  const labels = outcome.fractional.filter(
    (j) => wanted[j] !== undefined && wanted[j] !== 'numeric',
  );
  const exact = outcome.beyondDouble.filter((j) => wanted[j] !== 'numeric');
  return labels.length + exact.length > 0 ? asText(reading, [...labels, ...exact]) : undefined;
}

function correctCasts(
  reading: CsvReading,
  casts: readonly RejectedRow[],
  { missingValues }: CsvSource,
): CsvReading {
  const isMissing = (value: string): boolean =>
    value.trim() === '' || missingValues.includes(value);
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
  { wanted }: CsvPlan,
  { duckdb, table, signal }: CsvTarget,
  { digitCodes }: FileScan,
): Promise<number[]> {
  const numbers = reading.storage.flatMap((type, j) =>
    type === 'DOUBLE' && wanted[j] !== 'numeric' ? [j] : [],
  );
  if (!digitCodes || numbers.length === 0) return [];
  const session = await duckdb.connect();
  try {
    const facts = await numberFacts(
      session,
      table,
      numbers.map((j) => `c${j}`),
      signal,
    );
    const whole = numbers.filter((_, k) => facts[k]!.fractional === 0);
    if (whole.length === 0) return [];
    const found: number[] = [];
    const reader = csvReaderSql(source.content, asText(reading, whole));
    const checks = whole.map(
      (j) => `bool_or(regexp_matches(c${j}, '^[+-]?(0[0-9]|[0-9]+_)')) AS c${j}`,
    );
    const [row] = await session.query(`SELECT ${checks.join(', ')} FROM ${reader}`, signal);
    for (const j of whole) if (row?.[`c${j}`] === true) found.push(j);
    return found;
  } finally {
    session.close();
  }
}

function describeLoaded(
  source: CsvSource,
  reading: CsvReading,
  plan: CsvPlan,
  table: string,
  ragged: readonly RejectedRow[],
  lost: ReadonlySet<number>,
): LoadedCsv {
  const { dialect, names, guesses, wanted } = plan;
  return {
    table,
    dialect,
    columns: names.names.map((name, j) => ({
      name,
      sql: `c${j}`,
      storage: reading.storage[j]!,
      wanted: wanted[j],
      dateFormats: guesses[j]!.present === 0 ? 'unknown' : guesses[j]!.dateFormats,
      mayBeNumeric: guesses[j]!.present === 0 || guesses[j]!.numberShare >= 0.9,
    })),
    issues: [...names.issues, ...raggedRowIssues(ragged, dialect.width, lost)],
    decimal: dialect.decimal,
    missingValues: source.missingValues,
    recordsBefore: dialect.skippedLines + (dialect.header ? 1 : 0),
    readerCall: csvReaderCall(source.file, reading, source.encoding),
  };
}

function noRows(file: string, records: number): CuvetteError {
  const what = records === 0 ? 'only blank lines' : 'a header but no rows';
  return new CuvetteError('DATA_NO_ROWS', `${path.basename(file)} has ${what}.`, {
    hint: 'If its first line is data, set "header": false for it in cuvette.json.',
    details: { path: file },
  });
}

function unreadable(file: string, reason: string, cause?: unknown): CuvetteError {
  return new CuvetteError(
    'DATA_UNREADABLE',
    `${path.basename(file)} could not be read: ${reason}.`,
    {
      hint: 'Set its delimiter, encoding or header in cuvette.json beside the file.',
      details: { path: file },
      cause,
    },
  );
}
