import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  CuvetteError,
  parameterError,
  type Lineage,
  type PrepareParams,
  type PrepareResult,
} from '../../protocol';
import { sqlEngineVersion } from '../data/duckdb';
import { fileError } from '../data/fileError';
import { lineageFile, withPaths } from '../data/lineage';
import { watchProgress } from '../data/loadProgress';
import { scanFile } from '../data/scanFile';
import { createTemporaryDirectory } from '../data/temporaryDirectory';
import { createFrameTable, readFrameRows } from './frameRows';
import { runFrameScript } from './frameScript';
import { checkOutput, discardOutput, finishOutput, outputFormat, unwritable } from './outputFile';
import { openScriptDatabase, type ScriptDatabase } from './scriptDatabase';
import type { ScriptSource } from './scriptError';
import { scriptLanguage } from './scriptLanguage';
import { atStatement, runSqlScript } from './sqlScript';
import { stageInputs, type StagedInput } from './stageInputs';
import { writePrefix, writeTable, type WrittenTable } from './writeTable';

/** What a preparation is told beside its parameters. */
export interface PrepareOptions {
  readonly productVersion: string;
  /** Time of the run. */
  readonly now: () => Date;
  /** The file that is written until it is whole; in the folder of the output. */
  readonly partial: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (message: string, fraction: number | null) => void;
}

const readingShare = 0.6;

/**
 * Runs a preparation script on its inputs and writes its result, with a record of where it comes from beside it. The same
 * script on the same inputs writes the same bytes. The output appears when it is whole; until then, and after any failure,
 * there is nothing of it. A script in TypeScript or JavaScript runs in this very process.
 *
 * @throws {CuvetteError} SCRIPT_FAILED with the place in the script; USAGE_INVALID when the output exists or is an input;
 *   DATA_NO_ROWS; what `openDataset` throws; FILE_UNWRITABLE; DISK_FULL; OUT_OF_MEMORY; CANCELLED.
 */
export async function prepareTable(
  params: PrepareParams,
  options: PrepareOptions,
): Promise<PrepareResult> {
  if (params.inputs.length === 0) {
    throw parameterError('inputs', 'prepare', 'at least one data file', '[]');
  }
  const language = scriptLanguage(params.script);
  const format = outputFormat(params.output);
  const script = await readScript(params.script);
  await checkOutput(params);
  const temporary = await createTemporaryDirectory();
  const { partial, signal, onProgress } = options;
  let database: ScriptDatabase | undefined;
  try {
    const staged = path.join(temporary.path, 'inputs.duckdb');
    const { memory, threads } = params;
    const inputs = await stageInputs(params.inputs, {
      database: staged,
      memory,
      threads,
      signal,
      onProgress: (message, fraction) =>
        onProgress?.(message, fraction === null ? null : fraction * readingShare),
    });
    database = await openScriptDatabase(inputs, {
      staged,
      folder: temporary.path,
      output: partial,
      memory,
    });
    const log = inputs.flatMap(({ notes }) => notes);
    const run = { script, inputs, database, log, signal };
    const progress = watchProgress(`Running ${path.basename(script.path)}`, (message, fraction) =>
      onProgress?.(
        message,
        fraction === null ? null : readingShare + fraction * (1 - readingShare),
      ),
    );
    progress.follow(database.session);
    try {
      const result = await (language === 'sql' ? runSql(run) : runFrames(run));
      const source = {
        script: {
          path: script.path,
          sha256: script.sha256,
          language,
          ...(result.imports.length === 0 ? {} : { imports: result.imports }),
        },
        inputs: inputs.map((input) => input.source),
        productVersion: options.productVersion,
        engine: `DuckDB ${await sqlEngineVersion()}`,
      };
      const written = await result.write({
        file: partial,
        format,
        metadata: { cuvette_lineage: JSON.stringify(embedded(source, params.output)) },
        signal,
      });
      return await finish(params, options, source, written, log);
    } finally {
      progress.stop();
    }
  } catch (thrown) {
    await discardOutput(partial);
    throw outputError(params.output, thrown);
  } finally {
    await database?.close();
    await temporary.remove();
  }
}

interface HashedScript extends ScriptSource {
  readonly sha256: string;
}

