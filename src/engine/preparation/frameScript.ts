import { format } from 'node:util';
import { createRandomGenerator } from '../base/randomGenerator';
import { loadDanfo, type DanfoModule } from './danfoModule';
import { frameColumn, type FrameColumn, type FrameRows } from './frameRows';
import { scriptSeed } from './scriptDatabase';
import { scriptError, type ScriptSource } from './scriptError';
import { loadScriptModule, placedError, type LoadedFile } from './scriptModule';

/** An input of a script, as its frame. */
export interface FrameInput {
  /** Every name under which the script finds it. */
  readonly names: readonly string[];
  readonly path: string;
  readonly rows: FrameRows;
}

/** What a script gave. */
export interface FrameScriptResult {
  readonly columns: readonly FrameColumn[];
  /** The script and the files of one's own that it imports. */
  readonly files: readonly LoadedFile[];
}

/**
 * Runs a TypeScript or JavaScript script in this process: its default export (or `module.exports`) is called with the inputs as
 * danfojs frames, by name, and with `{ dfd, inputs, log }`; it returns, or resolves to, one DataFrame. `danfojs-node` can be
 * imported although it is not installed. `Math.random()` gives the same numbers in every run, and `log` is given what the
 * script prints.
 *
 * @throws {CuvetteError} SCRIPT_FAILED with the place in the script.
 */
export async function runFrameScript(
  script: string,
  inputs: readonly FrameInput[],
  log: (line: string) => void,
): Promise<FrameScriptResult> {
  const dfd = await loadDanfo();
  const restore = [seedMathRandom(), captureConsole(log)];
  try {
    return await runPrepare(dfd, script, inputs, log);
  } finally {
    for (const put of restore) put();
  }
}

async function runPrepare(
  dfd: DanfoModule,
  script: string,
  inputs: readonly FrameInput[],
  log: (line: string) => void,
): Promise<FrameScriptResult> {
  const { exports, files } = loadScriptModule(script, { 'danfojs-node': dfd, danfojs: dfd });
  const main = files[0]!;
  const prepare = defaultExport(exports, main);
  const frames = Object.fromEntries(
    inputs.flatMap(({ names, rows: { rows, columns, dtypes } }) => {
      const frame = new dfd.DataFrame(rows, { columns, dtypes });
      return names.map((name) => [name, frame] as const);
    }),
  );
  const context = {
    dfd,
    inputs: inputs.map(({ names, path, rows: { rows } }) => ({
      name: names[0],
      path,
      rows: rows.length,
    })),
    log: (...values: unknown[]) => log(format(...values)),
  };
  const stray = watchStrayErrors();
  let result: unknown;
  try {
    result = await Promise.race([prepare(frames, context), stray.error]);
  } catch (thrown) {
    throw placedError(files, thrown);
  } finally {
    stray.stop();
  }
  return { columns: frameColumns(result, main), files };
}

/** Errors that nobody awaits, such as danfojs throws in callbacks: they would end the process without a word. */
function watchStrayErrors(): { readonly error: Promise<never>; readonly stop: () => void } {
  let fail: (thrown: unknown) => void = () => undefined;
  const error = new Promise<never>((_, reject) => {
    fail = reject;
  });
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  return {
    error,
    stop: () => {
      process.off('uncaughtException', fail);
      process.off('unhandledRejection', fail);
    },
  };
}

type Prepare = (frames: Readonly<Record<string, object>>, context: object) => unknown;

function defaultExport(exports: unknown, script: ScriptSource): Prepare {
  const found =
    typeof exports === 'object' && exports !== null && 'default' in exports
      ? exports.default
      : exports;
  if (typeof found === 'function') return found as Prepare;
  throw scriptError(script, 'The script exports no function.', undefined, {
    hint: 'Write `export default async (frames, context) => { …; return frame; }`.',
  });
}

/** Reads a frame by its own fields: a column called `values` or `columns` hides the accessors of that name. */
function frameColumns(result: unknown, script: ScriptSource): readonly FrameColumn[] {
  const {
    $columns: names,
    $data: rows,
    $isSeries: isSeries,
  } = (result ?? {}) as {
    readonly $columns?: readonly unknown[];
    readonly $data?: readonly (readonly unknown[])[];
    readonly $isSeries?: boolean;
  };
  if (!Array.isArray(names) || !Array.isArray(rows) || isSeries === true) {
    throw scriptError(
      script,
      `The script returned ${kindOf(result)}, not a DataFrame.`,
      undefined,
      {
        hint: 'Return one danfojs DataFrame; `new context.dfd.DataFrame(rows)` makes one from objects.',
      },
    );
  }
  const columns = names.map(String);
  const repeated = columns.find((name, j) => columns.indexOf(name) !== j);
  if (repeated !== undefined) {
    throw scriptError(script, `The result has two columns called "${repeated}".`);
  }
  const table = rows as readonly (readonly unknown[])[];
  return columns.map((name, j) =>
    frameColumn(
      name,
      table.map((row) => row[j]),
    ),
  );
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if ((value as { $isSeries?: boolean }).$isSeries === true) return 'a Series';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function seedMathRandom(): () => void {
  const original = Math.random;
  const random = createRandomGenerator(scriptSeed);
  Math.random = () => random.uniform();
  return () => {
    Math.random = original;
  };
}

function captureConsole(log: (line: string) => void): () => void {
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const { console } = globalThis;
  const originals = { ...console };
  const print = (...values: unknown[]): void => log(format(...values));
  Object.assign(console, Object.fromEntries(methods.map((method) => [method, print])));
  return () => void Object.assign(console, originals);
}
