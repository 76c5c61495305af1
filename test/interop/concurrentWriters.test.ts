import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { buildSync } from 'esbuild';
import { describe, expect, onTestFinished, test } from 'vitest';
import { interopPython, startPython } from '../support/python';
import { openTestStore } from '../support/runStores';
import { temporaryFolder } from '../support/temporaryFolder';

interface Counts {
  readonly runs: number;
  readonly metrics: number;
  readonly params: number;
}

/** What SQLite says about the file, and how many rows it holds. */
function inspect(path: string): Counts & { readonly integrity: string; readonly latest: number } {
  const database = new DatabaseSync(path);
  const count = (table: string) =>
    (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  try {
    const { integrity_check: integrity } = database.prepare('PRAGMA integrity_check').get() as {
      integrity_check: string;
    };
    return {
      integrity,
      runs: count('runs'),
      metrics: count('metrics'),
      params: count('params'),
      latest: count('latest_metrics'),
    };
  } finally {
    database.close();
  }
}

test('two processes of ours create one store and write to it at once', async () => {
  const folder = temporaryFolder();
  // Below node_modules, so that the bundle finds the SQLite driver.
  const script = join('node_modules/.cache/cuvette-tests', `storeWriter-${process.pid}.cjs`);
  onTestFinished(() => rmSync(script, { force: true }));
  buildSync({
    entryPoints: [join(import.meta.dirname, 'storeWriter.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@photostructure/sqlite'],
    logLevel: 'error',
  });
  const path = join(folder, 'mlflow.db');
  const count = 60;
  const codes = await Promise.all(
    ['first', 'second'].map(async (name) => {
      const child = spawn(process.execPath, [script, path, name, String(count)], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      return (await once(child, 'exit'))[0] as number | null;
    }),
  );
  expect(codes).toEqual([0, 0]);
  expect(inspect(path)).toEqual({
    integrity: 'ok',
    runs: 2 * count,
    metrics: 6 * count,
    params: 2 * count,
    latest: 2 * count,
  });
  const store = await openTestStore(path, {});
  const { runs } = await store.searchRuns({ filter: "status = 'FINISHED'", limit: 1000 });
  expect(runs).toHaveLength(2 * count);
  expect(await store.listExperiments()).toHaveLength(2);
});

describe.skipIf(interopPython === undefined)('with MLflow (needs CUVETTE_PYTHON)', () => {
  test('a Python writer and ours write to one store at once', async () => {
    const store = await openTestStore();
    const { experimentId } = await store.getOrCreateExperiment('shared');
    const python = startPython('write_loop.py', [`sqlite:///${store.path}`, 'shared']);
    onTestFinished(() => void python.kill('SIGKILL'));
    let errors = '';
    python.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const lines = createInterface(python.stdout)[Symbol.asyncIterator]();

    // Ours writes from the start, so also while MLflow migrates the file.
    const stopped = new AbortController();
    const ours = { runs: 0, metrics: 0, params: 0 };
    const writing = (async () => {
      while (!stopped.signal.aborted) {
        const { runId } = await store.createRun({ experimentId, name: 'ours', startTime: 1 });
        const metrics = [0, 1, 2].map((step) => ({ key: 'm', value: step, timestamp: 1, step }));
        await store.logBatch(runId, { metrics, params: { p: '1' } });
        await store.finishRun(runId, 'FINISHED', 2);
        ours.runs += 1;
        ours.metrics += metrics.length;
        ours.params += 1;
        await store.searchRuns({ limit: 10 });
        // SQLite's lock is not fair: a loop without a pause would leave the other side waiting.
        await sleep(20);
      }
    })();
    expect((await lines.next()).value, errors).toBe('ready');
    const before = ours.runs;
    await sleep(3000);
    const during = ours.runs - before;
    python.stdin.write('\n');
    const theirs = JSON.parse((await lines.next()).value as string) as Counts;
    stopped.abort();
    await writing;

    expect(during).toBeGreaterThan(5);
    expect(theirs.runs).toBeGreaterThan(5);
    expect(inspect(store.path)).toEqual({
      integrity: 'ok',
      runs: ours.runs + theirs.runs,
      metrics: ours.metrics + theirs.metrics,
      params: ours.params + theirs.params,
      latest: ours.runs + theirs.runs,
    });
    console.log(`Written in the same 3 s: ${during} runs by us, ${theirs.runs} by MLflow.`);
  });
});
