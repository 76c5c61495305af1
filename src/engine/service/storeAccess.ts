import { CuvetteError } from '../../protocol';
import { openRunStore } from '../tracking/openRunStore';
import type { RunStore } from '../tracking/runStore';
import { isOwnerAlive } from './processOwner';

/** Opens run stores for single requests, and looks after runs whose process is gone. */
export interface StoreAccess {
  /**
   * Runs `work` on the store, which is closed afterwards: nobody holds a file that a person may want to move.
   *
   * @throws {CuvetteError} STORE_UNREACHABLE, STORE_INCOMPATIBLE, STORE_LOCKED and what `work` throws.
   */
  use<Result>(uri: string, work: (store: RunStore) => Promise<Result>): Promise<Result>;
  /** Ends the runs that a process left RUNNING. */
  endRunsOf(end: UnfinishedRuns): Promise<void>;
}

/** Runs whose process is gone, and how they end. */
export interface UnfinishedRuns {
  readonly store: string;
  /** Value of their `cuvette.process` tag. */
  readonly owner: string;
  readonly status: 'FAILED' | 'KILLED';
  /** For the `cuvette.failure` tag. */
  readonly reason: string;
}

/** A {@link StoreAccess} that looks for left-behind runs when it opens a store for the first time. */
export function createStoreAccess(): StoreAccess {
  const checked = new Set<string>();
  return {
    use: (uri, work) =>
      withStore(uri, async (store) => {
        if (!checked.has(uri)) {
          checked.add(uri);
          await failLeftBehindRuns(store);
        }
        return work(store);
      }),
    endRunsOf: ({ store: uri, owner, status, reason }) =>
      withStore(uri, async (store) => {
        await store.failUnfinishedRuns((running) => running !== owner, { status, reason });
      }),
  };
}

async function failLeftBehindRuns(store: RunStore): Promise<void> {
  try {
    await store.failUnfinishedRuns(isOwnerAlive);
  } catch (thrown) {
    // A store that may only be read is still worth reading.
    if (CuvetteError.from(thrown).code !== 'STORE_UNREACHABLE') throw thrown;
  }
}

async function withStore<Result>(
  uri: string,
  work: (store: RunStore) => Promise<Result>,
): Promise<Result> {
  const store = await openRunStore(uri);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
