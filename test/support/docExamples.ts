import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

/** An `@example` of a docstring: code whose last expression is followed by `// value`. */
export interface DocExample {
  /** File and name of the export it belongs to. */
  readonly name: string;
  readonly code: string;
  /** What the comment says the value is. */
  readonly value: string;
}

/**
 * The examples with a value in the TypeScript files of `folder`.
 *
 * @param folder path from the root of the repository
 */
export function docExamples(folder: string): readonly DocExample[] {
  const directory = path.join(import.meta.dirname, '../..', folder);
  return readdirSync(directory)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(path.join(directory, file), 'utf8');
      const blocks = source.matchAll(
        /@example\n((?: \* .*\n)+) \*\/\nexport (?:function|const) (\w+)/g,
      );
      return [...blocks].flatMap(([, block = '', owner = '']) => {
        const text = block.replaceAll(/^ \* /gm, '').trimEnd();
        const comment = /^([^]*);? ?\/\/ ([^\n]*)$/.exec(text);
        if (comment === null) return [];
        return [{ name: `${file} ${owner}`, code: comment[1]!, value: comment[2]! }];
      });
    });
}

/** The value of the example's last expression, computed with `scope` as its global names. */
export function runExample(example: DocExample, scope: Readonly<Record<string, unknown>>): unknown {
  return vm.runInNewContext(example.code, { ...scope, Float64Array, Int32Array, Uint32Array });
}

/**
 * Whether `actual` is what an example's comment says. Arrays and objects are written as in code, typed arrays with their name in
 * front; a number that ends in `…` stands for all numbers that begin so, and what follows a semicolon is a remark.
 */
export function matchesComment(actual: unknown, comment: string): boolean {
  const expected = comment.replace(/;.*$/, '').match(token) ?? [];
  const got = written(actual).match(token) ?? [];
  return expected.length === got.length && expected.every((text, i) => sameToken(got[i]!, text));
}

const token = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?…?|\w+|[^\s\w]/g;

function sameToken(got: string, expected: string): boolean {
  if (!/^-?\d/.test(expected)) return got === expected;
  if (expected.endsWith('…')) return got.startsWith(expected.slice(0, -1));
  const [a, b] = [Number(got), Number(expected)];
  return Math.abs(a - b) <= 1e-12 * Math.abs(b);
}

function written(value: unknown): string {
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name} ${written(Array.from(value as unknown as number[]))}`;
  }
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, field]) => `${key}: ${written(field)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return String(value);
}
