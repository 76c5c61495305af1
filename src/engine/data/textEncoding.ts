import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { CuvetteError } from '../../protocol';
import { createStreamDecoder } from './textDecoders';

/** An encoding and how sure it is. */
export interface DetectedEncoding {
  /** WHATWG label. */
  readonly encoding: string;
  /** True where the bytes only look like it: neither a byte-order mark nor valid UTF-8 said so. */
  readonly guessed: boolean;
}

/**
 * The encoding of a text by its first bytes: byte-order mark, then valid UTF-8, then the zero bytes of UTF-16, then a
 * guess by letter frequencies (chardet), of those the first that decodes without a fault. `truncated` is true where `bytes` may end within a character.
 */
export function detectEncoding(bytes: Uint8Array, truncated: boolean): DetectedEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return certain('utf-8');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return certain('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return certain('utf-16be');
  const utf16 = zeroByteOrder(bytes);
  if (utf16 !== undefined) return { encoding: utf16, guessed: true };
  const whole = truncated ? bytes.subarray(0, wholeCharacters(bytes)) : bytes;
  if (isUtf8(whole)) return certain('utf-8');
  return { encoding: guessLegacy(bytes), guessed: true };
}

const certain = (encoding: string): DetectedEncoding => ({ encoding, guessed: false });

/** UTF-16 without a mark: text of mostly ASCII has a zero in every second byte. */
function zeroByteOrder(bytes: Uint8Array): string | undefined {
  const pairs = Math.min(bytes.length, 4096) >> 1;
  if (pairs < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be';
  return undefined;
}

/** chardet's names that are not labels; it calls short texts UTF-8 that are known not to be. */
const labels: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
  ASCII: 'windows-1252',
  'UTF-8': 'windows-1252',
};

/**
 * Letter frequencies need letters: lines without a byte above 127 only dilute them, so they are left out of the sample.
 */
function guessLegacy(bytes: Uint8Array): string {
  const sample = linesWithHighBytes(bytes);
  if (isMostlyUtf8(sample)) return 'utf-8';
  if (isShiftJis(sample)) return 'shift_jis';
  if (isHangul(sample)) return 'euc-kr';
  const labelled = analyse(sample).map(({ name }) => labels[name] ?? name.toLowerCase());
  const western = standAlone(sample) >= westernShare;
  const found = labelled.find(
    (label) =>
      isKnownEncoding(label) &&
      !(western && severalBytes.has(canonicalLabel(label))) &&
      decodesWell(sample, label),
  );
  return found === undefined ? 'windows-1252' : canonicalLabel(found);
}

/** Encodings of one or two bytes a character, which decode sparse Western letters together with their neighbours. */
const severalBytes = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'gbk', 'gb18030', 'big5']);
/** Share of bytes above 127 without such a neighbour from which they are accented letters in words. */
const westernShare = 0.4;

function standAlone(bytes: Uint8Array): number {
  let alone = 0;
  let all = 0;
  bytes.forEach((byte, i) => {
    if (byte <= 127) return;
    all++;
    if ((bytes[i - 1] ?? 0) <= 127 && (bytes[i + 1] ?? 0) <= 127) alone++;
  });
  return all === 0 ? 0 : alone / all;
}

/** Whether bytes are characters of an encoding, and not the kana of half width that Western letters are in Shift-JIS. */
function decodesWell(bytes: Uint8Array, label: string): boolean {
  let halfWidth = 0;
  let all = 0;
  for (const character of createStreamDecoder(canonicalLabel(label)).decode(bytes)) {
    if (character === '\uFFFD') return false;
    if (character > '\x7f') all++;
    if (isHalfWidthKana(character)) halfWidth++;
  }
  return 10 * halfWidth <= all;
}

function isHalfWidthKana(character: string): boolean {
  return character >= '\uFF61' && character <= '\uFF9F';
}

/** UTF-8 with a few broken bytes: most of what is not ASCII decodes. By chance other encodings do not come near. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let decoded = 0;
  let broken = 0;
  for (const character of new TextDecoder('utf-8').decode(bytes)) {
    if (character === '\uFFFD') broken++;
    else if (character > '\x7f') decoded++;
  }
  return decoded > 4 * broken;
}

/**
 * Korean in CP949: it decodes without a fault and what is not ASCII is Hangul but for a tenth. chardet only knows the
 * smaller EUC-KR and takes a text with one of the other syllables for Chinese. Those are rare in Korean: a text of mostly them is
 * something else.
 */
function isHangul(bytes: Uint8Array): boolean {
  const decoder = createStreamDecoder('euc-kr');
  let hangul = 0;
  let others = 0;
  for (const character of decoder.decode(bytes)) {
    if (character === '\uFFFD') return false;
    if (character >= '\uAC00' && character <= '\uD7A3') hangul++;
    else if (character > '\x7f') others++;
  }
  return hangul > 9 * others && isMostlyKsX1001(bytes);
}

function isMostlyKsX1001(bytes: Uint8Array): boolean {
  let common = 0;
  let pairs = 0;
  for (let i = 0; i + 1 < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x81) continue;
    i++;
    pairs++;
    if (lead >= 0xa1 && bytes[i]! >= 0xa1) common++;
  }
  return 2 * common > pairs;
}

/**
 * Japanese in Shift-JIS: it decodes without a fault, and a fifth of what is not ASCII is kana. Kana of half width do not count:
 * Korean and Chinese bytes decode to them.
 */
function isShiftJis(bytes: Uint8Array): boolean {
  let kana = 0;
  let halfWidth = 0;
  let all = 0;
  for (const character of createStreamDecoder('shift_jis').decode(bytes)) {
    if (character === '\uFFFD') return false;
    if (character <= '\x7f') continue;
    all++;
    if (character >= '\u3041' && character <= '\u30FF') kana++;
    if (isHalfWidthKana(character)) halfWidth++;
  }
  return 5 * kana >= all && 10 * halfWidth <= all && kana > 0;
}

function linesWithHighBytes(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let kept = 0;
  let start = 0;
  while (start < bytes.length && kept < 65_536) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 127)) {
      parts.push(line);
      kept += line.length;
    }
    start = end;
  }
  return parts.length === 0 ? bytes : Buffer.concat(parts);
}

/** Length of the longest beginning of `bytes` that does not end within a UTF-8 sequence. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needed ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function isKnownEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

/**
 * The WHATWG label of an encoding that a person named: `cp949` and `EUC-KR` are `euc-kr`, `latin1` is `windows-1252`.
 *
 * @throws {CuvetteError} OVERRIDES_INVALID for a name that is no encoding.
 */
export function canonicalLabel(label: string): string {
  const key = label.trim().toLowerCase();
  const alias = aliases[key] ?? key;
  try {
    return new TextDecoder(alias).encoding;
  } catch (error) {
    throw new CuvetteError('OVERRIDES_INVALID', `"${label}" is not a known text encoding.`, {
      hint: 'Use a label such as utf-8, utf-16le, windows-1252, euc-kr or shift_jis.',
      details: { encoding: label },
      cause: error,
    });
  }
}

const aliases: Readonly<Record<string, string>> = {
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  'latin-1': 'windows-1252',
  cp1252: 'windows-1252',
  cp932: 'shift_jis',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
};
