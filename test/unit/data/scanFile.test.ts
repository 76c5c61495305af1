import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { scanFile } from '../../../src/engine/data/scanFile';
import { failureOf, writtenFile } from '../../support/openedDataset';

const scanned = (content: string | Uint8Array) => scanFile(writtenFile(content), ',"');

test.each([
  ['a,b\n01,x\n', true],
  ['a,b\n1,x\n2,007\n', true],
  ['a,b\n1,"007"\n', true],
  ['a,b\n-01,x\n', true],
  ['a,b\n1,x\n00', true],
  ['a,b\n2019_01,x\n', true],
  ['a,b\n0,x\n10,00x\n', false],
  ['a,b\n0.5,x\n1,0.25\n', false],
  ['a,b\n05:30,x\n01/02/2024,y\n', false],
  ['a,b\nx007,a_1\n100,1.05\n', false],
  ['', false],
])('finds fields whose digits are a code: %j', async (text, found) => {
  expect((await scanned(text)).digitCodes).toBe(found);
});

test('a code is found wherever it is in a large file', async () => {
  const line = '123,456,some text,7.25\n';
  const lines = 200_000;
  expect((await scanned(line.repeat(lines))).digitCodes).toBe(false);
  for (const at of [0, 45_589, 45_590, 91_180, 150_001, lines - 1]) {
    const text = `${line.repeat(at)}123,0456,some text,7.25\n${line.repeat(lines - at - 1)}`;
    expect((await scanned(text)).digitCodes, `line ${at}`).toBe(true);
  }
});

test('one line without end is searched as well', async () => {
  expect((await scanned(`${'1,2,'.repeat(400_000)}007,5`)).digitCodes).toBe(true);
  expect((await scanned(`${'1,2,'.repeat(400_000)}7,5`)).digitCodes).toBe(false);
});

test('hashes the bytes and finds where they stop being UTF-8, across the borders of pieces', async () => {
  const bytes = Buffer.from(`a,b\n${'한글 텍스트,é\n'.repeat(150_000)}`);
  const whole = await scanned(bytes);
  expect(whole.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(whole).toMatchObject({ sizeBytes: bytes.length, invalidUtf8At: null });
  const at = bytes.length - 1000;
  bytes[at] = 0xff;
  const { invalidUtf8At } = await scanned(bytes);
  expect(invalidUtf8At).toBeLessThanOrEqual(at);
  expect(at - invalidUtf8At!).toBeLessThan(1 << 21);
  expect((await scanned(bytes.subarray(0, 4 + 1))).invalidUtf8At).not.toBeNull();
});

test('stops when told to, and says when the file is gone', async () => {
  expect((await failureOf(scanFile(writtenFile('a'), '', AbortSignal.abort()))).code).toBe(
    'CANCELLED',
  );
  expect((await failureOf(scanFile('/nowhere/a.csv', ''))).code).toBe('FILE_NOT_FOUND');
});
