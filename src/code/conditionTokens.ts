/** A piece of a SQL condition. A `word` is a keyword, a function or an unquoted name; a `name` was quoted. */
export type Token =
  | { readonly kind: 'word' | 'name' | 'text' | 'symbol'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number };

const pieces =
  /\s+|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)(?![\p{L}_])|([\p{L}_][\p{L}\p{N}_$]*)|(<=|>=|<>|!=|==|[=<>(),-])/uy;

/** The pieces of a SQL condition; `undefined` where something stands that no piece is. */
export function conditionTokens(sql: string): Token[] | undefined {
  const tokens: Token[] = [];
  pieces.lastIndex = 0;
  while (pieces.lastIndex < sql.length) {
    const found = pieces.exec(sql);
    if (found === null) return undefined;
    const [, name, text, number, word, symbol] = found;
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"') });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol });
  }
  return tokens;
}
