import path from 'node:path';
import type { DataIssue } from '../../protocol';
import { transcode } from './plainText';
import { readBytes } from './sourceFile';
import { canonicalLabel, detectEncoding } from './textEncoding';

/** A text that the SQL engine can read: UTF-8. */
export interface TextSource {
  /** The file given, or a transcoded copy. */
  readonly content: string;
  /** WHATWG label of the file given. */
  readonly encoding: string;
  /** ENCODING_GUESSED and ENCODING_ERRORS. */
  readonly issues: readonly DataIssue[];
}

/** Which text, and where a copy of it may be written. */
export interface TextRequest {
  readonly content: string;
  /** The file as the person named it. */
  readonly file: string;
  /** What a person says. */
  readonly encoding: string | undefined;
  readonly copy: string;
  readonly signal?: AbortSignal | undefined;
}

const sampleBytes = 1 << 20;

/**
 * Finds the encoding of a text and writes a UTF-8 copy where it is another one. The text's
 * beginning decides, or, where it is known not to be UTF-8 near the byte `lookAt`, that place.
 *
 * @throws {CuvetteError} OVERRIDES_INVALID for an encoding that does not exist; DISK_FULL; CANCELLED.
 */
export async function prepareText(request: TextRequest, lookAt?: number): Promise<TextSource> {
  const { content, file, signal, copy } = request;
  const start = Math.max(0, (lookAt ?? 0) - 4);
  const sample = await readBytes(
    content,
    start,
    lookAt === undefined ? sampleBytes : 3 * sampleBytes,
  );
  const detected = detectEncoding(sample, true);
  const named = request.encoding === undefined ? undefined : canonicalLabel(request.encoding);
  const encoding = named ?? detected.encoding;
  if (encoding === 'utf-8' && lookAt === undefined && !detected.guessed) {
    return { content, encoding, issues: [] };
  }
  const { replaced } = await transcode(content, encoding, copy, signal);
  const issues: DataIssue[] = [];
  const name = path.basename(file);
  if (named === undefined && detected.guessed && encoding !== 'utf-8') {
    const message = `${name} is not UTF-8; its letters look like ${encoding}, and it was read as that. If they come out wrong, set "encoding" in cuvette.json.`;
    issues.push({ code: 'ENCODING_GUESSED', message, row: null, column: null });
  }
  if (replaced > 0) {
    const message = `${replaced} character${replaced === 1 ? '' : 's'} of ${name} could not be read as ${encoding} and became "\uFFFD".`;
    issues.push({ code: 'ENCODING_ERRORS', message, row: null, column: null });
  }
  return { content: copy, encoding, issues };
}
