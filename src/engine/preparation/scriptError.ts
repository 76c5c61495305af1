import path from 'node:path';
import { CuvetteError } from '../../protocol';

/** A script that is being run, for errors that point into it. */
export interface ScriptSource {
  readonly path: string;
  readonly text: string;
}

const longestSnippet = 80;

/**
 * The error of a script that does not do what it should, pointing at the place: `clean.sql:3:7: … near "WHERE Agee > 3"`.
 *
 * @param at index in the script's text; absent when no place is to blame
 */
export function scriptError(
  { path: script, text }: ScriptSource,
  problem: string,
  at?: number,
  options: { readonly hint?: string; readonly cause?: unknown } = {},
): CuvetteError {
  const name = path.basename(script);
  if (at === undefined) {
    return new CuvetteError('SCRIPT_FAILED', `${name}: ${problem}`, {
      ...options,
      details: { path: script },
    });
  }
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  const column = Array.from(before.slice(lineStart)).length + 1;
  const snippet = text.slice(lineStart).split(/\r?\n/, 1)[0]!.trim();
  const shown = snippet.length > longestSnippet ? `${snippet.slice(0, longestSnippet)}…` : snippet;
  const near = shown === '' ? '' : ` Near: ${shown}`;
  return new CuvetteError('SCRIPT_FAILED', `${name}:${line}:${column}: ${problem}${near}`, {
    ...options,
    details: { path: script, line, column, snippet },
  });
}
