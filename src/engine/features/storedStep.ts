import type { z } from 'zod';

import { CuvetteError } from '../../protocol';
import type { Json } from '../base/json';

/**
 * Reads back what a fitted step wrote with `toJson`, checked against the step's schema.
 *
 * @param name the step, for the message
 * @param schema zod schema of the stored form
 * @param json the stored form, from a file or another process
 * @throws {CuvetteError} DATA_UNREADABLE when the value does not have the stored form of this step.
 */
export function readStoredStep<Stored>(
  name: string,
  schema: z.ZodType<Stored>,
  json: Json,
): Stored {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'the top' : issue.path.join('.');
  throw new CuvetteError(
    'DATA_UNREADABLE',
    `The stored step "${name}" cannot be read: at ${place}, ${issue?.message ?? 'unknown form'}.`,
    { hint: 'It was written by another version or damaged. Fit the step again.' },
  );
}
