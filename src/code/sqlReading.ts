import {
  columnsNamed,
  conversionOf,
  isMistakable,
  isoTimestamps,
  type CodeColumn,
  type CodeSource,
} from './codeSource';
import { sqlName, sqlPath, sqlText, wrapped } from './literals';

/** Rows that DuckDB's own guess of types looks at. */
const guessedRows = 20_000;
/** Formats that DuckDB's own cast to DATE or TIMESTAMP reads. */
const plainDates: readonly string[] = ['%Y-%m-%d', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M'];
const builtInEncodings: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
  'iso-8859-1': 'latin-1',
};

/**
 * The columns' names in DuckDB, where names that differ only in case are the same: later ones get the suffix that DuckDB's
 * own readers give them.
 */
export function sqlNames({ columns }: CodeSource): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { name } of columns) {
    let candidate = name;
    for (let k = 1; taken.has(candidate.toLowerCase()); k++) candidate = `${name}_${k}`;
    taken.add(candidate.toLowerCase());
    names.set(name, candidate);
  }
  return names;
}

/** A column's quoted name in DuckDB. */
export function sqlColumn(source: CodeSource, name: string): string {
  return sqlName(sqlNames(source).get(name) ?? name);
}

/**
 * `data` as the beginning of a DuckDB query: `WITH data AS (SELECT … FROM read_csv(…))`. Texts that only look like numbers
 * stay texts, dates are read in the file's format, and missing is what the profile counts as missing.
 *
 * @param names the columns that the query needs; all when absent
 */
export function sqlData(source: CodeSource, names?: readonly string[]): string {
  const columns = columnsNamed(source, names);
  const inSql = sqlNames(source);
  const made = columns.flatMap((column) => {
    const expression = convertedInSql(source, column, sqlName(inSql.get(column.name)!));
    return expression === null ? [] : [{ name: inSql.get(column.name)!, expression }];
  });
  const replaced = made.map(({ name, expression }) => `${expression} AS ${sqlName(name)}`);
  const replace = replaced.length === 0 ? '' : ` REPLACE (\n${wrapped(replaced, '    ')}\n  )`;
  const chosen =
    names === undefined
      ? `*${replace}`
      : columns
          .map(({ name }) => {
            const written = sqlName(inSql.get(name)!);
            const expression = made.find((item) => item.name === inSql.get(name))?.expression;
            return expression === undefined ? written : `${expression} AS ${written}`;
          })
          .join(', ');
  return `${preparation(source)}WITH data AS (\n  SELECT ${chosen}\n  FROM ${sqlReader(source, columns)}\n)`;
}

