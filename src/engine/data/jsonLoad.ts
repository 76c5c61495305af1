import path from 'node:path';
import { CuvetteError, type ColumnType, type DataIssue } from '../../protocol';
import { numberFacts } from './columnFacts';
import type { DuckDBSession } from './duckdb';
import type { LoadedTable } from './loadedTable';
import { isNestedType } from './nestedType';
import { readBytes } from './sourceFile';
import { sqlLiteral, sqlPath } from './sqlText';

/** A file of a typed format and where it is loaded to. */
export interface TypedSource {
  /** The file to read: the person's own, or a decompressed copy. */
  readonly content: string;
  /** The file as the person named it. */
  readonly file: string;
  readonly types: Readonly<Record<string, ColumnType>>;
  /** Texts that a person says mean "missing". */
  readonly missingValues: readonly string[];
  readonly table: string;
  readonly signal?: AbortSignal | undefined;
}

const largestObject = 256 * 1024 * 1024;
const numberStorage = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DOUBLE|BOOLEAN)$/;

/**
 * Loads JSON Lines, or an array of objects, into a table: one column per key of any object, in order of appearance.
 * Objects and arrays inside become their JSON text. Keys that differ only in case cannot be told apart by the SQL engine's
 * reader; the later ones get a suffix and an issue.
 *
 * @throws {CuvetteError} DATA_UNREADABLE with the line of broken JSON; CANCELLED; OUT_OF_MEMORY; DISK_FULL.
 */
export async function loadJsonLines(
  session: DuckDBSession,
  source: TypedSource,
): Promise<LoadedTable> {
  const { table, signal, file } = source;
  const detected = await readingJson(file, () =>
    session.query(`DESCRIBE SELECT * FROM ${reader(source.content)}`, signal),
  );
  const keys = detected.map((row) => String(row['column_name']));
  const types = detected.map((row) => String(row['column_type']));
  const storage = types.map((type) => (numberStorage.test(type) ? type : 'VARCHAR'));
  const clashing = clashingKeys(keys);
  const load = async (): Promise<void> => {
    const columns = keys.map((key, j) => `${sqlLiteral(key)}: '${storage[j]}'`).join(', ');
    const from =
      clashing.length > 0
        ? reader(source.content)
        : reader(source.content, `columns = {${columns}}`);
    const names = keys.map((_, j) => `c${j}`).join(', ');
    await session.run(
      `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${from} AS r(${names})`,
      signal,
    );
  };
  await readingJson(file, load);
  const beyond = clashing.length > 0 ? [] : await beyondDouble(session, source, keys, storage);
  if (beyond.length > 0) {
    for (const j of beyond) storage[j] = 'VARCHAR';
    await readingJson(file, load);
  }
  return {
    table,
    columns: keys.map((key, j) => ({
      name: key,
      sql: `c${j}`,
      storage: clashing.length > 0 ? types[j]! : storage[j]!,
      wanted: Object.hasOwn(source.types, key) ? source.types[key] : undefined,
      nested: clashing.length === 0 && isNestedType(types[j]!) ? types[j] : undefined,
      dateFormats: 'unknown',
      mayBeNumeric: beyond.includes(j),
    })),
    issues: clashing.map(clashIssue),
    decimal: '.',
    delimited: null,
    jsonArray: /^\uFEFF?\s*\[/.test((await readBytes(source.content, 0, 64)).toString('utf8')),
    missingValues: source.missingValues,
    recordsBefore: 0,
    readerCall: `read_json(${sqlPath(file)})`,
  };
}

function reader(content: string, columns?: string): string {
  const detection =
    'sample_size = -1, maximum_depth = 4, map_inference_threshold = -1, field_appearance_threshold = 0';
  return (
    `read_json(${sqlPath(content)}, format = 'auto', records = true, hive_partitioning = false, ` +
    `maximum_object_size = ${largestObject}, ${columns ?? detection})`
  );
}

/** Keys that the SQL engine renamed because another one differs only in case. */
function clashingKeys(keys: readonly string[]): string[] {
  const lower = new Set(keys.map((key) => key.toLowerCase()));
  return keys.filter((key) => {
    const stem = /^(.*)_\d+$/s.exec(key)?.[1];
    if (stem === undefined || !lower.has(stem.toLowerCase())) return false;
    return !keys.includes(stem);
  });
}

function clashIssue(name: string): DataIssue {
  const message = `The key "${name.replace(/_\d+$/, '')}" differs from another one only in case; it is called "${name}".`;
  return { code: 'DUPLICATE_COLUMN_NAME', message, row: null, column: name };
}

async function beyondDouble(
  session: DuckDBSession,
  { table, signal, types }: TypedSource,
  keys: readonly string[],
  storage: readonly string[],
): Promise<number[]> {
  const columns = storage.flatMap((type, j) =>
    type === 'DOUBLE' && types[keys[j]!] !== 'numeric' ? [j] : [],
  );
  const facts = await numberFacts(
    session,
    table,
    columns.map((j) => ({ sql: `c${j}`, fractional: false })),
    signal,
  );
  return columns.filter((_, k) => !facts[k]!.fractional && facts[k]!.largest >= 2 ** 53);
}

async function readingJson<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CuvetteError) || error.code !== 'INTERNAL') throw error;
    const message = String(error.details?.['engineMessage']);
    const broken = /in line (\d+): ([^.\n]+)/.exec(message);
    const reason =
      broken !== null
        ? `line ${broken[1]} is not valid JSON (${broken[2]})`
        : message.includes('expected records')
          ? 'it holds JSON values that are not objects'
          : (message.split('\n', 1)[0] ?? message);
    throw new CuvetteError(
      'DATA_UNREADABLE',
      `${path.basename(file)} could not be read: ${reason}.`,
      {
        hint: 'Each line must be one JSON object, such as {"age": 41, "city": "Bonn"}.',
        details: { path: file, line: broken === null ? null : Number(broken[1]) },
        cause: error,
      },
    );
  }
}
