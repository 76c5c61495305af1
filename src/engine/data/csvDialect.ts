import { parseCsvRecords, type CsvRecords, type FieldSyntax } from './csvRecords';
import { hasHeader } from './csvHeader';

/** How a delimited file is written. */
export interface CsvDialect extends FieldSyntax {
  /** Lines before the header (or the first row) that are not part of the table. */
  readonly skippedLines: number;
  /** The same in records: blank lines are none. */
  readonly skippedRecords: number;
  readonly header: boolean;
  /** Columns of the table. */
  readonly width: number;
  /** The header's cells; positions where there is none. */
  readonly headerCells: readonly string[];
  /** `,` where numbers are written with a decimal comma. */
  readonly decimal: '.' | ',';
}

/** What a person said about the file, or its extension says. */
export interface DialectHints {
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  /** Preferred when several delimiters fit equally well. */
  readonly preferred?: string | undefined;
}

const delimiters = [',', ';', '\t', '|', '^', '~'] as const;
const recordsToJudge = 1000;

interface Candidate {
  readonly syntax: FieldSyntax;
  readonly parsed: CsvRecords;
  readonly width: number;
  /** Share of the records that have `width` fields, less what speaks against the candidate. */
  readonly score: number;
}

/**
 * The dialect that splits a sample most evenly: for every delimiter and way of quoting, the share of records with the
 * most frequent number of fields, as in the consistency measure of van den Burg et al. (2019) without its type part.
 *
 * @param sample beginning of the file
 * @param complete true when the sample is the whole file
 */
export function sniffDialect(
  sample: string,
  complete: boolean,
  hints: DialectHints = {},
): CsvDialect {
  const candidates = syntaxes(sample, hints).map((syntax) => judge(sample, syntax, complete));
  const best = candidates.reduce((a, b) => (beats(b, a, hints.preferred) ? b : a));
  const { records } = best.parsed;
  const skipped = preamble(records, best.width);
  const table = records.slice(skipped);
  const decimal = usesDecimalComma(table, best.syntax.delimiter) ? ',' : '.';
  const header = hints.header ?? hasHeader(table, decimal);
  const first = table[0] ?? [];
  return {
    ...best.syntax,
    skippedRecords: skipped,
    skippedLines: skipped === 0 ? 0 : linesBefore(sample, best.syntax, skipped),
    header,
    ...columnsOf(table, first, header, best.width),
    decimal,
  };
}

/** Stands for no delimiter at all: a list of texts, one a line, may hold any other. */
const unitSeparator = '\u001f';

/** Ways of splitting that are worth trying: those whose characters occur, and not to split. */
function syntaxes(sample: string, { delimiter, preferred }: DialectHints): FieldSyntax[] {
  const occurring = delimiters.filter((character) => sample.includes(character));
  const guessed = occurring.length === 0 ? [preferred ?? ','] : [...occurring, unitSeparator];
  const quotes: Pick<FieldSyntax, 'quote' | 'escape'>[] = [{ quote: '"', escape: '"' }];
  if (sample.includes('\\"')) quotes.push({ quote: '"', escape: '\\' });
  if (/(^|[,;\t|^~])'/m.test(sample)) quotes.push({ quote: "'", escape: "'" });
  if (sample.includes('"')) quotes.push({ quote: '', escape: '' });
  return (delimiter === undefined ? guessed : [delimiter]).flatMap((character) =>
    quotes.map((quote) => ({ delimiter: character, ...quote })),
  );
}

function judge(sample: string, syntax: FieldSyntax, complete: boolean): Candidate {
  const parsed = parseCsvRecords(sample, syntax, complete);
  const records = parsed.records.slice(0, recordsToJudge);
  const width = mostFrequentWidth(records);
  const even =
    records.filter((record) => record.length === width).length / Math.max(1, records.length);
  const strays = parsed.strayQuotes / Math.max(1, records.length);
  const open = parsed.openQuote && complete ? 0.2 : 0;
  const unquoted = syntax.quote === '' ? 0.05 : 0;
  const single = width < 2 ? 0.75 : 0;
  return { syntax, parsed, width, score: even - Math.min(0.5, strays) - open - unquoted - single };
}

function beats(a: Candidate, b: Candidate, preferred: string | undefined): boolean {
  if (Math.abs(a.score - b.score) > 0.02) return a.score > b.score;
  const aPreferred = a.syntax.delimiter === preferred;
  const bPreferred = b.syntax.delimiter === preferred;
  if (aPreferred !== bPreferred) return aPreferred;
  if (a.syntax.delimiter === b.syntax.delimiter) return a.score > b.score;
  if (decimalCommas(b) && a.width > 1) return true;
  return a.width > b.width && !decimalCommas(a);
}

/** `1,5;2,5` also splits evenly at its commas, into pieces that other delimiters are left in. */
function decimalCommas({ syntax, parsed }: Candidate): boolean {
  if (syntax.delimiter !== ',') return false;
  return parsed.records
    .slice(1, 50)
    .every((record) => record.some((field) => /^\d+;-?\d+$/.test(field)));
}

function mostFrequentWidth(records: CsvRecords['records']): number {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best = 1;
  for (const [width, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && width > best)) best = width;
  }
  return best;
}

/** Records before the table: titles and comments, one cell each, over a table of several columns. */
function preamble(records: CsvRecords['records'], width: number): number {
  if (width < 2) return 0;
  const first = records.findIndex((record) => filledCells(record) > 1);
  const isTitle = first > 0 && first <= 20 && records[first]?.length === width;
  return isTitle ? first : 0;
}

function filledCells(record: readonly string[]): number {
  return record.filter((cell) => cell !== '').length;
}

function linesBefore(sample: string, syntax: FieldSyntax, records: number): number {
  let lines = 0;
  let seen = 0;
  for (const line of sample.split(/\r\n|\n|\r/)) {
    const filled = parseCsvRecords(line, syntax).records.length > 0;
    if (filled && seen === records) break;
    lines++;
    if (filled) seen++;
  }
  return lines;
}

/**
 * Width and header cells. Where all rows have one field more than the header, as R writes row names, the first column has
 * no name; where the additional field is always empty, each row ends in a delimiter and the last column has none.
 */
function columnsOf(
  table: CsvRecords['records'],
  first: readonly string[],
  header: boolean,
  width: number,
): Pick<CsvDialect, 'width' | 'headerCells'> {
  if (!header) return { width, headerCells: Array.from({ length: width }, () => '') };
  const body = table.slice(1);
  if (body.length > 0 && body.every((record) => record.length === first.length + 1)) {
    const trailing = body.every((record) => record.at(-1) === '');
    return { width: first.length + 1, headerCells: trailing ? [...first, ''] : ['', ...first] };
  }
  return { width: first.length, headerCells: first };
}

function usesDecimalComma(table: CsvRecords['records'], delimiter: string): boolean {
  if (delimiter === ',') return false;
  let commas = 0;
  for (const record of table.slice(1, recordsToJudge)) {
    for (const field of record) {
      if (/^\s*[+-]?\d+\.\d+\s*$/.test(field)) return false;
      if (/^\s*[+-]?\d*,\d+\s*$/.test(field)) commas++;
    }
  }
  return commas > 0;
}
