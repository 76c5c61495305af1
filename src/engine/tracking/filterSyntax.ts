import type { FilterToken } from './filterTokens';
import { isWord, shown, TokenReader } from './tokenReader';

/** What a clause is about. */
export type FilterEntity = 'metric' | 'param' | 'tag' | 'attribute' | 'dataset';

/** The comparisons of MLflow's filter syntax. */
export type FilterOperator =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT IN'
  | 'IS NULL'
  | 'IS NOT NULL';

/** What a clause compares: metrics.`val loss` is entity `metric`, key `val loss`. */
export interface FilterIdentifier {
  readonly entity: FilterEntity;
  readonly key: string;
}

/** One comparison of a filter. */
export interface FilterClause extends FilterIdentifier {
  readonly operator: FilterOperator;
  /** A list for IN, `null` for IS NULL. */
  readonly value: number | string | readonly string[] | null;
}

const entityNames: Readonly<Record<string, FilterEntity>> = {
  metric: 'metric',
  metrics: 'metric',
  parameter: 'param',
  parameters: 'param',
  param: 'param',
  params: 'param',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
};

const attributeAliases: Readonly<Record<string, string>> = {
  created: 'start_time',
  Created: 'start_time',
  'run name': 'run_name',
  'Run name': 'run_name',
  'Run Name': 'run_name',
};
const attributeKeys: readonly string[] = [
  'run_id',
  'run_name',
  'status',
  'start_time',
  'end_time',
  'user_id',
  'artifact_uri',
];
const datasetKeys: readonly string[] = ['name', 'digest', 'context'];
const timeKeys: readonly string[] = ['start_time', 'end_time'];

const comparisons: readonly FilterOperator[] = ['=', '!=', '>', '>=', '<', '<='];
const textOperators: readonly FilterOperator[] = ['=', '!=', 'LIKE', 'ILIKE'];
const listOperators: readonly FilterOperator[] = [...textOperators, 'IN', 'NOT IN'];
const nullableOperators: readonly FilterOperator[] = [...textOperators, 'IS NULL', 'IS NOT NULL'];

/**
 * The comparisons of a filter in MLflow's syntax, all of which must hold: metrics against numbers; params, tags and
 * attributes against quoted text; `start_time` and `end_time` against milliseconds; `LIKE` and `ILIKE` with `%` and `_`;
 * `IN` for `run_id` and data sets; `IS NULL` for params and tags. There is no OR, no NOT and no grouping, as in MLflow.
 * Malformed text that MLflow's parser lets pass (a missing or dangling AND) is refused.
 *
 * Agrees with `MlflowClient.search_runs` 3.17 on the runs that a filter selects (test/interop/filters.test.ts).
 *
 * @param filter empty or blank for no restriction
 * @throws {CuvetteError} FILTER_INVALID with the place and what to write instead.
 * @example
 * parseFilter("metrics.auc > 0.8"); // [{ entity: 'metric', key: 'auc', operator: '>', value: 0.8 }]
 */
export function parseFilter(filter: string): readonly FilterClause[] {
  const tokens = new TokenReader(filter);
  const clauses: FilterClause[] = [];
  if (tokens.peek().kind === 'end') return clauses;
  for (;;) {
    clauses.push(readClause(tokens));
    const joint = tokens.next();
    if (joint.kind === 'end') return clauses;
    if (!isWord(joint, 'AND')) throw missingAnd(tokens, joint);
  }
}

/**
 * The identifier that a name or quoted token stands for.
 *
 * @throws {CuvetteError} FILTER_INVALID for an unknown entity or attribute.
 */
export function readIdentifier(tokens: TokenReader): FilterIdentifier {
  const token = tokens.next();
  if (token.kind !== 'name' && (token.kind !== 'quoted' || token.text.startsWith("'"))) {
    throw tokens.error(token, `expected a name such as metrics.roc_auc, found ${shown(token)}.`);
  }
  const dot = token.kind === 'name' ? token.text.indexOf('.') : -1;
  const prefix = dot < 0 ? 'attribute' : token.text.slice(0, dot);
  const entity = Object.hasOwn(entityNames, prefix) ? entityNames[prefix] : undefined;
  if (entity === undefined) {
    throw tokens.error(
      token,
      `"${prefix}" is not one of metrics, params, tags, attributes, datasets.`,
    );
  }
  const name = unquoted(token.text.slice(dot + 1));
  const key =
    entity === 'attribute' && Object.hasOwn(attributeAliases, name)
      ? attributeAliases[name]!
      : name;
  if (entity === 'attribute' && !attributeKeys.includes(key)) {
    throw tokens.error(
      token,
      `a run has no attribute "${key}"; it has ${attributeKeys.join(', ')}.`,
      dot < 0 ? `Say which kind it is: metrics.${key}, params.${key} or tags.${key}` : undefined,
    );
  }
  if (entity === 'dataset' && !datasetKeys.includes(key)) {
    throw tokens.error(token, `a data set has no "${key}"; it has ${datasetKeys.join(', ')}.`);
  }
  return { entity, key };
}

