import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { ErrorCode } from '../../../src/protocol';
import { openDataset } from '../../../src/engine/data/openDataset';
import {
  columnTexts,
  failureOf,
  openedDataset,
  openedText,
  writtenFile,
} from '../../support/openedDataset';
import { temporaryFolder } from '../../support/temporaryFolder';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const parquet = readFileSync('test/fixtures/data/types.parquet');
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000', 'hex');

const failures: readonly (readonly [string, ErrorCode, string, string | Uint8Array, RegExp])[] = [
  ['an empty file', 'FILE_EMPTY', 'a.csv', '', /is empty/],
  ['an empty compressed file', 'FILE_EMPTY', 'a.csv.gz', gzipSync(''), /is empty/],
  ['a header alone', 'DATA_NO_ROWS', 'a.csv', 'a,b\n', /has a header but no rows/],
  ['blank lines alone', 'DATA_NO_ROWS', 'a.csv', '\n\n\n', /only blank lines/],
  ['JSON without objects', 'DATA_NO_ROWS', 'a.json', '[]', /no rows/],
  ['a picture named .csv', 'FILE_BINARY', 'a.csv', png, /binary data/],
  [
    'an executable named .tsv',
    'FILE_BINARY',
    'a.tsv',
    Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1'),
    /binary data/,
  ],
  ['a workbook', 'FORMAT_UNSUPPORTED', 'a.xlsx', Buffer.from('PK\x03\x04rest'), /Excel workbook/],
  [
    'a workbook named .csv',
    'FORMAT_UNSUPPORTED',
    'a.csv',
    Buffer.from('PK\x03\x04rest'),
    /Excel workbook/,
  ],
  [
    'a program',
    'FORMAT_UNSUPPORTED',
    'a.py',
    'import os\nprint("x", 1)\n',
    /does not look like a table/,
  ],
  ['an SPSS file', 'FORMAT_UNSUPPORTED', 'a.sav', '$FL2@(#)', /SPSS/],
  ['a pickle', 'FORMAT_UNSUPPORTED', 'a.pkl', 'x', /Python pickle/],
  [
    'a Parquet file cut short',
    'DATA_UNREADABLE',
    'a.parquet',
    parquet.subarray(0, 2000),
    /not a whole Parquet file/,
  ],
  ['text named .parquet', 'DATA_UNREADABLE', 'a.parquet', 'a,b\n1,2\n', /not a whole Parquet file/],
  [
    'a gzip file cut short',
    'DATA_UNREADABLE',
    'a.csv.gz',
    gzipSync('a,b\n1,2\n'.repeat(999)).subarray(0, 40),
    /decompressed/,
  ],
  [
    'a zstd file cut short',
    'DATA_UNREADABLE',
    'a.csv.zst',
    readFileSync('test/fixtures/data/numbers.csv.zst').subarray(0, 100),
    /decompressed/,
  ],
  [
    'a web page named .csv',
    'DATA_UNREADABLE',
    'a.csv',
    '<!DOCTYPE html>\n<html><body>Log in</body></html>',
    /web page/,
  ],
  [
    'a Git LFS pointer',
    'DATA_UNREADABLE',
    'a.csv',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n',
    /Git LFS/,
  ],
  [
    'broken JSON Lines',
    'DATA_UNREADABLE',
    'a.jsonl',
    '{"a":1}\n{"a":\n{"a":3}\n',
    /line \d+ is not valid JSON/,
  ],
  ['JSON values that are no objects', 'DATA_UNREADABLE', 'a.jsonl', '{"a":1}\n5\n', /not objects/],
];

test.each(failures)('%s is %s', async (_, code, name, content, message) => {
  const failure = await failureOf(openDataset({ path: writtenFile(content, name) }));
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(message);
  expect(failure.message).toMatch(/^[A-Z\w].*\.$/s);
  expect(failure.message).not.toMatch(/read_csv|Error:|LINE 1|\n/);
  expect(failure.hint).toMatch(/\w/);
});

