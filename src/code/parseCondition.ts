import { negation, type Comparison, type Condition, type ConditionValue } from './condition';
import { conditionTokens, type Token } from './conditionTokens';

/** Longest condition that is taken apart; longer ones are left to the SQL engine. */
const mostTokens = 10_000;

/**
 * A SQL condition over columns as a tree that can be written in other languages: comparisons of a column with a literal, `IN`,
 * `BETWEEN`, `LIKE`, `ILIKE`, `IS NULL`, `IS DISTINCT FROM`, `isinf`, joined by `AND`, `OR`, `NOT` and parentheses. `undefined` for
 * anything else, which only the SQL engine understands.
 *
 * @param names the columns of the table; quoted names are exact, others whatever their case
 */
export function parseCondition(sql: string, names: readonly string[]): Condition | undefined {
  const tokens = conditionTokens(sql);
  if (tokens === undefined || tokens.length === 0 || tokens.length > mostTokens) return undefined;
  try {
    const parser = new ConditionParser(tokens, names);
    const condition = parser.any();
    return parser.atEnd() ? condition : undefined;
  } catch (thrown) {
    if (thrown instanceof NotUnderstood) return undefined;
    throw thrown;
  }
}

class NotUnderstood extends Error {}

/** Recursive descent over the tokens; one object for one condition. */
class ConditionParser {
  #at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: readonly string[],
  ) {}

  atEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  any(): Condition {
    const parts = [this.#all()];
    while (this.#word('OR')) parts.push(this.#all());
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #all(): Condition {
    const parts = [this.#one()];
    while (this.#word('AND')) parts.push(this.#one());
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #one(): Condition {
    if (this.#word('NOT')) return negation(this.#one());
    if (this.#symbol('(')) {
      const inside = this.any();
      this.#expect(')');
      return inside;
    }
    const called = this.#peek();
    const opens = this.tokens[this.#at + 1];
    if (called?.kind === 'word' && opens?.kind === 'symbol' && opens.text === '(') {
      return this.#call(called.text.toLowerCase());
    }
    return this.#predicate(this.#column());
  }

  #call(name: string): Condition {
    if (name !== 'isinf') throw new NotUnderstood();
    this.#at += 2;
    const column = this.#column();
    this.#expect(')');
    return { kind: 'infinite', column, negated: false };
  }

  #predicate(column: string): Condition {
    if (this.#word('IS')) return this.#is(column);
    const negated = this.#word('NOT');
    if (this.#word('IN')) return { kind: 'in', column, values: this.#list(), negated };
    if (this.#word('BETWEEN')) {
      const low = this.#literal();
      if (!this.#word('AND')) throw new NotUnderstood();
      const high = this.#literal();
      const between: Condition = {
        kind: 'and',
        parts: [
          { kind: 'compare', column, operator: '>=', value: low },
          { kind: 'compare', column, operator: '<=', value: high },
        ],
      };
      return negated ? negation(between) : between;
    }
    const caseless = this.#word('ILIKE');
    if (caseless || this.#word('LIKE')) {
      const pattern = this.#literal();
      if (typeof pattern !== 'string') throw new NotUnderstood();
      return { kind: 'like', column, pattern, caseless, negated };
    }
    if (negated) throw new NotUnderstood();
    return { kind: 'compare', column, operator: this.#operator(), value: this.#literal() };
  }

  #is(column: string): Condition {
    const negated = this.#word('NOT');
    if (this.#word('NULL')) return { kind: 'missing', column, negated };
    if (!this.#word('DISTINCT') || !this.#word('FROM')) throw new NotUnderstood();
    return { kind: 'distinct', column, value: this.#literal(), negated };
  }

  #list(): ConditionValue[] {
    this.#expect('(');
    const values = [this.#literal()];
    while (this.#symbol(',')) values.push(this.#literal());
    this.#expect(')');
    return values;
  }

  #literal(): ConditionValue {
    if (this.#symbol('(')) {
      const value = this.#literal();
      this.#expect(')');
      return value;
    }
    const minus = this.#symbol('-');
    const token = this.#next();
    if (token.kind === 'number') return minus ? -token.value : token.value;
    if (minus) throw new NotUnderstood();
    if (token.kind === 'text') return token.text;
    if (token.kind === 'word' && /^(true|false)$/i.test(token.text)) {
      return token.text.toLowerCase() === 'true';
    }
    throw new NotUnderstood();
  }

  #column(): string {
    const token = this.#next();
    if (token.kind !== 'name' && token.kind !== 'word') throw new NotUnderstood();
    const { text } = token;
    const wanted = text.toLowerCase();
    const found =
      this.names.find((name) => name === text) ??
      this.names.find((name) => name.toLowerCase() === wanted);
    if (found === undefined) throw new NotUnderstood();
    return found;
  }

  #operator(): Comparison {
    const token = this.#next();
    if (token.kind !== 'symbol') throw new NotUnderstood();
    const operators: Readonly<Record<string, Comparison>> = {
      '=': '=',
      '==': '=',
      '<>': '<>',
      '!=': '<>',
      '<': '<',
      '<=': '<=',
      '>': '>',
      '>=': '>=',
    };
    const operator = operators[token.text];
    if (operator === undefined) throw new NotUnderstood();
    return operator;
  }

  #peek(): Token | undefined {
    return this.tokens[this.#at];
  }

  #next(): Token {
    const token = this.tokens[this.#at++];
    if (token === undefined) throw new NotUnderstood();
    return token;
  }

  #word(keyword: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'word' || token.text.toUpperCase() !== keyword) return false;
    this.#at++;
    return true;
  }

  #symbol(text: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'symbol' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#symbol(text)) throw new NotUnderstood();
  }
}
