import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CuvetteError, type PrepareParams } from '../../protocol';
import { lineageFile } from '../data/lineage';

/** Format of a prepared file. */
export type OutputFormat = 'parquet' | 'csv' | 'tsv';

/**
 * The format of an output, by its extension.
 *
 * @throws {CuvetteError} FORMAT_UNSUPPORTED for any extension but .parquet, .csv and .tsv.
 */
export function outputFormat(output: string): OutputFormat {
  const extension = path.extname(output).toLowerCase();
  if (extension === '.parquet' || extension === '.csv' || extension === '.tsv') {
    return extension.slice(1) as OutputFormat;
  }
  throw new CuvetteError(
    'FORMAT_UNSUPPORTED',
    `The output ${path.basename(output)} has the extension "${extension}", which is not a format that is written.`,
    { hint: 'Name it .parquet, .csv or .tsv.', details: { path: output, extension } },
  );
}

/**
 * Makes sure that an output may be written: it is none of the inputs, not the script, and does not exist unless it may be
 * overwritten. Links are followed. The folder is made when it is missing; a file made in it and removed shows that it takes files,
 * before any work is done.
 *
 * @throws {CuvetteError} USAGE_INVALID; FORMAT_UNSUPPORTED; FILE_UNWRITABLE.
 */
export async function checkOutput({
  script,
  inputs,
  output,
  overwrite = false,
}: PrepareParams): Promise<void> {
  outputFormat(output);
  const present = await identity(output);
  if (present !== undefined) {
    for (const file of [script, ...inputs.map(({ path: input }) => input)]) {
      if ((await identity(file)) === present) throw overwritesInput(output, file === script);
    }
    if (!overwrite) throw outputExists(output);
  }
  try {
    await mkdir(path.dirname(output), { recursive: true });
    const probe = partialOutput(output);
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (thrown) {
    throw unwritable(output, thrown);
  }
}

/**
 * A name for the output while it is written: in the same folder, so that one rename puts it in place.
 *
 * @param output the file it becomes
 */
export function partialOutput(output: string): string {
  const { dir, name, ext } = path.parse(output);
  return path.join(dir, `.${name}.${randomBytes(4).toString('hex')}.part${ext}`);
}

/**
 * Puts a whole written file in its place, with its lineage beside it.
 *
 * @throws {CuvetteError} USAGE_INVALID when somebody else made the output meanwhile; DISK_FULL; FILE_UNWRITABLE.
 */
export async function finishOutput(
  partial: string,
  { output, overwrite = false }: Pick<PrepareParams, 'output' | 'overwrite'>,
  lineage: string,
): Promise<void> {
  const partialLineage = lineageFile(partial);
  try {
    if (!overwrite && (await identity(output)) !== undefined) throw outputExists(output);
    await writeFile(partialLineage, lineage);
    await rename(partial, output);
    await rename(partialLineage, lineageFile(output));
  } catch (thrown) {
    throw unwritable(output, thrown);
  }
}

/** Removes what was written of an output that is not going to be finished. */
export async function discardOutput(partial: string): Promise<void> {
  await rm(partial, { force: true });
  await rm(lineageFile(partial), { force: true });
}

/** What the system said when an output was written, as DISK_FULL or FILE_UNWRITABLE; a CuvetteError is returned as it is. */
export function unwritable(output: string, thrown: unknown): CuvetteError {
  if (thrown instanceof CuvetteError) return thrown;
  const { code, message } = thrown as NodeJS.ErrnoException;
  const options = { details: { path: output }, cause: thrown };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CuvetteError('DISK_FULL', `There is no space left to write ${output}.`, options);
  }
  return new CuvetteError('FILE_UNWRITABLE', `${output} could not be written: ${message}`, {
    ...options,
    hint: 'Choose another place, or check the permissions of the folder.',
  });
}

async function identity(file: string): Promise<string | undefined> {
  const state = await stat(file, { bigint: true }).catch(() => undefined);
  return state === undefined ? undefined : `${state.dev}:${state.ino}`;
}

function overwritesInput(output: string, isScript: boolean): CuvetteError {
  const what = isScript ? 'the script itself' : 'one of the inputs';
  return new CuvetteError('USAGE_INVALID', `The output ${output} is ${what}.`, {
    hint: 'Data files are never changed in place: name another output.',
    details: { path: output },
  });
}

function outputExists(output: string): CuvetteError {
  return new CuvetteError('USAGE_INVALID', `The output ${output} exists already.`, {
    hint: 'Name another output, or allow it to be replaced (--overwrite).',
    details: { path: output },
  });
}