function readClause(tokens: TokenReader): FilterClause {
  const identifier = readIdentifier(tokens);
  const at = tokens.peek();
  const operator = readOperator(tokens);
  const allowed = operatorsOf(identifier);
  if (!allowed.includes(operator)) {
    throw tokens.error(
      at,
      `${operator} cannot be used for ${describe(identifier)}; there is ${allowed.join(', ')}.`,
    );
  }
  return { ...identifier, operator, value: readValue(tokens, identifier, operator) };
}

function readOperator(tokens: TokenReader): FilterOperator {
  const token = tokens.next();
  if (token.kind === 'operator') {
    const operator = comparisons.find((known) => known === token.text);
    if (operator !== undefined) return operator;
    if (token.text === '==') throw tokens.error(token, 'there is no ==.', 'Write = for equality.');
  }
  const word = token.kind === 'name' ? token.text.toUpperCase() : '';
  if (word === 'LIKE' || word === 'ILIKE' || word === 'IN') return word;
  if (word === 'NOT') {
    tokens.expectWord('IN');
    return 'NOT IN';
  }
  if (word === 'IS') {
    const negated = isWord(tokens.peek(), 'NOT');
    if (negated) tokens.next();
    tokens.expectWord('NULL');
    return negated ? 'IS NOT NULL' : 'IS NULL';
  }
  throw tokens.error(token, `expected a comparison such as = or LIKE, found ${shown(token)}.`);
}

function readValue(
  tokens: TokenReader,
  identifier: FilterIdentifier,
  operator: FilterOperator,
): FilterClause['value'] {
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') return null;
  if (operator === 'IN' || operator === 'NOT IN') return readList(tokens);
  const token = tokens.next();
  if (isNumeric(identifier)) {
    if (token.kind === 'number') return Number(token.text);
    throw tokens.error(
      token,
      `${describe(identifier)} is compared with a number, found ${shown(token)}.`,
    );
  }
  if (isTextValue(token)) return unquoted(token.text);
  throw tokens.error(
    token,
    `${describe(identifier)} is compared with quoted text, found ${shown(token)}.`,
    `Put the value in quotes: '${token.text}'`,
  );
}

function readList(tokens: TokenReader): readonly string[] {
  tokens.expectPunctuation('(');
  const values: string[] = [];
  for (;;) {
    const token = tokens.next();
    if (!isTextValue(token)) {
      throw tokens.error(token, `expected quoted text in the list, found ${shown(token)}.`);
    }
    values.push(unquoted(token.text));
    const separator = tokens.next();
    if (separator.text === ')') return values;
    if (separator.text !== ',') {
      throw tokens.error(separator, `expected , or ) in the list, found ${shown(separator)}.`);
    }
  }
}

function operatorsOf({ entity, key }: FilterIdentifier): readonly FilterOperator[] {
  switch (entity) {
    case 'metric':
      return comparisons;
    case 'param':
    case 'tag':
      return nullableOperators;
    case 'dataset':
      return listOperators;
    case 'attribute':
      if (timeKeys.includes(key)) return comparisons;
      return key === 'run_id' ? listOperators : textOperators;
  }
}

function isNumeric({ entity, key }: FilterIdentifier): boolean {
  return entity === 'metric' || (entity === 'attribute' && timeKeys.includes(key));
}

function isTextValue(token: FilterToken): boolean {
  return token.kind === 'quoted' && !token.text.startsWith('`');
}

function unquoted(text: string): string {
  return /^(['"`]).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function describe({ entity, key }: FilterIdentifier): string {
  return `the ${entity === 'dataset' ? 'data set field' : entity} "${key}"`;
}

function missingAnd(tokens: TokenReader, token: FilterToken): Error {
  return isWord(token, 'OR')
    ? tokens.error(
        token,
        "MLflow's filter syntax has no OR.",
        'Search once for each alternative, or use IN where it is allowed.',
      )
    : tokens.error(token, `expected AND, found ${shown(token)}.`);
}
