/** A text as a SQL literal. NUL characters, which DuckDB's parser cannot take, are written with chr(0). */
export function sqlLiteral(text: string): string {
  return text
    .split('\0')
    .map((part) => `'${part.replaceAll("'", "''")}'`)
    .join(' || chr(0) || ');
}

/**
 * A path as the argument of `read_csv` and the like, which take wildcards: a name that holds `*`, `?` or `[` stands for
 * itself.
 */
export function sqlPath(file: string): string {
  return sqlLiteral(file.replace(/[*?[]/g, '[$&]'));
}

/** Texts as a SQL list literal. */
export function sqlList(texts: readonly string[]): string {
  return `[${texts.map(sqlLiteral).join(', ')}]`;
}