test('a missing file, a folder and a path through a file are said to be so', async () => {
  const folder = temporaryFolder();
  const file = writtenFile('a,b\n1,2\n');
  expect((await failureOf(openDataset({ path: join(folder, 'none.csv') }))).code).toBe(
    'FILE_NOT_FOUND',
  );
  expect((await failureOf(openDataset({ path: join(file, 'inside.csv') }))).code).toBe(
    'FILE_NOT_FOUND',
  );
  const failure = await failureOf(openDataset({ path: folder }));
  expect(failure.code).toBe('FILE_UNREADABLE');
  expect(failure.message).toContain('is a folder');
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'a file without read permission is FILE_UNREADABLE',
  async () => {
    const file = writtenFile('a,b\n1,2\n');
    chmodSync(file, 0);
    expect((await failureOf(openDataset({ path: file }))).code).toBe('FILE_UNREADABLE');
  },
);

test('a file that shrinks while it is read is not trusted', async () => {
  const file = writtenFile(`a,b\n${'1,2\n'.repeat(1000)}`);
  const failure = await failureOf(
    openDataset(
      { path: file },
      { onProgress: (message) => message.startsWith('Typing') && truncateSync(file, 40) },
    ),
  );
  expect(failure.code).toBe('DATA_UNREADABLE');
  expect(failure.message).toContain('changed while it was read');
});

test('a file that grew while it was read is read again once writing has ended', async () => {
  const file = writtenFile(`a,b\n${'1,2\n'.repeat(1000)}`);
  let grown = false;
  const dataset = await openDataset(
    { path: file },
    {
      onProgress: (message) => {
        if (grown || !message.startsWith('Typing')) return;
        grown = true;
        appendFileSync(file, '3,4\n'.repeat(10));
      },
    },
  );
  onTestFinished(() => dataset.close());
  expect(dataset.info.rows).toBe(1010);
  expect(dataset.info.sha256).toBe(sha256(readFileSync(file)));
  expect(dataset.issues).toEqual([]);
});

test('of a file that keeps growing, what was there at first is read, which is an issue', async () => {
  const begun = `a,b\n${'1,2\n'.repeat(1000)}`;
  const file = writtenFile(`${begun}3,`);
  const writing = setInterval(() => appendFileSync(file, '4\n5,'), 20);
  onTestFinished(() => clearInterval(writing));
  const dataset = await openDataset(
    { path: file },
    { onProgress: () => appendFileSync(file, '4\n5,') },
  );
  onTestFinished(() => dataset.close());
  expect(dataset.issues.map(({ code }) => code)).toEqual(['FILE_GROWS']);
  const rows = dataset.info.rows;
  expect(rows).toBeGreaterThanOrEqual(1000);
  const head = readFileSync(file).subarray(0, dataset.info.sizeBytes);
  expect(head.toString().trimEnd().split('\n')).toHaveLength(rows + 1);
  expect(dataset.info.sha256).toBe(sha256(head));
});

test('rows with too few or too many values are read, each with its row in an issue', async () => {
  const dataset = await openedText('a,b,c\n1,x,p\n2,y\n3,z,q,EXTRA,MORE\n4,w,r\n');
  expect(dataset.info.rows).toBe(4);
  expect(await columnTexts(dataset, 'a')).toEqual(['1', '2', '3', '4']);
  expect(await columnTexts(dataset, 'c')).toEqual(['p', null, 'q', 'r']);
  expect(dataset.issues.map(({ code, row }) => [code, row])).toEqual([
    ['RAGGED_ROW', 3],
    ['RAGGED_ROW', 4],
  ]);
  expect(dataset.issues[0]?.message).toBe(
    'Row 3 has 2 values where the header has 3; the others count as missing.',
  );
});

test('of many ragged rows twenty are listed after their number', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? `${i},x` : `${i},x,y`));
  const dataset = await openedText(`a,b,c\n${rows.join('\n')}\n`);
  expect(dataset.info.rows).toBe(500);
  expect(dataset.issues).toHaveLength(21);
  expect(dataset.issues[0]).toMatchObject({ code: 'RAGGED_ROW', row: null, column: null });
  expect(dataset.issues[0]?.message).toMatch(
    /^100 rows do not have the 3 values .* All of them were read\.$/,
  );
  expect(dataset.issues[1]?.row).toBe(2);
});

