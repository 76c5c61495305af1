import { CuvetteError, type RunInfo, type Service } from '../../protocol';
import type { RunStore } from '../tracking/runStore';
import type { StoreAccess } from './storeAccess';

type RunMethods = 'experiment/list' | 'run/search' | 'run/get' | 'run/delete' | 'run/readArtifact';

const runIdLength = 32;

/** Handlers of `experiment/list` and `run/*`. A run may be named by the first characters of its id. */
export function createRunHandlers(stores: StoreAccess): Pick<Service, RunMethods> {
  return {
    'experiment/list': ({ store: uri }) => stores.use(uri, (store) => store.listExperiments()),

    'run/search': ({ store: uri, ...query }) => stores.use(uri, (store) => store.searchRuns(query)),

    'run/get': ({ store: uri, runId }) =>
      stores.use(uri, async (store) => store.getRun(await completeRunId(store, runId))),

    'run/delete': ({ store: uri, runId }) =>
      stores.use(uri, async (store) => ({
        deleted: await store.deleteRun(await completeRunId(store, runId)),
      })),

    'run/readArtifact': ({ store: uri, runId, path }) =>
      stores.use(uri, async (store) => {
        const bytes = await store.readArtifact(await completeRunId(store, runId), path);
        return { text: new TextDecoder().decode(bytes) };
      }),
  };
}

async function completeRunId(store: RunStore, start: string): Promise<string> {
  if (start.length >= runIdLength || !/^[0-9a-f]{4,}$/.test(start)) return start;
  const { runs } = await store.searchRuns({
    filter: `attributes.run_id LIKE '${start}%'`,
    limit: 3,
  });
  if (runs.length > 1) throw ambiguous(start, runs);
  return runs[0]?.runId ?? start;
}

function ambiguous(start: string, runs: readonly RunInfo[]): CuvetteError {
  return new CuvetteError('RUN_NOT_FOUND', `"${start}" is the start of more than one run id.`, {
    hint: `Give more characters: ${runs.map(({ runId }) => runId.slice(0, start.length + 4)).join(', ')}, …`,
  });
}
