import { filterError } from './filterTokens';
import { readIdentifier, type FilterIdentifier } from './filterSyntax';
import { TokenReader } from './tokenReader';

/** One key to sort runs by. */
export interface OrderClause extends FilterIdentifier {
  readonly descending: boolean;
}

/**
 * The keys to sort by, in MLflow's syntax: `metrics.roc_auc DESC`, `attributes.start_time`, params.`with space` ASC.
 * Ascending unless told otherwise.
 *
 * @param clauses one key each, the most significant first
 * @throws {CuvetteError} FILTER_INVALID for malformed text, a data set, and a key that occurs twice.
 */
export function parseOrder(clauses: readonly string[]): readonly OrderClause[] {
  const parsed: OrderClause[] = [];
  for (const clause of clauses) {
    const order = parseOrderClause(clause);
    if (parsed.some((other) => other.entity === order.entity && other.key === order.key)) {
      throw filterError(clause, 0, 'this key is sorted by already.', 'Name each key once.');
    }
    parsed.push(order);
  }
  return parsed;
}

function parseOrderClause(clause: string): OrderClause {
  const tokens = new TokenReader(clause);
  const at = tokens.peek();
  const identifier = readIdentifier(tokens);
  if (identifier.entity === 'dataset') {
    throw tokens.error(at, 'runs cannot be sorted by a data set.', 'Example: metrics.roc_auc DESC');
  }
  const direction = tokens.next();
  const word = direction.text.toUpperCase();
  if (direction.kind === 'end') return { ...identifier, descending: false };
  const end = tokens.next();
  if ((word !== 'ASC' && word !== 'DESC') || end.kind !== 'end') {
    throw tokens.error(
      direction,
      'after the key comes ASC, DESC or nothing.',
      'Example: metrics.roc_auc DESC. Several keys are given one by one.',
    );
  }
  return { ...identifier, descending: word === 'DESC' };
}
