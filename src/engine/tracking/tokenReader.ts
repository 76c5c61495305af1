import { filterError, filterTokens, type FilterToken } from './filterTokens';

/** The pieces of a clause, one after the other. */
export class TokenReader {
  readonly #clause: string;
  readonly #tokens: readonly FilterToken[];
  #index = 0;

  constructor(clause: string) {
    this.#clause = clause;
    this.#tokens = filterTokens(clause);
  }

  /** The next piece, without taking it. */
  peek(): FilterToken {
    return this.#tokens[this.#index]!;
  }

  /** Takes the next piece; at the end, `end` again and again. */
  next(): FilterToken {
    const token = this.peek();
    if (token.kind !== 'end') this.#index++;
    return token;
  }

  /**
   * Takes a keyword, in any case.
   *
   * @throws {CuvetteError} FILTER_INVALID when the next piece is something else.
   */
  expectWord(word: string): void {
    const token = this.next();
    if (!isWord(token, word)) throw this.error(token, `expected ${word}, found ${shown(token)}.`);
  }

  /**
   * Takes a bracket or comma.
   *
   * @throws {CuvetteError} FILTER_INVALID when the next piece is something else.
   */
  expectPunctuation(mark: string): void {
    const token = this.next();
    if (token.kind !== 'punctuation' || token.text !== mark) {
      throw this.error(token, `expected ${mark}, found ${shown(token)}.`);
    }
  }

  /** The error for a piece that does not fit. */
  error(token: FilterToken, problem: string, hint?: string): Error {
    return filterError(this.#clause, token.position, problem, hint);
  }
}

/** Whether a piece is this keyword, in any case. */
export function isWord(token: FilterToken, word: string): boolean {
  return token.kind === 'name' && token.text.toUpperCase() === word;
}

/** A piece as a message shows it. */
export function shown(token: FilterToken): string {
  return token.kind === 'end' ? 'the end' : token.text;
}
