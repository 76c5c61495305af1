import { beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRunStore } from '../../../src/engine/tracking/openRunStore';
import type { RunStore } from '../../../src/engine/tracking/runStore';
import { oracleFixture } from '../../support/oracleFixture';
import { addRun, storeWithRun, type RunDescription } from '../../support/runStores';

interface Cases {
  readonly runs: readonly RunDescription[];
  /** Runs with the same start time: the order between them is that of their random ids. */
  readonly tied: readonly number[];
  readonly filters: readonly { readonly filter: string; readonly runs: readonly number[] }[];
  readonly orders: readonly {
    readonly orderBy: readonly string[];
    readonly runs: readonly number[];
  }[];
  readonly refusedFilters: readonly string[];
  readonly refusedOrders: readonly (readonly string[])[];
}

const { cases } = oracleFixture<Cases>('tracking');

describe('as MLflow does', () => {
  let store: RunStore;
  const numberOf = new Map<string, number>();

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cuvette-search-'));
    store = await openRunStore(join(folder, 'mlflow.db'), { create: true });
    const { experimentId } = await store.getOrCreateExperiment('oracle');
    for (const [number, run] of cases.runs.entries()) {
      numberOf.set(await addRun(store, experimentId, run), number);
    }
    return () => {
      store.close();
      rmSync(folder, { recursive: true });
    };
  });

  async function found(query: { filter?: string; orderBy?: readonly string[] }): Promise<number[]> {
    const { runs } = await store.searchRuns({ experiments: ['oracle'], ...query });
    return runs.map((run) => numberOf.get(run.runId)!);
  }

  test.each(cases.filters)('filter $filter', async ({ filter, runs }) => {
    expect((await found({ filter })).sort()).toEqual(runs);
  });

  test.each(cases.orders)('order $orderBy', async ({ orderBy, runs }) => {
    const untied = (list: readonly number[]) =>
      list.map((run) => (cases.tied.includes(run) ? 'tied' : run));
    expect(untied(await found({ orderBy }))).toEqual(untied(runs));
  });

  test.each(cases.refusedFilters)('refuses %s', async (filter) => {
    await expect(found({ filter })).rejects.toMatchObject({ code: 'FILTER_INVALID' });
  });

  test.each(cases.refusedOrders)('refuses the order %j', async (...orderBy) => {
    await expect(found({ orderBy })).rejects.toMatchObject({ code: 'FILTER_INVALID' });
  });

  test('ties are broken by run id', async () => {
    const { runs } = await store.searchRuns({ filter: 'attributes.start_time = 2000' });
    const ids = runs.map((run) => run.runId);
    expect(ids).toHaveLength(2);
    expect(ids).toEqual([...ids].sort());
  });

  test('pages cover every run once, in order', async () => {
    const all = await found({ orderBy: ['metrics.auc DESC'] });
    const paged: number[] = [];
    let pageToken: string | undefined;
    do {
      const page = await store.searchRuns({
        orderBy: ['metrics.auc DESC'],
        limit: 4,
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      paged.push(...page.runs.map((run) => numberOf.get(run.runId)!));
      pageToken = page.nextPageToken ?? undefined;
    } while (pageToken !== undefined);
    expect(paged).toEqual(all);
  });

  test('the last page has no token, also when it is full', async () => {
    const page = await store.searchRuns({ limit: cases.runs.length });
    expect(page.runs).toHaveLength(cases.runs.length);
    expect(page.nextPageToken).toBeNull();
  });
});

test('experiments are found by name and by id, the name first', async () => {
  const { store, run } = await storeWithRun();
  const named = await store.getOrCreateExperiment(run.experimentId);
  expect(named.experimentId).not.toBe(run.experimentId);
  expect((await store.searchRuns({ experiments: ['hr'] })).runs).toHaveLength(1);
  expect((await store.searchRuns({ experiments: [run.experimentId] })).runs).toEqual([]);
  expect((await store.searchRuns({ experiments: [named.experimentId] })).runs).toEqual([]);
  expect((await store.searchRuns({ experiments: [] })).runs).toEqual([]);
});

test.each([
  [{ experiments: ['none'] }, 'EXPERIMENT_NOT_FOUND'],
  [{ experiments: ['0; DROP TABLE runs'] }, 'EXPERIMENT_NOT_FOUND'],
  [{ limit: 0 }, 'PARAMETER_INVALID'],
  [{ limit: 1.5 }, 'PARAMETER_INVALID'],
  [{ limit: 50_001 }, 'PARAMETER_INVALID'],
  [{ pageToken: 'nonsense' }, 'PARAMETER_INVALID'],
  [{ pageToken: Buffer.from('{"offset":-1}').toString('base64') }, 'PARAMETER_INVALID'],
])('refuses %j', async (query, code) => {
  const { store } = await storeWithRun();
  await expect(store.searchRuns(query)).rejects.toMatchObject({ code });
});
