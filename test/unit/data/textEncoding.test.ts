import { expect, test } from 'vitest';
import { createStreamDecoder } from '../../../src/engine/data/textDecoders';
import { detectEncoding } from '../../../src/engine/data/textEncoding';

/** Node encodes neither: the bytes are Python's `text.encode(encoding).hex()`. */
const japanese = {
  text: '名前,地域,感想\n鈴木,東京,とても良かったです\n佐藤,大阪,もう買いません\n',
  shiftJis:
    '96bc914f2c926e88e62c8ab4917a0a97e996d82c938c8b9e2c82c682c482e097c782a982c182bd82c582b70a8db293a12c91e58de32c82e082a4948382a282dc82b982f10a',
};
const kanji = {
  text: '地域,東京,大阪,名古屋',
  shiftJis: '926e88e62c938c8b9e2c91e58de32c96bc8cc389ae',
};
const korean = {
  text: '이름,지역,후기\n고객,서울,배송이 빨라서 좋아요\n손님,부산,똠방각하 최고\n',
  cp949:
    'c0ccb8a72cc1f6bfaa2cc8c4b1e20ab0edb0b42cbcadbfef2cb9e8bcdbc0cc20bba1b6f3bcad20c1c1bec6bfe40abcd5b4d42cbacebbea2c8c63b9e6b0a2c7cf20c3d6b0ed0a',
};
const german = 'Straße;Größe;für Köln;Übergröße\n';

function read(bytes: Uint8Array): string {
  return createStreamDecoder(detectEncoding(bytes, false).encoding).decode(bytes);
}

test('Japanese in Shift-JIS is not taken for Korean, whose rare syllables have the same bytes', () => {
  expect(read(Buffer.from(japanese.shiftJis, 'hex'))).toBe(japanese.text);
  expect(detectEncoding(Buffer.from(japanese.shiftJis, 'hex'), false)).toEqual({
    encoding: 'shift_jis',
    guessed: true,
  });
  expect(detectEncoding(Buffer.from(kanji.shiftJis, 'hex'), false).encoding).not.toBe('euc-kr');
});

test('Korean in CP949 stays Korean, with a syllable that EUC-KR does not have', () => {
  expect(read(Buffer.from(korean.cp949, 'hex'))).toBe(korean.text);
});

test('Western letters are neither', () => {
  expect(read(Buffer.from(german, 'latin1'))).toBe(german);
  expect(read(Buffer.from('été,préféré,à côté\nœuvre'.replace('œ', 'o'), 'latin1'))).toContain(
    'préféré',
  );
});
