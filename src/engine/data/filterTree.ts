import { CuvetteError } from '../../protocol';
import type { Dataset } from './dataset';
import { filterFunctions } from './filterFunctions';
import { sqlLiteral } from './sqlText';

/** A node of the SQL engine's syntax tree, as `json_serialize_sql` writes it. */
type Node = Readonly<Record<string, unknown>>;

/** A column name in a filter: where it stands, in bytes, and what it says. */
export interface ColumnReference {
  readonly start: number;
  readonly end: number;
  /** `petal.length` has two. */
  readonly parts: readonly string[];
  /** Whether the first part stands in double quotes. */
  readonly quoted: boolean;
}

const before = 'SELECT 1 FROM t WHERE (';
/** A comment at the end of the filter must not swallow the bracket. */
const after = '\n)';
const longestFilter = 20_000;

/**
 * The syntax tree of a condition that is one harmless expression. Nothing of it has been run.
 *
 * @throws {CuvetteError} FILTER_INVALID for anything else.
 */
export async function parseFilter(
  dataset: Dataset,
  where: string,
  signal?: AbortSignal,
): Promise<Node> {
  if (where.length > longestFilter) {
    throw refused(
      `A filter has at most ${longestFilter} characters; this one has ${where.length}.`,
    );
  }
  if (where.includes('\0')) throw refused('The filter holds a NUL character.');
  const [row] = await dataset.query(
    `SELECT json_serialize_sql(${sqlLiteral(before + where + after)}) AS tree`,
    signal,
  );
  const parsed = asNode(JSON.parse(String(row?.['tree'])));
  if (parsed?.['error'] !== false) throw syntaxError(parsed, where);
  const statements = asList(parsed['statements']);
  const select = asNode(asNode(statements[0])?.['node']);
  if (statements.length !== 1 || select === undefined || !isPlainSelect(select)) {
    throw refused('The filter is more than one condition.');
  }
  const condition = asNode(select['where_clause']);
  if (condition === undefined) throw refused('The filter is empty.');
  checkNode(condition);
  return condition;
}

/**
 * The column names of a parsed filter in the order of the text, each found again in the bytes of the text itself.
 *
 * @throws {CuvetteError} FILTER_INVALID for a name that is written in a way that is not understood.
 */
export function columnReferences(tree: Node, where: Buffer): ColumnReference[] {
  const references: ColumnReference[] = [];
  visit(tree, (node) => {
    if (node['class'] === 'COLUMN_REF') references.push(referenceAt(node, where));
  });
  return references.sort((a, b) => a.start - b.start);
}

const bareName = /^[A-Za-z_\x80-\xff][\w$\x80-\xff]*/;
const quotedName = /^"(?:[^"]|"")*"/;

function referenceAt(node: Node, where: Buffer): ColumnReference {
  const parts = asList(node['column_names']).map(String);
  const start = Number(node['query_location']) - before.length;
  const text = where.toString('latin1');
  let end = start;
  const read = parts.map((_, index) => {
    if (index > 0) end += /^\s*\.\s*/.exec(text.slice(end))?.[0].length ?? 0;
    const [found = ''] = quotedName.exec(text.slice(end)) ?? bareName.exec(text.slice(end)) ?? [];
    const name = where.toString('utf8', end, end + found.length);
    end += found.length;
    return found.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  });
  if (start < 0 || read.some((name, index) => name !== parts[index])) {
    throw refused(`The name ${parts.join('.')} is written in a way that a filter does not take.`);
  }
  return { start, end, parts, quoted: text[start] === '"' };
}

/** Whether nothing but the condition was added to `SELECT 1 FROM t`. */
function isPlainSelect(select: Node): boolean {
  const list = asList(select['select_list']);
  const from = asNode(select['from_table']);
  return (
    select['type'] === 'SELECT_NODE' &&
    list.length === 1 &&
    asNode(list[0])?.['class'] === 'CONSTANT' &&
    from?.['type'] === 'BASE_TABLE' &&
    from['table_name'] === 't' &&
    from['sample'] === null &&
    asList(select['modifiers']).length === 0 &&
    asList(asNode(select['cte_map'])?.['map']).length === 0 &&
    asList(select['group_expressions']).length === 0 &&
    asList(select['group_sets']).length === 0 &&
    select['having'] === null &&
    select['qualify'] === null &&
    select['sample'] === null
  );
}

const plainClasses = new Set([
  'BETWEEN', 'CASE', 'CAST', 'COLLATE', 'COLUMN_REF', 'COMPARISON', 'CONJUNCTION', 'CONSTANT', 'FUNCTION', 'OPERATOR',
]); // prettier-ignore

const refusedClasses: Readonly<Record<string, string>> = {
  SUBQUERY: 'A filter holds no subquery: it looks at one row at a time.',
  WINDOW: 'A filter holds no window function: it looks at one row at a time.',
  STAR: 'A filter names single columns; * and COLUMNS(…) are not taken.',
  LAMBDA: 'A filter holds no lambda function.',
  PARAMETER: 'A filter has no parameters such as $1 or ?; write the value itself.',
  POSITIONAL_REFERENCE: 'A filter names columns; positions such as #1 are not taken.',
};

function checkNode(condition: Node): void {
  visit(condition, (node) => {
    const kind = node['class'];
    if (typeof kind === 'string' && !plainClasses.has(kind)) {
      throw refused(refusedClasses[kind] ?? `A filter cannot hold this (${kind.toLowerCase()}).`);
    }
    if (kind === 'FUNCTION') checkFunction(node);
  });
}

function checkFunction(node: Node): void {
  const name = String(node['function_name']).toLowerCase();
  const schema = String(node['schema']);
  const orders = asList(asNode(node['order_bys'])?.['orders']);
  const own = (schema === '' || schema === 'main') && node['catalog'] === '';
  const plain = own && node['filter'] === null && node['distinct'] === false && orders.length === 0;
  if (plain && filterFunctions.has(name)) return;
  const written = own ? name : `${schema}.${name}`;
  throw new CuvetteError('FILTER_INVALID', `The function ${written} cannot be used in a filter.`, {
    hint: "Filters take functions of one row’s values, such as lower(x), abs(x), year(d) or regexp_matches(x, '…').",
  });
}

function visit(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, look);
    return;
  }
  const node = asNode(value);
  if (node === undefined) return;
  look(node);
  for (const child of Object.values(node)) visit(child, look);
}

function syntaxError(parsed: Node | undefined, where: string): CuvetteError {
  const said = textOf(parsed?.['error_message']);
  // The parser counts code points here, though the places in its tree are bytes.
  const place = Number(parsed?.['position']) - before.length;
  const points = Array.from(where);
  const inside = Number.isInteger(place) && place >= 0 && place < points.length;
  const position = inside ? points.slice(0, place).join('').length : where.length;
  const reason = inside
    ? said.replace(/^syntax error at or near/, 'unexpected')
    : 'it ends too early or has a bracket or quote too many';
  return new CuvetteError('FILTER_INVALID', `The filter is not understood: ${reason}.`, {
    hint: 'A filter is a SQL condition such as "Age" > 40 AND Attrition = \'Yes\'.',
    details: { position },
  });
}

function refused(message: string): CuvetteError {
  return new CuvetteError('FILTER_INVALID', message, {
    hint: 'A filter is one SQL condition such as "Age" > 40 AND Attrition = \'Yes\'.',
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'it is not SQL';
}

function asNode(value: unknown): Node | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Node)
    : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
