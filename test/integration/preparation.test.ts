import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ErrorPayload, PrepareResult } from '../../src/protocol';
import { cuvette, cuvetteJson } from '../support/commandLine';
import { childProcesses, startEngine } from '../support/engine';
import { temporaryFolder } from '../support/temporaryFolder';

const people = 'id,name,dept\n1,Ann,a\n2,Bob,b\n2,Bob,b\n';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries({ 'people.csv': people, ...files })) {
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Temporary folders of data sets, by the process that made them. */
function temporaryData(): string[] {
  return readdirSync(os.tmpdir()).filter((name) => name.startsWith('cuvette-data-'));
}

test('prepare runs SQL and danfojs scripts, one on the output of the other', async () => {
  const folder = folderWith({
    'clean.sql': 'SELECT DISTINCT ON (id) * FROM people ORDER BY id',
    'count.ts': `import { DataFrame } from 'danfojs-node';
export default (frames: Record<string, any>, { log }: any): any => {
  log('rows:', frames.clean.shape[0]);
  return new DataFrame([{ rows: frames.clean.shape[0], inputs: frames.input2.shape[0] }]);
};`,
  });
  const run = (...args: string[]): Promise<PrepareResult> =>
    cuvetteJson(['prepare', ...args], folder);
  const clean = await run('clean.sql', '-o', 'clean.parquet', 'people.csv');
  expect(clean).toMatchObject({ rows: 2, lineage: { script: { language: 'sql' } } });
  const counted = await run('count.ts', '-o', 'sub/count.csv', 'clean.parquet', 'people.csv');
  expect(counted.log).toEqual(['rows: 2']);
  expect(readFileSync(path.join(folder, 'sub/count.csv'), 'utf8')).toBe('rows,inputs\n2,3\n');
  expect(counted.lineage.inputs[0]?.lineage?.script.path).toBe(path.join(folder, 'clean.sql'));
});

test('a failing script says where, with the exit code of bad data', async () => {
  const folder = folderWith({ 's.sql': 'SELECT id,\n  nam\nFROM people' });
  const outcome = await cuvette(['prepare', 's.sql', '-o', 'o.csv', 'people.csv'], folder);
  expect(outcome.exitCode).toBe(3);
  expect(outcome.stderr).toContain('s.sql:2:3: Referenced column "nam" not found');
  const json = await cuvette(['prepare', 's.sql', '-o', 'o.csv', 'people.csv', '--json'], folder);
  const { error } = JSON.parse(json.stdout) as { error: ErrorPayload };
  expect(error).toMatchObject({
    code: 'SCRIPT_FAILED',
    details: { line: 2, column: 3, snippet: 'nam' },
  });
});

test('what danfojs does with packages that do not ship is refused with a reason', async () => {
  const folder = folderWith({
    's.js': "export default async (f, { dfd }) => dfd.readExcel('people.xlsx');",
  });
  const outcome = await cuvette(['prepare', 's.js', '-o', 'o.csv', 'people.csv'], folder);
  expect(outcome.exitCode).toBe(3);
  expect(outcome.stderr).toContain('xlsx is not part of Cuvette');
});

test('a script that never ends is cancelled by Ctrl-C and leaves nothing behind', async () => {
  const folder = folderWith({ 's.js': 'export default () => { for (;;); };' });
  const before = { files: readdirSync(folder), data: temporaryData() };
  const outcome = await cuvette(
    ['prepare', 's.js', '-o', 'o.parquet', 'people.csv'],
    folder,
    (child) => {
      setTimeout(() => child.kill('SIGINT'), 4000);
    },
  );
  expect(outcome.exitCode).toBe(130);
  expect(readdirSync(folder)).toEqual(before.files);
  expect(temporaryData().filter((name) => !before.data.includes(name))).toEqual([]);
});

test('a script that ends its process takes nothing with it', async () => {
  const folder = folderWith({ 's.js': 'export default () => process.exit(0);' });
  const engine = startEngine();
  const params = {
    script: path.join(folder, 's.js'),
    inputs: [{ path: path.join(folder, 'people.csv') }],
    output: path.join(folder, 'o.parquet'),
  };
  await expect(engine.call('dataset/prepare', params)).rejects.toMatchObject({
    code: 'JOB_CRASHED',
  });
  expect(existsSync(params.output)).toBe(false);
  expect(readdirSync(folder).toSorted()).toEqual(['people.csv', 's.js']);
  writeFileSync(params.script, 'export default (f) => f.people;');
  expect(await engine.call('dataset/prepare', params)).toMatchObject({ rows: 3 });
  await expect.poll(() => childProcesses(engine.pid!)).toEqual([]);
});

test('killed while it writes, a preparation leaves no part of a file', async () => {
  const folder = folderWith({
    's.sql':
      'SELECT a.range * b.range AS x, md5(a.range || b.range) AS h FROM range(100000) a, range(2000) b',
  });
  const engine = startEngine();
  const controller = new AbortController();
  const running = engine.call(
    'dataset/prepare',
    {
      script: path.join(folder, 's.sql'),
      inputs: [{ path: path.join(folder, 'people.csv') }],
      output: path.join(folder, 'o.parquet'),
    },
    { signal: controller.signal },
  );
  const partial = (): string[] => readdirSync(folder).filter((name) => name.includes('.part'));
  await expect.poll(partial, { timeout: 20_000 }).toHaveLength(1);
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(readdirSync(folder).toSorted()).toEqual(['people.csv', 's.sql']);
});
