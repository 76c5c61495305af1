import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lineageFile, lineageState, readLineage } from '../../../src/engine/data/lineage';
import { openDataset } from '../../../src/engine/data/openDataset';
import { preparationFiles, runPreparation } from '../../support/preparation';
import { openedService } from '../../support/service';

const people = 'id,name\n1,Ann\n2,Bob\n';

async function prepared() {
  const files = preparationFiles(
    { name: 'clean.sql', text: 'FROM people' },
    { 'people.csv': people },
  );
  const result = await runPreparation(files.params);
  const { sha256 } = result.lineage.output;
  const stale = async (hash = sha256) => (await lineageState(files.params.output, hash))?.stale;
  return { ...files, result, sha256, stale, input: files.params.inputs[0]!.path };
}

test('the record says which script made the file from what, with paths that move along', async () => {
  const { params, result, folder, sha256 } = await prepared();
  const record = JSON.parse(readFileSync(lineageFile(params.output), 'utf8')) as object;
  expect(record).toMatchObject({
    script: { path: 'clean.sql', language: 'sql' },
    inputs: [{ name: 'people', path: 'people.csv', rows: 2, sizeBytes: people.length }],
    output: { path: 'out.parquet', rows: 2, sha256 },
    createdAt: '2026-01-02T03:04:05.000Z',
  });
  const moved = `${folder}-moved`;
  mkdirSync(moved);
  for (const file of ['clean.sql', 'people.csv', 'out.parquet', 'out.parquet.lineage.json']) {
    renameSync(path.join(folder, file), path.join(moved, file));
  }
  const output = path.join(moved, 'out.parquet');
  expect(await lineageState(output, sha256)).toMatchObject({
    lineage: { script: { path: path.join(moved, 'clean.sql') } },
    stale: [],
  });
  rmSync(moved, { recursive: true });
  expect(result.lineage.inputs[0]!.path).toBe(params.inputs[0]!.path);
});

test('a Parquet file carries where it comes from, but nothing that differs from run to run', async () => {
  const { params } = await prepared();
  const dataset = await openDataset({ path: params.output });
  const [row] = await dataset.query(
    `SELECT decode(value) AS value FROM parquet_kv_metadata('${params.output}') WHERE decode(key) = 'cuvette_lineage'`,
  );
  await dataset.close();
  const embedded = JSON.parse(String(row!['value'])) as object;
  expect(embedded).toMatchObject({
    script: { path: 'clean.sql' },
    inputs: [{ path: 'people.csv' }],
  });
  expect(JSON.stringify(embedded)).not.toMatch(/2026|modifiedAt/);
});

test('what has changed since is told', async () => {
  const { stale, params, input } = await prepared();
  expect(await stale()).toEqual([]);
  expect(await stale('0'.repeat(64))).toEqual([
    'out.parquet has been changed since clean.sql wrote it.',
  ]);
  writeFileSync(params.script, 'FROM people -- changed');
  writeFileSync(input, 'id,name\n1,Eve\n2,Bob\n');
  utimesSync(input, 1e9, 1e9);
  expect(await stale()).toEqual([
    'The script clean.sql has changed since.',
    'The input people.csv has changed since.',
  ]);
  rmSync(params.script);
  rmSync(input);
  expect(await stale()).toEqual([
    'The script clean.sql is no longer there.',
    'The input people.csv is no longer there.',
  ]);
});

test('an input that was only copied or checked out anew has not changed', async () => {
  const { stale, input } = await prepared();
  utimesSync(input, 1e9, 1e9);
  expect(await stale()).toEqual([]);
});

test('an input that was prepared itself is followed to its source', async () => {
  const { folder, params, input } = await prepared();
  const script = path.join(folder, 'features.sql');
  writeFileSync(script, 'SELECT id FROM out');
  const output = path.join(folder, 'features.csv');
  const result = await runPreparation({ script, inputs: [{ path: params.output }], output });
  expect(result.lineage.inputs[0]!.lineage?.script.path).toBe(params.script);
  const stale = async () => (await lineageState(output, result.lineage.output.sha256))?.stale;
  expect(await stale()).toEqual([]);
  writeFileSync(input, 'id,name\n7,Zoe\n');
  expect(await stale()).toEqual([
    'The input out.parquet is out of date itself: The input people.csv has changed since.',
  ]);
});

test.each(['', '{', '[]', '{"script":{}}', 'null'])(
  'what is no record is passed over: %s',
  async (text) => {
    const { params } = await prepared();
    writeFileSync(lineageFile(params.output), text);
    expect(await readLineage(params.output)).toBeUndefined();
  },
);

test('a profile tells the lineage as it is now', async () => {
  const { params } = await prepared();
  const service = openedService();
  const lineage = async () =>
    (await service.call('dataset/profile', { dataset: { path: params.output } })).dataset.lineage;
  expect((await lineage())?.stale).toEqual([]);
  writeFileSync(params.script, 'FROM people LIMIT 1');
  expect((await lineage())?.stale).toEqual(['The script clean.sql has changed since.']);
});
