import { quoteName } from './filterText';

/** What may stand at the cursor of a filter, and what it replaces. */
export interface Completion {
  /** Texts to choose from, the likeliest first. */
  readonly options: readonly string[];
  /** The part of the filter that an option replaces. */
  readonly start: number;
  readonly end: number;
}

const mostOptions = 12;
const keywords = ['AND', 'OR', 'NOT', 'IS NULL', 'IS NOT NULL', 'LIKE', 'IN (', 'BETWEEN'];
const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const reserved =
  /^(all|and|any|as|asc|between|case|cast|check|collate|column|constraint|create|default|desc|distinct|do|else|end|except|exists|false|fetch|filter|for|foreign|from|grant|group|having|if|in|intersect|into|is|lateral|like|limit|not|null|offset|on|only|or|order|placing|primary|references|returning|select|some|symmetric|table|then|to|trailing|true|union|unique|using|values|when|where|window|with)$/i;

/**
 * Column names, and words of SQL, for the name that is being typed: those that begin with it before those that hold it. Nothing
 * within a text in single quotes, and nothing before a first letter or quote is typed.
 */
export function completeFilter(
  filter: string,
  cursor: number,
  columns: readonly string[],
): Completion {
  const none = { options: [], start: cursor, end: cursor };
  const token = tokenAt(filter, cursor);
  if (token === undefined) return none;
  const typed = (
    token.quoted
      ? filter.slice(token.start + 1, cursor).replaceAll('""', '"')
      : filter.slice(token.start, cursor)
  ).toLowerCase();
  if (typed === '' && !token.quoted) return none;
  const begins: string[] = [];
  const holds: string[] = [];
  for (const name of columns) {
    const lower = name.toLowerCase();
    if (lower.startsWith(typed)) begins.push(name);
    else if (lower.includes(typed)) holds.push(name);
  }
  const names = [...begins, ...holds].map((name) => writtenName(name, token.quoted));
  const words = token.quoted
    ? []
    : keywords.filter(
        (word) => word.toLowerCase().startsWith(typed) && word.toLowerCase() !== typed,
      );
  const options = [...names, ...words].slice(0, mostOptions);
  const [only] = options;
  const already = options.length === 1 && only === filter.slice(token.start, token.end);
  return already ? none : { options, start: token.start, end: token.end };
}

/** A column name as a filter needs it: in double quotes unless it is a plain word. */
function writtenName(name: string, quoted: boolean): string {
  return !quoted && plainName.test(name) && !reserved.test(name) ? name : quoteName(name);
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The name at the cursor; `undefined` within a text, a number or a comment. */
function tokenAt(filter: string, cursor: number): Token | undefined {
  const pattern =
    /'(?:[^']|'')*(?:'|$)|--[^\n]*|"(?:[^"]|"")*(?:"|$)|[\p{L}_][\p{L}\p{N}_$]*|\d[\p{L}\p{N}_.]*/gu;
  for (const match of filter.matchAll(pattern)) {
    const [text] = match;
    const start = match.index;
    const end = start + text.length;
    if (cursor <= start || cursor > end) continue;
    const first = text[0]!;
    const closed = first === '"' && text.length > 1 && text.endsWith('"');
    if (first === "'" || first === '-' || /\d/.test(first) || (closed && cursor === end)) {
      return undefined;
    }
    return { start, end, quoted: first === '"' };
  }
  return undefined;
}
