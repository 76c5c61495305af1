import { CuvetteError, type PrepareResult } from '../../protocol';
import type { DuckDBSession } from '../data/duckdb';
import { sqlLiteral } from '../data/sqlText';
import type { OutputFormat } from './outputFile';

/** What was written. */
export interface WrittenTable {
  readonly rows: number;
  readonly columns: PrepareResult['columns'];
}

/** Options of {@link writeTable}. */
export interface WriteTableOptions {
  readonly file: string;
  readonly format: OutputFormat;
  /** Texts to be kept in a Parquet file, by key; other formats have no place for them. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** What stands before the query in the statement that writes it; errors count from there. */
export const writePrefix = 'COPY (\n';

const formats: Readonly<Record<OutputFormat, string>> = {
  parquet: 'FORMAT parquet, COMPRESSION zstd',
  csv: 'FORMAT csv, HEADER',
  tsv: "FORMAT csv, HEADER, DELIMITER '\t'",
};

/**
 * Writes the rows of a query as a file: Parquet compressed with zstd, or UTF-8 text with a header, where a missing value is an
 * empty field and an empty text is `""`. Without rows the file is of no use to anybody.
 *
 * @throws {CuvetteError} DATA_NO_ROWS; what the session throws.
 */
export async function writeTable(
  session: DuckDBSession,
  query: string,
  { file, format, metadata, signal }: WriteTableOptions,
): Promise<WrittenTable> {
  const target = sqlLiteral(file);
  const pairs = Object.entries(metadata).map(([key, value]) => `${key}: ${sqlLiteral(value)}`);
  const options = [
    formats[format],
    'USE_TMP_FILE false',
    ...(format === 'parquet' ? [`KV_METADATA {${pairs.join(', ')}}`] : []),
  ].join(', ');
  const described = await session.query(`DESCRIBE (\n${query}\n)`, signal);
  const columns = described.map((row) => ({
    name: String(row['column_name']),
    storageType: String(row['column_type']),
  }));
  const [answer] = await session.query(
    `${writePrefix}${query}\n) TO ${target} (${options})`,
    signal,
  );
  const count = answer?.['Count'];
  const rows = typeof count === 'number' ? count : await countRows(session, query, signal);
  if (rows === 0) {
    throw new CuvetteError(
      'DATA_NO_ROWS',
      "The script's result has no rows; nothing was written.",
      {
        hint: 'Check its conditions and joins.',
      },
    );
  }
  return { rows, columns };
}

/** A PIVOT is several statements, which give no count. */
async function countRows(
  session: DuckDBSession,
  query: string,
  signal?: AbortSignal,
): Promise<number> {
  const [row] = await session.query(`SELECT count(*) AS n FROM (\n${query}\n)`, signal);
  return Number(row?.['n']);
}
