import {
  columnsNamed,
  conversionOf,
  isMistakable,
  isNumber,
  isoTimestamps,
  type CodeColumn,
  type CodeSource,
} from './codeSource';
import { call, pythonList, pythonText } from './literals';
import { pythonEncoding } from './pythonEncoding';

/**
 * Lines of Python that read the file into the polars frame `data`, with the types and missing values of the profile.
 *
 * @param names the columns that are needed; all when absent
 */
export function polarsData(source: CodeSource, names?: readonly string[]): string[] {
  const columns = columnsNamed(source, names);
  const named = isRenamed(source);
  const conversions = columns.flatMap((column) => conversion(source, column, named));
  const lines = [`data = ${polarsReader(source, columns, names !== undefined && !named)}`];
  if (named && source.dataset.format !== 'parquet') {
    lines.push(`data.columns = ${pythonList(source.columns.map(({ name }) => name))}`);
  }
  if (conversions.length > 0) lines.push(`data = ${call('data.with_columns', conversions)}`);
  return lines;
}

function polarsReader(source: CodeSource, columns: readonly CodeColumn[], few: boolean): string {
  const { dataset } = source;
  const file = pythonText(dataset.path);
  const literal = /[*?[]/.test(dataset.path) ? ['glob=False'] : [];
  const chosen = few ? [`columns=${nameList(columns)}`] : [];
  if (dataset.format === 'parquet') return call('pl.read_parquet', [file, ...chosen, ...literal]);
  if (dataset.format === 'jsonl') {
    const reader = dataset.reading?.jsonArray === true ? 'pl.read_json' : 'pl.read_ndjson';
    return call(reader, [file, 'infer_schema_length=None']);
  }
  const how = dataset.reading?.delimited;
  const named = isRenamed(source);
  const args = [file];
  if (dataset.delimiter !== null && dataset.delimiter !== ',') {
    args.push(`separator=${pythonText(dataset.delimiter)}`);
  }
  const encoding = pythonEncoding(dataset.encoding ?? 'utf-8');
  if (encoding !== 'utf-8') args.push(`encoding=${pythonText(encoding)}`);
  if (how?.header === false) args.push('has_header=False');
  if ((how?.skippedLines ?? 0) > 0) args.push(`skip_lines=${how!.skippedLines}`);
  if (how?.quote === '') args.push('quote_char=None');
  else if (how !== undefined && how !== null && how.quote !== '"') {
    args.push(`quote_char=${pythonText(how.quote)}`);
  }
  if (how?.decimal === ',' && !named) args.push('decimal_comma=True');
  args.push(...chosen);
  args.push(...literal);
  const missing = dataset.reading?.missingValues ?? [];
  if (missing.length > 0) args.push(`null_values=${pythonList(['', ...missing], '    ')}`);
  if (how?.tolerant === true) args.push('truncate_ragged_lines=True');
  if (named) return call('pl.read_csv', [...args, 'infer_schema=False']);
  const texts = columns.filter(
    (column) => isMistakable(column) || conversionOf(source, column.name) !== undefined,
  );
  if (texts.length > 0) {
    const entries = texts.map(({ name }) => `${pythonText(name)}: pl.String`);
    args.push(`schema_overrides={${entries.join(', ')}}`);
  }
  return call('pl.read_csv', [...args, 'infer_schema_length=None']);
}

/** Whether names are given to the columns after reading; polars takes quotation marks in a header as they stand. */
function isRenamed({ dataset, columns }: CodeSource): boolean {
  if (dataset.reading?.renamed === true) return true;
  return dataset.format === 'csv' && columns.some(({ name }) => /["\r\n]/.test(name));
}

/** @param untyped whether every column was read as text */
function conversion(source: CodeSource, column: CodeColumn, untyped: boolean): string[] {
  const { reading, format: fileFormat } = source.dataset;
  const cell = `pl.col(${pythonText(column.name)})`;
  const format = conversionOf(source, column.name);
  const asNumber = (): string[] => {
    const text =
      reading?.delimited?.decimal === ',' ? `${cell}.str.replace(",", ".", literal=True)` : cell;
    const number = `${text}.str.strip_chars().cast(pl.Float64, strict=False)`;
    return [column.storageType === 'BIGINT' ? `${number}.cast(pl.Int64)` : number];
  };
  if (format === undefined) {
    if (untyped && fileFormat === 'csv' && isNumber(column)) return asNumber();
    if (fileFormat === 'parquet' && isMistakable(column)) return [`${cell}.cast(pl.String)`];
    if (fileFormat === 'parquet' && column.storageType === 'TIMESTAMP') {
      return [`${cell}.cast(pl.Datetime("us", "UTC")).dt.replace_time_zone(None)`];
    }
    const missing = fileFormat === 'csv' ? [] : (reading?.missingValues ?? []);
    if (missing.length === 0 || column.storageType !== 'VARCHAR') return [];
    return [`${cell}.replace(${pythonList(missing)}, None)`];
  }
  if (format === null) return asNumber();
  const text = `${cell}.str.strip_chars()`;
  if (format === isoTimestamps) {
    return [`${text}.str.to_datetime(time_zone="UTC").dt.replace_time_zone(None)`];
  }
  const method = column.storageType === 'DATE' ? 'to_date' : 'to_datetime';
  return [`${text}.str.${method}(${pythonText(format)}, strict=False)`];
}

function nameList(columns: readonly CodeColumn[]): string {
  return pythonList(
    columns.map(({ name }) => name),
    '    ',
  );
}
