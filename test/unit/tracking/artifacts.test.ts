import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import type { RunStore } from '../../../src/engine/tracking/runStore';
import { storeWithRun } from '../../support/runStores';
import { temporaryFolder } from '../../support/temporaryFolder';

async function text(store: RunStore, runId: string, path: string): Promise<string> {
  return new TextDecoder().decode(await store.readArtifact(runId, path));
}

test('files are written, replaced, listed and read, at any depth', async () => {
  const { store, run } = await storeWithRun();
  expect(await store.listArtifacts(run.runId)).toEqual([]);
  await store.writeArtifact(run.runId, 'plots/roc 곡선.svg', '<svg/>');
  await store.writeArtifact(run.runId, 'plots/roc 곡선.svg', '<svg></svg>');
  await store.writeArtifact(run.runId, 'folds.bin', new Uint8Array([0, 255]));
  expect(await store.listArtifacts(run.runId)).toEqual([
    { path: 'folds.bin', isDirectory: false, sizeBytes: 2 },
    { path: 'plots', isDirectory: true, sizeBytes: null },
    { path: 'plots/roc 곡선.svg', isDirectory: false, sizeBytes: 11 },
  ]);
  expect((await store.getRun(run.runId)).artifacts).toHaveLength(3);
  expect(await text(store, run.runId, 'plots/roc 곡선.svg')).toBe('<svg></svg>');
  expect(new Uint8Array(await store.readArtifact(run.runId, 'folds.bin'))).toEqual(
    new Uint8Array([0, 255]),
  );
});

test('nothing temporary is left, after success and after failure', async () => {
  const { store, run } = await storeWithRun();
  await store.writeArtifact(run.runId, 'a', 'file');
  await expect(store.writeArtifact(run.runId, 'a/b', 'below a file')).rejects.toMatchObject({
    code: expect.stringMatching(/STORE_UNREACHABLE|ARTIFACT_NOT_FOUND/),
  });
  mkdirSync(join(fileURLToPath(run.artifactUri), 'folder'));
  await expect(store.writeArtifact(run.runId, 'folder', 'over a folder')).rejects.toThrow();
  expect(readdirSync(dirname(fileURLToPath(run.artifactUri)))).toEqual(['artifacts']);
});

test.each([
  '',
  '.',
  '..',
  '../a',
  'a/../../b',
  '/etc/passwd',
  'a//b',
  'a/',
  'C:/a',
  'a\\b',
  'a\0b',
])('refuses the path %j', async (path) => {
  const { store, run } = await storeWithRun();
  await expect(store.writeArtifact(run.runId, path, 'x')).rejects.toMatchObject({
    code: 'PARAMETER_INVALID',
  });
  await expect(store.readArtifact(run.runId, path)).rejects.toMatchObject({
    code: 'PARAMETER_INVALID',
  });
});

test('a link does not lead out of the folder', async () => {
  const { store, run } = await storeWithRun();
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'secret'), 'secret');
  await store.writeArtifact(run.runId, 'a', 'x');
  symlinkSync(outside, join(fileURLToPath(run.artifactUri), 'link'));
  await expect(store.readArtifact(run.runId, 'link/secret')).rejects.toMatchObject({
    code: 'PARAMETER_INVALID',
  });
  await expect(store.writeArtifact(run.runId, 'link/new', 'x')).rejects.toMatchObject({
    code: 'PARAMETER_INVALID',
  });
  expect(readdirSync(outside)).toEqual(['secret']);
});

test.each(['none.json', 'a/none.json', 'folder'])('%s is not an artifact file', async (path) => {
  const { store, run } = await storeWithRun();
  await store.writeArtifact(run.runId, 'a', 'x');
  mkdirSync(join(fileURLToPath(run.artifactUri), 'folder'));
  await expect(store.readArtifact(run.runId, path)).rejects.toMatchObject({
    code: 'ARTIFACT_NOT_FOUND',
  });
});

test.each([
  ['a plain path', (folder: string) => join(folder, 'elsewhere')],
  ['a path relative to the store', () => './elsewhere'],
])('artifacts at %s, as MLflow writes it, are read', async (_, uri) => {
  const { store, run } = await storeWithRun();
  const folder = dirname(store.path);
  setArtifactUri(store.path, run.runId, uri(folder));
  await store.writeArtifact(run.runId, 'a.txt', 'hello');
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['a.txt']);
  expect(await text(store, run.runId, 'a.txt')).toBe('hello');
});

test.each(['s3://bucket/1/artifacts', 'mlflow-artifacts:/1/artifacts', ''])(
  'artifacts at %j are out of reach, the run is not',
  async (uri) => {
    const { store, run } = await storeWithRun();
    setArtifactUri(store.path, run.runId, uri);
    await expect(store.listArtifacts(run.runId)).rejects.toMatchObject({
      code: 'STORE_UNREACHABLE',
      details: { uri },
    });
    expect((await store.getRun(run.runId)).artifacts).toEqual([]);
  },
);

function setArtifactUri(path: string, runId: string, uri: string): void {
  const database = new DatabaseSync(path);
  database.prepare('UPDATE runs SET artifact_uri = ? WHERE run_uuid = ?').run(uri, runId);
  database.close();
}
