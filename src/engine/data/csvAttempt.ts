import path from 'node:path';
import { CuvetteError } from '../../protocol';
import { numberFacts, type NumberFacts } from './columnFacts';
import type { CsvPlan, CsvSource } from './csvPlan';
import { csvReaderSql, type CsvReading } from './csvReader';
import type { DuckDB, DuckDBSession } from './duckdb';
import { readRejectedRows, type RejectedRow } from './rejectedRows';
import type { FileScan } from './scanFile';

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

/** What reading all rows in one way taught. */
export interface CsvOutcome {
  /** Rows with a wrong number of fields or stray quotes. */
  readonly ragged: readonly RejectedRow[];
  /** Values that are not numbers, in columns read as such. */
  readonly casts: readonly RejectedRow[];
  readonly tooLong: boolean;
  /** Whether a row is not UTF-8. */
  readonly badEncoding: boolean;
  /** Whether the reader gave up on the file as a whole. */
  readonly failed: boolean;
  /** Facts of the columns read as numbers, by position; empty when rows were rejected. */
  readonly numbers: ReadonlyMap<number, NumberFacts>;
}

const nothingWrong: CsvOutcome = {
  ragged: [],
  casts: [],
  tooLong: false,
  badEncoding: false,
  failed: false,
  numbers: new Map(),
};

const raggedKinds = ['MISSING COLUMNS', 'TOO MANY COLUMNS', 'UNQUOTED VALUE', 'INVALID STATE'];

/**
 * Loads a delimited file into the target's table in one way and reports what speaks against it.
 *
 * @throws {CuvetteError} DATA_UNREADABLE; CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function attemptReading(
  source: CsvSource,
  reading: CsvReading,
  plan: CsvPlan,
  target: CsvTarget,
): Promise<CsvOutcome> {
  const session = await target.duckdb.connect();
  try {
    target.onSession?.(session);
    const failed = await createTable(session, source, reading, target);
    if (failed) return { ...nothingWrong, failed };
    const rejected = await readRejectedRows(session);
    const ofKind = (kind: string): RejectedRow[] => rejected.filter((row) => row.kind === kind);
    const outcome: CsvOutcome = {
      ...nothingWrong,
      ragged: rejected.filter(({ kind }) => raggedKinds.includes(kind)),
      casts: ofKind('CAST'),
      tooLong: ofKind('LINE SIZE OVER MAXIMUM').length > 0,
      badEncoding: ofKind('INVALID ENCODING').length > 0,
    };
    const settled = outcome.casts.length === 0 && !outcome.tooLong && !outcome.badEncoding;
    return settled
      ? { ...outcome, numbers: await precision(session, reading, plan, target) }
      : outcome;
  } finally {
    session.close();
  }
}

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
  { guesses }: CsvPlan,
  { table, signal }: CsvTarget,
): Promise<ReadonlyMap<number, NumberFacts>> {
  const columns = storage.flatMap((type, j) => (type === 'DOUBLE' ? [j] : []));
  const looked = columns.map((j) => ({ sql: `c${j}`, fractional: guesses[j]!.fractional }));
  const facts = await numberFacts(session, table, looked, signal);
  return new Map(columns.map((j, k) => [j, facts[k]!]));
}

/** The error of a delimited file that cannot be read; `reason` ends its message. */
export function unreadable(file: string, reason: string, cause?: unknown): CuvetteError {
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
