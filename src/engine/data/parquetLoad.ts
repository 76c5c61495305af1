import path from 'node:path';
import { CuvetteError } from '../../protocol';
import { uniqueColumnNames } from './csvHeader';
import type { DuckDBSession } from './duckdb';
import type { TypedSource } from './jsonLoad';
import type { LoadedTable } from './loadedTable';
import { sqlPath } from './sqlText';

/**
 * Loads a Parquet file into a table. Column types are the file's; lists, structs and maps become their JSON text later.
 *
 * @throws {CuvetteError} DATA_UNREADABLE for a damaged file; CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function loadParquet(
  session: DuckDBSession,
  source: TypedSource,
): Promise<LoadedTable> {
  const { content, file, table, signal } = source;
  const from = `read_parquet(${sqlPath(content)}, hive_partitioning = false)`;
  const load = async (): Promise<LoadedTable> => {
    const described = await session.query(`DESCRIBE SELECT * FROM ${from}`, signal);
    const original = await topLevelNames(session, content, signal);
    const shown = described.map((row) => String(row['column_name']));
    const { names, issues } = uniqueColumnNames(
      original.length === shown.length ? original : shown,
    );
    const columns = names.map((_, j) => `c${j}`).join(', ');
    await session.run(
      `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${from} AS r(${columns})`,
      signal,
    );
    return {
      table,
      columns: names.map((name, j) => ({
        name,
        sql: `c${j}`,
        storage: String(described[j]!['column_type']),
        wanted: Object.hasOwn(source.types, name) ? source.types[name] : undefined,
        dateFormats: [],
        mayBeNumeric: false,
      })),
      issues,
      decimal: '.',
      delimited: null,
      jsonArray: false,
      missingValues: source.missingValues,
      recordsBefore: 0,
      readerCall: `read_parquet(${sqlPath(file)})`,
    };
  };
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof CuvetteError) || error.code !== 'INTERNAL') throw error;
    throw new CuvetteError(
      'DATA_UNREADABLE',
      `${path.basename(file)} is not a whole Parquet file: its footer or its data is damaged.`,
      {
        hint: 'Copy or write the file again; an interrupted download looks like this.',
        details: { path: file, reason: error.details?.['engineMessage'] },
        cause: error,
      },
    );
  }
}

/** The file's own column names; the SQL engine renames those that differ only in case. */
async function topLevelNames(
  session: DuckDBSession,
  content: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const nodes = await session.query(
    `SELECT name, coalesce(num_children, 0) AS children FROM parquet_schema(${sqlPath(content)})`,
    signal,
  );
  const names: string[] = [];
  let below = 0;
  for (const node of nodes.slice(1)) {
    if (below === 0) names.push(String(node['name']));
    else below--;
    below += Number(node['children']);
  }
  return names;
}
