import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Lineage, LineageState } from '../../protocol';
import { scanFile } from './scanFile';

type Input = Lineage['inputs'][number];
type Script = Lineage['script'];

const hashed = { path: z.string(), sha256: z.string() };

const lineageSchema: z.ZodType<Lineage> = z.looseObject({
  script: z.looseObject({
    ...hashed,
    language: z.enum(['sql', 'typescript', 'javascript']),
    imports: z.array(z.looseObject(hashed)).exactOptional(),
  }),
  inputs: z.array(
    z.looseObject({
      ...hashed,
      name: z.string(),
      rows: z.number(),
      sizeBytes: z.number(),
      modifiedAt: z.string(),
      get lineage() {
        return lineageSchema.exactOptional();
      },
    }),
  ),
  output: z.looseObject({ ...hashed, rows: z.number() }),
  createdAt: z.string(),
  productVersion: z.string(),
  engine: z.string(),
});

/** The file that says how a prepared file came about. */
export function lineageFile(output: string): string {
  return `${output}.lineage.json`;
}

/**
 * The lineage of a file, from the record beside it, with absolute paths.
 *
 * @returns `undefined` without a record, or when it is not one
 */
export async function readLineage(file: string): Promise<Lineage | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(lineageFile(file), 'utf8'));
    const folder = path.dirname(path.resolve(file));
    return withPaths(lineageSchema.parse(record), (relative) => path.resolve(folder, relative));
  } catch {
    return undefined;
  }
}

/** The same lineage, each path of it changed. */
export function withPaths(lineage: Lineage, change: (file: string) => string): Lineage {
  const { script, inputs, output } = lineage;
  const changed = <File extends { readonly path: string }>(file: File): File => ({
    ...file,
    path: change(file.path),
  });
  const { imports } = script;
  return {
    ...lineage,
    script: {
      ...changed(script),
      ...(imports === undefined ? {} : { imports: imports.map(changed) }),
    },
    inputs: inputs.map((input) => ({
      ...changed(input),
      ...(input.lineage === undefined ? {} : { lineage: withPaths(input.lineage, change) }),
    })),
    output: changed(output),
  };
}

/**
 * Compares a prepared file with its lineage: is it the file that the script wrote, and are script and inputs still what they
 * were? An input of the recorded size and time is taken for unchanged; any other is read and its hash compared. Inputs that
 * were prepared themselves are followed to their sources.
 *
 * @param file the prepared file
 * @param sha256 its hash now
 * @returns `undefined` when there is no record of its making
 */
export async function lineageState(
  file: string,
  sha256: string,
  signal?: AbortSignal,
): Promise<LineageState | undefined> {
  const lineage = await readLineage(file);
  if (lineage === undefined) return undefined;
  const own =
    lineage.output.sha256 === sha256
      ? []
      : [`${path.basename(file)} has been changed since ${nameOf(lineage.script)} wrote it.`];
  return { lineage, stale: [...own, ...(await staleSources(lineage, signal))] };
}

async function staleSources(lineage: Lineage, signal?: AbortSignal): Promise<readonly string[]> {
  const { script, inputs } = lineage;
  const scripts = [script, ...(script.imports ?? [])];
  const found = await Promise.all([
    ...scripts.map((source) => staleScript(source, signal)),
    ...inputs.map((input) => staleInput(input, signal)),
  ]);
  return found.flat();
}

async function staleScript(
  { path: file, sha256 }: Pick<Script, 'path' | 'sha256'>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const now = await hashOf(file, signal);
  if (now === sha256) return [];
  const what = `The script ${path.basename(file)}`;
  return [now === undefined ? `${what} is no longer there.` : `${what} has changed since.`];
}

async function staleInput(input: Input, signal?: AbortSignal): Promise<readonly string[]> {
  const state = await stat(input.path).catch(() => undefined);
  if (state === undefined) return [`The input ${nameOf(input)} is no longer there.`];
  const asRecorded =
    state.size === input.sizeBytes && state.mtime.toISOString() === input.modifiedAt;
  if (!asRecorded && (await hashOf(input.path, signal)) !== input.sha256) {
    return [`The input ${nameOf(input)} has changed since.`];
  }
  if (input.lineage === undefined) return [];
  const stale = await staleSources(input.lineage, signal);
  return stale.map((reason) => `The input ${nameOf(input)} is out of date itself: ${reason}`);
}

async function hashOf(file: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    return (await scanFile(file, '', signal)).sha256;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return undefined;
  }
}

function nameOf({ path: file }: { readonly path: string }): string {
  return path.basename(file);
}