/** The file as a call of DuckDB's reader. */
function sqlReader(source: CodeSource, columns: readonly CodeColumn[]): string {
  const { dataset } = source;
  const file = sqlPath(dataset.path);
  if (dataset.format === 'parquet') return aliased(source, `read_parquet(${file})`);
  if (dataset.format === 'jsonl') return jsonReader(source, file);
  const { reading } = dataset;
  const how = reading?.delimited;
  const list = [file];
  if (dataset.delimiter !== null) list.push(`delim = ${sqlText(dataset.delimiter)}`);
  list.push(`header = ${how?.header ?? true}`);
  if (how !== undefined && how !== null && (how.quote !== '"' || how.escape !== '"')) {
    list.push(`quote = ${sqlText(how.quote)}`, `escape = ${sqlText(how.escape)}`);
  }
  if ((how?.skippedLines ?? 0) > 0) list.push(`skip = ${how!.skippedLines}`);
  if (how?.decimal === ',') list.push("decimal_separator = ','");
  if (how?.tolerant === true) {
    list.push('null_padding = true', 'strict_mode = false', 'ignore_errors = true');
  }
  const encoding = dataset.encoding ?? 'utf-8';
  if (encoding !== 'utf-8') list.push(`encoding = ${sqlText(duckdbEncoding(encoding))}`);
  const missing = (reading?.missingValues ?? []).filter(
    (text) => !/[\n\r"']/.test(text) && text !== '' && !text.includes(dataset.delimiter ?? ','),
  );
  if (missing.length > 0) list.push(`nullstr = [${['', ...missing].map(sqlText).join(', ')}]`);
  if (needsNames(source)) {
    list.push('auto_detect = false', `columns = ${typeStruct(source, source.columns)}`);
  } else {
    const pinned = columns.filter((column) => pinnedType(source, column) !== null);
    if (pinned.length > 0) list.push(`types = ${typeStruct(source, pinned)}`);
    if (dataset.rows === null || dataset.rows > guessedRows) list.push('sample_size = -1');
  }
  return `read_csv(\n${list.map((item) => `    ${item}`).join(',\n')}\n  )`;
}

function jsonReader(source: CodeSource, file: string): string {
  const typed = source.columns.some(
    (column) => isMistakable(column) || conversionOf(source, column.name) !== undefined,
  );
  const columns = typed ? `, columns = ${typeStruct(source, source.columns)}` : '';
  return `read_json(${file}, format = 'auto', records = true${columns})`;
}

function aliased(source: CodeSource, reader: string): string {
  if (!needsNames(source)) return reader;
  const names = [...sqlNames(source).values()].map(sqlName);
  return `${reader} AS file (\n${wrapped(names, '    ')}\n  )`;
}

/** Whether the file's own names cannot be used as they are. */
function needsNames(source: CodeSource): boolean {
  if (source.dataset.reading?.renamed === true) return true;
  return [...sqlNames(source)].some(([name, inSql]) => name !== inSql);
}

function typeStruct(source: CodeSource, columns: readonly CodeColumn[]): string {
  const inSql = sqlNames(source);
  const entries = columns.map(
    (column) =>
      `${sqlText(inSql.get(column.name)!)}: '${pinnedType(source, column) ?? column.storageType}'`,
  );
  const line = `{${entries.join(', ')}}`;
  return line.length <= 80 ? line : `{\n${wrapped(entries, '      ')}\n    }`;
}

/** The type that DuckDB must be told to read a column as; `null` where its own guess is right. */
function pinnedType(source: CodeSource, column: CodeColumn): string | null {
  const format = conversionOf(source, column.name);
  if (format !== undefined) {
    return format !== null && plainDates.includes(format) ? column.storageType : 'VARCHAR';
  }
  if (column.type === 'nested') return 'JSON';
  return isMistakable(column) ? 'VARCHAR' : null;
}

/** What makes the column's value of the one that is read; `null` when they are the same. */
function convertedInSql(source: CodeSource, column: CodeColumn, name: string): string | null {
  const { reading, format: fileFormat } = source.dataset;
  const format = conversionOf(source, column.name);
  if (format === undefined) {
    if (fileFormat === 'parquet' && isMistakable(column)) return `CAST(${name} AS VARCHAR)`;
    const missing = fileFormat === 'csv' ? [] : (reading?.missingValues ?? []);
    if (missing.length === 0 || column.storageType !== 'VARCHAR') return null;
    return `CASE WHEN ${name} NOT IN (${missing.map(sqlText).join(', ')}) THEN ${name} END`;
  }
  if (format === null) {
    const text = reading?.delimited?.decimal === ',' ? `replace(${name}, ',', '.')` : name;
    return `TRY_CAST(${text} AS ${column.storageType})`;
  }
  if (plainDates.includes(format)) return null;
  if (format === isoTimestamps) return `TRY_CAST(${name} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'`;
  const parsed = `try_strptime(trim(${name}), ${sqlText(format)})`;
  return column.storageType === 'DATE' ? `CAST(${parsed} AS DATE)` : parsed;
}

function preparation({ dataset }: CodeSource): string {
  const encoding = dataset.format === 'csv' ? (dataset.encoding ?? 'utf-8') : 'utf-8';
  if (Object.hasOwn(builtInEncodings, encoding)) return '';
  return `-- DuckDB reads ${encoding} with an extension.\nINSTALL encodings;\nLOAD encodings;\n\n`;
}

/** Names of the `encodings` extension, which follow those of ICU's tables. */
function duckdbEncoding(encoding: string): string {
  if (encoding === 'euc-kr') return 'windows-949-2000';
  if (/^windows-\d+$/.test(encoding)) return `${encoding}-2000`;
  return builtInEncodings[encoding] ?? encoding;
}
