/** A value in a JSON text, and where it stands. */
interface JsonNode {
  readonly start: number;
  readonly end: number;
  /** Of an object: its members by key. */
  readonly members?: ReadonlyMap<string, JsonNode>;
}

/**
 * A JSON text in which one value is set, everything else left as it is written: order, blanks, line ends. Objects on the way
 * that are missing are made. What is not an object on the way is replaced.
 *
 * @param text valid JSON, or nothing but blanks
 * @param path keys from the outermost object on
 * @throws {SyntaxError} when `text` is not valid JSON.
 */
export function setJsonValue(text: string, path: readonly string[], value: unknown): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  if (text.trim() === '') return `${JSON.stringify(nested(path, value), null, unit)}\n`;
  JSON.parse(text.replace(/^\uFEFF/, ''));
  let node = parseNode(text, text.search(/[^\s\uFEFF]/));
  let depth = 0;
  for (; depth < path.length; depth++) {
    const member = node.members?.get(path[depth]!);
    if (member === undefined) break;
    node = member;
  }
  const written = (content: unknown, level: number): string =>
    JSON.stringify(content, null, unit).replaceAll('\n', lineEnd + unit.repeat(level));
  const replace = (start: number, end: number, by: string): string =>
    text.slice(0, start) + by + text.slice(end);
  if (depth === path.length || node.members === undefined) {
    return replace(node.start, node.end, written(nested(path.slice(depth), value), depth));
  }
  const key = path[depth]!;
  const content = nested(path.slice(depth + 1), value);
  const last = [...node.members.values()].at(-1);
  if (last === undefined) {
    return replace(node.start, node.end, written({ [key]: content }, depth));
  }
  const isOneLine = !text.slice(node.start, last.end).includes('\n');
  const member = isOneLine
    ? `, ${JSON.stringify(key)}: ${JSON.stringify(content)}`
    : `,${lineEnd}${unit.repeat(depth + 1)}${JSON.stringify(key)}: ${written(content, depth + 1)}`;
  return replace(last.end, last.end, member);
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

const blanks = /[\s,:]*/y;
const scalar = /"(?:\\.|[^"\\])*"|[^\s,:{}[\]"]+/y;

/** Parses the value that begins at `start` of a text that is known to be valid. */
function parseNode(text: string, start: number): JsonNode {
  const open = text[start];
  if (open !== '{' && open !== '[') {
    return { start, end: scalarEnd(text, start) };
  }
  const members = new Map<string, JsonNode>();
  let at = skipBlanks(text, start + 1);
  while (text[at] !== '}' && text[at] !== ']') {
    let key: string | undefined;
    if (open === '{') {
      const keyEnd = scalarEnd(text, at);
      key = JSON.parse(text.slice(at, keyEnd)) as string;
      at = skipBlanks(text, keyEnd);
    }
    const node = parseNode(text, at);
    if (key !== undefined) members.set(key, node);
    at = skipBlanks(text, node.end);
  }
  return { start, end: at + 1, ...(open === '{' ? { members } : {}) };
}

function scalarEnd(text: string, start: number): number {
  scalar.lastIndex = start;
  scalar.exec(text);
  return scalar.lastIndex;
}

function skipBlanks(text: string, start: number): number {
  blanks.lastIndex = start;
  blanks.exec(text);
  return blanks.lastIndex;
}
