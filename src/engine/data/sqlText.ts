/** A text as a SQL literal. NUL characters, which DuckDB's parser cannot take, are written with chr(0). */
export function sqlLiteral(text: string): string {
  return text
    .split('\0')
    .map((part) => `'${part.replaceAll("'", "''")}'`)
    .join(' || chr(0) || ');
}

/** Texts as a SQL list literal. */
export function sqlList(texts: readonly string[]): string {
  return `[${texts.map(sqlLiteral).join(', ')}]`;
}