interface ScriptRun {
  readonly script: HashedScript;
  readonly inputs: readonly StagedInput[];
  readonly database: ScriptDatabase;
  readonly log: string[];
  readonly signal: AbortSignal | undefined;
}

/** A script that has run, and whose rows wait to be written. */
interface ScriptOutcome {
  readonly imports: readonly { readonly path: string; readonly sha256: string }[];
  readonly write: (options: Parameters<typeof writeTable>[2]) => Promise<WrittenTable>;
}

async function runSql({ script, database, signal }: ScriptRun): Promise<ScriptOutcome> {
  const last = await runSqlScript(database.session, script, signal);
  return {
    imports: [],
    write: (options) =>
      atStatement(script, last, writePrefix.length, () =>
        writeTable(database.session, last.text, options),
      ),
  };
}

async function runFrames({
  script,
  inputs,
  database,
  log,
  signal,
}: ScriptRun): Promise<ScriptOutcome> {
  const frames = [];
  for (const { name, alias, relation, columns, source } of inputs) {
    const rows = await readFrameRows(database.session, relation, columns, signal);
    frames.push({ names: alias === undefined ? [name] : [name, alias], path: source.path, rows });
  }
  const { columns, files } = await runFrameScript(script.path, frames, (line) => {
    log.push(...line.split('\n'));
  });
  const query = await createFrameTable(database.session, 'result', columns);
  return {
    imports: files.slice(1).map(({ path: file, sha256 }) => ({ path: file, sha256 })),
    write: (options) => writeTable(database.session, query, options),
  };
}

type Source = Omit<Lineage, 'output' | 'createdAt'>;

/** Of the lineage, what is the same in every run: it stands inside the file, whose bytes must not change. */
function embedded(source: Source, output: string): object {
  const { script, inputs, ...rest } = relative({ ...source, output: none, createdAt: '' }, output);
  return {
    script,
    inputs: inputs.map(({ name, path: file, sha256, rows }) => ({
      name,
      path: file,
      sha256,
      rows,
    })),
    productVersion: rest.productVersion,
    engine: rest.engine,
  };
}

const none = { path: '', sha256: '', rows: 0 };

async function finish(
  params: PrepareParams,
  { partial, productVersion, now, signal }: PrepareOptions,
  source: Source,
  { rows, columns }: WrittenTable,
  log: readonly string[],
): Promise<PrepareResult> {
  const { sha256, sizeBytes } = await scanFile(partial, '', signal);
  const output = { path: params.output, sha256, rows };
  const lineage = { ...source, output, createdAt: now().toISOString(), productVersion };
  const record = `${JSON.stringify(relative(lineage, params.output), null, 2)}\n`;
  await finishOutput(partial, params, record);
  return { output: params.output, rows, columns, sizeBytes, lineage, log };
}

/** With paths from the folder of the output, with `/`, so that a project that is moved keeps its lineage. */
function relative(lineage: Lineage, output: string): Lineage {
  const folder = path.dirname(lineageFile(output));
  return withPaths(lineage, (file) => {
    const way = path.relative(folder, file);
    return path.isAbsolute(way) ? way : way.replaceAll(path.sep, '/');
  });
}

async function readScript(file: string): Promise<HashedScript> {
  try {
    if ((await stat(file)).size > longestScript) {
      throw new CuvetteError('DATA_UNREADABLE', `${path.basename(file)} is too long for a script.`);
    }
    const bytes = await readFile(file);
    return {
      path: file,
      text: bytes.toString('utf8').replace(/^\uFEFF/, ''),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  } catch (error) {
    throw fileError(error, file);
  }
}

const longestScript = 10_000_000;

/** A full disk may be the output's as well as the one for temporary files. */
function outputError(output: string, thrown: unknown): CuvetteError {
  const error = thrown instanceof Error && 'code' in thrown ? unwritable(output, thrown) : thrown;
  const settled = CuvetteError.from(error);
  if (settled.code !== 'DISK_FULL') return settled;
  return new CuvetteError(
    'DISK_FULL',
    `The disk ran full while ${path.basename(output)} was prepared; nothing of it is left.`,
    {
      hint: 'Free some space beside the output, or point TMPDIR to a larger disk.',
      details: settled.details,
      cause: settled,
    },
  );
}
