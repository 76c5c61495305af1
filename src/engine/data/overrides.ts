import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  alertThresholdNames,
  columnTypes,
  CuvetteError,
  thresholdFault,
  type AlertThresholds,
  type DatasetOverrides,
} from '../../protocol';
import { fileError } from './fileError';

/** Name of the file, beside the data, that says how to read it. */
export const overridesFile = 'cuvette.json';

/** Names and ranges of `alertThresholdTable`. */
const thresholdsSchema = z
  .record(z.string(), z.unknown())
  .superRefine((thresholds, context) => {
    for (const [name, value] of Object.entries(thresholds)) {
      const fault = value === undefined ? null : thresholdFault(name, value);
      if (fault === null) continue;
      const known = alertThresholdNames.some((candidate) => candidate === name);
      const subject = known ? `the threshold ${name}` : `a threshold's name`;
      context.addIssue({ code: 'custom', path: [name], message: `${subject} ${fault}` });
    }
  })
  .transform((thresholds): AlertThresholds => thresholds);

const overridesSchema = z.strictObject({
  delimiter: z.string().min(1).max(4).optional(),
  encoding: z.string().min(1).optional(),
  header: z.boolean().optional(),
  types: z.record(z.string(), z.enum(columnTypes)).optional(),
  missingValues: z.array(z.string()).optional(),
  thresholds: thresholdsSchema.optional(),
});

const fileSchema = z.looseObject({
  files: z.record(z.string(), overridesSchema).optional(),
  thresholds: thresholdsSchema.optional(),
});

/**
 * What a person says about a data file: the request's own overrides over those of `cuvette.json` beside the file,
 * `{"files": {"name.csv": {"delimiter": ";", "types": {"zip": "categorical"}}}}`. Types are merged column by column, thresholds
 * name by name; thresholds at the top level of the file hold for every data file beside it.
 *
 * @throws {CuvetteError} OVERRIDES_INVALID with the place in the file and the value found there.
 */
export async function readOverrides(
  file: string,
  requested: DatasetOverrides = {},
): Promise<DatasetOverrides> {
  const own = validated(overridesSchema, requested, 'the overrides of the request');
  const source = path.join(path.dirname(file), overridesFile);
  const content = await readIfPresent(source);
  if (content === undefined) return withoutUndefined(own);
  const { files, thresholds: common } = validated(fileSchema, parsed(content, source), source);
  const name = path.basename(file);
  const stored = files !== undefined && Object.hasOwn(files, name) ? files[name]! : {};
  const types = { ...stored.types, ...own.types };
  const thresholds = { ...common, ...stored.thresholds, ...own.thresholds };
  return {
    ...withoutUndefined(stored),
    ...withoutUndefined(own),
    types,
    ...(Object.keys(thresholds).length === 0 ? {} : { thresholds }),
  };
}

async function readIfPresent(source: string): Promise<string | undefined> {
  try {
    return await readFile(source, 'utf8');
  } catch (error) {
    const failure = fileError(error, source);
    if (failure.code === 'FILE_NOT_FOUND') return undefined;
    throw failure;
  }
}

function parsed(content: string, source: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`${source} is not valid JSON: ${reason}.`, { path: source }, error);
  }
}

function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const keys = issue.path.map(String);
  const place = keys.length === 0 ? 'the top level' : keys.join(' → ');
  const found = keys.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | null | undefined)?.[key],
    value,
  );
  throw invalid(`${source} is wrong at ${place}: ${issue.message}. Got ${JSON.stringify(found)}.`, {
    path: source,
    place: keys,
    value: found,
  });
}

/** A key that is set to `undefined` must not hide what the file says. */
function withoutUndefined(overrides: z.output<typeof overridesSchema>): DatasetOverrides {
  const entries = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

function invalid(message: string, details: Record<string, unknown>, cause?: unknown): CuvetteError {
  return new CuvetteError('OVERRIDES_INVALID', message, {
    hint: `Types are ${columnTypes.join(', ')}; the other keys are delimiter, encoding, header, missingValues and thresholds.`,
    details,
    cause,
  });
}
