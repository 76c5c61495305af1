import { defaultMissingValues } from '../protocol';
import {
  columnsNamed,
  conversionOf,
  isDate,
  isMistakable,
  isoTimestamps,
  type CodeColumn,
  type CodeSource,
} from './codeSource';
import { call, pythonList, pythonText } from './literals';
import { pythonEncoding } from './pythonEncoding';

/**
 * Lines of Python that read the file into the pandas frame `data`, with the types and missing values of the profile.
 *
 * @param names the columns that are needed; all when absent
 */
export function pandasData(source: CodeSource, names?: readonly string[]): string[] {
  const columns = columnsNamed(source, names);
  return [
    `data = ${pandasReader(source, columns, names !== undefined)}`,
    ...columns.flatMap((column) => conversion(source, column)),
  ];
}

function pandasReader(source: CodeSource, columns: readonly CodeColumn[], few: boolean): string {
  const { dataset } = source;
  const file = pythonText(dataset.path);
  if (dataset.format === 'parquet') {
    return call('pd.read_parquet', few ? [file, `columns=${nameList(columns)}`] : [file]);
  }
  if (dataset.format === 'jsonl') {
    const lines = dataset.reading?.jsonArray === true ? [] : ['lines=True'];
    return call('pd.read_json', [file, ...lines, 'dtype=False', 'convert_dates=False']);
  }
  const how = dataset.reading?.delimited;
  const args = [file];
  if (dataset.delimiter !== null && dataset.delimiter !== ',') {
    args.push(`sep=${pythonText(dataset.delimiter)}`);
  }
  const encoding = pythonEncoding(dataset.encoding ?? 'utf-8');
  if (encoding !== 'utf-8') args.push(`encoding=${pythonText(encoding)}`);
  if ((how?.skippedLines ?? 0) > 0) args.push(`skiprows=${how!.skippedLines}`);
  if (dataset.reading?.renamed === true) {
    args.push(
      `header=${how?.header === false ? 'None' : '0'}`,
      `names=${nameList(source.columns)}`,
    );
  }
  if (few) args.push(`usecols=${nameList(columns)}`);
  if (how?.quote === '') args.push('quoting=3');
  else if (how !== undefined && how !== null && how.quote !== '"') {
    args.push(`quotechar=${pythonText(how.quote)}`);
  }
  if (how?.escape === '\\') args.push('escapechar="\\\\"', 'doublequote=False');
  if (how?.decimal === ',') args.push('decimal=","');
  args.push(...missingArguments(dataset.reading?.missingValues));
  if (how?.tolerant === true) args.push('on_bad_lines="skip"');
  const texts = columns.filter((column) => keptAsText(source, column));
  if (texts.length > 0) {
    args.push(`dtype={${texts.map(({ name }) => `${pythonText(name)}: str`).join(', ')}}`);
  }
  if (dataset.rows === null || dataset.rows > 10_000) args.push('low_memory=False');
  return call('pd.read_csv', args);
}

function missingArguments(missing: readonly string[] | undefined): string[] {
  if (missing === undefined || samePandas(missing)) return [];
  return [`na_values=${pythonList(['', ...missing])}`, 'keep_default_na=False'];
}

function samePandas(missing: readonly string[]): boolean {
  return (
    missing.length === defaultMissingValues.length &&
    defaultMissingValues.every((text) => missing.includes(text))
  );
}

/** Texts that look like numbers, and texts that are turned into numbers or dates afterwards. */
function keptAsText(source: CodeSource, column: CodeColumn): boolean {
  return isMistakable(column) || conversionOf(source, column.name) !== undefined;
}

function conversion(source: CodeSource, column: CodeColumn): string[] {
  const { reading, format: fileFormat } = source.dataset;
  const cell = `data[${pythonText(column.name)}]`;
  const format = conversionOf(source, column.name);
  if (format === undefined) {
    if (fileFormat === 'parquet' && isDate(column)) {
      return [`${cell} = pd.to_datetime(${cell}, utc=True).dt.tz_localize(None)`];
    }
    if (fileFormat === 'parquet' && isMistakable(column)) {
      return [`${cell} = ${cell}.astype("string")`];
    }
    const missing = fileFormat === 'csv' ? [] : (reading?.missingValues ?? []);
    if (missing.length === 0 || column.storageType !== 'VARCHAR') return [];
    return [`${cell} = ${cell}.mask(${cell}.isin(${pythonList(missing)}))`];
  }
  if (format === null) {
    const text = reading?.delimited?.decimal === ',' ? `${cell}.str.replace(",", ".")` : cell;
    return [`${cell} = pd.to_numeric(${text}, errors="coerce")`];
  }
  if (format === isoTimestamps) {
    return [
      `${cell} = pd.to_datetime(${cell}.str.strip(), format="ISO8601", utc=True).dt.tz_localize(None)`,
    ];
  }
  return [
    `${cell} = pd.to_datetime(${cell}.str.strip(), format=${pythonText(format)}, errors="coerce")`,
  ];
}

function nameList(columns: readonly CodeColumn[]): string {
  return pythonList(
    columns.map(({ name }) => name),
    '    ',
  );
}
