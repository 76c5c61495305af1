/** A statement of a script, and where it begins. */
export interface SqlStatement {
  /** Without the semicolon and without the comments and blanks around it. */
  readonly text: string;
  /** Index of its first character in the script. */
  readonly start: number;
}

/** One piece of SQL text: a comment, something quoted, a semicolon, or anything else. */
const pieces = new RegExp(
  [
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`[eE]'(?:\\[\s\S]|''|[^'\\])*(?:'|$)`,
    String.raw`'(?:''|[^'])*(?:'|$)`,
    String.raw`"(?:""|[^"])*(?:"|$)`,
    String.raw`(?<tag>\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$)[\s\S]*?(?:\k<tag>|$)`,
    String.raw`(?<end>;)`,
    String.raw`(?<space>\s+)`,
    String.raw`[\p{L}\p{N}_$]+|[\s\S]`,
  ].join('|'),
  'gu',
);

/**
 * The statements of a script: what stands between semicolons that are not inside quotes (`'…'`, `E'…'`, `"…"`, `$tag$…$tag$`)
 * or comments. Pieces that hold nothing but comments are left out.
 */
export function sqlStatements(script: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start = -1;
  let end = -1;
  const finish = (): void => {
    if (start !== -1) statements.push({ text: script.slice(start, end), start });
    start = -1;
  };
  for (const piece of script.matchAll(pieces)) {
    const { comment, end: semicolon, space } = piece.groups!;
    if (semicolon !== undefined) finish();
    else if (comment === undefined && space === undefined) {
      if (start === -1) start = piece.index;
      end = piece.index + piece[0].length;
    }
  }
  finish();
  return statements;
}