test('a stray quote costs neither its row nor the ones after it', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i},"x, ${i}"`);
  rows[9] = '9,"x"y';
  rows[19] = '19,5" pipe';
  const dataset = await openedText(`a,b\n${rows.join('\n')}\n`);
  expect(await columnTexts(dataset, 'a')).toEqual(rows.map((_, i) => String(i)));
  const texts = await columnTexts(dataset, 'b');
  expect([texts[8], texts[10], texts[19], texts[29]]).toEqual([
    'x, 8',
    'x, 10',
    '5" pipe',
    'x, 29',
  ]);
  expect(dataset.issues).toMatchObject([{ code: 'RAGGED_ROW', row: 11 }]);
});

test('repeated and empty column names are made unique, with an issue each', async () => {
  const dataset = await openedText('a,a,,a_1,b,\n1,2,3,4,5,6\n7,8,9,10,11,12\n');
  expect(dataset.columns.map(({ name }) => name)).toEqual([
    'a',
    'a_2',
    'column_3',
    'a_1',
    'b',
    'column_6',
  ]);
  expect(dataset.issues.map(({ code, column }) => [code, column])).toEqual([
    ['DUPLICATE_COLUMN_NAME', 'a_2'],
    ['EMPTY_COLUMN_NAME', 'column_3'],
    ['EMPTY_COLUMN_NAME', 'column_6'],
  ]);
});

test('content wins over a wrong extension, which is an issue', async () => {
  const asCsv = await openedDataset(writtenFile(parquet, 'really-parquet.csv'));
  expect(asCsv.info.format).toBe('parquet');
  expect(asCsv.issues.map(({ code }) => code)).toContain('WRONG_EXTENSION');
  const zipped = await openedDataset(writtenFile(gzipSync('a,b\n1,2\n3,4\n'), 'really-gzip.csv'));
  expect(zipped.info).toMatchObject({ format: 'csv', compression: 'gzip', rows: 2 });
  const lines = await openedDataset(writtenFile('{"a":1}\n{"a":2}\n', 'really-json.csv'));
  expect(lines.info).toMatchObject({ format: 'jsonl', rows: 2, delimiter: null });
  expect(lines.issues).toMatchObject([{ code: 'WRONG_EXTENSION' }]);
});

test('a single byte that is not UTF-8, far into a UTF-8 file, is replaced and reported', async () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `${i},서울 특별시 ${i}`).join('\n');
  const bytes = Buffer.from(`id,city\n${lines}\n`);
  bytes[bytes.length - 20_000] = 0xff;
  const dataset = await openedText(bytes);
  expect(dataset.info).toMatchObject({ rows: 60_000, encoding: 'utf-8' });
  expect(dataset.issues.map(({ code }) => code)).toEqual(['ENCODING_ERRORS']);
});

test('Latin letters far into a file that begins in ASCII are found', async () => {
  const ascii = Array.from({ length: 80_000 }, (_, i) => `${i},plain ${i}`).join('\n');
  const latin = Array.from({ length: 50 }, (_, i) => `${i},Málaga señor ${i}`).join('\n');
  const dataset = await openedText(Buffer.from(`id,city\n${ascii}\n${latin}\n`, 'latin1'));
  expect(dataset.info).toMatchObject({ rows: 80_050, encoding: 'windows-1252' });
  expect(dataset.issues).toMatchObject([{ code: 'ENCODING_GUESSED', row: null }]);
  expect((await columnTexts(dataset, 'city')).at(-1)).toBe('Málaga señor 49');
});

test('what fails leaves no file behind, and what a killed process left is removed', async () => {
  const ours = (): string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`cuvette-data-${process.pid}-`));
  const before = ours();
  await failureOf(openDataset({ path: writtenFile(gzipSync('a,b\n'), 'a.csv.gz') }));
  expect(ours()).toEqual(before);
  const orphan = join(tmpdir(), 'cuvette-data-2147480000-left');
  mkdirSync(orphan, { recursive: true });
  writeFileSync(join(orphan, 'data.duckdb'), 'x');
  const dataset = await openDataset({ path: writtenFile('a,b\n1,2\n3,4\n') });
  expect(readdirSync(tmpdir())).not.toContain('cuvette-data-2147480000-left');
  await dataset.close();
  expect(ours()).toEqual(before);
});

test.each([
  ['memory', { memory: 'lots' }],
  ['threads', { threads: 0 }],
  ['sample', { sample: 0 }],
  ['sample', { sample: 2.5 }],
  ['seed', { sample: 1, seed: -1 }],
])('a wrong %s is a parameter error', async (parameter, options) => {
  const failure = await failureOf(openDataset({ path: writtenFile('a,b\n1,2\n') }, options));
  expect(failure.code).toBe('PARAMETER_INVALID');
  expect(failure.message).toContain(`\`${parameter}\``);
});
