/** Turns bytes into text piece by piece; a piece may end within a character. */
export interface StreamDecoder {
  /** Text of the next bytes. */
  decode(bytes: Uint8Array): string;
  /** Text of what was held back at the end. */
  end(): string;
}

/**
 * A decoder for a WHATWG encoding label; what cannot be decoded becomes U+FFFD. The platform's TextDecoder does the work
 * except where Node's differs from the standard: its `euc-kr` lacks the 8822 syllables that CP949 adds, and its
 * `windows-1252` leaves the bytes 80–9F as control characters.
 *
 * @param label a label that `canonicalLabel` returned
 */
export function createStreamDecoder(label: string): StreamDecoder {
  if (label === 'euc-kr') return cp949Decoder();
  if (label === 'windows-1252') return windows1252Decoder();
  const decoder = new TextDecoder(label);
  return {
    decode: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}

const windows1252High =
  '\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F' +
  '\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178';

function windows1252Decoder(): StreamDecoder {
  return {
    decode: (bytes) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (character) => windows1252High[character.charCodeAt(0) - 0x80]!),
    end: () => '',
  };
}

const replacement = 0xfffd;
const rowWidth = 256;

function cp949Decoder(): StreamDecoder {
  const table = cp949Table();
  let lead = 0;
  return {
    decode: (bytes) => {
      const units = new Uint16Array(bytes.length + 1);
      let length = 0;
      for (const byte of bytes) {
        if (lead !== 0) {
          const character = table[(lead - 0x81) * rowWidth + byte]!;
          units[length++] = character === 0 ? replacement : character;
          lead = 0;
          if (character === 0 && byte < 0x80) units[length++] = byte;
        } else if (byte < 0x80) {
          units[length++] = byte;
        } else if (byte === 0x80 || byte === 0xff) {
          units[length++] = replacement;
        } else {
          lead = byte;
        }
      }
      return Buffer.from(units.buffer, 0, 2 * length).toString('utf16le');
    },
    end: () => {
      const held = lead !== 0;
      lead = 0;
      return held ? '\uFFFD' : '';
    },
  };
}

let cachedTable: Uint16Array | undefined;

/**
 * Two-byte codes of CP949 → UTF-16. Rows A1–FE × A1–FE are KS X 1001, which the platform knows. The remaining Hangul
 * syllables follow in Unicode order over the trail bytes 41–5A, 61–7A and 81–FE of the lead bytes 81–A0, then over those
 * below A1 of the lead bytes from A1 on.
 */
function cp949Table(): Uint16Array {
  if (cachedTable !== undefined) return cachedTable;
  const table = new Uint16Array((0xff - 0x81) * rowWidth);
  const platform = new TextDecoder('euc-kr');
  const taken = new Set<number>();
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const text = platform.decode(Uint8Array.of(lead, trail));
      const unit = text.charCodeAt(0);
      if (text.length !== 1 || unit === replacement) continue;
      table[(lead - 0x81) * rowWidth + trail] = unit;
      taken.add(unit);
    }
  }
  table[(0xa2 - 0x81) * rowWidth + 0xe6] = 0x20ac; // €, added to the code page in 1998
  table[(0xa2 - 0x81) * rowWidth + 0xe7] = 0xae; // ®, likewise
  let syllable = 0xac00;
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (let trail = 0x41; trail <= (lead < 0xa1 ? 0xfe : 0xa0); trail++) {
      if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
      while (taken.has(syllable)) syllable++;
      if (syllable > 0xd7a3) break;
      table[(lead - 0x81) * rowWidth + trail] = syllable++;
    }
  }
  cachedTable = table;
  return table;
}
