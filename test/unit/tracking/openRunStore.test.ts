import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openRunStore } from '../../../src/engine/tracking/openRunStore';
import { openTestStore, storeWithRun } from '../../support/runStores';
import { temporaryFolder } from '../../support/temporaryFolder';

/** A plain connection, as another program has it. */
function openDatabase(path: string): InstanceType<typeof DatabaseSync> {
  const database = new DatabaseSync(path);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

test('a new store is stamped, and holds the experiment "Default"', async () => {
  const store = await openTestStore();
  const database = openDatabase(store.path);
  expect(database.prepare('SELECT version_num FROM alembic_version').all()).toEqual([
    { version_num: '6953534de441' },
  ]);
  expect(await store.listExperiments()).toMatchObject([
    {
      experimentId: '0',
      name: 'Default',
      artifactLocation: pathToFileURL(join(store.path, '..', 'mlruns', '0')).href,
      lifecycleStage: 'active',
    },
  ]);
});

test('opening a store again keeps what it holds', async () => {
  const { store, run } = await storeWithRun();
  const again = await openTestStore(`sqlite:///${store.path}`);
  expect((await again.getRun(run.runId)).name).toBe('run');
});

test('two openers create one store', async () => {
  const path = join(temporaryFolder(), 'mlflow.db');
  const [a, b] = await Promise.all([openTestStore(path), openTestStore(path)]);
  const { experimentId } = await a.getOrCreateExperiment('x');
  expect((await b.getOrCreateExperiment('x')).experimentId).toBe(experimentId);
});

test('an empty file becomes a store', async () => {
  const path = join(temporaryFolder(), 'mlflow.db');
  writeFileSync(path, '');
  expect(await (await openTestStore(path)).listExperiments()).toHaveLength(1);
});

test('columns and tables of a newer MLflow do no harm', async () => {
  const { store, run } = await storeWithRun();
  const database = openDatabase(store.path);
  database.exec(`ALTER TABLE experiments ADD COLUMN workspace VARCHAR(63) DEFAULT 'default' NOT NULL;
    ALTER TABLE runs ADD COLUMN colour TEXT; CREATE TABLE novelties (id INTEGER);
    UPDATE alembic_version SET version_num = 'ffffffffffff'`);
  const { experimentId } = await store.getOrCreateExperiment('new');
  await store.createRun({ experimentId, name: 'second', startTime: 2000, parentRunId: run.runId });
  const again = await openTestStore(store.path);
  expect((await again.searchRuns({})).runs.map(({ name }) => name)).toEqual(['second', 'run']);
});

test('an experiment of another workspace is not taken for ours', async () => {
  const { store } = await storeWithRun();
  openDatabase(store.path).exec(
    `ALTER TABLE experiments ADD COLUMN workspace VARCHAR(63) DEFAULT 'default' NOT NULL;
     UPDATE experiments SET workspace = 'other' WHERE name = 'hr'`,
  );
  await expect(store.searchRuns({ experiments: ['hr'] })).rejects.toMatchObject({
    code: 'EXPERIMENT_NOT_FOUND',
  });
});

test('a column that must be filled and is unknown makes the store incompatible, not broken', async () => {
  const { store } = await storeWithRun();
  const database = openDatabase(store.path);
  database.exec(
    'DROP TABLE params; CREATE TABLE params ("key" TEXT, value TEXT, run_uuid TEXT, mandatory TEXT NOT NULL, PRIMARY KEY ("key", run_uuid))',
  );
  const { runs } = await store.searchRuns({});
  await expect(store.logParams(runs[0]!.runId, { a: '1' })).rejects.toMatchObject({
    code: 'STORE_INCOMPATIBLE',
    message: expect.stringContaining('mandatory'),
  });
});

test.each([
  ['no file', 'STORE_UNREACHABLE', /There is no run store/, false, () => undefined],
  [
    'a missing folder',
    'STORE_UNREACHABLE',
    /does not exist/,
    true,
    (path: string) => rmSync(join(path, '..'), { recursive: true }),
  ],
  ['a folder', 'STORE_INCOMPATIBLE', /is a folder/, true, (path: string) => mkdirSync(path)],
  [
    'a text file',
    'STORE_INCOMPATIBLE',
    /not a SQLite database/,
    true,
    (path: string) => writeFileSync(path, 'a,b\n'.repeat(2000)),
  ],
  [
    'another database',
    'STORE_INCOMPATIBLE',
    /not an MLflow store/,
    true,
    (path: string) => openDatabase(path).exec('CREATE TABLE mine (a)'),
  ],
  [
    'an older MLflow store',
    'STORE_INCOMPATIBLE',
    /lacks inputs\.input_uuid/,
    true,
    (path: string) => openDatabase(path).exec('CREATE TABLE inputs (a)'),
  ],
] as const)('%s', async (_, code, message, create, prepare) => {
  const path = join(temporaryFolder(), 'mlflow.db');
  if (_ === 'an older MLflow store') {
    const store = await openRunStore(path, { create });
    store.close();
    openDatabase(path).exec('DROP TABLE inputs');
  }
  prepare(path);
  const before = existsSync(path) && _ !== 'a folder' ? readFileSync(path) : null;
  await expect(openRunStore(path, { create })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    hint: expect.any(String),
  });
  const after = existsSync(path) && _ !== 'a folder' ? readFileSync(path) : null;
  expect(after).toEqual(before);
});

