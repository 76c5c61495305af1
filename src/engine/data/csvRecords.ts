/** How fields are separated and quoted. */
export interface FieldSyntax {
  readonly delimiter: string;
  /** Empty when fields are never quoted. */
  readonly quote: string;
  /** Character before a quote that belongs to the field: the quote itself, or a backslash. */
  readonly escape: string;
}

/** Records read from a piece of text. */
export interface CsvRecords {
  readonly records: readonly (readonly string[])[];
  /** Places where a closing quote is followed by something else than a delimiter or a line end. */
  readonly strayQuotes: number;
  /** True when the text ended within a quoted field. */
  readonly openQuote: boolean;
}

/**
 * Splits text into records and fields by RFC 4180, leniently: it looks at samples, single lines and headers, while files
 * are read by the SQL engine. Blank lines are left out. Line ends are LF, CRLF or CR.
 * With `complete` false the text may end within a record; that record is left out.
 */
export function parseCsvRecords(
  text: string,
  { delimiter, quote, escape }: FieldSyntax,
  complete = true,
): CsvRecords {
  const records: string[][] = [];
  let strayQuotes = 0;
  let openQuote = false;
  let record: string[] = [];
  let position = 0;

  const endRecord = (): void => {
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  };

  const readQuoted = (): string => {
    let field = '';
    let start = position + 1;
    for (;;) {
      const at = nextSpecial(text, start, quote, escape);
      if (at < 0) {
        openQuote = true;
        position = text.length;
        return field + text.slice(start);
      }
      const escaped = text[at] === escape && text[at + 1] === quote;
      if (escaped || text[at] !== quote) {
        field += text.slice(start, at) + (text[at + 1] ?? '');
        start = at + 2;
        continue;
      }
      position = at + 1;
      return field + text.slice(start, at);
    }
  };

  const readPlain = (): string => {
    const start = position;
    while (position < text.length && !isFieldEnd(text, position, delimiter)) position++;
    return text.slice(start, position);
  };

  while (position < text.length) {
    if (quote !== '' && text[position] === quote) {
      const field = readQuoted();
      const rest = readPlain();
      if (rest.trim() !== '') strayQuotes++;
      record.push(field + rest.trimEnd());
    } else {
      record.push(readPlain());
    }
    if (text.startsWith(delimiter, position)) {
      position += delimiter.length;
      if (position >= text.length) record.push('');
      continue;
    }
    if (position >= text.length) break;
    position += text.startsWith('\r\n', position) ? 2 : 1;
    endRecord();
  }
  if (complete && record.length > 0) endRecord();
  return { records, strayQuotes, openQuote };
}

function isFieldEnd(text: string, position: number, delimiter: string): boolean {
  const character = text[position];
  if (character === '\n' || character === '\r') return true;
  return delimiter.length === 1 ? character === delimiter : text.startsWith(delimiter, position);
}

function nextSpecial(text: string, from: number, quote: string, escape: string): number {
  const atQuote = text.indexOf(quote, from);
  if (escape === quote) return atQuote;
  const atEscape = text.indexOf(escape, from);
  if (atEscape < 0) return atQuote;
  return atQuote < 0 ? atEscape : Math.min(atQuote, atEscape);
}
