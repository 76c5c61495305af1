import { parameterError } from '../../protocol';

/** The token for the page that starts after `offset` runs; opaque to callers, and the one that MLflow uses. */
export function pageTokenOf(offset: number): string {
  return Buffer.from(JSON.stringify({ offset })).toString('base64');
}

/**
 * The offset that a token stands for, 0 without one.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for text that is no token.
 */
export function offsetOf(pageToken: string | undefined): number {
  if (pageToken === undefined || pageToken === '') return 0;
  const offset = parsedOffset(Buffer.from(pageToken, 'base64').toString('utf8'));
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw parameterError('pageToken', 'searchRuns', 'the token of an earlier page', pageToken);
  }
  return offset;
}

function parsedOffset(text: string): number {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'offset' in parsed
      ? Number(parsed.offset)
      : NaN;
  } catch {
    return NaN;
  }
}