test('a damaged file is called damaged', async () => {
  const { store } = await storeWithRun();
  const path = `${store.path}.damaged`;
  copyFileSync(store.path, path);
  const bytes = readFileSync(path);
  bytes.fill(0xaa, 100, 4096);
  writeFileSync(path, bytes);
  await expect(openRunStore(path)).rejects.toMatchObject({
    code: 'STORE_INCOMPATIBLE',
    message: expect.stringMatching(/damaged/),
  });
});

test('a writer that does not let go locks the store; the event loop keeps turning', async () => {
  const { store, run } = await storeWithRun();
  const impatient = await openTestStore(store.path, { lockTimeoutMs: 300 });
  const other = openDatabase(store.path);
  other.exec('BEGIN EXCLUSIVE');
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  onTestFinished(() => clearInterval(timer));
  await expect(impatient.setTags(run.runId, { a: 'b' })).rejects.toMatchObject({
    code: 'STORE_LOCKED',
  });
  await expect(impatient.searchRuns({})).rejects.toMatchObject({ code: 'STORE_LOCKED' });
  expect(turns).toBeGreaterThan(3);
  other.exec('COMMIT');
  await impatient.setTags(run.runId, { a: 'b' });
  expect((await store.getRun(run.runId)).tags).toMatchObject({ a: 'b' });
});

test('writes wait for another writer and keep their order', async () => {
  const { store, run } = await storeWithRun();
  const other = openDatabase(store.path);
  other.exec('BEGIN IMMEDIATE');
  const writes = Promise.all(
    ['1', '2', '3'].map((value) => store.setTags(run.runId, { last: value })),
  );
  setTimeout(() => other.exec('COMMIT'), 200);
  await writes;
  expect((await store.getRun(run.runId)).tags['last']).toBe('3');
});

test('what is written to a deleted or replaced file is refused, not lost', async () => {
  const { store, run } = await storeWithRun();
  const copy = `${store.path}.copy`;
  copyFileSync(store.path, copy);
  rmSync(store.path);
  await expect(store.setTags(run.runId, { a: 'b' })).rejects.toMatchObject({
    code: 'STORE_UNREACHABLE',
    message: expect.stringContaining('deleted'),
  });
  copyFileSync(copy, store.path);
  await expect(store.searchRuns({})).rejects.toMatchObject({
    code: 'STORE_UNREACHABLE',
    message: expect.stringContaining('replaced'),
  });
});

test('a closed store refuses calls', async () => {
  const { store } = await storeWithRun();
  store.close();
  await expect(store.listExperiments()).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
});
