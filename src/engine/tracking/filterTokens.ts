import { CuvetteError } from '../../protocol';

/** A piece of a filter or order clause. */
export interface FilterToken {
  /**
   * - `name` — a word, or words joined by dots whose part after the first dot may be quoted: metrics.`val loss`
   * - `quoted` — text in one kind of quotes
   * - `end` — what follows the last piece
   */
  readonly kind: 'name' | 'quoted' | 'number' | 'operator' | 'punctuation' | 'end';
  /** As written, quotes included. */
  readonly text: string;
  /** Offset in the clause, in UTF-16 units. */
  readonly position: number;
}

const patterns: readonly (readonly [FilterToken['kind'], RegExp])[] = [
  ['number', /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\p{L}\p{N}_])/iuy],
  ['name', /[\p{L}_][\p{L}\p{N}_]*(?:\.(?:[\p{L}\p{N}_]+|`[^`]*`|"[^"]*"|'[^']*'))*/uy],
  ['quoted', /'[^']*'|"[^"]*"|`[^`]*`/uy],
  ['operator', /[<>!=]=?/uy],
  ['punctuation', /[(),]/uy],
];

/**
 * The pieces of a filter or order clause in MLflow's syntax, and an `end`. Quoted text has no escapes, as in MLflow: a value
 * that holds one kind of quote is written in the other kind.
 *
 * @throws {CuvetteError} FILTER_INVALID for a character that starts no piece and for an unclosed quote.
 */
export function filterTokens(clause: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  let position = 0;
  for (;;) {
    while (/\s/.test(clause.charAt(position))) position++;
    if (position >= clause.length) break;
    const token = tokenAt(clause, position);
    const previous = tokens.at(-1);
    if (previous !== undefined && touches(previous, token)) throw doubledQuote(clause, token);
    tokens.push(token);
    position += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', position }];
}

/**
 * The error for a filter or order clause that cannot be used, with the place where it goes wrong.
 *
 * @param clause the whole clause
 * @param position offset of the offending piece
 * @param problem what is wrong there, a sentence
 * @param hint what to write instead
 */
export function filterError(
  clause: string,
  position: number,
  problem: string,
  hint?: string,
): CuvetteError {
  return new CuvetteError(
    'FILTER_INVALID',
    `The filter or order ${JSON.stringify(clause)} is not valid at character ${position + 1}: ${problem}`,
    {
      hint: hint ?? "Example: metrics.roc_auc > 0.8 AND params.model = 'logistic'",
      details: { filter: clause, position },
    },
  );
}

function tokenAt(clause: string, position: number): FilterToken {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = position;
    const text = pattern.exec(clause)?.[0];
    if (text !== undefined) return { kind, text, position };
  }
  const character = String.fromCodePoint(clause.codePointAt(position)!);
  if (/['"`]/.test(character)) {
    throw filterError(clause, position, `the quote ${character} is never closed.`);
  }
  throw filterError(
    clause,
    position,
    `${JSON.stringify(character)} cannot stand here.`,
    'Put names with special characters in backticks: metrics.`val/loss`',
  );
}

function touches(previous: FilterToken, token: FilterToken): boolean {
  return (
    previous.kind === 'quoted' &&
    token.kind === 'quoted' &&
    previous.position + previous.text.length === token.position
  );
}

function doubledQuote(clause: string, token: FilterToken): CuvetteError {
  return filterError(
    clause,
    token.position,
    'a quote cannot be escaped by doubling it.',
    `Write a value that holds one kind of quote in the other kind: params.note = "it's"`,
  );
}
