import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { transform } from 'sucrase';
import { CuvetteError } from '../../protocol';
import { scriptError } from './scriptError';
import { scriptLanguage } from './scriptLanguage';

/** A module of a script: the script itself, or a file of one's own that it imports. */
export interface LoadedFile {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
}

/** A script, loaded. */
export interface ScriptModule {
  readonly exports: unknown;
  /** The script and the files of one's own that it imports, the script first. */
  readonly files: readonly LoadedFile[];
}

type Require = (name: string) => unknown;
const importedExtensions = [
  '',
  '.ts',
  '.js',
  '.mts',
  '.mjs',
  '.cts',
  '.cjs',
  '.json',
  '/index.ts',
  '/index.js',
];
const scriptExtension = /\.[mc]?[tj]s$/i;

/**
 * Loads a TypeScript or JavaScript file in this process, with `import` and `require`: types are stripped without being
 * checked, lines stay where they are. Files of one's own are loaded the same way; packages come from the script's folder,
 * unless they are `provided`.
 *
 * @throws {CuvetteError} SCRIPT_FAILED with the line when a file does not parse or fails while it loads; FILE_NOT_FOUND.
 */
export function loadScriptModule(
  script: string,
  provided: Readonly<Record<string, unknown>>,
): ScriptModule {
  const files: LoadedFile[] = [];
  const loaded = new Map<string, { exports: unknown }>();

  function load(file: string): unknown {
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const bytes = readFileSync(file);
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    const source = { path: file, text, sha256: createHash('sha256').update(bytes).digest('hex') };
    files.push(source);
    const module: { exports: unknown } = { exports: {} };
    loaded.set(file, module);
    try {
      const run = compiled(source);
      run(module.exports, requireFrom(file), module, file, path.dirname(file));
    } catch (thrown) {
      throw placedError(files, thrown);
    }
    return module.exports;
  }

  function requireFrom(file: string): Require {
    const nodeRequire = createRequire(file);
    return (name) => {
      if (Object.hasOwn(provided, name)) return provided[name];
      if (!/^\.{0,2}\//.test(name) && !path.isAbsolute(name)) return nodeRequire(name) as unknown;
      const base = path.resolve(path.dirname(file), name);
      const found = importedExtensions.map((extension) => base + extension).find(isFile);
      if (found === undefined || !scriptExtension.test(found)) return nodeRequire(name) as unknown;
      return load(found);
    };
  }

  return { exports: load(script), files };
}

type ModuleFunction = (
  exports: unknown,
  require: Require,
  module: object,
  file: string,
  folder: string,
) => void;

function compiled(source: LoadedFile): ModuleFunction {
  const typescript = scriptLanguage(source.path) === 'typescript';
  let code: string;
  try {
    ({ code } = transform(source.text, {
      transforms: typescript ? ['typescript', 'imports'] : ['imports'],
      filePath: source.path,
      production: true,
    }));
  } catch (thrown) {
    if (!typescript) checkSyntax(source);
    throw thrown;
  }
  return compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'], {
    filename: source.path,
  }) as ModuleFunction;
}

/**
 * Lets the engine of JavaScript itself say what is wrong with a file: Sucrase puts an error inside an arrow function at the
 * function's beginning. Words that only modules have are replaced by others, or by blanks, of the same length.
 */
function checkSyntax({ path: file, text }: LoadedFile): void {
  const blank = (words: string): string => words.replace(/[^\n]/g, ' ');
  const plain = text
    .replace(/^export default /gm, 'module.exports=')
    .replace(/^import\b[^'"]*['"][^'"]*['"]/gm, blank)
    .replace(/^export (?=(async|function|const|let|class)\b)/gm, blank);
  compileFunction(plain, ['module'], { filename: file });
}

/**
 * Anything that a script throws, as SCRIPT_FAILED at the line of the script, or of a file it imports, where it happened. Our own
 * errors are returned as they are.
 */
export function placedError(files: readonly LoadedFile[], thrown: unknown): CuvetteError {
  if (thrown instanceof CuvetteError) return thrown;
  const main = files[0]!;
  const problem =
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `It threw ${String(thrown)}.`;
  const place = thrown instanceof Error ? placeOf(files, thrown) : undefined;
  if (place === undefined) return scriptError(main, problem, undefined, { cause: thrown });
  const { file, line, column } = place;
  const lines = file.text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const at = start + Math.min(column - 1, lines[line - 1]?.length ?? 0);
  return scriptError(file, withoutPlace(problem, file), at, { cause: thrown });
}

interface Place {
  readonly file: LoadedFile;
  readonly line: number;
  readonly column: number;
}

/** Sucrase names the place in the error, Node in the stack. */
function placeOf(files: readonly LoadedFile[], error: Error): Place | undefined {
  const located = (error as { loc?: { line: number; column: number } }).loc;
  if (located !== undefined) {
    const file = files.find(({ path: name }) => error.message.includes(name)) ?? files[0]!;
    return { file, line: located.line, column: located.column };
  }
  for (const entry of (error.stack ?? '').split('\n')) {
    for (const file of files) {
      const from = entry.indexOf(`${file.path}:`);
      if (from === -1) continue;
      const [, line, column] =
        /^(\d+)(?::(\d+))?/.exec(entry.slice(from + file.path.length + 1)) ?? [];
      if (line !== undefined) return { file, line: Number(line), column: Number(column ?? 1) };
    }
  }
  return undefined;
}

function withoutPlace(problem: string, file: LoadedFile): string {
  return problem.replace(`Error transforming ${file.path}: `, '').replace(/ \(\d+:\d+\)$/, '');
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}
