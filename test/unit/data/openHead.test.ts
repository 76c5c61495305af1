import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import { openHead, type OpenHeadOptions } from '../../../src/engine/data/openHead';
import { openDuckDB } from '../../../src/engine/data/duckdb';
import { temporaryFolder } from '../../support/temporaryFolder';

function write(name: string, content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

async function head(file: string, options: OpenHeadOptions): Promise<Dataset | null> {
  const dataset = await openHead({ path: file }, options);
  if (dataset !== null) onTestFinished(() => dataset.close());
  return dataset;
}

const lines = Array.from({ length: 5000 }, (_, i) => `${i},"a ""quoted""\nname ${i % 7}",${i / 8}`);
const csv = `id,name,value\n${lines.join('\n')}\n`;

test('the beginning of a text is cut after a whole record and read with the file’s overrides', async () => {
  const file = write('data.csv', csv);
  writeFileSync(
    path.join(path.dirname(file), 'cuvette.json'),
    JSON.stringify({ files: { 'data.csv': { types: { id: 'categorical' } } } }),
  );
  const dataset = await head(file, { bytes: 10_000 });
  const rows = dataset!.info.rows;
  expect(rows).toBeGreaterThan(200);
  expect(rows).toBeLessThan(500);
  expect(dataset!.issues).toEqual([]);
  expect(dataset!.info).toMatchObject({ path: file, sizeBytes: csv.length, exact: false });
  expect(dataset!.columns.map(({ name, type }) => [name, type])).toEqual([
    ['id', 'categorical'],
    ['name', 'categorical'],
    ['value', 'numeric'],
  ]);
  const [last] = await dataset!.query(
    `SELECT max(CAST(c0 AS INTEGER)) AS id, count(*) AS n FROM ${dataset!.relation}`,
  );
  expect(last).toEqual({ id: rows - 1, n: rows });
});

test('compressed, UTF-16, JSON Lines and Parquet files have beginnings too', async () => {
  const gzip = await head(write('data.csv.gz', gzipSync(csv)), { bytes: 10_000 });
  expect(gzip!.info.rows).toBeGreaterThan(200);
  const bytes = Buffer.from(
    `\uFEFF${csv.replaceAll('"', '').replaceAll('\nname', ' name')}`,
    'utf16le',
  );
  const utf16 = await head(write('wide.csv', bytes), { bytes: 20_000 });
  expect(utf16!.columns.map(({ name }) => name)).toEqual(['id', 'name', 'value']);
  expect(utf16!.issues).toEqual([]);
  const json = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ i, text: `line\n${i}` }));
  const jsonl = await head(write('data.jsonl', json.join('\n')), { bytes: 9_999 });
  expect(jsonl!.columns.map(({ name }) => name)).toEqual(['i', 'text']);
  expect(jsonl!.info.rows).toBeGreaterThan(200);

  const folder = temporaryFolder();
  const duckdb = await openDuckDB({ database: ':memory:', temporaryDirectory: folder });
  onTestFinished(() => duckdb.close());
  const session = await duckdb.connect();
  const file = path.join(folder, 'data.parquet');
  await session.run(`COPY (SELECT range AS x FROM range(5000)) TO '${file}'`);
  expect((await head(file, { rows: 100 }))!.info.rows).toBe(100);
  expect(await head(file, { rows: 5000 })).toBeNull();
  const zstd = path.join(folder, 'data.csv.zst');
  await session.run(
    `COPY (SELECT range AS x, range % 9 AS y FROM range(5000)) TO '${zstd}' (FORMAT csv, COMPRESSION zstd)`,
  );
  expect((await head(zstd, { rows: 101 }))!.info.rows).toBe(100);
});

test('a small file and a JSON array have no beginning of their own', async () => {
  expect(await head(write('small.csv', 'a,b\n1,2\n'), {})).toBeNull();
  const array = JSON.stringify(Array.from({ length: 3000 }, (_, i) => ({ i })));
  expect(await head(write('array.json', array), { bytes: 5000 })).toBeNull();
  expect(await head(write('small.csv.gz', gzipSync('a,b\n1,2\n')), {})).toBeNull();
});
